Feature: Sending tones
  An application presses the keys of a telephone during an agent's call.
  https://www.wolkvox.com/en/dtmf-dialing-agent-v2/

  Rule: the tones are sent on the call

    @documented
    Scenario: several digits at once
      Given agent "12989" is talking to "3001234567"
      When agent "12989" sends the tones "123"
      Then the API accepts
      And the tones of the call are "123"

    @example
    Scenario: what the vendor's sample shows: a msg that says nothing, and a text for data that ends with a blank
      Given agent "12989" is talking to "3001234567"
      When agent "12989" sends the tones "1"
      Then the API accepts with "tones_sent" saying "default"
      And the reply is
        """
        {
            "code": "200",
            "error": null,
            "msg": "default",
            "data": "tones agentbox has been added "
        }
        """

    @inferred
    Scenario: more of them follow the first, and the call goes on
      Given agent "12989" is talking to "3001234567"
      When agent "12989" sends the tones "12"
      And agent "12989" sends the tones "3"
      Then the API accepts with "tones_sent"
      And the tones of the call are "123"
      And agent "12989" is talking to "3001234567"

    @inferred
    Scenario: the next call begins anew
      Given agent "12993" is talking to "3001234567" on a predictive call
      When agent "12993" sends the tones "12"
      And agent "12993" hangs up
      And agent "12993" makes an auxiliary call to "3001234567"
      Then the API accepts with "called"
      And the tones of the call are ""

  Rule: tones are digits, * and #

    @inferred @Q-DTMF-TONES
    Scenario: all twelve
      Given agent "12989" is talking to "3001234567"
      When agent "12989" sends the tones "0123456789*#"
      Then the API accepts with "tones_sent"
      And the tones of the call are "0123456789*#"

    @inferred @Q-EMPTY-PARAM
    Scenario: 0 is a tone
      Given agent "12989" is talking to "3001234567"
      When agent "12989" sends the tones "0"
      Then the API accepts with "tones_sent"
      And the tones of the call are "0"

    @inferred @Q-DTMF-TONES @Q-INVALID-VALUE
    Scenario Outline: <what> is none
      Given agent "12989" is talking to "3001234567"
      When POST "/api/v2/agentbox.php?agent_id=12989&api=dtmf&tones=<tones>" is sent
      Then the API refuses with "value_invalid" saying "The parameter tones is not valid, please validate the data"
      And the request is noted as breaking "parameter-value"
      And the tones of the call are ""

      Examples:
        | what                   | tones |
        | a letter               | A     |
        | a letter among digits  | 1A2   |
        | a blank, which + means | 1+2   |
        | a sign                 | -1    |

    @inferred @Q-CHECK-ORDER
    Scenario Outline: the tones are looked at before an agent who is <there>
      Given agent "12989" is <there>
      When POST "/api/v2/agentbox.php?agent_id=12989&api=dtmf&tones=A" is sent
      Then the API refuses with "value_invalid"
      And the request is noted as breaking "parameter-value"

      Examples:
        | there      |
        | logged out |
        | Ready      |

  Rule: they need an active call

    @inferred @Q-DTMF-IDLE @Q-NO-CALL-REPLY
    Scenario Outline: an agent who is <idle>
      Given agent "12989" is <idle>
      When agent "12989" sends the tones "1"
      Then the API refuses with "no_active_call" saying "Agent_id 12989 does not have an active call."

      Examples:
        | idle       |
        | Ready      |
        | in "Lunch" |
        | in ACW     |

    @inferred @Q-DTMF-IDLE
    Scenario: a call that rings is not active yet
      Given an inbound call with "3001234567" rings at agent "12989"
      When agent "12989" sends the tones "1"
      Then the API refuses with "no_active_call"
      And the call rings at "12989"
      And the tones of the call are ""

    @inferred @Q-AGENT-OFFLINE
    Scenario: an agent who is logged out
      Given agent "12989" is logged out
      When agent "12989" sends the tones "1"
      Then the API refuses with "agent_logged_out" saying "Agent_id 12989 is not logged in."

    @inferred @Q-AGENT-UNKNOWN
    Scenario: an agent whom nobody knows
      When agent "99999" sends the tones "1"
      Then the API refuses with "agent_unknown" saying "Agent_id 99999 does not exist in your operation."
