Feature: Making an auxiliary call
  Once the call of a predictive campaign has been cut, its agent calls the customer by hand, on the same number or another.
  https://www.wolkvox.com/en/make-auxiliary-call-agent-v2/

  Rule: an auxiliary call follows a call of a predictive campaign that has been cut

    @documented
    Scenario Outline: the agent calls <whom>
      Given agent "12993" is talking to "3001234567" on a predictive call
      When agent "12993" hangs up
      And agent "12993" makes an auxiliary call to "<number>"
      Then the API accepts
      And the call is with "12993"

      Examples:
        | whom                            | number     |
        | the number of the campaign      | 3001234567 |
        | another number of this customer | 6041234567 |

    @documented @mock
    Scenario: the customer had hung up
      Given agent "12993" is talking to "3001234567" on a predictive call
      When the customer hangs up
      And agent "12993" makes an auxiliary call to "3001234567"
      Then the API accepts
      And the call is with "12993"

    @documented
    Scenario: several auxiliary calls follow one predictive call
      Given agent "12993" is in ACW after a predictive call with "3001234567"
      When agent "12993" makes an auxiliary call to "3001234567"
      Then the API accepts
      When agent "12993" hangs up
      Then the API accepts
      When agent "12993" makes an auxiliary call to "6041234567"
      Then the API accepts
      And the call is with "12993"

    @inferred @Q-DIAL-LIFECYCLE @Q-AUX-MSG
    Scenario: the call is active at once
      Given agent "12993" is in ACW after a predictive call with "3001234567"
      When agent "12993" makes an auxiliary call to "6041234567"
      Then the API accepts with "called" saying "Type has been successful"
      And agent "12993" is talking to "6041234567"

    @inferred @Q-AUX-TYPE
    Scenario: the call is an auxiliary one, and remembers the predictive one
      Given agent "12993" is in ACW after a predictive call with "3001234567"
      When agent "12993" makes an auxiliary call to "6041234567"
      Then the API accepts with "called"
      And the call is an auxiliary call that follows the one with "3001234567"

    @inferred @Q-AUX-TYPE
    Scenario: the second of two follows the predictive call too
      Given agent "12993" is in ACW after a predictive call with "3001234567"
      When agent "12993" makes an auxiliary call to "6041111111"
      And agent "12993" hangs up
      And agent "12993" makes an auxiliary call to "6042222222"
      Then the API accepts with "called"
      And the call is an auxiliary call that follows the one with "3001234567"

    @inferred @Q-CONN-ID
    Scenario: the answer carries the identity of the call
      Given agent "12993" is in ACW after a predictive call with "3001234567"
      When agent "12993" makes an auxiliary call to "3001234567"
      Then the API accepts with "called"
      And the answer carries the conn_id of the call
      And the conn_id looks like the "12989.0000.1700000000.12345" of a report

  Rule: nothing else can be followed

    @documented
    Scenario Outline: <a call> is none of a predictive campaign
      Given agent "12993" is in ACW after <a call> with "3001234567"
      When agent "12993" makes an auxiliary call to "3001234567"
      Then the API refuses
      And agent "12993" has no call

      Examples:
        | a call          |
        | an inbound call |
        | a manual call   |

    @inferred @Q-AUX-WINDOW
    Scenario Outline: an agent who is <state>
      Given agent "12993" is <state>
      When agent "12993" makes an auxiliary call to "3001234567"
      Then the API refuses with "no_predictive_call" saying "Agent_id 12993 does not have a predictive call to follow."
      And agent "12993" has no call

      Examples:
        | state  |
        | Ready  |
        | in ACW |

    @inferred @Q-AUX-WINDOW
    Scenario Outline: the ACW is over, the agent <went on>
      Given agent "12993" is in ACW after a predictive call with "3001234567"
      When agent "12993" changes status to "<status>"
      And agent "12993" makes an auxiliary call to "3001234567"
      Then the API refuses with "no_predictive_call"

      Examples:
        | went on      | status |
        | became Ready | ready  |
        | took a break | 101    |

    @inferred @Q-AUX-WINDOW
    Scenario: a predictive call that has been coded is done with
      Given agent "12993" is in ACW after a predictive call with "3001234567"
      When agent "12993" codes the call "020", "B1"
      And agent "12993" makes an auxiliary call to "3001234567"
      Then the API refuses with "no_predictive_call" saying "Agent_id 12993 does not have a predictive call to follow."
      And agent "12993" is in ACW

    @inferred @Q-AUX-WINDOW
    Scenario: an auxiliary call that has been coded ends it too
      Given agent "12993" is in ACW after a predictive call with "3001234567"
      When agent "12993" makes an auxiliary call to "6041234567"
      And agent "12993" hangs up
      And agent "12993" codes the call "020", "B1"
      And agent "12993" makes an auxiliary call to "3001234567"
      Then the API refuses with "no_predictive_call"

    @inferred @Q-AUX-WINDOW
    Scenario: the predictive call was handed over, which cut it here
      Given agent "12989" is talking to "3001234567" on a predictive call
      When agent "12989" transfers the call to "3009998877"
      And agent "12989" makes an auxiliary call to "3001234567"
      Then the API accepts with "called"

    @inferred @Q-AUX-WINDOW @mock
    Scenario: whoever took it over had no predictive call
      Given agent "12989" is talking to "3001234567" on a predictive call
      And agent "12990" is Ready
      When agent "12989" transfers the call to "12990"
      And agent "12990" picks up
      And agent "12990" hangs up
      And agent "12990" makes an auxiliary call to "3001234567"
      Then the API refuses with "no_predictive_call"

    @inferred @Q-AUX-WINDOW
    Scenario: also one that was coded before it was cut
      Given agent "12993" is talking to "3001234567" on a predictive call
      When agent "12993" codes the call "020", "B1"
      And agent "12993" hangs up
      And agent "12993" makes an auxiliary call to "3001234567"
      Then the API refuses with "no_predictive_call"

  Rule: it stays tied to the record of the campaign

    @inferred @Q-AUX-TYPE @Q-RECALL-OLD-CAMPAIGN
    Scenario: the customer is that of the predictive call, on another number too
      Given agent "12993" is talking to customer "1" of the campaign on "3001234567"
      When agent "12993" hangs up
      And agent "12993" makes an auxiliary call to "6041234567"
      Then the API accepts with "called"
      And the call with "6041234567" is for customer "1", "Luz Mora"

  Rule: a number that must not be called is not dialled

    @inferred @Q-DNC-DIAL
    Scenario: on the do-not-call list for calls out
      Given agent "12993" is in ACW after a predictive call with "3001234567"
      When "add_dnc" is called with
        | type_call  | outbound   |
        | telephones | 3001234567 |
      And agent "12993" makes an auxiliary call to "3001234567"
      Then the API refuses with "number_blocked" saying "The number 3001234567 is blocked, please validate the data"
      And agent "12993" is in ACW
      When agent "12993" makes an auxiliary call to "6041234567"
      Then the API accepts with "called"

    @inferred @Q-CHECK-ORDER
    Scenario: whether there is a call to follow is looked at first
      Given agent "12993" is in ACW after an inbound call with "3001234567"
      When "add_dnc" is called with
        | type_call  | outbound   |
        | telephones | 3001234567 |
      And agent "12993" makes an auxiliary call to "3001234567"
      Then the API refuses with "no_predictive_call"
