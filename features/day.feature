Feature: A day in the life
  What one operation changes the others show: one agent, from the first day of work to the last, read back at every step.
  https://www.wolkvox.com/en/apis-v2-2/

  # Each rule of it has its scenarios elsewhere; here they meet. That reads agree with each other no page says.
  @inferred @Q-AGENT-ID-FORM @Q-CREATE-AGENT-INITIAL @mock
  Scenario: an agent is hired, talks to a customer, calls back as promised, and leaves
    Given the clock stands at "2026-01-31T08:00:00-05:00"

    # Hired: there, but not at work.
    When "create_agent" is called with
      | agent_dni  | 0010203    |
      | agent_name | Ana Ospina |
    Then the API accepts with "agent_created"
    And the "agent_id" of the answer is "10000"
    When "agents" is called
    Then the answer lists
      | agent_id | agent_name | agent_dni | agent_status | last_use | enabled |
      | 10000    | Ana Ospina | 0010203   | Logout       |          | yes     |
    When "real_time_agents" is called
    Then the API refuses with "none_found"

    # Given a skill.
    When "agents_in_skill" is called with
      | skill_id | 4012 |
    Then the API refuses with "none_found"
    When "add_agents_skill" is called with
      | skill_id  | 4012  |
      | agent_id  | 10000 |
      | expertise | 5     |
    Then the API accepts
    When "agents_in_skill" is called with
      | skill_id | 4012 |
    Then the answer lists
      | agent_id | agent_name | last_use | expertise |
      | 10000    | Ana Ospina |          | 5         |

    # At work.
    When agent "10000" logs in
    And "agents" is called
    Then the answer lists
      | agent_status | last_use            |
      | Ready        | 2026-01-31 08:00:00 |
    When "agents_in_skill" is called with
      | skill_id | 4012 |
    Then the "last_use" of the answer is "2026-01-31 08:00:00"
    When the clock advances by "1m"
    And "real_time_agents" is called
    Then the answer lists
      | agent_id | agent_status | calls | time_state_now | ready_time | login_time | ocupation |
      | 10000    | Ready        | 0     | 60             | 00:01:00   | 00:01:00   | 0.00 %    |

    # The campaign reaches a customer.
    When a predictive call with "3000000001", customer "1" of campaign "7224" comes in for agent "10000"
    And "agents" is called
    Then the "agent_status" of the answer is "Ring"
    When "campaigns" is called
    Then the "last_use" of the answer is "2026-01-31 08:01:00"
    When "real_time_campaigns" is called
    Then the answer lists
      | campaign                | records | clean | dial | answer | hits |
      | 7224-Renewals (50.00 %) | 2       | 1     | 1    | 0      | 0    |
    When the clock advances by "10s"
    And agent "10000" picks up
    And "agents" is called
    Then the "agent_status" of the answer is "Talk"
    When "real_time_campaigns" is called
    Then the answer lists
      | dial | answer | hits |
      | 1    | 1      | 0    |
    When "calls_last_10" is called
    Then the API refuses with "none_found"

    # They talk; the customer is put on hold and taken back, and a menu wants a key.
    When agent "10000" toggles hold
    Then the call is on hold
    When the clock advances by "20s"
    And agent "10000" toggles hold
    Then the call is not on hold
    When agent "10000" sends the tones "1"
    Then the tones of the call are "1"
    When the clock advances by "40s"
    And "real_time_agents" is called
    Then the answer lists
      | agent_status | calls | outbound | time_state_now | ring_time | outbound_time |
      | Talk         | 1     | 1        | 60             | 00:00:10  | 00:01:00      |

    # The call ends with a sale.
    When agent "10000" hangs up
    And "agents" is called
    Then the "agent_status" of the answer is "ACW"
    When "calls_last_10" is called
    Then the answer lists
      | type_interaction | result | date                | telephone  | customer_id | conn_id                     |
      | out_pre          | answer | 2026-01-31 08:01:00 | 3000000001 | 1           | 10000.0001.1769864460.10001 |
    When "hits_last_hour" is called
    Then the API refuses with "none_found"
    When "type" is called with
      | agent_id  | 10000 |
      | cod_act   | 021   |
      | cod_act_2 | B1    |
    Then the API accepts with "coded"
    When "hits_last_hour" is called
    Then the answer lists
      | conn_id                     | date           | telephone  | customer_id | hit |
      | 10000.0001.1769864460.10001 | 20260131080100 | 3000000001 | 1           | yes |
    When "real_time_campaigns" is called
    Then the "hits" of the answer is "1"

    # A call back is promised.
    When "recall" is called with
      | agent_id     | 10000          |
      | id_camp      | 7224           |
      | id_customer  | 1              |
      | telefono     | 3000000001     |
      | rellamada    | 20260131083000 |
      | recall_style | auto           |
    Then the API accepts with "recall_scheduled"
    When "real_time_recall" is called
    Then the answer lists
      | type_recall | date_recall         | phone_number | id_campaing | id_agent |
      | auto        | 2026-01-31 08:30:00 | 3000000001   | 7224        | 10000    |
    When the clock advances by "50s"
    And agent "10000" changes status to "ready"
    And "real_time_agents" is called
    Then the answer lists
      | agent_status | calls | acw_time | aht_time | ocupation |
      | Ready        | 1     | 00:00:50 | 00:01:50 | 61.11 %   |

    # It rings at its time, and is a call of the campaign like any other.
    When the clock is set to "2026-01-31T08:29:59-05:00"
    Then agent "10000" is Ready
    When the clock advances by "1s"
    Then agent "10000" is ringing
    When "real_time_recall" is called
    Then the API refuses with "none_found"
    When "calls_last_10" is called
    Then the API refuses with "none_found"
    When agent "10000" picks up
    Then agent "10000" is talking to "3000000001"
    When "real_time_campaigns" is called
    Then the answer lists
      | clean | dial | answer | hits |
      | 1     | 1    | 1      | 1    |
    When "real_time_agents" is called
    Then the answer lists
      | agent_status | calls | outbound | time_state_now |
      | Talk         | 2     | 2        | 0              |

    # Somebody outside takes over.
    When the clock advances by "30s"
    And agent "10000" transfers the call to "3009998877"
    Then the API accepts with "transferred"
    And the conn_id is "10000.0003.1769866230.10003"
    When "agents" is called
    Then the "agent_status" of the answer is "ACW"
    When "calls_last_10" is called
    Then the answer lists
      | type_interaction | result | date                | telephone  |
      | out_pre          | answer | 2026-01-31 08:30:00 | 3000000001 |
      | transfer         | answer | 2026-01-31 08:30:30 | 3009998877 |
    When "hits_last_hour" is called
    Then the answer lists
      | telephone  | hit |
      | 3000000001 | yes |

    # Dismissed: disabled, but at work until the logout.
    When agent "10000" is deactivated
    Then the API accepts with "agent_disabled"
    When "agents" is called
    Then the answer lists
      | agent_status | enabled |
      | ACW          | no      |
    When "real_time_agents" is called
    Then the "agent_status" of the answer is "ACW"
    When agent "10000" changes status to "logout"
    Then the API accepts with "status_changed"
    When "agents" is called
    Then the answer lists
      | agent_status | last_use            | enabled |
      | Logout       | 2026-01-31 08:00:00 | no      |
    When "real_time_agents" is called
    Then the API refuses with "none_found"
    When "agents_in_skill" is called with
      | skill_id | 4012 |
    Then the answer lists
      | agent_id | expertise |
      | 10000    | 5         |
    When agent "10000" logs in
    Then wolkvox Agent refuses with "agent-disabled"
    And agent "10000" is logged out

    # What is an hour old is no news any more.
    When the clock advances by "1h"
    And "calls_last_10" is called
    Then the API refuses with "none_found"
    When "hits_last_hour" is called
    Then the API refuses with "none_found"

    # All calls but those of agentbox were counted.
    When "token_info" is called
    Then the API accepts with "token_found"
    And the "token_use_today" of the answer is "39"
