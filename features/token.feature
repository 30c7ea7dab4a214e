Feature: Tokens
  An account makes tokens in wolkvox Manager; every request carries one.
  https://wolkvox.com/en/api-response-codes

  Rule: every operation asks for a token of the account

    Background:
      Given agent "12989" is talking to "3001234567"
      And agent "12991" is Ready

    @documented
    Scenario Outline: no token, and an unknown one: <operation>
      Given the application has no token
      When <operation>
      Then the API refuses with "token_missing" saying "PLEASE ENTER THE WOLKVOX-TOKEN"
      Given the application has an unknown token
      When <operation>
      Then the API refuses with "token_unknown" saying "PLEASE VALIDATE TOKEN"
      And agent "12989" is talking to "3001234567"
      And agent "12991" is Ready

      Examples:
        | operation                                   |
        | agent "12989" hangs up                      |
        | agent "12989" transfers the call to "12991" |
        | agent "12991" changes status to "101"       |
        | agent "12991" is deactivated                |
        | "disable_module" is called                  |
        | "agents" is called                          |
        | "calls_last_10" is called                   |

    @inferred @Q-TOKEN-EMPTY
    Scenario: an empty token counts as none
      Given the application has an empty token
      When agent "12989" hangs up
      Then the API refuses with "token_missing"
      And agent "12989" is talking to "3001234567"

    @inferred @Q-TOKEN-INVALID-7
    Scenario: a malformed token is an unknown one
      Given the application has a malformed token
      When agent "12989" hangs up
      Then the API refuses with "token_unknown" saying "PLEASE VALIDATE TOKEN"
      And agent "12989" is talking to "3001234567"

    @documented @Q-TOKEN-SERVER
    Scenario: the token of another account
      Given the application has the token of another account
      When agent "12989" hangs up
      Then the API refuses with "token_unknown" saying "PLEASE VALIDATE TOKEN"
      And agent "12989" is talking to "3001234567"

    @documented
    Scenario: an account has as many tokens as it likes
      Given the application has a second token of the account
      When agent "12989" hangs up
      Then the API accepts
      And the call has ended

    @documented @mock
    Scenario: a token that was deleted is unknown for good
      When the token is deleted
      And agent "12989" hangs up
      Then the API refuses with "token_unknown"
      And agent "12989" is talking to "3001234567"

  # That a token must not be used by two requests at once stands on every page, and the text of the refusal, with a limit
  # of 2, in the general table. How many are let in, and that one more does not wait, is Q-TOKEN-LIMIT.
  Rule: a token is used by one request at a time

    Background:
      Given agent "12989" is talking to "3001234567"
      And agent "12990" is talking to "3002222222"
      And agent "12991" is Ready
      And a gate holds the next request for "hang"

    @inferred @Q-TOKEN-LIMIT @mock
    Scenario Outline: while one is under way, <operation>
      When agent "12989" hangs up and waits
      And <operation>
      Then the API refuses with "token_busy" saying "EXCEEDS THE LIMIT OF SIMULTANEOUS REQUESTS PER TOKEN (1)"
      And agent "12990" is talking to "3002222222"
      And agent "12991" is Ready
      When the gate opens
      Then the API accepts with "hung_up"

      Examples:
        | operation                                   |
        | agent "12990" hangs up                      |
        | agent "12990" transfers the call to "12991" |
        | agent "12991" changes status to "101"       |
        | agent "12991" is deactivated                |
        | "disable_module" is called                  |
        | "agents" is called                          |
        | "real_time_agents" is called                |

    @documented @mock
    Scenario: with the answer the token is free
      When agent "12989" hangs up and waits
      And the gate opens
      Then the API accepts
      When agent "12990" hangs up
      Then the API accepts

    @inferred @Q-TOKEN-LIMIT @mock
    Scenario: a refusal neither waits nor frees the token
      When agent "12989" hangs up and waits
      And agent "12990" hangs up
      Then the API refuses with "token_busy"
      When agent "12990" hangs up
      Then the API refuses with "token_busy"
      When the gate opens
      Then the API accepts with "hung_up"
      And agent "12990" is talking to "3002222222"

    @documented @mock
    Scenario: another token of the account is not in use
      When agent "12989" hangs up and waits
      And the application takes a second token of the account
      And agent "12990" hangs up
      Then the API accepts
      When the gate opens
      Then the API accepts

    @inferred @Q-CHECK-ORDER @mock
    Scenario: an unknown token is unknown, however busy another is
      When agent "12989" hangs up and waits
      And the application takes an unknown token
      And agent "12990" hangs up
      Then the API refuses with "token_unknown"
      When the gate opens
      Then the API accepts with "hung_up"

    @inferred @mock
    Scenario: a refused request leaves the token free too
      When agent "12991" hangs up and waits
      And the gate opens
      Then the API refuses with "no_active_call"
      When agent "12990" hangs up
      Then the API accepts with "hung_up"

    @inferred @mock
    Scenario: so does one that never was answered
      Given the next "transfer" will be lost
      When agent "12990" transfers the call to "12991"
      Then no answer comes
      When agent "12989" hangs up and waits
      And the gate opens
      Then the API accepts with "hung_up"
