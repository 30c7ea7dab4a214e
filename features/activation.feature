Feature: Deactivating and activating an agent
  An application keeps an agent from logging in, for a holiday or for good, and lets the agent log in again.
  https://www.wolkvox.com/en/apis-v2-2/4-deactivate-agent/
  https://www.wolkvox.com/en/apis-v2-2/6-activate-agent/

  Rule: a deactivated agent cannot log in again

    @documented @mock
    Scenario: the agent tries
      Given agent "12992" is logged out
      When agent "12992" is deactivated
      Then the API accepts
      When agent "12992" logs in
      Then wolkvox Agent refuses with "agent-disabled"
      And agent "12992" is logged out

    @documented
    Scenario: the list of agents shows it
      Given agent "12992" is logged out
      And agent "12991" is logged out
      When agent "12992" is deactivated
      Then the API accepts
      When "agents" is called
      Then the answer lists
        | agent_id | enabled |
        | 12991    | yes     |
        | 12992    | no      |

    @inferred @Q-XXXXX
    Scenario: the xxxxx of the vendor's sample stands for the agent
      Given agent "12992" is logged out
      When agent "12992" is deactivated
      Then the API accepts with "agent_disabled" saying "12992 agent has been disabled"
      And agent "12992" is disabled

    @inferred @Q-DISABLE-IDEMPOTENT
    Scenario: it is idempotent
      Given agent "12992" is disabled
      When agent "12992" is deactivated
      Then the API accepts with "agent_disabled" saying "12992 agent has been disabled"
      And agent "12992" is disabled

  Rule: a session in progress goes on until the agent logs out

    @inferred @Q-DISABLE-LIVE-SESSION
    Scenario Outline: an agent who is <there>
      Given agent "12989" is <there>
      When agent "12989" is deactivated
      Then the API accepts with "agent_disabled"
      And agent "12989" is disabled
      And agent "12989" is <there>

      Examples:
        | there                   |
        | in "Lunch"              |
        | talking to "3001234567" |

    @inferred @Q-DISABLE-LIVE-SESSION
    Scenario: the agent finishes what is to be done
      Given agent "12989" is talking to "3001234567"
      When agent "12989" is deactivated
      And agent "12989" hangs up
      Then the API accepts with "hung_up"
      When agent "12989" changes status to "ready"
      Then the API accepts with "status_changed"
      And agent "12989" is Ready

    @inferred @Q-DISABLE-LIVE-SESSION
    Scenario: calls still reach them
      Given agent "12990" is talking to "3001234567"
      And agent "12991" is Ready
      When agent "12991" is deactivated
      And agent "12990" transfers the call to "12991"
      Then the API accepts with "transferred"
      And the call rings at "12991"

    @documented @mock
    Scenario: whoever leaves does not come back
      Given agent "12991" is Ready
      When agent "12991" is deactivated
      And agent "12991" changes status to "logout"
      And agent "12991" logs in
      Then wolkvox Agent refuses with "agent-disabled"

  Rule: an activated agent can log in again

    @documented @mock
    Scenario: the agent comes back
      Given agent "12992" is logged out
      When agent "12992" is deactivated
      And agent "12992" is activated
      Then the API accepts
      When agent "12992" logs in
      Then agent "12992" is Ready

    @inferred
    Scenario: to be allowed to log in is not to be logged in
      Given agent "12992" is logged out
      And agent "12992" is disabled
      When agent "12992" is activated
      Then the API accepts with "agent_enabled"
      And agent "12992" is logged out

  Rule: activating is idempotent

    @inferred @Q-DISABLE-IDEMPOTENT
    Scenario Outline: an agent who is <there>
      Given agent "12989" is <there>
      When agent "12989" is activated
      Then the API accepts with "agent_enabled" saying "12989 agent has been enabled"
      And agent "12989" is enabled
      And agent "12989" is <there>

      Examples:
        | there                   |
        | Ready                   |
        | talking to "3001234567" |
