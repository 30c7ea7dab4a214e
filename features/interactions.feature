Feature: Adding an interaction
  An application hands a message, such as a mail, to a routing point, whose flow gives it to an agent.
  https://wolkvox.com/apis-v2/11-add-interaction-en

  Rule: the flow of the routing point runs, and an agent has the interaction

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
        | in "Lunch"              |
        | talking to "3001234567" |
