Feature: Hanging up
  An application ends the call of an agent who uses wolkvox Agent.
  https://www.wolkvox.com/en/hang-up-agent-v2/

  Rule: hanging up ends the call that the agent has

    @documented
    Scenario: the call of another agent goes on
      Given agent "12989" is talking to "3001234567"
      And agent "12990" is talking to "3007654321"
      When agent "12989" hangs up
      Then the API accepts
      And the call with "3001234567" has ended
      And the call with "3007654321" goes on
      And agent "12990" is talking to "3007654321"

    @inferred @Q-COMMAND-QUEUE
    Scenario: a success means done
      Given agent "12989" is talking to "3001234567"
      When agent "12989" hangs up
      Then the API accepts with "hung_up"
      And the call has ended, by the agent
      And agent "12989" has no call

  Rule: an active call leaves its agent in ACW

    @example @Q-ACW-AUTO
    Scenario Outline: the agent hangs up
      Given agent "12989" is talking to "3001234567" on <a call>
      When agent "12989" hangs up
      Then the API accepts with "hung_up"
      And the call has ended, by the agent
      And agent "12989" is in ACW

      Examples:
        | a call            |
        | an inbound call   |
        | a predictive call |
        | a manual call     |

    @example @Q-ACW-AUTO @mock
    Scenario: the customer hangs up
      Given agent "12989" is talking to "3001234567"
      When the customer hangs up
      Then the call has ended, by the customer
      And agent "12989" is in ACW

  Rule: a ringing call is cancelled, and its agent is where the call found them

    @inferred @Q-HANG-RING
    Scenario Outline: the agent hangs up before anyone has picked up
      Given agent "12989" is <before>
      And <a call> with "3001234567" rings at agent "12989"
      When agent "12989" hangs up
      Then the API accepts with "hung_up"
      And the call has ended, by the agent
      And agent "12989" is <before>

      Examples:
        | before     | a call          |
        | Ready      | an inbound call |
        | in "Lunch" | a manual call   |

    @inferred @Q-HANG-RING @mock
    Scenario Outline: the customer gives up
      Given agent "12989" is <before>
      And <a call> with "3001234567" rings at agent "12989"
      When the customer hangs up
      Then the call has ended, by the customer
      And agent "12989" is <before>

      Examples:
        | before     | a call        |
        | in "Lunch" | a manual call |

  Rule: without a call there is nothing to hang up

    @inferred @Q-HANG-IDLE
    Scenario: the same call twice
      Given agent "12989" is talking to "3001234567"
      When agent "12989" hangs up
      Then the API accepts with "hung_up"
      When agent "12989" hangs up
      Then the API refuses with "no_active_call"
      And agent "12989" is in ACW

    @inferred @Q-HANG-IDLE @mock
    Scenario: the customer was faster
      Given agent "12989" is talking to "3001234567"
      When the customer hangs up
      And agent "12989" hangs up
      Then the API refuses with "no_active_call"
      And the call has ended, by the customer
