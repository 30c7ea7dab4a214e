Feature: What a test expects of its client
  A test says which requests it expects, how many of them and in which order, and is told whether they came: at once, of those
  that the journal holds, or registered before they come. None of it is the vendor's. When it fails, it shows the requests
  that come nearest. Order is the order in which exchanges end.

  Background:
    Given agent "12989" is talking to "3001234567"

  Rule: the journal is held against expectations at once

    @inferred @mock
    Scenario: hang exactly once, before change_status, and never transfer
      When agent "12989" hangs up
      And agent "12989" changes status to "102"
      Then the test finds as expected
        | {"operation": "hang", "agent_id": "12989", "exactly": 1, "before": {"operation": "change_status"}} |
        | {"operation": "change_status", "after": {"operation": "hang", "outcome": "hung_up"}}               |
        | {"operation": "transfer", "never": true}                                                           |
        | {"no_others": true}                                                                                |

    @inferred @mock
    Scenario: in another order
      When agent "12989" hangs up
      And agent "12989" changes status to "102"
      Then the test finds not as expected {"operation": "hang", "after": {"operation": "change_status"}}
        | no change_status came before it |

    @inferred @mock
    Scenario: too often
      When agent "12989" hangs up
      And agent "12989" hangs up
      Then the API refuses with "no_active_call"
      And the test finds not as expected {"operation": "hang", "at_most": 1}
        | one too many |

    @inferred @mock
    Scenario: for another agent
      When agent "12989" hangs up
      Then the test finds not as expected {"operation": "hang", "agent_id": "12990"}
        | agent_id is 12989, expected 12990 |

    @inferred @mock
    Scenario: misspelt, which the request shows
      When POST "/api/v2/agentbox.php?api=hang&agentid=12989" is sent
      Then the API refuses with "parameter_missing"
      And the test finds not as expected {"operation": "hang", "agent_id": "12989"}
        | agent_id is empty, expected 12989 |
        | parameter-unknown: query agentid  |
      And the request is noted as breaking "parameter-missing, parameter-unknown"

    @inferred @mock
    Scenario: refused instead of done
      When agent "12989" hangs up
      And agent "12989" hangs up
      Then the API refuses with "no_active_call"
      And the test finds not as expected {"operation": "hang", "outcome": "hung_up", "exactly": 2}
        | outcome is no_active_call, expected hung_up |

    @inferred @mock
    Scenario: beside what was expected
      When agent "12989" hangs up
      And agent "12989" changes status to "102"
      Then the test finds not as expected {"operation": "change_status", "no_others": true}
        | no expectation names it |

  Rule: what is registered counts what comes from then on

    @inferred @mock
    Scenario: whatever becomes of the journal
      When the test expects {"operation": "hang", "agent_id": "12989", "exactly": 1}
      And the test expects {"operation": "transfer", "never": true}
      And agent "12989" hangs up
      And the journal is cleared
      Then 2 of 2 expectations are met

    @inferred @mock
    Scenario: not what came before
      When agent "12989" hangs up
      And the test expects {"operation": "hang", "agent_id": "12989"}
      Then 0 of 1 expectations are met

    @inferred @mock
    Scenario: until the world is reset
      When the test expects {"operation": "hang"}
      And the world is reset
      Then 0 of 0 expectations are met

  Rule: an expectation that no request can meet is refused

    @inferred @mock
    Scenario: an operation that does not exist
      When the test expects {"operation": "hnag", "never": true}
      Then the mock refuses with "invalid"
