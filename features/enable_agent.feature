Feature: Activating an agent
  An application lets an agent who was deactivated log in again, for example after a holiday.
  https://www.wolkvox.com/en/apis-v2-2/6-activate-agent/

  Rule: an activated agent can log in again

    @documented @mock
    Scenario: the agent comes back
      Given agent "12992" is logged out
      When agent "12992" is deactivated
      And agent "12992" is activated
      Then the API accepts
      When agent "12992" logs in
      Then agent "12992" is Ready

    @documented @mock
    Scenario: only the one who is meant
      Given agent "12991" is logged out
      And agent "12991" is disabled
      And agent "12992" is logged out
      And agent "12992" is disabled
      When agent "12992" is activated
      And agent "12991" logs in
      Then wolkvox Agent refuses with "agent-disabled"

    @example
    Scenario: as the vendor's sample shows
      Given agent "12992" is logged out
      And agent "12992" is disabled
      When agent "12992" is activated
      Then the API accepts with "agent_enabled"
      And the reply is
        """
        {
            "code": 202,
            "error": null,
            "msg": "12992 agent has been enabled"
        }
        """

    @documented
    Scenario: the list of agents shows it
      Given agent "12992" is logged out
      And agent "12992" is disabled
      When agent "12992" is activated
      Then the API accepts
      When "agents" is called
      Then the answer lists
        | agent_id | enabled |
        | 12992    | yes     |

    @inferred @Q-XXXXX
    Scenario: the xxxxx of the vendor's sample stands for the agent
      Given agent "12992" is logged out
      And agent "12992" is disabled
      When agent "12992" is activated
      Then the API accepts with "agent_enabled" saying "12992 agent has been enabled"
      And agent "12992" is enabled

    @inferred
    Scenario: to be allowed to log in is not to be logged in
      Given agent "12992" is logged out
      And agent "12992" is disabled
      When agent "12992" is activated
      Then the API accepts with "agent_enabled"
      And agent "12992" is logged out

    @inferred @Q-AGENT-UNKNOWN
    Scenario: an agent whom nobody knows
      When agent "99999" is activated
      Then the API refuses with "agent_unknown" saying "Agent_id 99999 does not exist in your operation."

  Rule: whoever may log in already is left as they are

    @inferred @Q-DISABLE-IDEMPOTENT
    Scenario Outline: an agent who is <there>
      Given agent "12989" is <there>
      When agent "12989" is activated
      Then the API accepts with "agent_enabled" saying "12989 agent has been enabled"
      And agent "12989" is enabled
      And agent "12989" is <there>

      Examples:
        | there                   |
        | logged out              |
        | Ready                   |
        | in "Lunch"              |
        | in ACW                  |
        | talking to "3001234567" |

    @inferred
    Scenario: a session that went on is a session like any other
      Given agent "12989" is Ready
      When agent "12989" is deactivated
      And agent "12989" is activated
      Then the API accepts with "agent_enabled"
      And agent "12989" is Ready
