Feature: What only a mock can do
  A test commands people, time and misfortune through the control API. None of it is the vendor's, so whatever these
  scenarios assert is our choice, unless a page of the vendor states the rule.
  https://helpcenter.wolkvox.com/

  Rule: a fault is applied as often as it was arranged

    @inferred @mock
    Scenario Outline: before anything is done: <status>
      Given agent "12989" is talking to "3001234567"
      And the next "hang" will fail with <status>
      When agent "12989" hangs up
      Then the API refuses with "fault_injected" saying "wolkvox-mock was told to answer so."
      And the HTTP status is <status>, and the code says so too
      And agent "12989" is talking to "3001234567"
      When agent "12989" hangs up
      Then the API accepts with "hung_up"

      Examples:
        | status |
        | 403    |
        | 503    |

    @inferred @mock
    Scenario: after it was done
      Given agent "12989" is talking to "3001234567"
      And the next "hang" will be done but fail with 503
      When agent "12989" hangs up
      Then the API refuses with "fault_injected"
      And the call has ended, by the agent
      And the journal says that "hung_up" was done but not answered

    @inferred @mock
    Scenario: the request is lost
      Given agent "12989" is talking to "3001234567"
      And the next "hang" will be lost
      When agent "12989" hangs up
      Then no answer comes
      And the call goes on

    @inferred @mock
    Scenario: the answer is lost
      Given agent "12989" is talking to "3001234567"
      And the next "hang" will be done but lost
      When agent "12989" hangs up
      Then no answer comes
      And the call has ended, by the agent
      And the journal says that "hung_up" was done but not answered

    @inferred @mock
    Scenario: not another operation than the one named
      Given agent "12989" is talking to "3001234567"
      And the next "hang" will fail with 503
      When agent "12989" transfers the call to "3009998877"
      Then the API accepts with "transferred"
      When agent "12989" hangs up
      Then the API refuses with "fault_injected"

    @inferred @mock
    Scenario: a slow answer is an answer
      Given agent "12989" is talking to "3001234567"
      And the next "hang" will take "1ms" longer
      When agent "12989" hangs up
      Then the API accepts with "hung_up"

    @inferred @mock
    Scenario: a fault after the operation waits for one that is done
      Given agent "12991" is Ready
      And the next "hang" will be done but fail with 503
      When agent "12991" hangs up
      Then the API refuses with "no_active_call"
      Given agent "12989" is talking to "3001234567"
      When agent "12989" hangs up
      Then the API refuses with "fault_injected"

    @inferred @mock
    Scenario: faults can be taken away
      Given agent "12989" is talking to "3001234567"
      And the next 3 "hang" will fail with 503
      When the faults are taken away
      And agent "12989" hangs up
      Then the API accepts with "hung_up"

  Rule: a fault can answer with any reply that the operation has, in its own words

    @inferred @mock
    Scenario Outline: before anything is done: <outcome>
      Given agent "12989" is talking to "3001234567"
      And the next "hang" will be answered with "<outcome>"
      When agent "12989" hangs up
      Then the API refuses with "<outcome>" saying "<msg>"
      And the call goes on
      When agent "12989" hangs up
      Then the API accepts with "hung_up"

      Examples:
        | outcome        | msg                                                     |
        | token_busy     | EXCEEDS THE LIMIT OF SIMULTANEOUS REQUESTS PER TOKEN (1) |
        | no_active_call | Agent_id 12989 does not have an active call.            |
        | internal_error | wolkvox-mock failed; its log says why.                  |

    @inferred @mock
    Scenario: a success that has not taken place
      Given agent "12989" is talking to "3001234567"
      And the next "hang" will be answered with "hung_up"
      When agent "12989" hangs up
      Then the API accepts with "hung_up"
      And the call goes on

    @inferred @mock
    Scenario: after it was done
      Given agent "12989" is talking to "3001234567"
      And the next "hang" will be done but answered with "token_busy"
      When agent "12989" hangs up
      Then the API refuses with "token_busy"
      And the call has ended, by the agent
      And the journal says that "hung_up" was done but not answered

    # The status is documented, the body is not known:
    # https://helpcenter.wolkvox.com/en_US/como-generar-un-token-para-consumir-apis-en-wolkvox-manager
    @inferred @Q-MAINTENANCE-BODY @mock
    Scenario: a server in maintenance, which answers 403 as long as it lasts
      Given every request will be answered with "maintenance"
      When "agents" is called
      Then the API refuses with "maintenance"
      When "real_time_agents" is called
      Then the API refuses with "maintenance"
      And the HTTP status is 403, and the code says so too
      When the faults are taken away
      And "services" is called
      Then the API accepts with "services_found"

    @inferred @Q-TOKEN-INFO-MATH @mock
    Scenario Outline: what the token is refused for costs nothing: <outcome>
      Given the next "services" will be answered with "<outcome>"
      When "services" is called
      Then the API refuses with "<outcome>"
      When "token_info" is called
      Then the API accepts with "token_found"
      And the "token_use_today" of the answer is "<used>"

      Examples:
        | outcome              | used |
        | token_busy           | 1    |
        | token_limit_exceeded | 1    |
        | maintenance          | 1    |
        | internal_error       | 2    |

  Rule: a fault is for the requests that it names

    @inferred @mock
    Scenario: those about an agent
      Given agent "12989" is talking to "3001234567"
      And agent "12990" is talking to "3002222222"
      And the next "hang" of agent "12990" will be answered with "token_busy"
      When agent "12989" hangs up
      Then the API accepts with "hung_up"
      When agent "12990" hangs up
      Then the API refuses with "token_busy"

    @inferred @mock
    Scenario: those with a number
      Given agent "12989" is talking to "3001234567"
      And the next "transfer" to "3009998877" will be answered with "token_busy"
      When agent "12989" transfers the call to "3009998877"
      Then the API refuses with "token_busy"
      When agent "12989" transfers the call to "3009998877"
      Then the API accepts with "transferred"

    @inferred @mock
    Scenario: the third of them
      Given the next "services" after 2 others will be answered with "token_busy"
      When "services" is called
      Then the API accepts with "services_found"
      When "services" is called
      Then the API accepts with "services_found"
      When "services" is called
      Then the API refuses with "token_busy"
      When "services" is called
      Then the API accepts with "services_found"

  Rule: an answer can break on its way

    @inferred @mock
    Scenario Outline: nothing was done, and the client gets <what>
      Given agent "12989" is talking to "3001234567"
      And the next "hang" will be answered with <what>
      When agent "12989" hangs up
      Then <then>
      And the call goes on

      Examples:
        | what                | then                      |
        | the page of a proxy | the answer cannot be read |
        | the text "hello"    | the answer cannot be read |
        | half the JSON       | the answer cannot be read |
        | half a body         | no whole answer comes     |
        | a connection reset  | no answer comes           |

    @inferred @mock
    Scenario Outline: it was done, and the client gets <what>
      Given agent "12989" is talking to "3001234567"
      And the next "hang" will be done but answered with <what>
      When agent "12989" hangs up
      Then <then>
      And the call has ended, by the agent
      And the journal says that "hung_up" was done but not answered

      Examples:
        | what                | then                      |
        | the page of a proxy | the answer cannot be read |
        | the text "hello"    | the answer cannot be read |
        | half the JSON       | the answer cannot be read |
        | half a body         | no whole answer comes     |
        | a connection reset  | no answer comes           |

    @inferred @mock
    Scenario: a body that takes its time is an answer
      Given agent "12989" is talking to "3001234567"
      And the next "hang" will be answered with slow bytes
      When agent "12989" hangs up
      Then the API accepts with "hung_up"
      And the call has ended, by the agent

  Rule: a gate holds requests until it opens

    @inferred @mock
    Scenario: what waits has changed nothing yet
      Given agent "12989" is talking to "3001234567"
      And a gate holds the next request for "hang"
      When agent "12989" hangs up and waits
      Then the call goes on
      When the gate opens
      Then the API accepts with "hung_up"
      And the call has ended, by the agent

    @inferred @mock
    Scenario: the world may change meanwhile, and the request meets it as it is then
      Given agent "12989" is talking to "3001234567"
      And a gate holds the next request for "hang"
      When agent "12989" hangs up and waits
      And the customer hangs up
      And the gate opens
      Then the API refuses with "no_active_call"
      And the call has ended, by the customer

    @inferred @mock
    Scenario: several wait for one gate
      Given agent "12989" is talking to "3001234567"
      And agent "12990" is talking to "3002222222"
      And a gate holds the next 2 requests
      When agent "12989" hangs up and waits
      And the application takes a second token of the account
      And agent "12990" transfers the call to "3009998877" and waits
      And the gate opens
      Then the API accepts with "transferred"
      And the call with "3001234567" has ended, by the agent
      And the call with "3002222222" has left for "3009998877"

    @inferred @mock
    Scenario: other operations pass
      Given agent "12989" is talking to "3001234567"
      And agent "12991" is Ready
      And a gate holds the next request for "hang"
      When agent "12991" changes status to "101"
      Then the API accepts with "status_changed"
      When agent "12989" hangs up and waits
      And the gate opens
      Then the API accepts with "hung_up"

  Rule: time belongs to the world

    @inferred @mock
    Scenario: it stands still, and goes where it is sent
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      And agent "12989" is talking to "3001234567"
      When agent "12989" hangs up
      And the clock advances by "90s"
      Then it is "2026-01-31T12:01:30-05:00"
      And agent "12989" has been in this state for "1m30s"

    @inferred @mock
    Scenario: a conn_id tells the time of the world
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      And agent "12993" is in ACW after a predictive call with "3001234567"
      When agent "12993" makes an auxiliary call to "3001234567"
      Then the API accepts with "called"
      And the conn_id is "12993.0002.1769878800.10002"

  Rule: a world begins when, and where, it is told to

    @inferred @mock
    Scenario: its calls are born then, and a reset returns to it
      Given the world is a demo that begins at "2026-01-31T12:00:00-05:00"
      When agent "12990" transfers the call to "3009998877"
      Then the API accepts with "transferred"
      And the conn_id is "12990.0004.1769878800.10004"
      When the clock advances by "1h"
      And the world is reset
      Then it is "2026-01-31T12:00:00-05:00"
      When agent "12990" transfers the call to "3009998877"
      Then the API accepts with "transferred"
      And the conn_id is "12990.0004.1769878800.10004"

    @inferred @Q-TIMEZONE @mock
    Scenario: dates are those of its zone
      Given the world is a demo that begins at "2026-01-31T12:00:00-05:00" in "America/Mexico_City"
      When agent "12989" hangs up
      And "calls_last_10" is called
      Then the API accepts with "calls_found"
      And the "date" of the answer is "2026-01-31 11:00:00"

  Rule: a reset returns the world to where it began, all at once

    @inferred @mock
    Scenario: agents, calls, ids, faults, gates and the journal
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      And agent "12989" is talking to "3001234567"
      And the next "hang" will fail with 503
      And a gate holds the next request
      When the world is reset
      Then there are no agents and no calls
      And the journal is empty
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      And agent "12993" is in ACW after a predictive call with "3001234567"
      When agent "12993" makes an auxiliary call to "3001234567"
      Then the API accepts with "called"
      And the conn_id is "12993.0002.1769878800.10002"

    @inferred @mock
    Scenario: how it was set up, lists, callbacks and what was used of the day
      Given agent "12991" is Ready
      When "add_ip" is called with
        | ip | 192.0.2.10 |
      And "edit_licenses" is called with
        | call_center | 3 |
      And "recall" is called with
        | agent_id     | 12991          |
        | id_camp      | 7224           |
        | id_customer  | 3              |
        | telefono     | 3000000001     |
        | rellamada    | 20990101120000 |
        | recall_style | auto           |
      And the world is reset
      And "get_ip" is called
      Then the API refuses with "none_found"
      When "real_time_recall" is called
      Then the API refuses with "none_found"
      When "campaigns" is called
      Then the "records" of the answer is "2"
      When "token_info" is called
      Then the API accepts with "token_found"
      And the answer lists
        | token_limit | token_use_today |
        | 20000       | 4               |

    @inferred @mock
    Scenario: requests under way hear of it
      Given agent "12989" is talking to "3001234567"
      And a gate holds the next request
      When agent "12989" hangs up and waits
      And the world is reset
      Then the API refuses with "world_reset" saying "The world was reset while the request was under way."
      And there are no agents and no calls

    @inferred @mock
    Scenario: requests that are to take long hear of it at once
      Given agent "12989" is talking to "3001234567"
      And a gate holds the next request
      And the next "hang" will take "1h" longer
      When agent "12989" hangs up and waits
      And the world is reset
      Then the API refuses with "world_reset"
      And there are no agents and no calls

    @inferred @mock
    Scenario: a token that was added is gone, the first one is back
      Given agent "12989" is talking to "3001234567"
      And the application has a second token of the account
      When the world is reset
      And agent "12989" hangs up
      Then the API refuses with "token_unknown"

  Rule: a snapshot brings everything back

    @inferred @mock
    Scenario: agents, calls, time and tokens
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      And agent "12989" is talking to "3001234567" on a predictive call
      And agent "12991" is in "Lunch"
      When a snapshot is taken
      And agent "12989" hangs up
      And agent "12991" changes status to "ready"
      And the clock advances by "1h"
      And the snapshot is restored
      Then agent "12989" is talking to "3001234567"
      And agent "12991" is in "Lunch"
      And it is "2026-01-31T12:00:00-05:00"
      When agent "12989" hangs up
      Then the API accepts with "hung_up"
      When agent "12989" makes an auxiliary call to "3001234567"
      Then the API accepts with "called"

    @inferred @mock
    Scenario: how it is set up, callbacks and what is left of the day
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      And agent "12991" is Ready
      And the account has 7 calls left today
      When "add_agents_skill" is called with
        | skill_id  | 4012  |
        | agent_id  | 12991 |
        | expertise | 5     |
      And "recall" is called with
        | agent_id     | 12991          |
        | id_camp      | 7224           |
        | id_customer  | 1              |
        | telefono     | 3000000001     |
        | rellamada    | 20260131121000 |
        | recall_style | auto           |
      And a snapshot is taken
      And the clock advances by "10m"
      And "remove_agents_skill" is called with
        | skill_id | 4012  |
        | agent_id | 12991 |
      Then agent "12991" is ringing
      When the snapshot is restored
      Then agent "12991" is Ready
      When "token_info" is called
      Then the API accepts with "token_found"
      And the "available_consumption_options" of the answer is "5"
      When "agents_in_skill" is called with
        | skill_id | 4012 |
      Then the API accepts with "agents_in_skill_found"
      When "real_time_recall" is called
      Then the API accepts with "recalls_found"
      When the clock advances by "10m"
      Then agent "12991" is ringing

    @inferred @mock
    Scenario: a fault that has not been applied yet
      Given agent "12989" is talking to "3001234567"
      And the next "hang" will fail with 503
      When a snapshot is taken
      And agent "12989" hangs up
      Then the API refuses with "fault_injected"
      When the snapshot is restored
      And agent "12989" hangs up
      Then the API refuses with "fault_injected"

    @inferred @mock
    Scenario: requests under way hear of it
      Given agent "12989" is talking to "3001234567"
      And a gate holds the next request
      When a snapshot is taken
      And agent "12989" hangs up and waits
      And the snapshot is restored
      Then the API refuses with "world_reset"
      And agent "12989" is talking to "3001234567"

  Rule: worlds never meet

    @inferred
    Scenario: the same agent in two worlds
      Given agent "12989" is talking to "3001234567"
      And agent "12989" of another world is talking to "3002222222"
      When agent "12989" hangs up
      Then the API accepts with "hung_up"
      And agent "12989" is in ACW
      And agent "12989" of another world is talking to "3002222222"

    @inferred
    Scenario: a token leads to its world
      Given agent "12989" is Ready
      And agent "12989" of another world is talking to "3002222222"
      And the application works for another world
      When agent "12989" hangs up
      Then the API accepts with "hung_up"
      And agent "12989" is Ready
      And agent "12989" of another world is in ACW

    @inferred @mock
    Scenario: a world that was deleted
      Given agent "12989" of another world is talking to "3002222222"
      And the application works for another world
      And a gate of another world holds the next request
      When agent "12989" hangs up and waits
      And another world is deleted
      Then the API refuses with "world_reset"

  # What the states mean: https://helpcenter.wolkvox.com/en_US/¿como-crear-y-gestionar-estados-para-agentes-en-wolkvox-manager
  Rule: people keep to the same rules as the API

    @documented @mock
    Scenario Outline: nobody who is <there> is given a call
      Given agent "12991" is <there>
      When an inbound call with "3001234567" comes in for agent "12991"
      Then the mock refuses with "<problem>"
      And agent "12991" is <there>
      And agent "12991" has no call

      Examples:
        | there      | problem           |
        | in ACW     | agent-unavailable |
        | logged out | agent-logged-out  |

    @inferred @mock
    Scenario: nor is anyone who is in an auxiliary state
      Given agent "12991" is in "Lunch"
      When an inbound call with "3001234567" comes in for agent "12991"
      Then the mock refuses with "agent-unavailable"
      And agent "12991" is in "Lunch"

    @documented @mock
    Scenario: nobody dials in ACW
      Given agent "12991" is in ACW
      When a manual call with "3001234567" comes in for agent "12991"
      Then the mock refuses with "agent-unavailable"
      And agent "12991" is in ACW

    @inferred @Q-DIAL-STATE
    Scenario Outline: an agent who is <there> dials by hand
      Given agent "12991" is <there>
      And a manual call with "3001234567" rings at agent "12991"
      Then agent "12991" is ringing

      Examples:
        | there      |
        | Ready      |
        | in "Lunch" |

    @inferred @mock
    Scenario Outline: <a call> reaches an agent who is Ready
      Given agent "12991" is Ready
      When <a call> with "3001234567" comes in for agent "12991"
      Then the call rings at "12991"
      When agent "12991" picks up
      Then agent "12991" is talking to "3001234567"

      Examples:
        | a call            |
        | an inbound call   |
        | a predictive call |

    @inferred @mock
    Scenario: one call at a time
      Given agent "12989" is talking to "3001234567"
      When an inbound call with "3002222222" comes in for agent "12989"
      Then the mock refuses with "agent-on-call"
      And agent "12989" is talking to "3001234567"

    @inferred @mock
    Scenario: an agent logs in, to Ready, and out
      Given agent "12992" is logged out
      When agent "12992" logs in
      Then agent "12992" is Ready
      When agent "12992" logs out
      Then agent "12992" is logged out

    @inferred @mock
    Scenario Outline: <what>
      Given agent "12992" is <there>
      When agent "12992" <does it>
      Then the mock refuses with "<problem>"
      And agent "12992" is <there>

      Examples:
        | what                       | there                   | does it  | problem          |
        | who is in cannot log in    | Ready                   | logs in  | agent-logged-in  |
        | who is out cannot log out  | logged out              | logs out | agent-logged-out |
        | who talks does not log out | talking to "3001234567" | logs out | agent-on-call    |

  # What an agent, a skill or a state takes along, and why one stays, is ours.
  Rule: a test sets what it needs, and takes away what it does not

    @inferred @mock
    Scenario: an auxiliary state
      Given agent "12991" is Ready
      When the test sets "/states/104" to {"description": "Meeting"}
      And agent "12991" changes status to "104"
      Then the API accepts with "status_changed" saying "Agent status has been modified to Meeting"
      When the test takes "/states/104" away
      Then the mock refuses with "state-in-use"
      When agent "12991" changes status to "ready"
      And the test takes "/states/104" away
      And agent "12991" changes status to "104"
      Then the API refuses with "state_unknown"

    @inferred @mock
    Scenario: an agent, once the call is over
      Given agent "12989" is talking to "3001234567"
      When the test takes "/agents/12989" away
      Then the mock refuses with "agent-on-call"
      When agent "12989" hangs up
      And the test takes "/agents/12989" away
      And agent "12989" hangs up
      Then the API refuses with "agent_unknown"

    @inferred @mock
    Scenario: a skill, with its members
      Given agent "12991" is Ready
      When the test sets "/skills/4077" to {"name": "Sales", "members": {"12991": "4"}}
      And "agents_in_skill" is called with
        | skill_id | 4077 |
      Then the API accepts with "agents_in_skill_found"
      And the answer lists
        | agent_id | expertise |
        | 12991    | 4         |
      When the test takes "/skills/4077" away
      And "agents_in_skill" is called with
        | skill_id | 4077 |
      Then the API refuses with "none_found"

    @inferred @mock
    Scenario: an activity code
      When the test sets "/activity_codes/cod_act1/077" to {"description": "Trial", "hit": true}
      And "activity_codes" is called with
        | cod_act | 077 |
      Then the answer lists
        | cod_act | description_cod_act | hit | rpc | type_code |
        | 077     | Trial               | yes | no  | cod_act1  |
      When the test takes "/activity_codes/cod_act1/077" away
      And "activity_codes" is called with
        | cod_act | 077 |
      Then the API refuses with "none_found"

    @inferred @mock
    Scenario: a number on the do-not-call list, and an address in the list of the firewall
      When the test sets "/lists/dnc/3000000077" to {"type": "outbound"}
      And "get_dnc" is called with
        | type | all |
      Then the answer lists
        | phone_number | type     |
        | 3000000077   | outbound |
      When the test sets "/lists/ips/192.0.2.77" to {"permanent": true, "description": "Office"}
      And "get_ip" is called
      Then the answer lists
        | ip         | type_ip    | description |
        | 192.0.2.77 | permanente | Office      |
      When the test takes "/lists/dnc/3000000077" away
      And the test takes "/lists/dnc/3000000077" away
      Then the mock refuses with "number-unlisted"

    @inferred @Q-LATENCY-VALUES @Q-LATENCY-STATUS @mock
    Scenario: how people are connected
      Given agent "12991" is Ready
      When the test sets "/agents/12991" to {"network": {"latency_ms": 61, "ip": "192.0.2.20", "status": "connected"}}
      And the test sets "/pbx_users/201" to {"tx_jitter": 1.2}
      And "latency" is called
      Then the API accepts with "latency_found"
      And the "by_agent" of the answer looks like "61(?s:.*)connected"
      And the "by_pbx" of the answer looks like "201(?s:.*)OK(?s:.*)1.2"

  Rule: everything is on record

    @inferred @mock
    Scenario: each exchange, with its outcome and its grade, and without its token
      Given agent "12989" is talking to "3001234567"
      When agent "12989" hangs up
      And agent "12989" hangs up
      Then the API refuses with "no_active_call"
      And the journal reads
        | operation | outcome        | evidence | agent_id |
        | hang      | hung_up        | example  | 12989    |
        | hang      | no_active_call | inferred | 12989    |
      And the journal holds no token

    @inferred @mock
    Scenario: why a request was refused
      Given agent "12991" is Ready
      When agent "12991" hangs up
      Then the API refuses with "no_active_call"
      And the journal says why: "agent 12991 has no active call: it is in Ready since"

    @inferred @mock
    Scenario: what was reached is counted
      Given agent "12989" is talking to "3001234567"
      When agent "12989" hangs up
      Then the API accepts with "hung_up"
      And the coverage counts "hang/hung_up" 1 time
      And the coverage counts "talk --hang_up--> acw" 1 time
      And the coverage counts "active --hang_up--> ended" 1 time
      And the coverage counts "hang/no_active_call" 0 times
