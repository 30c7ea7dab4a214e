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
