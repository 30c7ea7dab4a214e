Feature: How requests are read
  The resources are PHP files, so a request is read as PHP reads it wherever the vendor is silent.
  https://www.wolkvox.com/en/apis-v2-2/

  Background:
    Given agent "12989" is talking to "3001234567"
    And agent "12990" is talking to "3002222222"
    And agent "12991" is Ready
    And agent "12992" is logged out

  Rule: the order of query parameters does not matter

    @example
    Scenario Outline: <query>
      When POST "/api/v2/agentbox.php?<query>" is sent
      Then the API accepts
      And agent "12991" is in "Active breaks"

      Examples:
        | query                                       |
        | status=101&api=change_status&agent_id=12991 |
        | api=change_status&agent_id=12991&status=101 |
        | agent_id=12991&status=101&api=change_status |

  Rule: of a query parameter sent twice, the last value counts

    @inferred @Q-DUP-PARAM
    Scenario: another agent comes last
      When POST "/api/v2/agentbox.php?api=hang&agent_id=12990&agent_id=12989" is sent
      Then the API accepts with "hung_up"
      And the request is noted as breaking "parameter-repeated"
      And the call with "3001234567" has ended
      And the call with "3002222222" goes on

    @inferred @Q-DUP-PARAM
    Scenario: another operation comes last
      When POST "/api/v2/agentbox.php?api=hang&agent_id=12991&status=101&api=change_status" is sent
      Then the API accepts with "status_changed"
      And the request is noted as breaking "parameter-repeated"

    @inferred @Q-DUP-PARAM @Q-EMPTY-PARAM
    Scenario: an empty value comes last
      When POST "/api/v2/agentbox.php?api=hang&agent_id=12989&agent_id=" is sent
      Then the API refuses with "parameter_missing"
      And the request is noted as breaking "parameter-missing, parameter-repeated"

  Rule: a raw plus is a blank

    @inferred @Q-PLUS
    Scenario Outline: <what>
      When POST "/api/v2/agentbox.php?api=change_status&agent_id=12991&status=<sent>" is sent
      Then the API refuses with "state_unknown" saying "Status <read> does not exist in your operation."
      And the request is noted as breaking "parameter-value"

      Examples:
        | what           | sent            | read          |
        | a plus         | Active+breaks   | Active breaks |
        | an encoded one | Active%2Bbreaks | Active+breaks |

    @inferred @Q-PLUS
    Scenario: the plus of a phone number must be encoded
      When POST "/api/v2/agentbox.php?api=transfer&agent_id=12989&customer_phone=%2B573009998877" is sent
      Then the API accepts with "transferred" saying "Call has been transfer to +573009998877 number"
      And the call with "3001234567" has left for "+573009998877"

  Rule: what nobody documents is ignored, and noted

    @inferred @Q-EXTRA-FIELDS
    Scenario: a query parameter
      When POST "/api/v2/agentbox.php?api=hang&agent_id=12989&reason=bored" is sent
      Then the API accepts with "hung_up"
      And the request is noted as breaking "parameter-unknown"

    @inferred @Q-EXTRA-FIELDS
    Scenario: a field of a body
      When PUT "/api/v2/configuration.php?api=disable_agent" is sent with
        | body | {"agent_id": "12992", "reason": "holiday"} |
      Then the API accepts with "agent_disabled"
      And the request is noted as breaking "body-value"

  Rule: names and values are taken apart as PHP does it

    @inferred @Q-PHP-QUERY
    Scenario Outline: <what> stands as it is
      When POST "/api/v2/agentbox.php?api=change_status&agent_id=12991&status=<sent>" is sent
      Then the API refuses with "state_unknown" saying "Status <sent> does not exist in your operation."
      And the request is noted as breaking "parameter-value"

      Examples:
        | what             | sent            |
        | a broken escape  | Active%zzbreaks |
        | a lonely percent | 100%            |

    @inferred @Q-PHP-QUERY
    Scenario: a list is no value
      When POST "/api/v2/agentbox.php?api=hang&agent_id[]=12989" is sent
      Then the API refuses with "parameter_missing"
      And the request is noted as breaking "parameter-missing, parameter-unknown"

    @inferred @Q-PHP-QUERY
    Scenario Outline: <what> in a name is an underscore
      When POST "/api/v2/agentbox.php?api=hang&<name>=12989" is sent
      Then the API accepts with "hung_up"
      And the call with "3001234567" has ended

      Examples:
        | what             | name     |
        | a dot            | agent.id |
        | a plus, a blank, | agent+id |

    @inferred @Q-PHP-QUERY
    Scenario: a semicolon separates nothing
      When POST "/api/v2/agentbox.php?api=hang;agent_id=12989" is sent
      Then the API refuses with "api_unknown"
      And the request is noted as breaking "query-separator"

  Rule: agentbox.php does not read the body

    @example
    Scenario: the samples send none, with a length of nothing
      When POST "/api/v2/agentbox.php?api=hang&agent_id=12989" is sent
      Then the API accepts
      And the call with "3001234567" has ended

    @inferred @Q-PHP-BODY
    Scenario Outline: <what> is ignored
      When POST "/api/v2/agentbox.php?api=hang&agent_id=12989" is sent with
        | Content-Type | <type> |
        | body         | <body> |
      Then the API accepts with "hung_up"
      And the request is noted as breaking "body-unexpected"
      And the call with "3001234567" has ended
      And the call with "3002222222" goes on

      Examples:
        | what               | type                              | body                                 |
        | another agent      | application/json                  | {"agent_id": "12990", "api": "hang"} |
        | a form             | application/x-www-form-urlencoded | agent_id=12990&api=hang              |
        | an unheard-of type | application/x-nothing             | 0                                    |

    @inferred @Q-PHP-BODY
    Scenario: parameters do not travel in the body
      When POST "/api/v2/agentbox.php?api=hang" is sent with
        | Content-Type | application/x-www-form-urlencoded |
        | body         | agent_id=12989                    |
      Then the API refuses with "parameter_missing"
      And the request is noted as breaking "parameter-missing, body-unexpected"

    @inferred @Q-PHP-BODY
    Scenario: nor does the operation
      When POST "/api/v2/agentbox.php?agent_id=12989" is sent with
        | Content-Type | application/json |
        | body         | {"api": "hang"}  |
      Then the API refuses with "api_missing"
      And the request is noted as breaking "api-in-body"

  Rule: the body of configuration.php is JSON, whatever its type says

    @example
    Scenario Outline: as <type>
      When PUT "/api/v2/configuration.php?api=disable_agent" is sent with
        | Content-Type | <type>                |
        | body         | {"agent_id": "12992"} |
      Then the API accepts with "agent_disabled"
      And agent "12992" is disabled

      Examples: seen in vendor samples
        | type             |
        | application/json |
        | text/plain       |
        | (none)           |

    @inferred @Q-PHP-BODY
    Scenario Outline: even as <type>
      When PUT "/api/v2/configuration.php?api=disable_agent" is sent with
        | Content-Type | <type>                |
        | body         | {"agent_id": "12992"} |
      Then the API accepts with "agent_disabled"
      And agent "12992" is disabled

      Examples:
        | type                              |
        | application/x-www-form-urlencoded |
        | application/x-nothing             |

    @inferred
    Scenario: its fields do not travel in the query
      When PUT "/api/v2/configuration.php?api=disable_agent&agent_id=12992" is sent with
        | body | {} |
      Then the API refuses with "parameter_missing"
      And the request is noted as breaking "parameter-missing, parameter-unknown"
      And agent "12992" is enabled

    @inferred
    Scenario: of a key sent twice, the last value counts
      When PUT "/api/v2/configuration.php?api=disable_agent" is sent with
        | body | {"agent_id": "12991", "agent_id": "12992"} |
      Then the API accepts with "agent_disabled"
      And agent "12992" is disabled
      And agent "12991" is enabled

  Rule: names of headers have no case

    @inferred
    Scenario Outline: <name>
      When POST "/api/v2/agentbox.php?api=hang&agent_id=12989" is sent with
        | wolkvox-token | (none)  |
        | <name>        | {token} |
      Then the API accepts with "hung_up"

      Examples:
        | name          |
        | Wolkvox-Token |
        | WOLKVOX-TOKEN |

    @inferred
    Scenario: the token is no query parameter
      When POST "/api/v2/agentbox.php?api=hang&agent_id=12989&wolkvox-token={token}" is sent with
        | wolkvox-token | (none) |
      Then the API refuses with "token_missing"
      And the request is noted as breaking "token-misplaced"

  Rule: the server may be named, and need not be

    @example
    Scenario: in a header, as some samples do
      When POST "/api/v2/agentbox.php?api=hang&agent_id=12989" is sent with
        | wolkvox_server | {server} |
      Then the API accepts
      And the call with "3001234567" has ended

    @inferred @Q-SERVER-HEADER
    Scenario: it need not be there
      When POST "/api/v2/agentbox.php?api=hang&agent_id=12989" is sent with
        | wolkvox_server | (none) |
      Then the API accepts with "hung_up"
      And the call with "3001234567" has ended

    @inferred @Q-SERVER-HEADER
    Scenario: an unknown server is ignored
      When POST "/api/v2/agentbox.php?api=hang&agent_id=12989" is sent with
        | X-Wolkvox-Mock-World | (none) |
        | wolkvox_server       | 0000   |
      Then the API accepts with "hung_up"
      And the request is noted as breaking "server-mismatch"
      And the call with "3001234567" has ended

    @documented
    Scenario: in the host, as every document does
      When POST "/api/v2/agentbox.php?api=hang&agent_id=12989" is sent with
        | X-Wolkvox-Mock-World | (none)                 |
        | Host                 | wv{server}.wolkvox.com |
      Then the API accepts
      And the call with "3001234567" has ended

    @documented @Q-TOKEN-SERVER
    Scenario: the token of another account on this host
      When POST "/api/v2/agentbox.php?api=hang&agent_id=12989" is sent with
        | X-Wolkvox-Mock-World | (none)                 |
        | Host                 | wv{server}.wolkvox.com |
        | wolkvox-token        | {other token}          |
      Then the API refuses with "token_unknown" saying "PLEASE VALIDATE TOKEN"
      And the call with "3001234567" goes on

    @inferred @Q-TOKEN-SERVER @mock
    Scenario: the token decides among the accounts of one server
      Given another world has the same server
      When POST "/api/v2/agentbox.php?api=hang&agent_id=12989" is sent with
        | X-Wolkvox-Mock-World | (none)                 |
        | Host                 | wv{server}.wolkvox.com |
        | wolkvox-token        | {other token}          |
      Then the API accepts with "hung_up"
      And the call with "3001234567" goes on
      When POST "/api/v2/agentbox.php?api=hang&agent_id=12989" is sent with
        | X-Wolkvox-Mock-World | (none)                 |
        | Host                 | wv{server}.wolkvox.com |
      Then the API accepts with "hung_up"
      And the call with "3001234567" has ended

    @inferred @Q-SERVER-HEADER
    Scenario: the host decides where both name one
      When POST "/api/v2/agentbox.php?api=hang&agent_id=12989" is sent with
        | X-Wolkvox-Mock-World | (none)                 |
        | Host                 | wv{server}.wolkvox.com |
        | wolkvox_server       | {other server}         |
      Then the API accepts with "hung_up"
      And the request is noted as breaking "server-mismatch"
      And the call with "3001234567" has ended

    @inferred @Q-SERVER-HEADER @Q-TOKEN-SERVER
    Scenario: the header decides over the token
      When POST "/api/v2/agentbox.php?api=hang&agent_id=12989" is sent with
        | X-Wolkvox-Mock-World | (none)        |
        | wolkvox_server       | {server}      |
        | wolkvox-token        | {other token} |
      Then the API refuses with "token_unknown"

    @inferred
    Scenario: the token is enough
      When POST "/api/v2/agentbox.php?api=hang&agent_id=12989" is sent with
        | X-Wolkvox-Mock-World | (none) |
      Then the API accepts with "hung_up"
      And the call with "3001234567" has ended

  Rule: browsers are let in

    @inferred @Q-CORS-PREFLIGHT @Q-CORS-OFF
    Scenario Outline: a preflight to <resource>
      When OPTIONS "/api/v2/<resource>" is sent with
        | wolkvox-token                  | (none)                        |
        | Origin                         | https://crm.example           |
        | Access-Control-Request-Method  | POST                          |
        | Access-Control-Request-Headers | wolkvox-token, wolkvox_server |
      Then the HTTP status is 200
      And the reply has no body
      And the reply carries
        | Access-Control-Allow-Origin  | *                             |
        | Access-Control-Allow-Methods | GET, POST                     |
        | Access-Control-Allow-Headers | wolkvox-token, wolkvox_server |

      Examples:
        | resource              |
        | agentbox.php?api=hang |
        | configuration.php     |
