Feature: Dialling
  An application lets an agent call a phone number by hand.
  https://www.wolkvox.com/en/dialing-agent-v2/

  Rule: dialling starts a manual call

    @documented
    Scenario: it is a manual call of the agent
      Given agent "12991" is Ready
      When agent "12991" dials "3001234567"
      Then the API accepts
      And the call is with "12991"
      And the call is a manual call

    @inferred @Q-DIAL-LIFECYCLE
    Scenario: it is answered at once
      Given agent "12991" is Ready
      When agent "12991" dials "3001234567"
      Then the API accepts with "dialled"
      And agent "12991" is talking to "3001234567"

    @inferred
    Scenario: it ends as any call does, and nothing predictive is left to follow
      Given agent "12991" is Ready
      When agent "12991" dials "3001234567"
      And agent "12991" hangs up
      Then the call has ended, by the agent
      And agent "12991" is in ACW
      When agent "12991" makes an auxiliary call to "3001234567"
      Then the API refuses with "no_predictive_call"

  Rule: who the customer is may be said

    @documented
    Scenario: an identification, which is a text, and a name
      Given agent "12991" is Ready
      When agent "12991" dials "3001234567" for customer "0012", "Luz Mora"
      Then the API accepts
      And the call is for customer "0012", "Luz Mora"

    @documented
    Scenario: neither is needed
      Given agent "12991" is Ready
      When agent "12991" dials "3001234567"
      Then the API accepts
      And the call is for nobody known

    @inferred
    Scenario: it travels along when the call is handed over
      Given agent "12991" is Ready
      And agent "12990" is Ready
      When agent "12991" dials "3001234567" for customer "1000000001", "Luz Mora"
      And agent "12991" transfers the call to "12990"
      Then the call rings at "12990"
      And the call is for customer "1000000001", "Luz Mora"

  Rule: an agent can dial in Ready and in an auxiliary state

    @inferred @Q-DIAL-STATE
    Scenario Outline: an agent who is <idle>
      Given agent "12989" is <idle>
      When agent "12989" dials "3001234567"
      Then the API accepts with "dialled"
      And agent "12989" is talking to "3001234567"

      Examples:
        | idle       |
        | Ready      |
        | in "Lunch" |

    @documented
    Scenario: ACW forbids manual calls
      Given agent "12989" is in ACW
      When agent "12989" dials "3001234567"
      Then the API refuses
      And agent "12989" is in ACW

    @inferred @Q-DIAL-STATE
    Scenario Outline: in any ACW: <after>
      Given agent "12989" is in ACW after <after> with "3001234567"
      When agent "12989" dials "3001234567"
      Then the API refuses with "dial_forbidden" saying "The action has not been executed, please validate the agent status"
      And agent "12989" is in ACW

      Examples:
        | after             |
        | a predictive call |

  Rule: a number that must not be called is not dialled

    # No page says what happens then; the question is our own.
    @inferred @Q-DNC-DIAL
    Scenario Outline: on the do-not-call list <list>
      Given agent "12991" is Ready
      When "add_dnc" is called with
        | type_call  | <type>     |
        | telephones | 3001234567 |
      And agent "12991" dials "3001234567"
      Then the API refuses with "number_blocked" saying "The number 3001234567 is blocked, please validate the data"
      And agent "12991" is Ready

      Examples:
        | list              | type     |
        | for calls out     | outbound |
        | in all directions | all      |

    @inferred @Q-DNC-DIAL
    Scenario: blocked by law 2300
      Given agent "12991" is Ready
      When "block_law2300" is called with
        | nit       | 900000000  |
        | telephone | 3001234567 |
      And agent "12991" dials "3001234567"
      Then the API refuses with "number_blocked"
      And agent "12991" is Ready
      When "free_law2300" is called with
        | nit   | 900000000  |
        | item  | telephone  |
        | value | 3001234567 |
      And agent "12991" dials "3001234567"
      Then the API accepts with "dialled"

    @inferred @Q-DNC-DIAL @mock
    Scenario: a number on the list for calls in may be called; only its own calls are not taken
      Given agent "12991" is Ready
      And agent "12990" is Ready
      When "add_dnc" is called with
        | type_call  | inbound    |
        | telephones | 3001234567 |
      And an inbound call with "3001234567" comes in for agent "12990"
      Then the mock refuses with "number-blocked"
      When agent "12991" dials "3001234567"
      Then the API accepts with "dialled"

    @inferred @Q-DNC-DIAL
    Scenario: a transfer does not ask
      Given agent "12991" is talking to "6041234567"
      When "add_dnc" is called with
        | type_call  | outbound   |
        | telephones | 3001234567 |
      And agent "12991" transfers the call to "3001234567"
      Then the API accepts with "transferred"
      And the call with "6041234567" has left for "3001234567"

    @inferred @Q-CHECK-ORDER
    Scenario Outline: the agent is looked at first, who is <there>
      Given agent "12991" is <there>
      When "add_dnc" is called with
        | type_call  | outbound   |
        | telephones | 3001234567 |
      And agent "12991" dials "3001234567"
      Then the API refuses with "<outcome>"

      Examples:
        | there      | outcome          |
        | logged out | agent_logged_out |
        | in ACW     | dial_forbidden   |
