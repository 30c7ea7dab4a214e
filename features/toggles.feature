Feature: Muting the microphone, and holding the call
  An application switches the microphone of an agent off during a call, and on again; or lets the customer wait, and takes
  the call back.
  https://www.wolkvox.com/en/mute-agents-microphone-agent-v2/
  https://www.wolkvox.com/en/pause-call-agent-v2/

  Rule: each is switched by turns, and knows nothing of the other

    @documented
    Scenario Outline: on, and off again: <what>
      Given agent "12989" is talking to "3001234567"
      When agent "12989" toggles <what>
      Then the API accepts
      And the call is <so>
      When agent "12989" toggles <what>
      Then the API accepts
      And the call is not <so>
      And agent "12989" is talking to "3001234567"

      Examples:
        | what | so      |
        | mute | muted   |
        | hold | on hold |

    @example
    Scenario Outline: the answer does not tell which way: <what>
      Given agent "12989" is talking to "3001234567"
      When agent "12989" toggles <what>
      Then the API accepts with "<what>_toggled" saying "<says>"
      When agent "12989" toggles <what>
      Then the API accepts with "<what>_toggled" saying "<says>"

      Examples:
        | what | says                                   |
        | mute | Microphone agentbox has been excecuted |
        | hold | Hold agentbox has been excecuted       |

    @inferred
    Scenario: both at once, and one of them ends
      Given agent "12989" is talking to "3001234567"
      When agent "12989" toggles mute
      And agent "12989" toggles hold
      Then the call is muted
      And the call is on hold
      When agent "12989" toggles mute
      Then the call is not muted
      And the call is on hold
      When agent "12989" toggles mute
      And agent "12989" toggles hold
      Then the API accepts with "hold_toggled"
      And the call is not on hold
      And the call is muted

  Rule: it ends with the call

    @inferred @Q-TOGGLE-RESET
    Scenario Outline: the agent hangs up, and the next call begins anew: <what>
      Given agent "12993" is talking to "3001234567" on a predictive call
      When agent "12993" toggles <what>
      And agent "12993" hangs up
      Then the API accepts with "hung_up"
      And the call has ended, by the agent
      And the call is not <so>
      And agent "12993" is in ACW
      When agent "12993" makes an auxiliary call to "3001234567"
      Then the API accepts with "called"
      And the call is not <so>

      Examples:
        | what | so      |
        | mute | muted   |
        | hold | on hold |

    @inferred @Q-TOGGLE-RESET @mock
    Scenario Outline: the customer hangs up: <what>
      Given agent "12989" is talking to "3001234567"
      When agent "12989" toggles <what>
      And the customer hangs up
      Then the call has ended
      And the call is not <so>

      Examples:
        | what | so      |
        | mute | muted   |
        | hold | on hold |

    @inferred @Q-TOGGLE-RESET
    Scenario Outline: whoever takes the call over begins anew: <what>
      Given agent "12989" is talking to "3001234567"
      And agent "12990" is Ready
      When agent "12989" toggles <what>
      And agent "12989" transfers the call to "12990"
      Then the API accepts with "transferred"
      And the call rings at "12990"
      And the call is not <so>

      Examples:
        | what | so      |
        | mute | muted   |
        | hold | on hold |
