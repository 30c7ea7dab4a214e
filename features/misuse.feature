Feature: What a client does wrong is noted
  The mock answers a wrong request as the service would. Beside that, its journal says which rules the request breaks and
  shows a request that does what was meant, so that whoever wrote the client need not guess.

  Background:
    Given agent "12989" is talking to "3001234567"

  Rule: no breach goes unnoticed, whatever the answer is

    @inferred
    Scenario Outline: <what>
      When <request> is sent
      Then the API refuses with "<outcome>"
      And the request is noted as breaking "<rule>"
      When the corrected request is sent
      Then the API accepts with "hung_up"
      And the call with "3001234567" has ended

      Examples: the address
        | what                      | request                                              | outcome      | rule            |
        | wrong method              | GET "/api/v2/agentbox.php?api=hang&agent_id=12989"   | method_wrong | method-wrong    |
        | misspelled operation      | POST "/api/v2/agentbox.php?api=hnag&agent_id=12989"  | api_unknown  | api-unknown     |
        | operation in capitals     | POST "/api/v2/agentbox.php?api=HANG&agent_id=12989"  | api_unknown  | api-case        |
        | operation behind a ;      | POST "/api/v2/agentbox.php?agent_id=12989;api=hang"  | api_missing  | query-separator |
        | operation of another path | POST "/api/v2/campaign.php?api=hang&agent_id=12989"  | api_unknown  | path-wrong      |
        | path without v2           | POST "/api/agentbox.php?api=hang&agent_id=12989"     | path_unknown | path-unknown    |
        | path in capitals          | POST "/api/v2/AgentBox.php?api=hang&agent_id=12989"  | path_unknown | path-unknown    |
        | path with a slash behind  | POST "/api/v2/agentbox.php/?api=hang&agent_id=12989" | path_unknown | path-unknown    |

    @inferred
    Scenario Outline: the token <where>
      When POST "/api/v2/agentbox.php?api=hang&agent_id=12989<query>" is sent with
        | wolkvox-token | <token>         |
        | Authorization | <authorization> |
      Then the API refuses with "<outcome>"
      And the request is noted as breaking "<rule>"
      When the corrected request is sent
      Then the API accepts with "hung_up"

      Examples:
        | where           | query          | token     | authorization  | outcome       | rule            |
        | is missing      |                | (none)    | (none)         | token_missing | token-missing   |
        | is unknown      |                | {unknown} | (none)         | token_unknown | token-unknown   |
        | is in the query | &token={token} | (none)    | (none)         | token_missing | token-misplaced |
        | is a bearer     |                | (none)    | Bearer {token} | token_missing | token-misplaced |

    @inferred @Q-PHP-BODY
    Scenario: the operation is in the body
      When POST "/api/v2/agentbox.php" is sent with
        | Content-Type | application/x-www-form-urlencoded |
        | body         | api=hang&agent_id=12989           |
      Then the API refuses with "api_missing"
      And the request is noted as breaking "api-in-body"
      When the corrected request is sent
      Then the API accepts with "hung_up"

    @inferred @Q-BAD-JSON
    Scenario: a form where JSON belongs
      Given agent "12992" is logged out
      When PUT "/api/v2/configuration.php?api=disable_agent" is sent with
        | Content-Type | application/x-www-form-urlencoded |
        | body         | agent_id=12992                    |
      Then the API refuses with "parameter_missing"
      And the request is noted as breaking "body-form"
      When the corrected request is sent
      Then the API accepts with "agent_disabled"
      And agent "12992" is disabled

  Rule: what the service accepts is noted too

    @inferred @Q-PHP-BODY
    Scenario: a read with a body
      When GET "/api/v2/information.php?api=agents" is sent with
        | body | {"agent": "12989"} |
      Then the API accepts with "agents_found"
      And the request is noted as breaking "body-unexpected"

    @inferred @Q-SERVER-HEADER
    Scenario: another server than that of the token
      When POST "/api/v2/agentbox.php?api=hang&agent_id=12989" is sent with
        | wolkvox_server | {other server} |
      Then the API accepts with "hung_up"
      And the request is noted as breaking "server-mismatch"
