Feature: Hanging up, coding and Ready in one step
  An application ends an agent's call, stores what it was about, and makes the agent Ready for the next one.
  https://www.wolkvox.com/en/hang-up-disposition-and-ready-agent-v2/

  Rule: the call ends, it is coded, and the agent is Ready

    @documented
    Scenario: all three at once
      Given agent "12989" is talking to "3001234567"
      When agent "12989" hangs up, codes the call "020", "B1", saying "Call me back", and is Ready
      Then the API accepts
      And the call has ended, by the agent
      And the call is coded "020", "B1", saying "Call me back"
      And agent "12989" is Ready

    @inferred
    Scenario: the agent is Ready, whatever state the call was dialled from
      Given agent "12989" is in "Lunch"
      When agent "12989" dials "3001234567"
      And agent "12989" hangs up, codes the call "020" and is Ready
      Then the API accepts with "coded_and_ready"
      And agent "12989" is Ready

    @inferred @mock
    Scenario: the next call can come at once
      Given agent "12989" is talking to "3001234567"
      When agent "12989" hangs up, codes the call "020" and is Ready
      And an inbound call with "6041234567" comes in for agent "12989"
      Then agent "12989" is ringing

    @inferred
    Scenario: these codes replace those that the call had
      Given agent "12989" is talking to "3001234567"
      When agent "12989" codes the call "020", "B1", saying "Not today"
      And agent "12989" hangs up, codes the call "021" and is Ready
      Then the API accepts with "coded_and_ready"
      And the call is coded "021"

    @inferred @Q-AUX-WINDOW
    Scenario: there is no ACW, and so no auxiliary call after it
      Given agent "12989" is talking to "3001234567" on a predictive call
      When agent "12989" hangs up, codes the call "020" and is Ready
      And agent "12989" makes an auxiliary call to "3001234567"
      Then the API refuses with "no_predictive_call"

    @inferred
    Scenario: a call on hold ends like any other
      Given agent "12989" is talking to "3001234567"
      When agent "12989" toggles hold
      And agent "12989" hangs up, codes the call "020" and is Ready
      Then the API accepts with "coded_and_ready"
      And the call has ended, by the agent
      And the call is not on hold

  Rule: the second code may be left out

    @documented
    Scenario: one code
      Given agent "12989" is talking to "3001234567"
      When agent "12989" hangs up, codes the call "020", saying "Call me back", and is Ready
      Then the API accepts
      And the call is coded "020", saying "Call me back"

  Rule: a code must exist in its group, and nothing is done when it does not

    @inferred @Q-COD-UNKNOWN
    Scenario Outline: <which> is none of group 1
      Given agent "12989" is talking to "3001234567"
      When agent "12989" hangs up, codes the call "<code>" and is Ready
      Then the API refuses with "code_unknown" saying "Code <code> does not exist in your operation."
      And the call goes on
      And the call is not coded
      And agent "12989" is talking to "3001234567"

      Examples:
        | which                       | code |
        | a code that nobody has made | 999  |

    @inferred @Q-COD-UNKNOWN
    Scenario Outline: <which> is none of group 2
      Given agent "12989" is talking to "3001234567"
      When agent "12989" hangs up, codes the call "020", "<code>" and is Ready
      Then the API refuses with "code_2_unknown" saying "Code_2 <code> does not exist in your operation."
      And the call goes on
      And the call is not coded

      Examples:
        | which                       | code |
        | a code that nobody has made | 999  |

  Rule: the call must be active

    @documented
    Scenario Outline: the request does not succeed for an agent who is <idle>
      Given agent "12989" is <idle>
      When agent "12989" hangs up, codes the call "020" and is Ready
      Then the API refuses
      And agent "12989" is <idle>

      Examples:
        | idle   |
        | Ready  |
        | in ACW |
