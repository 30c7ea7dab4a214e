Feature: Changing an agent
  An application gives an agent other data, or another password.
  https://www.wolkvox.com/en/apis-v2-2/13-edit-agent-en/

  Background:
    Given agent "12989" is Ready

  Rule: the data of the agent are replaced

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

  Rule: what is left out keeps its value

    @inferred @Q-EDIT-AGENT-PARTIAL @Q-EMPTY-PARAM
    Scenario: an empty identity number and an empty user count as left out
      When "edit_agent" is called with
        | agent_id   | 12989     |
        | agent_dni  | 0010203   |
        | agent_name | Agent One |
        | agent_sso  | agent.one |
      And "edit_agent" is called with
        | agent_id   | 12989     |
        | agent_dni  |           |
        | agent_sso  |           |
        | agent_name | Agent Two |
      Then the API accepts with "agent_edited"
      When "agents" is called
      Then the answer lists
        | agent_name | agent_dni | agent_sso |
        | Agent Two  | 0010203   | agent.one |

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
        | password   |
        | Ñandu0123* |

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
