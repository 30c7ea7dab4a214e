Feature: Reading what happens now
  An application asks what agents, skills and campaigns do, and for the latest calls, callbacks and interactions.
  https://www.wolkvox.com/en/apis-v2-2/

  Rule: a read lists records, and says how many

    # Of real_time_agents another type was seen, of real_time_campaigns the sample has no envelope.
    @inferred @Q-CODE-TYPE-VARIANT @Q-CAMPAIGNS-SHAPE
    Scenario Outline: the code of <read> is that of its sample
      Given agent "12991" is Ready
      When "<read>" is called
      Then the API accepts
      And the HTTP status is 200
      And the code is <code>
      And the error is null

      Examples:
        | read                | code         |
        | real_time_agents    | number "200" |
        | real_time_campaigns | text "200"   |

  Rule: agents are listed while they are logged in

    @inferred @Q-REALTIME-MEMBERS @Q-AGENT-STATUS-VALUES @Q-LIST-ORDER
    Scenario: each with its state
      Given agent "12995" is in ACW
      And agent "12994" is in "Lunch"
      And agent "12992" is logged out
      And agent "12991" is Ready
      And an inbound call with "3001111111" rings at agent "12990"
      And agent "12989" is talking to "3001234567"
      When "real_time_agents" is called
      Then the API accepts with "agents_found" saying "5 records were found"
      And the answer lists
        | agent_id | agent_status |
        | 12989    | Talk         |
        | 12990    | Ring         |
        | 12991    | Ready        |
        | 12994    | Lunch        |
        | 12995    | ACW          |

    @inferred @Q-REALTIME-MEMBERS
    Scenario: who is disabled stays while logged in, and goes with the logout
      Given agent "12991" is Ready
      When agent "12991" is deactivated
      And "real_time_agents" is called
      Then the API accepts with "agents_found"
      When agent "12991" changes status to "logout"
      And "real_time_agents" is called
      Then the API refuses with "none_found"

    @inferred @Q-REALTIME-TIMES @Q-OCUPATION @Q-TALLY-WINDOW @mock
    Scenario: a shift, counted from the login
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      And agent "12991" is logged out
      When agent "12991" logs in
      And the clock advances by "10s"
      And an inbound call with "3001234567" comes in for agent "12991"
      And the clock advances by "5s"
      And agent "12991" picks up
      And the clock advances by "60s"
      And agent "12991" hangs up
      And the clock advances by "20s"
      And agent "12991" changes status to "102"
      And the clock advances by "30s"
      And "real_time_agents" is called
      Then the API accepts with "agents_found"
      And the answer lists
        | agent_status | time_state_now | calls | inbound | outbound | internal | ready_time | ring_time | inbound_time | outbound_time | acw_time | aux_time | login_time | aht_time | ocupation |
        | Lunch        | 30             | 1     | 1       | 0        | 0        | 00:00:10   | 00:00:05  | 00:01:00     | 00:00:00      | 00:00:20 | 00:00:30 | 00:02:05   | 00:01:20 | 84.21 %   |
      When agent "12991" changes status to "ready"
      And agent "12991" dials "3007654321"
      And the clock advances by "40s"
      And "real_time_agents" is called
      Then the answer lists
        | agent_status | time_state_now | calls | inbound | outbound | internal | ready_time | ring_time | inbound_time | outbound_time | acw_time | aux_time | login_time | aht_time | ocupation |
        | Talk         | 40             | 2     | 1       | 1        | 0        | 00:00:10   | 00:00:05  | 00:01:00     | 00:00:40      | 00:00:20 | 00:00:30 | 00:02:45   | 00:01:00 | 88.89 %   |

    @inferred @Q-TALLY-WINDOW @mock
    Scenario: with the next login the numbers begin anew
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      And agent "12991" is talking to "3001234567"
      When the clock advances by "30s"
      And agent "12991" hangs up
      And agent "12991" changes status to "logout"
      And the clock advances by "1h"
      And agent "12991" logs in
      And the clock advances by "5s"
      And "real_time_agents" is called
      Then the API accepts with "agents_found"
      And the answer lists
        | calls | inbound | login_time | ready_time | inbound_time | acw_time | aht_time | ocupation |
        | 0     | 0       | 00:00:05   | 00:00:05   | 00:00:00     | 00:00:00 | 00:00:00 | 0.00 %    |

    @inferred @Q-TALLY-WINDOW @mock
    Scenario: a call counts when it is answered, and one that was handed over is internal
      Given agent "12989" is talking to "3001234567"
      And agent "12991" is Ready
      When agent "12989" transfers the call to "12991"
      And "real_time_agents" is called
      Then the API accepts with "agents_found"
      And the answer lists
        | agent_id | calls | inbound | internal |
        | 12989    | 1     | 1       | 0        |
        | 12991    | 0     | 0       | 0        |
      When agent "12991" picks up
      And "real_time_agents" is called
      Then the answer lists
        | agent_id | calls | inbound | internal |
        | 12989    | 1     | 1       | 0        |
        | 12991    | 1     | 0       | 1        |

  Rule: a skill counts the calls that come for it

    @inferred @Q-LIST-ORDER
    Scenario: one skill, or all of them
      When "create_skill" is called with
        | skill_name | Sales |
      And "real_time_skills" is called with
        | skill_id | all |
      Then the API accepts with "skills_found" saying "2 records were found"
      And the answer lists
        | skill_id | skill_name |
        | 4001     | Sales      |
        | 4012     | Support    |
      When "real_time_skills" is called with
        | skill_id | 4012 |
      Then the answer lists
        | skill_id | skill_name |
        | 4012     | Support    |

    @inferred @Q-SKILL-WINDOW @mock
    Scenario: waiting, answered and abandoned calls, and how fast they were answered
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      And agent "12989" is Ready
      And agent "12990" is Ready
      And agent "12991" is Ready
      And agent "12992" is Ready
      When an inbound call with "3001111111", for skill "4012" comes in for agent "12989"
      And an inbound call with "3002222222", for skill "4012" comes in for agent "12990"
      And an inbound call with "3003333333", for skill "4012" comes in for agent "12991"
      And the customer hangs up
      And the clock advances by "5s"
      And agent "12989" picks up
      And the clock advances by "10s"
      And agent "12990" picks up
      And an inbound call with "3004444444", for skill "4012" comes in for agent "12992"
      And "real_time_skills" is called with
        | skill_id | 4012 |
      Then the API accepts with "skills_found"
      And the answer lists
        | calls_in_queue_now | stat_inbound | stat_answer | stat_abandon | service_level_10seg | service_level_20seg | service_level_30seg | by_abandon |
        | 1                  | 4            | 2           | 1            | 25.00 %             | 50.00 %             | 50.00 %             | 25.00 %    |

    @inferred @Q-SKILL-WINDOW @Q-TIMEZONE @mock
    Scenario: calls of yesterday count no more, but who waits still waits
      Given the clock stands at "2026-01-31T23:59:50-05:00"
      And agent "12989" is Ready
      When an inbound call with "3001111111", for skill "4012" comes in for agent "12989"
      And the clock advances by "9s"
      And "real_time_skills" is called with
        | skill_id | 4012 |
      Then the API accepts with "skills_found"
      And the answer lists
        | calls_in_queue_now | stat_inbound |
        | 1                  | 1            |
      When the clock advances by "1s"
      And "real_time_skills" is called with
        | skill_id | 4012 |
      Then the answer lists
        | calls_in_queue_now | stat_inbound |
        | 1                  | 0            |

    @inferred @Q-SKILL-WINDOW @mock
    Scenario: a call that came for no skill counts for none
      Given agent "12989" is Ready
      When an inbound call with "3001111111" comes in for agent "12989"
      And "real_time_skills" is called with
        | skill_id | all |
      Then the API accepts with "skills_found"
      And the answer lists
        | calls_in_queue_now | stat_inbound |
        | 0                  | 0            |

    @documented @mock
    Scenario: one more service level, of as many seconds as asked for
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      And agent "12989" is Ready
      When an inbound call with "3001111111", for skill "4012" comes in for agent "12989"
      And the clock advances by "35s"
      And agent "12989" picks up
      And GET "/api/v2/real_time.php?api=skills&skill_id=4012&services_time=40" is sent
      Then the API accepts with "skills_found_within"
      And the "service_level_30seg" of the answer looks like "^0\b"
      And the "service_level_40seg" of the answer looks like "^100\b"

    @example @Q-SERVICE-LEVEL-0
    Scenario Outline: <seconds> seconds are there anyway: a level of 0 seconds comes instead
      When GET "/api/v2/real_time.php?api=skills&skill_id=4012&services_time=<seconds>" is sent
      Then the API accepts with "skills_found_within_standard"
      And the "service_level_0seg" of the answer is "0 %"

      Examples:
        | seconds |
        | 10      |

  Rule: calls of the last ten minutes

    @inferred @Q-CALLS-LAST-10 @mock
    Scenario: they are listed once they have ended, for ten minutes
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      And agent "12989" is talking to "3001234567"
      When "calls_last_10" is called
      Then the API refuses with "none_found"
      When the clock advances by "30m"
      And agent "12989" hangs up
      And the clock advances by "10m"
      And "calls_last_10" is called
      Then the API accepts with "calls_found"
      And the answer lists
        | telephone  | date                | conn_id                     |
        | 3001234567 | 2026-01-31 12:00:00 | 12989.0001.1769878800.10001 |
      When the clock advances by "1s"
      And "calls_last_10" is called
      Then the API refuses with "none_found" saying "0 records were found"

    @inferred @Q-CALLS-LAST-10 @Q-AUX-TYPE @Q-LIST-ORDER @mock
    Scenario: of each type, the oldest first
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      And agent "12989" is Ready
      And agent "12990" is talking to "3002222222"
      When a predictive call with "3001111111", customer "1" of campaign "7224" comes in for agent "12989"
      And agent "12989" picks up
      And agent "12989" hangs up
      And the clock advances by "1s"
      And agent "12989" makes an auxiliary call to "3003333333"
      And agent "12989" hangs up
      And agent "12989" changes status to "ready"
      And the clock advances by "1s"
      And agent "12989" dials "3004444444" for customer "77", "Iván Paz"
      And agent "12989" hangs up
      And the clock advances by "1s"
      And agent "12990" transfers the call to "3009998877"
      And "calls_last_10" is called
      Then the API accepts with "calls_found"
      And the answer lists
        | type_interaction | result | date                | telephone  | customer_id |
        | inbound          | answer | 2026-01-31 12:00:00 | 3002222222 |             |
        | out_pre          | answer | 2026-01-31 12:00:00 | 3001111111 | 1           |
        | outbound_ma      | answer | 2026-01-31 12:00:01 | 3003333333 | 1           |
        | outbound_ma      | answer | 2026-01-31 12:00:02 | 3004444444 | 77          |
        | transfer         | answer | 2026-01-31 12:00:03 | 3009998877 |             |

    @inferred @Q-CALLS-LAST-10 @mock
    Scenario Outline: nobody answers <a call>
      Given agent "12989" is Ready
      When <a call> with "3001234567" comes in for agent "12989"
      And the customer hangs up
      And "calls_last_10" is called
      Then the API accepts with "calls_found"
      And the "result" of the answer is "<result>"

      Examples:
        | a call            | result    |
        | an inbound call   | abandon   |
        | a predictive call | no answer |

  Rule: latency of the agents who are logged in

    @inferred @Q-LATENCY-VALUES @Q-LATENCY-AGENT-ID @Q-LATENCY-STATUS @Q-AGENT-STATUS-VALUES @Q-MSG-COUNT @mock
    Scenario: by agent, by address, and by user of the PBX, of whom there are none
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      And agent "12989" is talking to "3001234567"
      And agent "12989" is connected by
        | latency_ms        | 40         |
        | ip                | 192.0.2.10 |
        | version           | 3.1.0      |
        | tx_jitter         | 1.5        |
        | network_rejection | 0.5        |
        | connection_type   | Ethernet   |
        | platform          | app        |
      And agent "12990" is in "Lunch"
      And agent "12990" is connected by
        | latency_ms | 21         |
        | ip         | 192.0.2.10 |
      And agent "12991" is Ready
      And agent "12992" is logged out
      When "latency" is called
      Then the API accepts with "latency_found" saying "1 records were found"
      And the "by_agent" of the answer looks like "12989-Agent 12989(?s:.*)Talk(?s:.*)12990-Agent 12990(?s:.*)Lunch(?s:.*)12991-Agent 12991"
      And the "by_ip" of the answer looks like "192.0.2.10(?s:.*)30.5(?s:.*)40(?s:.*)21(?s:.*)0.25"
      And the "by_pbx" of the answer is "[]"

    @inferred @Q-REALTIME-MEMBERS
    Scenario: not of those who are disabled, or logged out
      Given agent "12991" is Ready
      And agent "12992" is logged out
      When agent "12991" is deactivated
      And "latency" is called
      Then the API refuses with "none_found"

  Rule: calls that were coded as a success in the last hour

    @inferred @Q-HITS-WINDOW @Q-HITS-DATE @mock
    Scenario: from the coding on, for an hour
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      And agent "12989" is talking to "3001234567"
      When the clock advances by "2h"
      And "type" is called with
        | agent_id  | 12989 |
        | cod_act   | 021   |
        | cod_act_2 | B1    |
      And the clock advances by "1h"
      And "hits_last_hour" is called
      Then the API accepts with "hits_found"
      And the answer lists
        | conn_id                     | type_interaction | date           | telephone  | customer_id | hit |
        | 12989.0001.1769878800.10001 | inbound          | 20260131120000 | 3001234567 |             | yes |
      When the clock advances by "1s"
      And "hits_last_hour" is called
      Then the API refuses with "none_found"

    @inferred @Q-HITS-WINDOW
    Scenario: a code that is no hit makes none
      Given agent "12989" is talking to "3001234567"
      When "hang_type_ready" is called with
        | agent_id | 12989 |
        | cod_act  | 020   |
      And "hits_last_hour" is called
      Then the API refuses with "none_found"

  Rule: campaigns, and how far they have come

    @inferred @Q-CAMPAIGNS-SHAPE
    Scenario: they come in the usual envelope
      When "real_time_campaigns" is called
      Then the API accepts with "campaigns_found"
      And the answer lists
        | campaign               | records | status  |
        | 7224-Renewals (0.00 %) | 2       | started |

    @inferred @Q-CAMPAIGN-FIGURES @mock
    Scenario: records are counted, each by its latest call
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      And agent "12989" is Ready
      And agent "12991" is Ready
      When a predictive call with "3001111111", customer "1" of campaign "7224" comes in for agent "12989"
      And agent "12989" picks up
      And "hang_type_ready" is called with
        | agent_id | 12989 |
        | cod_act  | 021   |
      And the clock advances by "61s"
      And a predictive call with "3001111111", customer "1" of campaign "7224" comes in for agent "12991"
      And the customer hangs up
      And "real_time_campaigns" is called
      Then the API accepts with "campaigns_found" saying "1 records were found"
      And the answer lists
        | campaign                | status  | records | clean | dial | answer | no_answer | busy/congestion/failed | answer_machine | penetration_day | penetration_now | hits | calls_x_min |
        | 7224-Renewals (50.00 %) | started | 2       | 1     | 1    | 0      | 1         | 0                      | 0              | 50.00 %         | 50.00 %         | 1    | 1           |
      When the clock advances by "24h"
      And "real_time_campaigns" is called
      Then the answer lists
        | clean | dial | no_answer | hits | penetration_day | penetration_now | calls_x_min |
        | 1     | 1    | 1         | 1    | 0.00 %          | 50.00 %         | 0           |

  Rule: interactions of the agents

    @inferred @Q-INTERACTIONS-OPEN @Q-LIST-ORDER @mock
    Scenario: those that were assigned, by agent; a logout closes none
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      And agent "12991" is Ready
      And agent "12989" is Ready
      And agent "12992" is logged out
      When "add_interaction" is called with
        | fromname | Luz Mora |
        | subject  | My order |
        | rp_id    | 61196    |
      And "add_interaction" is called with
        | fromname | Iván Paz |
        | subject  | My bill  |
        | rp_id    | 61196    |
      And the clock advances by "1m"
      And "add_interaction" is called with
        | fromname | Luz Mora |
        | subject  | Where?   |
        | rp_id    | 61196    |
      And agent "12991" changes status to "logout"
      And "interactions" is called
      Then the API accepts with "interactions_found" saying "2 records were found"
      And the answer lists
        | agent_id |
        | 12989    |
        | 12991    |
      And the "active_interactions" of the answer looks like "12:00:00(?s:.*)12:01:00"

  # The vendor has more reads than are simulated.
  Rule: what is not simulated says so

    @inferred @Q-INFO-SERVER
    Scenario Outline: <read>
      When GET "/api/v2/real_time.php?api=<read>" is sent
      Then the API refuses with "not_simulated"

      Examples:
        | read        |
        | info_server |
