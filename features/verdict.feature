Feature: The verdict
  What clients did wrong, what of the contract they have reached, and how certain the replies are that they rely on. It is
  counted as it happens: nothing is lost when the journal forgets, or when a world is reset or deleted.

  Background:
    Given agent "12989" is talking to "3001234567"
    And agent "12991" is Ready

  Rule: a client that keeps the contract passes

    @inferred @mock
    Scenario: one call
      When agent "12989" hangs up
      Then the API accepts with "hung_up"
      And the verdict passes and finds nothing

    @inferred @mock
    Scenario: no call at all
      Then the verdict fails and finds
        | severity  | rule         | outcome | times |
        | violation | request-none |         | 1     |

  Rule: findings are grouped by rule, the gravest first

    @inferred @mock
    Scenario: an odd parameter, sent twice, and a refusal
      When POST "/api/v2/agentbox.php?api=hang&agent_id=12989&nonsense=1" is sent
      Then the API accepts with "hung_up"
      And the request is noted as breaking "parameter-unknown"
      When POST "/api/v2/agentbox.php?api=change_status&agent_id=12991&status=ready&nonsense=1" is sent
      Then the API accepts with "status_changed"
      And the request is noted as breaking "parameter-unknown"
      When agent "99999" hangs up
      Then the API refuses with "agent_unknown"
      And the verdict fails and finds
        | severity  | rule               | outcome            | times |
        | violation | parameter-unknown  |                    | 2     |
        | warning   | refusal-unexpected | hang/agent_unknown | 1     |

    @inferred @mock
    Scenario: a refusal that was arranged is no surprise
      Given the next "hang" will be answered with "no_active_call"
      When agent "12989" hangs up
      Then the API refuses with "no_active_call"
      And the verdict passes and finds nothing

  Rule: what was arranged and did not come about is a finding

    @inferred @mock
    Scenario: a fault that nobody met, and a gate that nobody opened
      Given the next 2 "hang" will fail with 500
      And a gate holds the next request for "transfer"
      When agent "12989" hangs up
      Then the API refuses with "fault_injected"
      And the verdict fails and finds
        | severity  | rule        | outcome | times |
        | violation | fault-unmet |         | 1     |
        | violation | gate-shut   |         | 1     |
      When the faults are taken away
      And the gate opens
      Then the verdict passes and finds nothing

  Rule: the verdict of a world begins with its last reset, that of the server never forgets

    @inferred @mock
    Scenario: a reset
      When POST "/api/v2/agentbox.php?api=hang&agent_id=12989&nonsense=1" is sent
      Then the API accepts with "hung_up"
      And the request is noted as breaking "parameter-unknown"
      When the world is reset
      Then the verdict fails and finds
        | severity  | rule         | outcome | times |
        | violation | request-none |         | 1     |
      And the verdict of the server finds "parameter-unknown" still

    @inferred @mock
    Scenario: the journal is cleared
      When POST "/api/v2/agentbox.php?api=hang&agent_id=12989&nonsense=1" is sent
      Then the API accepts with "hung_up"
      And the request is noted as breaking "parameter-unknown"
      When the journal is cleared
      Then the verdict passes and finds nothing
      And the verdict of the server finds "parameter-unknown" still
      And the coverage counts "hang/hung_up" 1 time

  Rule: what must be reached, and what nobody may rely on, can be demanded

    @inferred @mock
    Scenario: coverage
      When agent "12989" hangs up
      Then the API accepts with "hung_up"
      And the verdict passes with "min_coverage=operations=1"
      And the verdict fails with "min_coverage=operations=100"

    @inferred @mock
    Scenario: evidence
      When agent "12989" hangs up
      Then the API accepts with "hung_up"
      And the verdict passes with "forbid_evidence=inferred"
      And the verdict fails with "forbid_evidence=inferred,example"
