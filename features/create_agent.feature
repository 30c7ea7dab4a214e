Feature: Creating an agent
  An application gives somebody an extension, with which to log in to wolkvox Agent.
  https://www.wolkvox.com/en/apis-v2-2/2-create-agent/

  Rule: the agent exists, and the reply says the extension and the password

    @documented
    Scenario: who it is can be read; leading zeros of the identity number are kept
      When "create_agent" is called with
        | agent_dni  | 0010203   |
        | agent_name | Agent One |
        | agent_sso  | agent.one |
      Then the API accepts
      When "agents" is called
      Then the answer lists
        | agent_name | agent_dni | agent_sso |
        | Agent One  | 0010203   | agent.one |

    @inferred @mock
    Scenario: the agent logs in
      When "create_agent" is called with
        | agent_dni  | 0010203   |
        | agent_name | Agent One |
      And agent "10000" logs in
      Then agent "10000" is Ready

  Rule: the extension is the next free number of five digits

    @inferred @Q-AGENT-ID-FORM
    Scenario: the first one, and another
      When "create_agent" is called with
        | agent_dni  | 1         |
        | agent_name | Agent One |
      Then the API accepts with "agent_created"
      And the "agent_id" of the answer is "10000"
      When "create_agent" is called with
        | agent_dni  | 2         |
        | agent_name | Agent Two |
      Then the "agent_id" of the answer is "10001"

    @inferred @Q-AGENT-ID-FORM
    Scenario: one that is in use is left out
      Given agent "10000" is Ready
      When "create_agent" is called with
        | agent_dni  | 1         |
        | agent_name | Agent One |
      Then the API accepts with "agent_created"
      And the "agent_id" of the answer is "10001"
      And agent "10000" is Ready

  Rule: a new agent may log in, and has not done so

    @inferred @Q-CREATE-AGENT-INITIAL
    Scenario: enabled, logged out, never used
      When "create_agent" is called with
        | agent_dni  | 1         |
        | agent_name | Agent One |
      And "agents" is called
      Then the answer lists
        | agent_id | agent_status | last_use | enabled |
        | 10000    | Logout       |          | yes     |

  Rule: a password has a capital letter, a small one, a digit and one of the signs !#%&*@

    @inferred @Q-CREATE-AGENT-PASS
    Scenario Outline: <password> does
      When "create_agent" is called with
        | agent_dni  | 1          |
        | agent_name | Agent One  |
        | agent_pass | <password> |
      Then the API accepts with "agent_created"
      And the "password" of the answer is "<password>"
      And the mock knows of agent "10000"
        | password | <password> |

      Examples: no page says how long it has to be
        | password  |
        | Aa0!      |
        | Aa0#      |
        | *0aA wide |

    @inferred @Q-CREATE-AGENT-PASS @Q-INVALID-VALUE
    Scenario Outline: <password> has no <what>
      When "create_agent" is called with
        | agent_dni  | 1          |
        | agent_name | Agent One  |
        | agent_pass | <password> |
      Then the API refuses with "value_invalid" saying "The parameter agent_pass is not valid, please validate the data"
      And there are no agents and no calls

      Examples:
        | password     | what           |
        | example0123* | capital letter |
        | EXAMPLE0123* | small letter   |
        | Example****  | digit          |
        | Example0123  | sign           |
        | Example0123? | sign of these  |

    # That it is random is documented; that the reply says it is not.
    @inferred @Q-CREATE-AGENT-PASS @Q-EMPTY-PARAM
    Scenario: one that is left out is made up
      When "create_agent" is called with
        | agent_dni  | 1         |
        | agent_name | Agent One |
      Then the API accepts with "agent_created"
      And the "password" of the answer looks like "^[A-Z][a-z]{5}[0-9]{3}[!#%&*@]$"

  Rule: identity number and single sign-on user need not be unique

    @inferred @Q-CREATE-AGENT-DUP
    Scenario: two agents with both alike
      When "create_agent" is called with
        | agent_dni  | 1         |
        | agent_name | Agent One |
        | agent_sso  | agent.one |
      And "create_agent" is called with
        | agent_dni  | 1         |
        | agent_name | Agent Two |
        | agent_sso  | agent.one |
      Then the API accepts with "agent_created"
      When "agents" is called
      Then the answer lists
        | agent_id | agent_name | agent_dni | agent_sso |
        | 10000    | Agent One  | 1         | agent.one |
        | 10001    | Agent Two  | 1         | agent.one |

  Rule: licences do not bound the number of agents

    @inferred @Q-CREATE-AGENT-LICENCE
    Scenario: a second agent on one licence
      Given agent "12989" is Ready
      When "edit_licenses" is called with
        | call_center | 1 |
      And "create_agent" is called with
        | agent_dni  | 1         |
        | agent_name | Agent One |
      Then the API accepts with "agent_created"
