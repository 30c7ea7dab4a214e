Feature: The queue of a skill, and calls that nobody answers
  The service counts, for each skill, the calls that wait, and those that were answered in time or abandoned (documented).
  How a call finds its agent, and what becomes of one that rings in vain, no page says.
  https://www.wolkvox.com/en/apis-v2-2/

  Background:
    Given the clock stands at "2026-03-02T10:00:00-05:00"
    And agent "12989" is in "Lunch"
    And agent "12990" is in "Lunch"
    And agent "12991" is in "Lunch"
    And agent "12989" is in skill "4012" with expertise "5"
    And agent "12990" is in skill "4012" with expertise "5"
    And agent "12991" is in skill "4012" with expertise "9"

  Rule: a call waits while no agent of the skill is Ready

    @inferred @mock @Q-QUEUE
    Scenario: it has no agent, and a place in the queue
      When an inbound call with "3001111111" comes to skill "4012"
      Then the call waits at position 1 of skill "4012"
      When an inbound call with "3002222222" comes to skill "4012"
      Then the call waits at position 2 of skill "4012"
      And the call with "3001111111" waits at position 1 of skill "4012"

    @inferred @mock @Q-QUEUE
    Scenario: an agent who is Ready, and in another skill or in none, does not get it
      When "create_skill" is called with
        | skill_name | Sales |
      And agent "12989" changes status to "ready"
      And an inbound call with "3001111111" comes to skill "4001"
      Then the call waits at position 1 of skill "4001"
      And agent "12989" is Ready

    @inferred @mock
    Scenario: a number on the inbound do-not-call list does not get in
      When "add_dnc" is called with
        | type_call  | inbound    |
        | telephones | 3001111111 |
      And an inbound call with "3001111111" comes to skill "4012"
      Then the mock refuses with "number-blocked"

    @inferred @mock
    Scenario: who hangs up while waiting has abandoned the call
      When an inbound call with "3001111111" comes to skill "4012"
      And an inbound call with "3002222222" comes to skill "4012"
      And the customer with "3001111111" hangs up
      Then the call with "3001111111" has ended, by the customer
      And the call with "3002222222" waits at position 1 of skill "4012"
      When "calls_last_10" is called
      Then the API accepts with "calls_found"
      And the answer lists
        | type_interaction | result  | telephone  | conn_id                    |
        | inbound          | abandon | 3001111111 | 4012.0001.1772463600.10001 |

  Rule: it rings at the best agent who is Ready

    @inferred @mock @Q-QUEUE-ORDER @Q-EXPERTISE-RANGE
    Scenario Outline: expertise counts first: <why>
      Given agent "12989" is in skill "4012" with expertise "<first>"
      And agent "12989" is Ready
      And agent "12990" is in skill "4012" with expertise "<second>"
      And agent "12990" is Ready
      When an inbound call with "3001111111" comes to skill "4012"
      Then the call rings at "12990"

      Examples:
        | why                                 | first  | second |
        | the highest                         | 5      | 6      |
        | as a number                         | 9      | 10     |
        | what is no number counts for little | expert | 1      |

    @inferred @mock @Q-QUEUE-ORDER
    Scenario: then the longest in Ready
      Given agent "12990" is Ready
      When the clock advances by "1m"
      And agent "12989" changes status to "ready"
      And the clock advances by "1m"
      And an inbound call with "3001111111" comes to skill "4012"
      Then the call rings at "12990"

    @inferred @mock @Q-QUEUE-ORDER
    Scenario: then the lowest number
      Given agent "12990" is Ready
      And agent "12989" is Ready
      When an inbound call with "3001111111" comes to skill "4012"
      Then the call rings at "12989"

  Rule: a call that waits rings as soon as there is an agent for it, the first one first

    @inferred @mock @Q-QUEUE-ORDER
    Scenario: an agent becomes Ready
      When an inbound call with "3001111111" comes to skill "4012"
      And an inbound call with "3002222222" comes to skill "4012"
      And the clock advances by "30s"
      And agent "12989" changes status to "ready"
      Then the API accepts with "status_changed" saying "Agent status has been modified to Ready"
      And the call with "3001111111" rings at "12989"
      And the call with "3002222222" waits at position 1 of skill "4012"
      When agent "12989" picks up
      And the customer with "3001111111" hangs up
      Then agent "12989" is in ACW
      When agent "12989" changes status to "ready"
      Then the call with "3002222222" rings at "12989"

    @inferred @mock @Q-QUEUE-ORDER
    Scenario: at the limit of ACW
      Given an agent may stay in ACW for "2m"
      And agent "12989" is in ACW
      When an inbound call with "3001111111" comes to skill "4012"
      And the clock advances by "1h"
      Then the call rings at "12989"
      And agent "12989" has been in this state for "58m"

    @inferred @mock @Q-QUEUE-ORDER
    Scenario: an agent who is Ready is put in the skill
      Given agent "12992" is Ready
      When an inbound call with "3001111111" comes to skill "4012"
      And "add_agents_skill" is called with
        | skill_id  | 4012  |
        | agent_id  | 12992 |
        | expertise | 1     |
      Then the API accepts with "agent_added_to_skill"
      And the call rings at "12992"

    @inferred @mock @Q-QUEUE-ORDER
    Scenario: a customer on the line comes before a callback that waits
      Given agent "12989" has an auto callback to customer "1" on "3005555555" for "20260302100600"
      When the clock advances by "10m"
      And an inbound call with "3001111111" comes to skill "4012"
      And agent "12989" changes status to "ready"
      Then the call rings at "12989"
      When the customer hangs up
      Then the callback to customer "1" on "3005555555" rings at agent "12989"

  Rule: a skill counts its calls

    @inferred @mock @Q-SERVICE-LEVEL @Q-SKILL-WINDOW
    Scenario: who waits, who was answered and how soon, and who gave up
      Given agent "12989" is Ready
      When an inbound call with "3001111111" comes to skill "4012"
      And an inbound call with "3002222222" comes to skill "4012"
      And an inbound call with "3003333333" comes to skill "4012"
      And an inbound call with "3004444444" comes to skill "4012"
      And "real_time_skills" is called with
        | skill_id | 4012 |
      Then the API accepts with "skills_found"
      And the answer lists
        | calls_in_queue_now | stat_inbound | stat_answer | stat_abandon | service_level_10seg | service_level_20seg | service_level_30seg | by_abandon |
        | 4                  | 4            | 0           | 0            | 0.00 %              | 0.00 %              | 0.00 %              | 0.00 %     |
      When the clock advances by "10s"
      And agent "12989" picks up
      And the customer with "3004444444" hangs up
      And the clock advances by "5s"
      And agent "12990" changes status to "ready"
      And the clock advances by "6s"
      And agent "12990" picks up
      And "real_time_skills" is called with
        | skill_id | 4012 |
      Then the answer lists
        | calls_in_queue_now | stat_inbound | stat_answer | stat_abandon | service_level_10seg | service_level_20seg | service_level_30seg | by_abandon |
        | 1                  | 4            | 2           | 1            | 25.00 %             | 25.00 %             | 50.00 %             | 25.00 %    |

  Rule: a call rings for ever unless a limit was set

    @inferred @mock @Q-RING-TIMEOUT
    Scenario: nobody picks up all day
      Given an inbound call with "3001111111" rings at agent "12992"
      When the clock advances by "24h"
      Then the call rings at "12992"

    @inferred @mock @Q-RING-TIMEOUT @Q-RING-TIMEOUT-STATE
    Scenario: the call of a skill goes to the next agent, and whoever let it ring out is Ready again
      Given a call may ring for "20s"
      And agent "12989" is Ready
      And agent "12991" is Ready
      When an inbound call with "3001111111" comes to skill "4012"
      And the clock advances by "19s"
      Then the call rings at "12991"
      When the clock advances by "1s"
      Then the call rings at "12989"
      And agent "12991" is Ready
      When the clock advances by "20s"
      Then the call waits at position 1 of skill "4012"
      And agent "12989" is Ready
      And agent "12989" has been in this state for "0s"
      And agent "12991" has been in this state for "20s"

    @inferred @mock @Q-RING-TIMEOUT
    Scenario: it is the first of its queue again
      Given a call may ring for "20s"
      And agent "12989" is Ready
      When an inbound call with "3001111111" comes to skill "4012"
      And the clock advances by "1s"
      And an inbound call with "3002222222" comes to skill "4012"
      And the clock advances by "19s"
      Then the call with "3001111111" waits at position 1 of skill "4012"
      And the call with "3002222222" rings at "12989"
      When agent "12990" changes status to "ready"
      Then the call with "3001111111" rings at "12990"

    @inferred @mock @Q-RING-TIMEOUT
    Scenario: whoever let it ring out is not offered it again before having done anything else
      Given a call may ring for "20s"
      And agent "12989" is Ready
      When an inbound call with "3001111111" comes to skill "4012"
      And the clock advances by "1h"
      Then the call waits at position 1 of skill "4012"
      And agent "12989" is Ready
      When agent "12989" changes status to "102"
      And agent "12989" changes status to "ready"
      Then the call rings at "12989"

    @inferred @mock @Q-RING-TIMEOUT @Q-RING-TIMEOUT-STATE
    Scenario Outline: <a call> that came to an agent ends
      Given a call may ring for "20s"
      And agent "12992" is Ready
      And <a call> with "3001111111" rings at agent "12992"
      When the clock advances by "20s"
      Then the call has ended, by the timeout
      And agent "12992" is Ready
      When "calls_last_10" is called
      Then the API accepts with "calls_found"
      And the "result" of the answer is "no answer"

      Examples:
        | a call            |
        | an inbound call   |
        | a predictive call |

    @inferred @mock @Q-RING-TIMEOUT
    Scenario: one that the agent dials rings at the customer, and has no limit
      Given a call may ring for "20s"
      And a manual call with "3001111111" rings at agent "12992"
      When the clock advances by "1h"
      Then the call rings at "12992"

    @inferred @mock @Q-RING-TIMEOUT
    Scenario: who picks up in time has no limit any more
      Given a call may ring for "20s"
      And an inbound call with "3001111111" rings at agent "12992"
      When the clock advances by "19s"
      And agent "12992" picks up
      And the clock advances by "1h"
      Then agent "12992" is talking to "3001111111"
