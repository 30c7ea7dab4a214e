Feature: Having a call analysed
  An application asks for the speech analysis of a call. The page of the operation is in the vendor's Postman collection,
  "2. Speech Analytics y VOC".

  Rule: the analysis of a call starts

    @documented @mock
    Scenario: the mock only remembers it
      Given the clock stands at "2026-03-02T09:00:00-05:00"
      And agent "12989" is in ACW after an inbound call with "3001234567"
      When "speech_on_demand" is called with
        | conn_id  | {conn_id} |
        | agent_id | 12989     |
      Then the API accepts
      And the mock knows of the call
        | speech_asked | 2026-03-02T09:00:00-05:00 |

  Rule: the call is one of that agent

    @inferred @Q-SPEECH-PRECONDITION
    Scenario: a call that nobody knows
      Given agent "12989" is talking to "3001234567"
      When "speech_on_demand" is called with
        | conn_id  | 12989.0042.1700000000.1 |
        | agent_id | 12989                   |
      Then the API refuses with "call_unknown" saying "Conn_id 12989.0042.1700000000.1 does not exist in your operation."

    @inferred @Q-SPEECH-PRECONDITION
    Scenario: a call of somebody else
      Given agent "12990" is Ready
      And agent "12989" is talking to "3001234567"
      When "speech_on_demand" is called with
        | conn_id  | {conn_id} |
        | agent_id | 12990     |
      Then the API refuses with "call_unknown" saying "Conn_id {conn_id} does not exist in your operation."

  # The conditions are documented, the replies are not.
  Rule: it was made in the last 24 hours

    @documented @mock
    Scenario: 24 hours ago
      Given the clock stands at "2026-03-02T09:00:00-05:00"
      And agent "12989" is in ACW after an inbound call with "3001234567"
      When the clock advances by "24h"
      And "speech_on_demand" is called with
        | conn_id  | {conn_id} |
        | agent_id | 12989     |
      Then the API accepts

    @inferred @Q-SPEECH-PRECONDITION @mock
    Scenario: a second longer ago
      Given the clock stands at "2026-03-02T09:00:00-05:00"
      And agent "12989" is in ACW after an inbound call with "3001234567"
      When the clock advances by "24h0m1s"
      And "speech_on_demand" is called with
        | conn_id  | {conn_id} |
        | agent_id | 12989     |
      Then the API refuses with "call_too_old" saying "Conn_id {conn_id} was not made in the last 24 hours."
      And the mock knows of the call
        | speech_asked | (absent) |

  Rule: it was recorded in stereo

    @inferred @Q-SPEECH-PRECONDITION
    Scenario: the account does not do so
      Given the account does not record in stereo
      And agent "12989" is talking to "3001234567"
      When "speech_on_demand" is called with
        | conn_id  | {conn_id} |
        | agent_id | 12989     |
      Then the API refuses with "call_not_stereo" saying "Conn_id {conn_id} was not recorded in stereo."
