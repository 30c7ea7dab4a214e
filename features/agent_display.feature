Feature: Showing and hiding buttons
  An application hides a button of the agent's own application, or the panel for coding, and shows it again.
  https://www.wolkvox.com/en/show-hide-buttons-agent-v2/

  Rule: each of the three can be hidden and shown

    @documented
    Scenario Outline: <which>
      Given agent "12989" is Ready
      When the button "<button>" of agent "12989" is hidden
      Then the API accepts
      And agent "12989" does not see the button "<button>"
      When the button "<button>" of agent "12989" is shown
      Then the API accepts
      And agent "12989" sees the button "<button>"

      Examples:
        | which                        | button      |
        | the hang-up button, misspelt | hungup      |
        | the panel for coding         | disposition |
        | the call button              | dial        |

    @example
    Scenario: what the vendor's sample shows: a msg that says nothing, and a text for data
      Given agent "12989" is Ready
      When the button "dial" of agent "12989" is hidden
      Then the API accepts with "display_changed" saying "default"
      And the reply is
        """
        {
            "code": "200",
            "error": null,
            "msg": "default",
            "data": "Agentbox has been hide"
        }
        """

    @inferred @Q-DISPLAY-SHOW
    Scenario: the text for show is made like that for hide
      Given agent "12989" is Ready
      When the button "dial" of agent "12989" is shown
      Then the API accepts with "display_changed"
      And the reply is
        """
        {
            "code": "200",
            "error": null,
            "msg": "default",
            "data": "Agentbox has been show"
        }
        """

    @inferred
    Scenario: the other buttons, and those of others, stay
      Given agent "12989" is Ready
      And agent "12991" is Ready
      When the button "dial" of agent "12989" is hidden
      And the button "hungup" of agent "12989" is hidden
      And the button "dial" of agent "12989" is shown
      Then the API accepts with "display_changed"
      And agent "12989" does not see the button "hungup"
      And agent "12989" sees the button "dial"
      And agent "12989" sees the button "disposition"
      And agent "12991" sees the button "hungup"

    @inferred
    Scenario: hiding twice needs showing once
      Given agent "12989" is Ready
      When the button "dial" of agent "12989" is hidden
      And the button "dial" of agent "12989" is hidden
      Then the API accepts with "display_changed"
      When the button "dial" of agent "12989" is shown
      Then the API accepts with "display_changed"
      And agent "12989" sees the button "dial"

    @inferred
    Scenario Outline: the state of the agent does not matter: <state>
      Given agent "12989" is <state>
      When the button "dial" of agent "12989" is hidden
      Then the API accepts with "display_changed"
      And agent "12989" does not see the button "dial"
      And agent "12989" is <state>

      Examples:
        | state                   |
        | in "Lunch"              |
        | in ACW                  |
        | talking to "3001234567" |

    @inferred @mock
    Scenario: a button stays hidden when the agent logs out and in
      Given agent "12989" is Ready
      When the button "dial" of agent "12989" is hidden
      And agent "12989" logs out
      And agent "12989" logs in
      Then agent "12989" does not see the button "dial"

  Rule: what is hidden from the agent still works through the API

    @inferred @Q-DISPLAY-VALUES
    Scenario: without the call button
      Given agent "12989" is Ready
      When the button "dial" of agent "12989" is hidden
      And agent "12989" dials "3001234567"
      Then the API accepts with "dialled"

    @inferred @Q-DISPLAY-VALUES
    Scenario: without the hang-up button
      Given agent "12989" is talking to "3001234567"
      When the button "hungup" of agent "12989" is hidden
      And agent "12989" hangs up
      Then the API accepts with "hung_up"

    @inferred @Q-DISPLAY-VALUES
    Scenario: without the panel for coding
      Given agent "12989" is talking to "3001234567"
      When the button "disposition" of agent "12989" is hidden
      And agent "12989" codes the call "020", "B1"
      Then the API accepts with "coded"

  Rule: there are no other buttons, and nothing else to do with them

    @inferred @Q-DISPLAY-VALUES @Q-INVALID-VALUE
    Scenario Outline: the display <display>
      Given agent "12989" is Ready
      When POST "/api/v2/agentbox.php?agent_id=12989&api=agent_display&display=<display>&button=dial" is sent
      Then the API refuses with "value_invalid" saying "The parameter display is not valid, please validate the data"
      And the request is noted as breaking "parameter-value"
      And agent "12989" sees the button "dial"

      Examples:
        | display |
        | HIDE    |
        | hidden  |
        | no      |

    @inferred @Q-DISPLAY-VALUES @Q-INVALID-VALUE
    Scenario Outline: the button <button>
      Given agent "12989" is Ready
      When POST "/api/v2/agentbox.php?agent_id=12989&api=agent_display&display=hide&button=<button>" is sent
      Then the API refuses with "value_invalid" saying "The parameter button is not valid, please validate the data"
      And the request is noted as breaking "parameter-value"

      Examples:
        | button |
        | hangup |
        | Dial   |
        | mute   |
        | haup   |

    @inferred @Q-CHECK-ORDER
    Scenario: the values are looked at before an agent who is logged out
      Given agent "12989" is logged out
      When POST "/api/v2/agentbox.php?agent_id=12989&api=agent_display&display=HIDE&button=dial" is sent
      Then the API refuses with "value_invalid"
      And the request is noted as breaking "parameter-value"

    @documented
    Scenario Outline: without <which>
      Given agent "12989" is Ready
      When POST "/api/v2/agentbox.php?agent_id=12989&api=agent_display&<rest>" is sent
      Then the API refuses with "parameter_missing" saying "SOME PARAMETERS ARE REQUIRED"
      And the request is noted as breaking "parameter-missing"

      Examples:
        | which     | rest         |
        | a display | button=dial  |
        | a button  | display=hide |

  Rule: only an agent who is there has buttons

    @inferred @Q-AGENT-UNKNOWN
    Scenario: an agent whom nobody knows
      When the button "dial" of agent "99999" is hidden
      Then the API refuses with "agent_unknown" saying "Agent_id 99999 does not exist in your operation."

    @inferred @Q-AGENT-OFFLINE
    Scenario: an agent who is logged out
      Given agent "12989" is logged out
      When the button "dial" of agent "12989" is hidden
      Then the API refuses with "agent_logged_out" saying "Agent_id 12989 is not logged in."
      And agent "12989" sees the button "dial"
