Feature: What bodies of configuration.php hold
  Every field is documented as a text, and pages rarely say which have to be there.
  https://www.wolkvox.com/en/apis-v2-2/

  # That a missing parameter is refused so is documented; which ones are required is mostly not.
  Rule: ids, names and numbers are required, and whatever says of which kind they are

    @inferred @Q-REQUIRED-FIELDS
    Scenario Outline: <operation> without <field>
      When <method> "/api/v2/configuration.php?api=<operation>" is sent with
        | body | <body> |
      Then the API refuses with "parameter_missing" saying "SOME PARAMETERS ARE REQUIRED"
      And the request is noted as breaking "parameter-missing"

      Examples:
        | operation            | field      | method | body                                                      |
        | disable_agent        | agent_id   | PUT    | {}                                                        |
        | enable_agent         | agent_id   | PUT    | {}                                                        |
        | create_agent         | agent_dni  | POST   | {"agent_name": "Agent One", "agent_pass": "Example0123*"} |
        | create_agent         | agent_name | POST   | {"agent_dni": "0010203", "agent_pass": "Example0123*"}    |
        | create_skill         | skill_name | POST   | {"description_skill": "Help"}                             |
        | add_agents_skill     | skill_id   | POST   | {"agent_id": "12989", "expertise": "5"}                   |
        | add_agents_skill     | agent_id   | POST   | {"skill_id": "4012", "expertise": "5"}                    |
        | remove_agents_skill  | skill_id   | DELETE | {"agent_id": "12989"}                                     |
        | remove_agents_skill  | agent_id   | DELETE | {"skill_id": "4012"}                                      |
        | create_cod_act       | type_code  | POST   | {"cod_act": "022"}                                        |
        | create_cod_act       | cod_act    | POST   | {"type_code": "cod_act1"}                                 |
        | edit_cod_act         | type_code  | PUT    | {"cod_act": "021"}                                        |
        | edit_cod_act         | cod_act    | PUT    | {"type_code": "cod_act1"}                                 |
        | remove_cod_act       | type_code  | DELETE | {"cod_act": ["021"]}                                      |
        | remove_cod_act       | cod_act    | DELETE | {"type_code": "cod_act1"}                                 |
        | add_dnc              | type_call  | POST   | {"telephones": ["3000000000"]}                            |
        | add_dnc              | telephones | POST   | {"type_call": "all"}                                      |
        | remove_dnc           | telephones | DELETE | {"type": "all"}                                           |
        | block_predictive_dnc | a campaign | PUT    | {"id_cliente": ["1"]}                                     |
        | block_predictive_dnc | a customer | PUT    | {"id_campaing": "7224"}                                   |
        | add_ip               | ip         | POST   | {"permanent": "no"}                                       |
        | remove_ip            | ip         | DELETE | {}                                                        |
        | add_interaction      | rp_id      | POST   | {"from": "luz@example.com", "subject": "My order"}        |
        | free_law2300         | item       | PUT    | {"nit": "900000000", "value": "3000000000"}               |
        | free_law2300         | value      | PUT    | {"nit": "900000000", "item": "telephone"}                 |
        | block_law2300        | telephone  | PUT    | {"nit": "900000000", "customer_id": "1"}                  |
        | delete_file          | filename   | DELETE | {}                                                        |
        | speech_on_demand     | conn_id    | PUT    | {"agent_id": "12989"}                                     |
        | speech_on_demand     | agent_id   | PUT    | {"conn_id": "12989.0042.1700000000.1"}                    |

    @inferred @Q-REQUIRED-FIELDS
    Scenario Outline: <operation> without <field>, which travels in the query
      When PUT "/api/v2/configuration.php?api=<operation>" is sent with
        | body | <body> |
      Then the API refuses with "parameter_missing" saying "SOME PARAMETERS ARE REQUIRED"
      And the request is noted as breaking "<rules>"

      Examples:
        | operation  | field    | body                      | rules                         |
        | edit_agent | agent_id | {"agent_name": "Agent"}   | parameter-missing             |
        | edit_skill | skill_id | {"skill_name": "Support"} | parameter-missing             |
        | edit_agent | agent_id | {"agent_id": "12989"}     | parameter-missing, body-value |
        | edit_skill | skill_id | {"skill_id": "4012"}      | parameter-missing, body-value |

    @inferred @Q-REQUIRED-FIELDS
    Scenario: whatever else there is may be left out
      Given agent "12989" is Ready
      When "create_agent" is called with
        | agent_dni  | 0010203   |
        | agent_name | Agent One |
      Then the API accepts with "agent_created"
      When "create_skill" is called with
        | skill_name | Sales |
      Then the API accepts with "skill_created"
      When "add_agents_skill" is called with
        | skill_id | 4012  |
        | agent_id | 12989 |
      Then the API accepts with "agent_added_to_skill"
      When "create_cod_act" is called with
        | type_code | cod_act1 |
        | cod_act   | 022      |
      Then the API accepts with "code_created"
      When "add_ip" is called with
        | ip | 192.0.2.10 |
      Then the API accepts with "ip_added"
      When "add_interaction" is called with
        | rp_id | 61196 |
      Then the API accepts with "interaction_assigned"
      When "block_law2300" is called with
        | telephone | 3000000000 |
      Then the API accepts with "law2300_blocked"
      When "free_law2300" is called with
        | item  | telephone  |
        | value | 3000000000 |
      Then the API accepts with "law2300_freed"

  Rule: a required field that is empty is missing, and 0 is not empty

    @inferred @Q-EMPTY-PARAM
    Scenario Outline: empty: <operation>
      When <method> "/api/v2/configuration.php?api=<operation>" is sent with
        | body | <body> |
      Then the API refuses with "parameter_missing" saying "SOME PARAMETERS ARE REQUIRED"

      Examples:
        | operation    | method | body                                   |
        | create_agent | POST   | {"agent_dni": "", "agent_name": "One"} |
        | create_skill | POST   | {"skill_name": ""}                     |
        | delete_file  | DELETE | {"filename": ""}                       |

    @inferred @Q-EMPTY-PARAM
    Scenario Outline: empty, which breaks the form of the field too: <operation>
      When <method> "/api/v2/configuration.php?api=<operation>" is sent with
        | body | <body> |
      Then the API refuses with "parameter_missing" saying "SOME PARAMETERS ARE REQUIRED"
      And the request is noted as breaking "body-value"

      Examples:
        | operation        | method | body                                     |
        | add_agents_skill | POST   | {"skill_id": "", "agent_id": "12989"}    |
        | create_cod_act   | POST   | {"type_code": "", "cod_act": "022"}      |
        | add_dnc          | POST   | {"type_call": "all", "telephones": []}   |
        | add_dnc          | POST   | {"type_call": "all", "telephones": [""]} |
        | remove_cod_act   | DELETE | {"type_code": "cod_act1", "cod_act": []} |
        | add_ip           | POST   | {"ip": ""}                               |

    @inferred @Q-EMPTY-PARAM
    Scenario: 0 is a value
      When "create_skill" is called with
        | skill_name | 0 |
      Then the API accepts with "skill_created"
      And the mock knows of skill "4001"
        | name | 0 |

  Rule: null is missing, and a number is its text

    @inferred @Q-NULL-FIELD
    Scenario Outline: null: <operation>
      When <method> "/api/v2/configuration.php?api=<operation>" is sent with
        | body | <body> |
      Then the API refuses with "parameter_missing" saying "SOME PARAMETERS ARE REQUIRED"
      And the request is noted as breaking "body-value"

      Examples:
        | operation     | method | body                                     |
        | disable_agent | PUT    | {"agent_id": null}                       |
        | create_skill  | POST   | {"skill_name": null}                     |
        | add_dnc       | POST   | {"type_call": "all", "telephones": null} |
        | add_ip        | POST   | {"ip": null}                             |

    @inferred @Q-NULL-FIELD
    Scenario: null for what is optional is left out
      When POST "/api/v2/configuration.php?api=add_ip" is sent with
        | body | {"ip": "192.0.2.10", "permanent": null, "description": null} |
      Then the API accepts with "ip_added"
      And the request is noted as breaking "body-value, body-value"
      When "get_ip" is called
      Then the answer lists
        | ip         | type_ip  | description |
        | 192.0.2.10 | temporal |             |

    @inferred @Q-NULL-FIELD
    Scenario: numbers
      Given agent "12989" is Ready
      When POST "/api/v2/configuration.php?api=add_agents_skill" is sent with
        | body | {"skill_id": 4012, "agent_id": 12989, "expertise": 5} |
      Then the API accepts with "agent_added_to_skill" saying "Agent 12989 added to skill 4012 of operation"
      And the request is noted as breaking "body-value, body-value, body-value"

    @inferred @Q-NULL-FIELD
    Scenario: numbers in a list, and null among them
      When POST "/api/v2/configuration.php?api=add_dnc" is sent with
        | body | {"type_call": "outbound", "telephones": [3000000000, null, "3000000001"]} |
      Then the API accepts with "numbers_added" saying "2 telephones were added"
      And the request is noted as breaking "body-value"
      When "get_dnc" is called with
        | type | outbound |
      Then the answer lists
        | phone_number |
        | 3000000000   |
        | 3000000001   |

    @inferred @Q-NULL-FIELD
    Scenario: licences as numbers
      When PUT "/api/v2/configuration.php?api=edit_licenses" is sent with
        | body | {"call_center": 25, "pbx": 15} |
      Then the API accepts with "licenses_changed"
      And the request is noted as breaking "body-value, body-value"

  Rule: anything else that is no text is no value

    @inferred @Q-NULL-FIELD
    Scenario Outline: <what>
      When POST "/api/v2/configuration.php?api=create_skill" is sent with
        | body | {"skill_name": <value>} |
      Then the API refuses with "parameter_missing"
      And the request is noted as breaking "body-value"

      Examples:
        | what      | value             |
        | true      | true              |
        | a list    | ["Sales"]         |
        | an object | {"name": "Sales"} |

    @inferred @Q-BAD-JSON
    Scenario Outline: a body that is <what> is like an empty object
      When POST "/api/v2/configuration.php?api=create_skill" is sent with
        | body | <body> |
      Then the API refuses with "parameter_missing" saying "SOME PARAMETERS ARE REQUIRED"
      And the request is noted as breaking "body-json"

      Examples:
        | what         | body                   |
        | absent       |                        |
        | no JSON      | skill_name=Sales       |
        | cut off      | {"skill_name": "Sales  |
        | a list       | [{"skill_name": "S"}]  |
        | text         | "Sales"                |
        | null         | null                   |
        | two in a row | {"skill_name": "S"} {} |

  Rule: what is not valid is refused, in the order in which it is looked at

    @inferred @Q-CHECK-ORDER
    Scenario Outline: <first>, before <then>
      When <method> "/api/v2/configuration.php?api=<operation>" is sent with
        | body | <body> |
      Then the API refuses with "<outcome>"
      And the request is noted as breaking "<rules>"

      Examples:
        | first           | then              | operation    | method | body                                                        | outcome           | rules                         |
        | what is missing | a bad value       | add_dnc      | POST   | {"type_call": "both"}                                       | parameter_missing | parameter-missing, body-value |
        | an unknown code | a bad flag        | edit_cod_act | PUT    | {"type_code": "cod_act1", "cod_act": "999", "hit": "maybe"} | code_unknown      | body-value                    |
        | a bad address   | a bad flag        | add_ip       | POST   | {"ip": "localhost", "permanent": "maybe"}                   | ip_invalid        | body-value, body-value        |
        | a bad direction | nothing to remove | remove_dnc   | DELETE | {"telephones": "all", "type": "both"}                       | value_invalid     | body-value                    |

    @inferred @Q-CHECK-ORDER
    Scenario Outline: <operation> looks for the skill before the agent
      When "<operation>" is called with
        | skill_id | 9999  |
        | agent_id | 99999 |
      Then the API refuses with "skill_unknown"

      Examples:
        | operation           |
        | add_agents_skill    |
        | remove_agents_skill |

    @inferred @Q-PARAM-FORMAT
    Scenario Outline: the form of an id is not looked at: <operation>
      When <method> "/api/v2/configuration.php?api=<operation>" is sent with
        | body | <body> |
      Then the API refuses with "<outcome>" saying "<says>"
      And the request is noted as breaking "body-value"

      Examples:
        | operation            | method | body                                        | outcome               | says                                              |
        | disable_agent        | PUT    | {"agent_id": "ana"}                         | agent_unknown         | Agent_id ana does not exist in your operation.    |
        | add_agents_skill     | POST   | {"skill_id": "all", "agent_id": "12989"}    | skill_unknown         | Skill_id all does not exist in your operation.    |
        | block_predictive_dnc | PUT    | {"id_campaing": "all", "id_cliente": ["1"]} | campaign_unknown      | Campaign_id all does not exist in your operation. |
        | add_interaction      | POST   | {"rp_id": "mail"}                           | routing_point_unknown | Rp_id mail does not exist in your operation.      |

    @inferred @Q-PARAM-FORMAT
    Scenario: nor is that of a number to be put on a list
      When POST "/api/v2/configuration.php?api=add_dnc" is sent with
        | body | {"type_call": "outbound", "telephones": ["300-000-0000"]} |
      Then the API accepts with "numbers_added"
      And the request is noted as breaking "body-value"

  Rule: the HTTP status of a success is its code, a text or a number, whatever was done

    @inferred @Q-HTTP-STATUS
    Scenario Outline: <operation>
      Given agent "12989" is Ready
      When <method> "/api/v2/configuration.php?api=<operation>" is sent with
        | body | <body> |
      Then the API accepts
      And the HTTP status is <status>, and the code says so too

      Examples:
        | operation                 | method | body                                               | status |
        | create_agent              | POST   | {"agent_dni": "1", "agent_name": "Agent One"}      | 201    |
        | edit_agent&agent_id=12989 | PUT    | {"agent_name": "Agent One"}                        | 202    |
        | create_skill              | POST   | {"skill_name": "Sales"}                            | 201    |
        | edit_skill&skill_id=4012  | PUT    | {"skill_name": "Sales"}                            | 202    |
        | add_agents_skill          | POST   | {"skill_id": "4012", "agent_id": "12989"}          | 201    |
        | create_cod_act            | POST   | {"type_code": "cod_act1", "cod_act": "022"}        | 201    |
        | edit_cod_act              | PUT    | {"type_code": "cod_act1", "cod_act": "021"}        | 201    |
        | remove_cod_act            | DELETE | {"type_code": "cod_act1", "cod_act": ["021"]}      | 201    |
        | add_dnc                   | POST   | {"type_call": "all", "telephones": ["3000000000"]} | 201    |
        | block_predictive_dnc      | PUT    | {"id_campaing": "7224", "id_cliente": ["1"]}       | 202    |
        | add_ip                    | POST   | {"ip": "192.0.2.10"}                               | 201    |
        | disable_module            | PUT    |                                                    | 202    |
        | edit_licenses             | PUT    | {"call_center": "20", "pbx": "10"}                 | 200    |
        | add_interaction           | POST   | {"rp_id": "61196"}                                 | 201    |
        | block_law2300             | PUT    | {"telephone": "3000000000"}                        | 200    |
