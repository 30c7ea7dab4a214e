Feature: Holding the call
  An application lets the customer of a call wait, and takes the call back.
  https://www.wolkvox.com/en/pause-call-agent-v2/

  Rule: it is switched by turns

    @documented
    Scenario: on, and off again
      Given agent "12989" is talking to "3001234567"
      When agent "12989" toggles hold
      Then the API accepts
      And the call is on hold
      When agent "12989" toggles hold
      Then the API accepts
      And the call is not on hold

    @example
    Scenario: the answer does not tell which way
      Given agent "12989" is talking to "3001234567"
      When agent "12989" toggles hold
      Then the API accepts with "hold_toggled" saying "Hold agentbox has been excecuted"
      When agent "12989" toggles hold
      Then the API accepts with "hold_toggled" saying "Hold agentbox has been excecuted"

    @inferred
    Scenario Outline: on a call that came about in any way
      Given agent "12989" is talking to "3001234567" on <a call>
      When agent "12989" toggles hold
      Then the API accepts with "hold_toggled"
      And agent "12989" is talking to "3001234567"
      And the call is on hold

      Examples:
        | a call            |
        | an inbound call   |
        | a predictive call |
        | a manual call     |

    @inferred
    Scenario: mute and hold know nothing of each other
      Given agent "12989" is talking to "3001234567"
      When agent "12989" toggles mute
      And agent "12989" toggles hold
      Then the call is muted
      And the call is on hold
      When agent "12989" toggles hold
      Then the API accepts with "hold_toggled"
      And the call is not on hold
      And the call is muted

  Rule: it ends with the call

    @inferred @Q-TOGGLE-RESET
    Scenario: the agent hangs up, which goes as ever
      Given agent "12989" is talking to "3001234567"
      When agent "12989" toggles hold
      And agent "12989" hangs up
      Then the API accepts with "hung_up"
      And the call has ended, by the agent
      And the call is not on hold
      And agent "12989" is in ACW

    @inferred @Q-TOGGLE-RESET @mock
    Scenario: the customer hangs up
      Given agent "12989" is talking to "3001234567"
      When agent "12989" toggles hold
      And the customer hangs up
      Then the call has ended
      And the call is not on hold

    @inferred @Q-TOGGLE-RESET
    Scenario: whoever takes the call over begins anew
      Given agent "12989" is talking to "3001234567"
      And agent "12990" is Ready
      When agent "12989" toggles hold
      And agent "12989" transfers the call to "12990"
      Then the API accepts with "transferred"
      And the call rings at "12990"
      And the call is not on hold

    @inferred @Q-TOGGLE-RESET
    Scenario: the next call begins anew
      Given agent "12993" is talking to "3001234567" on a predictive call
      When agent "12993" toggles hold
      And agent "12993" hangs up
      And agent "12993" makes an auxiliary call to "3001234567"
      Then the API accepts with "called"
      And the call is not on hold

  Rule: it needs an active call

    @inferred @Q-TOGGLE-IDLE @Q-NO-CALL-REPLY
    Scenario Outline: an agent who is <idle>
      Given agent "12989" is <idle>
      When agent "12989" toggles hold
      Then the API refuses with "no_active_call" saying "Agent_id 12989 does not have an active call."
      And agent "12989" is <idle>

      Examples:
        | idle       |
        | Ready      |
        | in "Lunch" |
        | in ACW     |

    @inferred @Q-TOGGLE-IDLE
    Scenario: a call that rings is not active yet
      Given an inbound call with "3001234567" rings at agent "12989"
      When agent "12989" toggles hold
      Then the API refuses with "no_active_call"
      And the call rings at "12989"
      And the call is not on hold

    @inferred @Q-AGENT-OFFLINE
    Scenario: an agent who is logged out
      Given agent "12989" is logged out
      When agent "12989" toggles hold
      Then the API refuses with "agent_logged_out" saying "Agent_id 12989 is not logged in."

    @inferred @Q-AGENT-UNKNOWN
    Scenario: an agent whom nobody knows
      When agent "99999" toggles hold
      Then the API refuses with "agent_unknown" saying "Agent_id 99999 does not exist in your operation."
