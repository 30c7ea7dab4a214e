Feature: Adding an interaction
  An application hands a message, such as a mail, to a routing point, whose flow gives it to an agent.
  https://wolkvox.com/apis-v2/11-add-interaction-en

  Rule: the flow of the routing point runs, and an agent has the interaction

    # The fillers of the sample stand for routing point and agent: Q-INTERACTION-AGENT.
    @example
    Scenario: as the vendor's sample shows, with the blank at its end
      Given agent "12989" is Ready
      When "add_interaction" is called with
        | from     | luz@example.com     |
        | fromname | Luz Mora            |
        | to       | support@example.com |
        | toname   | Support             |
        | subject  | My order            |
        | body     | Where is it?        |
        | rp_id    | 61196               |
      Then the API accepts with "interaction_assigned"
      And the reply is
        """
        {
            "code": "201",
            "error": null,
            "msg": "61196 routing point was executed and assigned to agent (12989) "
        }
        """

    @inferred
    Scenario: it is one of the agent's open interactions
      Given agent "12989" is Ready
      When "add_interaction" is called with
        | fromname | Luz Mora |
        | subject  | My order |
        | rp_id    | 61196    |
      Then the API accepts with "interaction_assigned"
      When "interactions" is called
      Then the answer lists
        | agent_id |
        | 12989    |
      And the "active_interactions" of the answer looks like "(?s)My order.*Luz Mora"

    @inferred @mock
    Scenario: the routing point has been used
      Given the clock stands at "2026-03-02T09:00:00Z"
      And agent "12989" is Ready
      When "add_interaction" is called with
        | rp_id | 61196 |
      And "routing_points" is called with
        | routing | 61196 |
      Then the answer lists
        | rp_id | rp_name | last_use            |
        | 61196 | Mail    | 2026-03-02 09:00:00 |

    @example
    Scenario: the text may be HTML, as in the English sample
      Given agent "12989" is Ready
      When "add_interaction" is called with
        | body  | <p>Where is <b>it</b>?</p> |
        | rp_id | 61196                      |
      Then the API accepts with "interaction_assigned"

    @documented
    Scenario: the older page has no names
      Given agent "12989" is Ready
      When "add_interaction" is called with
        | from    | luz@example.com     |
        | to      | support@example.com |
        | subject | My order            |
        | body    | Where is it?        |
        | rp_id   | 61196               |
      Then the API accepts

    @inferred
    Scenario: the agent may get calls as before
      Given agent "12989" is Ready
      When "add_interaction" is called with
        | rp_id | 61196 |
      Then the API accepts with "interaction_assigned"
      And agent "12989" is Ready

  Rule: who gets it is Ready, and has the fewest

    @inferred @Q-INTERACTION-AGENT
    Scenario: one after the other
      Given agent "12989" is Ready
      And agent "12990" is Ready
      When "add_interaction" is called with
        | rp_id | 61196 |
      Then the API accepts with "interaction_assigned" saying "61196 routing point was executed and assigned to agent (12989) "
      When "add_interaction" is called with
        | rp_id | 61196 |
      Then the API accepts with "interaction_assigned" saying "61196 routing point was executed and assigned to agent (12990) "
      When "add_interaction" is called with
        | rp_id | 61196 |
      Then the API accepts with "interaction_assigned" saying "61196 routing point was executed and assigned to agent (12989) "

    @inferred @Q-INTERACTION-AGENT
    Scenario Outline: nobody who is <there>
      Given agent "12989" is <there>
      When "add_interaction" is called with
        | rp_id | 61196 |
      Then the API refuses with "nobody_available" saying "Rp_id 61196 does not have an available agent."
      When "interactions" is called
      Then the API refuses with "none_found"

      Examples:
        | there                   |
        | logged out              |
        | in "Lunch"              |
        | in ACW                  |
        | talking to "3001234567" |

    @inferred @Q-INTERACTION-AGENT
    Scenario: a routing point that nobody knows
      Given agent "12989" is Ready
      When "add_interaction" is called with
        | rp_id | 99999 |
      Then the API refuses with "routing_point_unknown" saying "Rp_id 99999 does not exist in your operation."
