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
        | to    |
        | 12991 |

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
        | logged out              |
        | talking to "3007654321" |

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
    Scenario: at the other agent a call rings already
      Given agent "12990" is talking to "3001234567"
      And an inbound call with "3007654321" rings at agent "12991"
      When agent "12990" transfers the call to "12991"
      Then the API refuses with "destination_unavailable"
      And agent "12990" is talking to "3001234567"

  Rule: without an active call there is nothing to transfer

    @inferred @Q-TRANSFER-IDLE
    Scenario: a call that has been handed over
      Given agent "12990" is talking to "3001234567"
      When agent "12990" transfers the call to "3009998877"
      And agent "12990" transfers the call to "3009998877"
      Then the API refuses with "no_active_call"
      And agent "12990" is in ACW
