Feature: The daily limit of calls
  An account may make so many calls in a day; token_info says how many are left.
  https://www.wolkvox.com/en/apis-v2-2/10-token-information/

  Rule: token_info tells what was used and what is left

    @inferred @Q-TOKEN-INFO-MATH @Q-MSG-COUNT
    Scenario: the numbers include the call that asks for them
      When "token_info" is called
      Then the API accepts with "token_found" saying "1 records were found"
      And the answer lists
        | token_limit | token_use_today | all_token_today | available_consumption_options |
        | 20000       | 1               | 1               | 19999                         |
      When "token_info" is called
      Then the answer lists
        | token_limit | token_use_today | all_token_today | available_consumption_options |
        | 20000       | 2               | 2               | 19998                         |

    # The thousand stands on newer pages.
    @documented
    Scenario: a thousand calls for each licence
      When "edit_licenses" is called with
        | call_center | 3 |
      And "token_info" is called
      Then the API accepts
      And the "token_limit" of the answer is "3000"

    @inferred @mock
    Scenario: more licences are more calls, at once
      Given the account has 2 calls left today
      When "edit_licenses" is called with
        | call_center | 21 |
      And "token_info" is called
      Then the API accepts with "token_found"
      And the "available_consumption_options" of the answer is "1000"

  Rule: the limit is that of the account

    @inferred @Q-QUOTA-SCOPE @Q-TOKEN-INFO-MATH
    Scenario: all tokens share it, and each counts its own calls
      When "services" is called
      And the application takes a second token of the account
      And "services" is called
      And "token_info" is called
      Then the API accepts with "token_found"
      And the answer lists
        | description | token_use_today | all_token_today | available_consumption_options |
        | second      | 2               | 3               | 19997                         |

    @observed @Q-QUOTA-SCOPE @mock
    Scenario: another token does not help
      Given the account has 1 call left today
      When "services" is called
      Then the API accepts
      When the application takes a second token of the account
      And "services" is called
      Then the API refuses with "token_limit_exceeded"

    @inferred @Q-QUOTA-SCOPE @mock
    Scenario: another account has its own
      Given the account has 0 calls left today
      And the application works for another world
      When "services" is called
      Then the API accepts with "services_found"

  Rule: when it is used up calls are refused

    @documented @mock
    Scenario: the last call, and one more
      Given the account has 1 call left today
      When "token_info" is called
      Then the API accepts
      When "token_info" is called
      Then the API refuses with "token_limit_exceeded" saying "TOKEN LIMIT EXCEEDED"
      And the HTTP status is 403, and the code says so too
      And the error is "FORBIDDEN"

    # Which calls cost is documented for token_info and get_dnc, and was seen of others.
    @observed @mock
    Scenario Outline: of each resource that counts: <operation>
      Given the account has 0 calls left today
      When "<operation>" is called
      Then the API refuses with "token_limit_exceeded"

      Examples:
        | operation      |
        | disable_module |
        | calls_last_10  |

    @inferred @Q-QUOTA-FAILED @mock
    Scenario: what is refused was not done, and costs nothing
      Given agent "12992" is logged out
      And the account has 0 calls left today
      When agent "12992" is deactivated
      Then the API refuses with "token_limit_exceeded"
      And agent "12992" is enabled
      Given the account has 1 call left today
      When "token_info" is called
      Then the API accepts with "token_found"
      And the answer lists
        | token_use_today | available_consumption_options |
        | 1               | 0                             |

    @inferred @Q-CHECK-ORDER @mock
    Scenario Outline: <first> before the daily limit
      Given the account has 0 calls left today
      When GET "<target>" is sent with
        | wolkvox-token | <token> |
      Then the API refuses with "<outcome>"

      Examples:
        | first       | target                               | token     | outcome       |
        | path        | /api/v2/nothing.php?api=services     | {token}   | path_unknown  |
        | token there | /api/v2/information.php?api=services | (none)    | token_missing |
        | token known | /api/v2/information.php?api=services | {unknown} | token_unknown |

    @inferred @Q-CHECK-ORDER @mock
    Scenario Outline: the daily limit before <then>
      Given the account has 0 calls left today
      When <method> "/api/v2/information.php<query>" is sent
      Then the API refuses with "token_limit_exceeded"
      And all that is wrong with the request is noted

      Examples:
        | then       | method | query         |
        | api        | GET    | ?api=nothing  |
        | method     | POST   | ?api=services |
        | parameters | GET    | ?api=get_dnc  |

    @inferred @Q-CHECK-ORDER @mock
    Scenario: the daily limit before what is not simulated
      Given the account has 0 calls left today
      When GET "/api/v2/information.php?api=storage" is sent
      Then the API refuses with "token_limit_exceeded"

  Rule: agentbox costs nothing

    @inferred @Q-QUOTA-AGENTBOX
    Scenario: its calls are not counted
      Given agent "12989" is talking to "3001234567"
      When agent "12989" toggles mute
      And agent "12989" hangs up
      And "token_info" is called
      Then the API accepts with "token_found"
      And the "token_use_today" of the answer is "1"

    @inferred @Q-QUOTA-AGENTBOX @mock
    Scenario: it goes on when the limit is used up
      Given agent "12989" is talking to "3001234567"
      And the account has 0 calls left today
      When agent "12989" hangs up
      Then the API accepts with "hung_up"

  Rule: a call that fails costs one too, once the token has let it in

    @inferred @Q-NOT-SIMULATED
    Scenario: one of what is not simulated costs as it does at the real service
      When GET "/api/v2/reports_manager.php?api=agent_1&date_ini=20260131000000&date_end=20260131235959" is sent
      Then the API refuses with "not_simulated"
      When "token_info" is called
      Then the API accepts with "token_found"
      And the "token_use_today" of the answer is "2"

    @inferred @Q-QUOTA-FAILED
    Scenario Outline: <what>
      When GET "/api/v2/information.php<query>" is sent
      Then the API refuses with "<outcome>"
      When "token_info" is called
      Then the API accepts with "token_found"
      And the "token_use_today" of the answer is "2"

      Examples:
        | what          | query               | outcome     |
        | nothing found | ?api=agents&agent=1 | none_found  |
        | no such api   | ?api=nothing        | api_unknown |

    @inferred @Q-QUOTA-FAILED
    Scenario Outline: not one that the token did not let in: <token>
      When GET "/api/v2/information.php?api=services" is sent with
        | wolkvox-token | <token> |
      Then the API refuses
      When "token_info" is called
      Then the API accepts with "token_found"
      And the "all_token_today" of the answer is "1"

      Examples:
        | token     |
        | (none)    |
        | {unknown} |

  Rule: a day ends at midnight

    @inferred @Q-QUOTA-RESET @Q-TIMEZONE @mock
    Scenario: by the clock of the world, in Bogota
      Given the clock stands at "2026-01-31T23:59:59-05:00"
      And the account has 1 call left today
      When "services" is called
      Then the API accepts with "services_found"
      When "services" is called
      Then the API refuses with "token_limit_exceeded"
      When the clock advances by "1s"
      And "token_info" is called
      Then the API accepts with "token_found"
      And the answer lists
        | token_limit | token_use_today | all_token_today | available_consumption_options |
        | 20000       | 1               | 1               | 19999                         |
