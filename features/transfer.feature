Feature: Transferring a call
  An application hands the current call of an agent over to a phone number or to another agent.
  https://www.wolkvox.com/en/transfer-call-agent-v2/

  Rule: the current call goes to a phone number or to another agent

    @documented
    Scenario: to a phone number
      Given agent "12990" is talking to "3001234567"
      When agent "12990" transfers the call to "3009998877"
      Then the API accepts
      And the call has left for "3009998877"
      And agent "12990" has no call

    @documented
    Scenario: to another agent
      Given agent "12990" is talking to "3001234567"
      And agent "12991" is Ready
      When agent "12990" transfers the call to "12991"
      Then the API accepts
      And the call is with "12991"
      And agent "12990" has no call

    @inferred @Q-TRANSFER-X
    Scenario Outline: the X of the vendor's sample stands for the destination, <which>
      Given agent "12990" is talking to "3001234567"
      And agent "12991" is Ready
      When agent "12990" transfers the call to "<to>"
      Then the API accepts with "transferred" saying "Call has been transfer to <to> number"

      Examples:
        | which          | to         |
        | a phone number | 3009998877 |
        | an agent       | 12991      |

    @inferred @Q-CONN-ID
    Scenario Outline: the answer carries the identity of the new leg, to <to>
      Given agent "12990" is talking to "3001234567"
      And agent "12991" is Ready
      When agent "12990" transfers the call to "<to>"
      Then the API accepts with "transferred"
      And the answer carries the conn_id of the new leg
      And the conn_id looks like the "12989.0000.1700000000.12345" of a report

      Examples:
        | to         |
        | 3009998877 |
        | 12991      |

    @inferred
    Scenario Outline: <a call> can be handed over
      Given agent "12990" is talking to "3001234567" on <a call>
      When agent "12990" transfers the call to "3009998877"
      Then the API accepts with "transferred"
      And the call has left for "3009998877"

      Examples:
        | a call            |
        | an inbound call   |
        | a predictive call |
        | a manual call     |

    @inferred
    Scenario: so can an auxiliary call
      Given agent "12993" is in ACW after a predictive call with "3001234567"
      When agent "12993" makes an auxiliary call to "3001234567"
      And agent "12993" transfers the call to "3009998877"
      Then the API accepts with "transferred"
      And the call has left for "3009998877"

  Rule: a transfer is blind

    @inferred @Q-TRANSFER-STATE
    Scenario: the agent is in ACW at once
      Given agent "12990" is talking to "3001234567"
      When agent "12990" transfers the call to "3009998877"
      Then the API accepts with "transferred"
      And the call has ended, by the transfer
      And agent "12990" is in ACW

    @inferred @Q-TRANSFER-STATE
    Scenario: at another agent it rings
      Given agent "12990" is talking to "3001234567"
      And agent "12991" is Ready
      When agent "12990" transfers the call to "12991"
      Then the API accepts with "transferred"
      And the call rings at "12991"
      And agent "12990" is in ACW

    @inferred @Q-TRANSFER-STATE @mock
    Scenario: the other agent talks to the same customer, and hands on
      Given agent "12990" is talking to "3001234567"
      And agent "12991" is Ready
      When agent "12990" transfers the call to "12991"
      And agent "12991" picks up
      Then agent "12991" is talking to "3001234567"
      When agent "12991" transfers the call to "3009998877"
      Then the API accepts with "transferred"
      And agent "12991" is in ACW

    @inferred @Q-TRANSFER-STATE @mock
    Scenario: nobody takes it
      Given agent "12990" is talking to "3001234567"
      And agent "12991" is Ready
      When agent "12990" transfers the call to "12991"
      And the customer hangs up
      Then agent "12991" is Ready
      And agent "12990" is in ACW

    @inferred @Q-TRANSFER-STATE
    Scenario: the other agent declines
      Given agent "12990" is talking to "3001234567"
      And agent "12991" is Ready
      When agent "12990" transfers the call to "12991"
      And agent "12991" hangs up
      Then the API accepts with "hung_up"
      And agent "12991" is Ready

  Rule: an extension must be another agent who is Ready, and any other number is taken

    @inferred @Q-TRANSFER-TARGET
    Scenario Outline: the other agent is <elsewhere>
      Given agent "12990" is talking to "3001234567"
      And agent "12991" is <elsewhere>
      When agent "12990" transfers the call to "12991"
      Then the API refuses with "destination_unavailable" saying "Agent_id 12991 is not available."
      And the call with "3001234567" goes on
      And agent "12990" is talking to "3001234567"

      Examples:
        | elsewhere               |
        | in "Lunch"              |
        | in ACW                  |
        | logged out              |
        | talking to "3007654321" |

    @inferred @Q-TRANSFER-TARGET
    Scenario: at the other agent a call rings already
      Given agent "12990" is talking to "3001234567"
      And an inbound call with "3007654321" rings at agent "12991"
      When agent "12990" transfers the call to "12991"
      Then the API refuses with "destination_unavailable"
      And agent "12990" is talking to "3001234567"

    @inferred @Q-TRANSFER-TARGET
    Scenario: the agent themselves
      Given agent "12990" is talking to "3001234567"
      When agent "12990" transfers the call to "12990"
      Then the API refuses with "destination_unavailable" saying "Agent_id 12990 is not available."
      And agent "12990" is talking to "3001234567"

    @inferred @Q-TRANSFER-TARGET
    Scenario: an extension that nobody has is an outside number
      Given agent "12990" is talking to "3001234567"
      When agent "12990" transfers the call to "12999"
      Then the API accepts with "transferred"
      And the call has left for "12999"

    @inferred @Q-TRANSFER-TARGET
    Scenario: a call that went to one agent cannot go to them again
      Given agent "12989" is talking to "3001234567"
      And agent "12990" is talking to "3007654321"
      And agent "12991" is Ready
      When agent "12989" transfers the call to "12991"
      Then the API accepts with "transferred"
      When agent "12990" transfers the call to "12991"
      Then the API refuses with "destination_unavailable"
      And agent "12990" is talking to "3007654321"

  Rule: without an active call there is nothing to transfer

    # The page speaks of the current call; what is answered when there is none stands nowhere.
    @inferred @Q-TRANSFER-IDLE @Q-NO-CALL-REPLY
    Scenario Outline: an agent who is <idle> has no current call
      Given agent "12990" is <idle>
      When agent "12990" transfers the call to "3009998877"
      Then the API refuses with "no_active_call" saying "Agent_id 12990 does not have an active call."
      And agent "12990" is <idle>

      Examples:
        | idle       |
        | Ready      |
        | in "Lunch" |
        | in ACW     |

    @inferred @Q-TRANSFER-IDLE
    Scenario: a call that still rings
      Given an inbound call with "3001234567" rings at agent "12990"
      When agent "12990" transfers the call to "3009998877"
      Then the API refuses with "no_active_call"
      And the call rings at "12990"

    @inferred @Q-TRANSFER-IDLE
    Scenario: a call that has been handed over
      Given agent "12990" is talking to "3001234567"
      When agent "12990" transfers the call to "3009998877"
      And agent "12990" transfers the call to "3009998877"
      Then the API refuses with "no_active_call"
      And agent "12990" is in ACW

  Rule: only an agent who is there can transfer

    @inferred @Q-AGENT-UNKNOWN
    Scenario: an agent whom nobody knows
      When agent "99999" transfers the call to "3009998877"
      Then the API refuses with "agent_unknown" saying "Agent_id 99999 does not exist in your operation."

    @inferred @Q-AGENT-OFFLINE
    Scenario: an agent who is logged out
      Given agent "12990" is logged out
      When agent "12990" transfers the call to "3009998877"
      Then the API refuses with "agent_logged_out" saying "Agent_id 12990 is not logged in."
