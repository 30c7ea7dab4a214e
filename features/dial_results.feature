Feature: Calls that do not come about
  An application dials for an agent, and the customer is busy, does not answer, or has a machine that does. No page says what
  becomes of the call and its agent then (Q-DIAL-RESULT); that there are these results is documented.
  https://www.wolkvox.com/en/dialing-agent-v2/

  Rule: test numbers have a result of their own, and the reply is a success whatever it is

    @inferred @Q-DIAL-RESULT @mock
    Scenario Outline: dialling <number>: <result>
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      And agent "12991" is in "Lunch"
      When agent "12991" dials "<number>"
      Then the API accepts with "dialled" saying "Dial has been successful"
      And the answer carries the conn_id of the call
      And the call has ended, by the network
      And agent "12991" is in "Lunch"
      When "calls_last_10" is called
      Then the answer lists
        | type_interaction | result   | telephone |
        | outbound_ma      | <result> | <number>  |
      When "real_time_agents" is called
      Then the answer lists
        | agent_id | calls | outbound | ring_time | acw_time |
        | 12991    | 0     | 0        | 00:00:00  | 00:00:00 |
      When "type" is called with
        | agent_id  | 12991 |
        | cod_act   | 020   |
        | cod_act_2 | B1    |
      Then the API refuses with "no_call_to_code"

      Examples:
        | number     | result    |
        | 3000009001 | busy      |
        | 3000009002 | no answer |

    @inferred @Q-DIAL-RESULT @mock
    Scenario: an answering machine takes the call, and the agent talks to it until somebody hangs up
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      And agent "12991" is Ready
      When agent "12991" dials "3000009003"
      Then the API accepts with "dialled"
      And agent "12991" is talking to "3000009003"
      When the clock advances by "7s"
      And agent "12991" hangs up
      Then agent "12991" is in ACW
      When agent "12991" codes the call "020", "B1"
      And "calls_last_10" is called
      Then the "result" of the answer is "answer machine"
      When "real_time_agents" is called
      Then the answer lists
        | calls | outbound | outbound_time |
        | 1     | 1        | 00:00:07      |

    @inferred @Q-DIAL-LIFECYCLE @mock
    Scenario: it rings until the customer picks up
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      And agent "12991" is Ready
      When agent "12991" dials "3000009004"
      And the clock advances by "3h"
      Then agent "12991" is ringing
      When "calls_last_10" is called
      Then the API refuses with "none_found"
      When the customer picks up
      Then agent "12991" is talking to "3000009004"
      When agent "12991" hangs up
      And "calls_last_10" is called
      Then the "result" of the answer is "answer"

    @inferred @Q-DIAL-RESULT @mock
    Scenario: or until the customer declines, or the agent gives up
      Given agent "12991" is Ready
      When agent "12991" dials "3000009004"
      And the customer hangs up
      Then the call has ended, by the customer
      And agent "12991" is Ready
      When agent "12991" dials "3000009004"
      And agent "12991" hangs up
      Then the call has ended, by the agent
      And agent "12991" is Ready
      When "calls_last_10" is called
      Then the answer lists
        | result    |
        | no answer |
        | no answer |

  Rule: an auxiliary call that does not come about leads back to ACW, and may be tried again

    @inferred @Q-DIAL-RESULT @mock
    Scenario: the record has the result of the call, and this call is the one to code
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      And agent "12989" is talking to customer "1" of the campaign on "3001234567"
      When agent "12989" hangs up
      And agent "12989" makes an auxiliary call to "3000009001"
      Then the API accepts with "called"
      And agent "12989" is in ACW
      When "real_time_campaigns" is called
      Then the answer lists
        | records | clean | dial | answer | no_answer | busy/congestion/failed | answer_machine | calls_x_min |
        | 2       | 1     | 1    | 0      | 0         | 1                      | 0              | 2           |
      When agent "12989" makes an auxiliary call to "3000009003"
      And agent "12989" hangs up
      And "real_time_campaigns" is called
      Then the answer lists
        | dial | answer | no_answer | busy/congestion/failed | answer_machine |
        | 1    | 0      | 0         | 0                      | 1              |
      When agent "12989" makes an auxiliary call to "3000009002"
      And agent "12989" codes the call "021", "B1"
      And "real_time_campaigns" is called
      Then the answer lists
        | dial | answer | no_answer | answer_machine | hits |
        | 1    | 0      | 1         | 0              | 1    |
      And the call with "3000009002" is coded "021", "B1"

  Rule: the result of other numbers can be arranged

    @inferred @Q-DIAL-RESULT @mock
    Scenario: for the next calls, whoever is called
      Given agent "12991" is Ready
      And the next call dialled is "busy"
      And the next 2 calls dialled are "no_answer"
      When agent "12991" dials "3001234567"
      And agent "12991" dials "3000009003"
      And agent "12991" dials "3001234567"
      And agent "12991" dials "3001234567"
      Then agent "12991" is talking to "3001234567"
      When "calls_last_10" is called
      Then the answer lists
        | telephone  | result    |
        | 3001234567 | busy      |
        | 3000009003 | no answer |
        | 3001234567 | no answer |

    @inferred @Q-DIAL-RESULT @mock
    Scenario: for good: a number before a test number, this before an agent, and that before all
      Given agent "12991" is Ready
      And agent "12989" is Ready
      And every call dialled is "ringing"
      And every call dialled by agent "12991" is "no_answer"
      And every call dialled to "3001111111" is "busy"
      When agent "12991" dials "3001111111"
      And agent "12991" dials "3000009001"
      And agent "12991" dials "3001234567"
      And agent "12989" dials "3001234567"
      Then agent "12989" is ringing
      When "calls_last_10" is called
      Then the answer lists
        | telephone  | result    |
        | 3001111111 | busy      |
        | 3000009001 | busy      |
        | 3001234567 | no answer |
      When no call dialled has a result of its own
      And agent "12991" dials "3001111111"
      Then agent "12991" is talking to "3001111111"

    @inferred @Q-DIAL-LIFECYCLE @mock
    Scenario Outline: after it has rung for a while: <result>
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      And agent "12991" is Ready
      And the next call dialled is "<result>" after "20s"
      When agent "12991" dials "3001234567"
      And the clock advances by "19s"
      Then agent "12991" is ringing
      When the clock advances by "1s"
      Then agent "12991" is <then>
      When "real_time_agents" is called
      Then the answer lists
        | ring_time | calls   | time_state_now |
        | 00:00:20  | <calls> | 0              |

      Examples:
        | result            | then                    | calls |
        | answered          | talking to "3001234567" | 1     |
        | no_answer         | Ready                   | 0     |
        | answering_machine | talking to "3001234567" | 1     |

    @inferred @Q-DIAL-RESULT @mock
    Scenario: a rule is refused that nothing could keep
      Given the next call dialled is "busy" after "1s"
      Then the mock refuses with "invalid"

  Rule: a campaign puts through whoever picks up, and nothing else

    @inferred @Q-DIAL-RESULT @mock
    Scenario Outline: a callback that meets <result>
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      And agent "12991" is Ready
      And agent "12991" has an auto callback to customer "1" on "<number>" for "20260131123000"
      When the clock advances by "30m"
      Then agent "12991" is Ready
      And there are no callbacks
      When "calls_last_10" is called
      Then the answer lists
        | type_interaction | result   | telephone | customer_id | date                |
        | out_pre          | <result> | <number>  | 1           | 2026-01-31 12:30:00 |
      When "real_time_campaigns" is called
      Then the answer lists
        | clean | dial | answer | no_answer   | busy/congestion/failed | answer_machine |
        | 1     | 1    | 0      | <no answer> | <busy>                 | <machine>      |

      Examples:
        | number     | result         | no answer | busy | machine |
        | 3000009001 | busy           | 0         | 1    | 0       |
        | 3000009002 | no answer      | 1         | 0    | 0       |
        | 3000009003 | answer machine | 0         | 0    | 1       |
