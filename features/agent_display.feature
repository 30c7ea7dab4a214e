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

    @inferred @mock
    Scenario: a button stays hidden when the agent logs out and in
      Given agent "12989" is Ready
      When the button "dial" of agent "12989" is hidden
      And agent "12989" logs out
      And agent "12989" logs in
      Then agent "12989" does not see the button "dial"

  Rule: what is hidden from the agent still works through the API

    @inferred @Q-DISPLAY-VALUES
    Scenario: without the hang-up button
      Given agent "12989" is talking to "3001234567"
      When the button "hungup" of agent "12989" is hidden
      And agent "12989" hangs up
      Then the API accepts with "hung_up"
