Feature: Changing an agent
  An application gives an agent other data, or another password.
  https://www.wolkvox.com/en/apis-v2-2/13-edit-agent-en/

  Background:
    Given agent "12989" is Ready

  Rule: the data of the agent are replaced

    @example
    Scenario: as the vendor's sample shows
      When "edit_agent" is called with
        | agent_id   | 12989        |
        | agent_dni  | 0010203      |
        | agent_name | Agent One    |
        | agent_sso  |              |
        | agent_pass | Example0123* |
      Then the API accepts with "agent_edited"
      And the reply is
        """
        {
            "code": 202,
            "error": null,
            "msg": "agent has been updated"
        }
        """

    @documented
    Scenario: the new ones can be read, and nobody else has them
      Given agent "12990" is Ready
      When "edit_agent" is called with
        | agent_id   | 12989     |
        | agent_dni  | 0010203   |
        | agent_name | Agent One |
        | agent_sso  | agent.one |
      Then the API accepts
      When "agents" is called with
        | agent | 12989 |
      Then the answer lists
        | agent_id | agent_name | agent_dni | agent_sso |
        | 12989    | Agent One  | 0010203   | agent.one |
      When "agents" is called with
        | agent | 12990 |
      Then the answer lists
        | agent_id | agent_dni | agent_sso |
        | 12990    |           |           |

    @inferred
    Scenario: an agent on a call goes on with it
      Given agent "12990" is talking to "3001234567"
      When "edit_agent" is called with
        | agent_id   | 12990     |
        | agent_name | Agent Two |
      Then the API accepts with "agent_edited"
      And agent "12990" is talking to "3001234567"

    @inferred @Q-CREATE-AGENT-DUP
    Scenario: the identity number and the user of another agent
      Given agent "12990" is Ready
      When "edit_agent" is called with
        | agent_id  | 12989     |
        | agent_dni | 1         |
        | agent_sso | agent.one |
      And "edit_agent" is called with
        | agent_id  | 12990     |
        | agent_dni | 1         |
        | agent_sso | agent.one |
      Then the API accepts with "agent_edited"
      When "agents" is called
      Then the answer lists
        | agent_id | agent_dni | agent_sso |
        | 12989    | 1         | agent.one |
        | 12990    | 1         | agent.one |

    @inferred @Q-AGENT-UNKNOWN
    Scenario: an agent whom nobody knows
      When "edit_agent" is called with
        | agent_id   | 99999     |
        | agent_name | Agent One |
      Then the API refuses with "agent_unknown" saying "Agent_id 99999 does not exist in your operation."

  Rule: what is left out keeps its value

    @inferred @Q-EDIT-AGENT-PARTIAL @Q-EMPTY-PARAM
    Scenario Outline: identity number and user are <what>
      When "edit_agent" is called with
        | agent_id   | 12989     |
        | agent_dni  | 0010203   |
        | agent_name | Agent One |
        | agent_sso  | agent.one |
      And PUT "/api/v2/configuration.php?api=edit_agent&agent_id=12989" is sent with
        | body | {"agent_name": "Agent Two"<rest>} |
      Then the API accepts with "agent_edited"
      When "agents" is called
      Then the answer lists
        | agent_name | agent_dni | agent_sso |
        | Agent Two  | 0010203   | agent.one |

      Examples:
        | what     | rest                               |
        | left out |                                    |
        | empty    | , "agent_dni": "", "agent_sso": "" |

    @inferred @Q-EDIT-AGENT-PARTIAL @Q-NULL-FIELD
    Scenario: null is left out too, of the password as well
      When "edit_agent" is called with
        | agent_id   | 12989        |
        | agent_dni  | 0010203      |
        | agent_pass | Example0123* |
      And PUT "/api/v2/configuration.php?api=edit_agent&agent_id=12989" is sent with
        | body | {"agent_dni": null, "agent_pass": null} |
      Then the API accepts with "agent_edited"
      And the request is noted as breaking "body-value, body-value"
      And the mock knows of agent "12989"
        | dni      | 0010203      |
        | password | Example0123* |

    @inferred @Q-EDIT-AGENT-PARTIAL
    Scenario: nothing is said at all
      When PUT "/api/v2/configuration.php?api=edit_agent&agent_id=12989" is sent with
        | body | {} |
      Then the API accepts with "agent_edited"

  Rule: the password is another one when there is one, be it empty

    @inferred @Q-EDIT-AGENT-PASS
    Scenario Outline: <password>
      When "edit_agent" is called with
        | agent_id   | 12989      |
        | agent_pass | <password> |
      Then the API accepts with "agent_edited"
      And the mock knows of agent "12989"
        | password | <password> |

      Examples: the sample of the vendor begins with a letter outside ASCII
        | password     |
        | Example0123* |
        | Ñandu0123*   |

    @inferred @Q-EDIT-AGENT-PASS
    Scenario: left out, it stays
      When "edit_agent" is called with
        | agent_id   | 12989        |
        | agent_pass | Example0123* |
      And "edit_agent" is called with
        | agent_id   | 12989     |
        | agent_name | Agent One |
      Then the API accepts with "agent_edited"
      And the mock knows of agent "12989"
        | name     | Agent One    |
        | password | Example0123* |

    # The page says random; the mock makes the same ones up in every run, so that tests can be repeated.
    @inferred @Q-EDIT-AGENT-PASS
    Scenario: empty, it is made up, and no reply shows it
      When "edit_agent" is called with
        | agent_id   | 12989 |
        | agent_pass |       |
      Then the API accepts with "agent_edited"
      And the data is absent
      And the mock knows of agent "12989"
        | password | Tiygnd367& |

    @inferred @Q-EDIT-AGENT-PASS @Q-INVALID-VALUE
    Scenario Outline: a weak one, without <what>, changes nothing
      When "edit_agent" is called with
        | agent_id   | 12989     |
        | agent_name | Agent One |
      And "edit_agent" is called with
        | agent_id   | 12989      |
        | agent_name | Agent Two  |
        | agent_pass | <password> |
      Then the API refuses with "value_invalid" saying "The parameter agent_pass is not valid, please validate the data"
      And the mock knows of agent "12989"
        | name | Agent One |

      Examples:
        | what             | password     |
        | a capital letter | example0123* |
        | a small letter   | EXAMPLE0123* |
        | a digit          | Example****  |
        | a sign           | Example0123  |

    @inferred @Q-CHECK-ORDER
    Scenario: the agent is looked at first
      When "edit_agent" is called with
        | agent_id   | 99999 |
        | agent_pass | weak  |
      Then the API refuses with "agent_unknown"
