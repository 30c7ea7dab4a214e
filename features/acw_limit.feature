Feature: The time limit of after-call work
  Lists of the real service have calls with the code TIMEOUTACW (observed): whoever does not code a call in time has it
  coded. How long that takes nobody knows, so a world says it, and has no limit unless it does.
  https://helpcenter.wolkvox.com/

  Background:
    Given the clock stands at "2026-03-02T10:00:00-05:00"

  Rule: there is no limit unless one was set

    @inferred @mock @Q-ACW-TIMEOUT
    Scenario: an agent stays in ACW all day
      Given agent "12989" is in ACW after an inbound call with "3001234567"
      When the clock advances by "24h"
      Then agent "12989" is in ACW
      And agent "12989" has been in this state for "24h"
      And the call is not coded

  Rule: at the limit the agent is Ready, and the call is coded

    @inferred @mock @Q-ACW-TIMEOUT
    Scenario: a call that nobody coded
      Given an agent may stay in ACW for "2m"
      And agent "12989" is in ACW after an inbound call with "3001234567"
      When the clock advances by "1m59s"
      Then agent "12989" is in ACW
      And the call is not coded
      When the clock advances by "1s"
      Then agent "12989" is Ready
      And the call is coded "TIMEOUTACW"

    @inferred @mock @Q-ACW-TIMEOUT
    Scenario: a call that was coded keeps its codes, and coding does not put the limit off
      Given an agent may stay in ACW for "2m"
      And agent "12989" is in ACW after an inbound call with "3001234567"
      When the clock advances by "1m"
      And agent "12989" codes the call "020", "B1", saying "Call me back"
      And the clock advances by "1m"
      Then agent "12989" is Ready
      And the call is coded "020", "B1", saying "Call me back"

    @inferred @mock @Q-ACW-TIMEOUT
    Scenario: the agent has been Ready since the limit, not since somebody looked
      Given an agent may stay in ACW for "2m"
      And agent "12989" is in ACW after an inbound call with "3001234567"
      When the clock advances by "1h"
      Then agent "12989" is Ready
      And agent "12989" has been in this state for "58m"

    @inferred @mock @Q-ACW-TIMEOUT
    Scenario: of a call that was handed over, too
      Given an agent may stay in ACW for "2m"
      And agent "12989" is talking to "3001234567"
      When agent "12989" transfers the call to "3009998877"
      And the clock advances by "2m"
      Then agent "12989" is Ready
      And the call with "3001234567" is coded "TIMEOUTACW"

    @inferred @mock @Q-ACW-TIMEOUT
    Scenario: of an ACW without a call, too
      Given an agent may stay in ACW for "2m"
      And agent "12989" is in ACW
      When the clock advances by "2m"
      Then agent "12989" is Ready

    @inferred @mock @Q-ACW-TIMEOUT @Q-AUX-WINDOW
    Scenario: then it is too late for the code, and for an auxiliary call
      Given an agent may stay in ACW for "2m"
      And agent "12989" is in ACW after a predictive call with "3001234567"
      When the clock advances by "2m"
      And agent "12989" codes the call "020", "B1"
      Then the API refuses with "no_call_to_code"
      When agent "12989" makes an auxiliary call to "3001234567"
      Then the API refuses with "no_predictive_call"
      And the call with "3001234567" is coded "TIMEOUTACW"

    @inferred @mock
    Scenario: a callback that waited rings at once
      Given agent "12989" is Ready
      And an agent may stay in ACW for "2m"
      And agent "12989" has an auto callback to customer "1" on "3001234567" for "20260302103000"
      When the clock is set to "2026-03-02T10:29:00-05:00"
      Given agent "12989" is in ACW after an inbound call with "6041234567"
      When the clock is set to "2026-03-02T12:00:00-05:00"
      Then the callback to customer "1" on "3001234567" rings at agent "12989", since "2026-03-02T10:31:00-05:00"
      And the call with "6041234567" is coded "TIMEOUTACW"

  Rule: whoever leaves ACW in time has no limit any more

    @inferred @mock @Q-ACW-TIMEOUT
    Scenario Outline: the agent <went on>
      Given an agent may stay in ACW for "2m"
      And agent "12989" is in ACW after an inbound call with "3001234567"
      When the clock advances by "1m"
      And agent "12989" changes status to "<status>"
      And the clock advances by "1h"
      Then agent "12989" is <there>
      And agent "12989" has been in this state for "1h"
      And the call is not coded

      Examples:
        | went on      | status | there      |
        | became Ready | ready  | Ready      |
        | logged out   | logout | logged out |

    @inferred @mock @Q-ACW-TIMEOUT
    Scenario: an auxiliary call may last, and the ACW after it has the limit anew
      Given an agent may stay in ACW for "2m"
      And agent "12993" is in ACW after a predictive call with "3001234567"
      When the clock advances by "1m59s"
      And agent "12993" makes an auxiliary call to "6041234567"
      And the clock advances by "1h"
      Then agent "12993" is talking to "6041234567"
      When agent "12993" hangs up
      And the clock advances by "1m59s"
      Then agent "12993" is in ACW
      When the clock advances by "1s"
      Then agent "12993" is Ready
      And the call with "6041234567" is coded "TIMEOUTACW"
      And the call with "3001234567" is not coded

    @inferred @mock @Q-ACW-TIMEOUT
    Scenario: a limit holds for what begins after it was set
      Given agent "12989" is in ACW after an inbound call with "3001234567"
      And an agent may stay in ACW for "2m"
      When the clock advances by "1h"
      Then agent "12989" is in ACW
