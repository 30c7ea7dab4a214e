Feature: Skills, and who is in them
  An application makes skills, which are queues or groups of agents, changes them, and puts agents in and takes them out.
  https://www.wolkvox.com/?p=25137
  https://www.wolkvox.com/en/apis-v2-2/17-add-agents-to-skill-en/
  https://www.wolkvox.com/en/apis-v2-2/18-remove-skill-agents-en/

  Rule: create_skill makes a skill, and the reply says its id

    # The sample has fillers for the code and the id: Q-CREATE-SKILL-CODE, Q-SKILL-ID.
    @inferred @Q-CREATE-SKILL-CODE @Q-SKILL-ID @Q-HTTP-STATUS-ODD
    Scenario: it is the next free number of four digits
      When "create_skill" is called with
        | skill_name        | Support                   |
        | description_skill | This is the support skill |
        | voicemail         | 5003                      |
        | welcome_message   | 10_audio10                |
        | vto               | 10_audio10                |
      Then the API accepts with "skill_created"
      And the HTTP status is 201, and the code says so too
      And the "skill_id" of the answer is "4001"
      When "create_skill" is called with
        | skill_name | Claims |
      Then the "skill_id" of the answer is "4002"

    @inferred
    Scenario: two skills may have one name
      When "create_skill" is called with
        | skill_name | Support |
      Then the API accepts with "skill_created"
      When "skills" is called
      Then the answer lists
        | skill_id | skill_name |
        | 4001     | Support    |
        | 4012     | Support    |

    @inferred @Q-SKILL-MEDIA
    Scenario: voicemail box and audios need not exist
      When "create_skill" is called with
        | skill_name      | Sales      |
        | voicemail       | nowhere    |
        | welcome_message | unheard    |
        | vto             | unheard of |
      Then the API accepts with "skill_created"
      And the mock knows of skill "4001"
        | voicemail       | nowhere    |
        | welcome_message | unheard    |
        | vto             | unheard of |
        | members         | {}         |

  Rule: edit_skill replaces the data of one skill

    @documented
    Scenario: the new data can be read, the id stays
      When "edit_skill" is called with
        | skill_id          | 4012       |
        | skill_name        | Claims     |
        | description_skill | Complaints |
      Then the API accepts
      When "skills" is called
      Then the answer lists
        | skill_id | skill_name | skill_description |
        | 4012     | Claims     | Complaints        |

    @inferred @Q-EDIT-AGENT-PARTIAL @Q-SKILL-MEDIA
    Scenario: what is left out keeps its value
      When "edit_skill" is called with
        | skill_id  | 4012    |
        | voicemail | nowhere |
        | vto       | unheard |
      And "edit_skill" is called with
        | skill_id   | 4012   |
        | skill_name | Claims |
        | vto        |        |
      Then the API accepts with "skill_edited"
      And the mock knows of skill "4012"
        | name        | Claims  |
        | description | Help    |
        | voicemail   | nowhere |
        | vto         | unheard |

    @inferred
    Scenario: agents stay in it
      Given agent "12989" is Ready
      When "add_agents_skill" is called with
        | skill_id | 4012  |
        | agent_id | 12989 |
      And "edit_skill" is called with
        | skill_id   | 4012   |
        | skill_name | Claims |
      And "agents_in_skill" is called with
        | skill_id | 4012 |
      Then the answer lists
        | agent_id |
        | 12989    |

    # That "all" is not accepted is documented, the reply is not.
    @inferred @Q-SKILL-UNKNOWN
    Scenario: all of them at once
      When PUT "/api/v2/configuration.php?api=edit_skill&skill_id=all" is sent with
        | body | {"skill_name": "Claims"} |
      Then the API refuses with "skill_unknown" saying "Skill_id all does not exist in your operation."
      And the request is noted as breaking "parameter-value"

  Rule: add_agents_skill puts one agent in a skill, with a level

    @documented
    Scenario: the agent and the level can be read
      Given agent "12989" is Ready
      And agent "12990" is Ready
      When "add_agents_skill" is called with
        | skill_id  | 4012  |
        | agent_id  | 12989 |
        | expertise | 5     |
      Then the API accepts
      When "agents_in_skill" is called with
        | skill_id | 4012 |
      Then the answer lists
        | agent_id | expertise |
        | 12989    | 5         |

    @inferred @Q-ADD-AGENT-SKILL-MSG
    Scenario: the two x of the sample stand for the agent and the skill, and nothing follows
      Given agent "12990" is Ready
      When "create_skill" is called with
        | skill_name | Sales |
      And "add_agents_skill" is called with
        | skill_id | 4001  |
        | agent_id | 12990 |
      Then the API accepts with "agent_added_to_skill" saying "Agent 12990 added to skill 4001 of operation"

    @inferred @Q-EXPERTISE-RANGE
    Scenario Outline: a level of <what>
      Given agent "12989" is Ready
      When "add_agents_skill" is called with
        | skill_id  | 4012    |
        | agent_id  | 12989   |
        | expertise | <level> |
      Then the API accepts with "agent_added_to_skill"
      When "agents_in_skill" is called with
        | skill_id | 4012 |
      Then the answer lists
        | agent_id | expertise |
        | 12989    | <level>   |

      Examples:
        | what    | level  |
        | 0       | 0      |
        | text    | expert |
        | nothing |        |

    @inferred @Q-ADD-AGENT-SKILL-DUP
    Scenario: adding an agent again changes the level
      Given agent "12989" is Ready
      When "add_agents_skill" is called with
        | skill_id  | 4012  |
        | agent_id  | 12989 |
        | expertise | 5     |
      And "add_agents_skill" is called with
        | skill_id  | 4012  |
        | agent_id  | 12989 |
        | expertise | 7     |
      Then the API accepts with "agent_added_to_skill"
      When "agents_in_skill" is called with
        | skill_id | 4012 |
      Then the answer lists
        | agent_id | expertise |
        | 12989    | 7         |

  Rule: remove_agents_skill takes one agent out of a skill

    @documented
    Scenario: others stay
      Given agent "12989" is Ready
      And agent "12990" is Ready
      When "add_agents_skill" is called with
        | skill_id | 4012  |
        | agent_id | 12989 |
      And "add_agents_skill" is called with
        | skill_id | 4012  |
        | agent_id | 12990 |
      And "remove_agents_skill" is called with
        | skill_id | 4012  |
        | agent_id | 12989 |
      Then the API accepts
      When "agents_in_skill" is called with
        | skill_id | 4012 |
      Then the answer lists
        | agent_id |
        | 12990    |

    @inferred @Q-REMOVE-AGENT-SKILL-ABSENT
    Scenario: an agent who is not in it
      Given agent "12989" is Ready
      When "remove_agents_skill" is called with
        | skill_id | 4012  |
        | agent_id | 12989 |
      Then the API refuses with "agent_not_in_skill" saying "Agent_id 12989 is not in skill_id 4012."
