Feature: Refusals that every operation has
  What the vendor's general table lists, what it leaves open, and what each operation asks for before it does anything.
  Here stands what is the same for many operations; what only one refuses stands in its own file.
  https://wolkvox.com/en/api-response-codes

  Background:
    Given agent "12989" is talking to "3001234567"
    And agent "12992" is logged out

  Rule: the API must exist

    @documented
    Scenario Outline: <resource> has no such API
      When <method> "/api/v2/<resource>?api=nothing" is sent
      Then the API refuses with "api_unknown" saying "THE API YOU WANT TO CONSULT DOES NOT EXIST"

      Examples:
        | method | resource          |
        | POST   | agentbox.php      |
        | PUT    | configuration.php |
        | GET    | information.php   |
        | GET    | real_time.php     |

    @inferred @Q-UNKNOWN-API
    Scenario Outline: <api> belongs to another resource
      When <method> "/api/v2/<resource>?api=<api>&agent_id=12989" is sent
      Then the API refuses with "api_unknown"
      And the request is noted as breaking "<rules>"
      And agent "12989" is talking to "3001234567"

      Examples:
        | method | resource          | api        | rules                         |
        | PUT    | configuration.php | hang       | path-wrong, method-wrong      |
        | GET    | real_time.php     | token_info | path-wrong, parameter-unknown |

    @inferred @Q-API-CASE
    Scenario Outline: letters matter: <api>
      When POST "/api/v2/agentbox.php?api=<api>&agent_id=12989" is sent
      Then the API refuses with "api_unknown"
      And the request is noted as breaking "<rule>"
      And agent "12989" is talking to "3001234567"

      Examples:
        | api   | rule        |
        | HANG  | api-case    |
        | hang_ | api-unknown |

    @inferred @Q-MISSING-API
    Scenario Outline: <how>
      When POST "/api/v2/agentbox.php<query>" is sent
      Then the API refuses with "api_missing" saying "THE API YOU WANT TO CONSULT DOES NOT EXIST"
      And agent "12989" is talking to "3001234567"

      Examples:
        | how                    | query                    |
        | no query at all        |                          |
        | api sent empty         | ?api=&agent_id=12989     |
        | api under another name | ?API=hang&agent_id=12989 |

  Rule: an operation has one method

    @inferred @Q-WRONG-METHOD
    Scenario Outline: <method> for <api>
      When <method> "/api/v2/<resource>?api=<api>&agent_id=12989" is sent with
        | body | {"agent_id": "12989"} |
      Then the API refuses with "method_wrong" saying "THE API YOU WANT TO CONSULT DOES NOT EXIST"
      And the HTTP status is 400, and the code says so too
      And agent "12989" is talking to "3001234567"
      And agent "12989" is enabled
      And all that is wrong with the request is noted

      Examples:
        | method | resource          | api           |
        | GET    | agentbox.php      | hang          |
        | PATCH  | agentbox.php      | hang          |
        | POST   | configuration.php | disable_agent |
        | POST   | agentbox.php      | edit_recall   |
        | POST   | information.php   | agents        |
        | PUT    | real_time.php     | agents        |

    @inferred @Q-WRONG-METHOD
    Scenario: HEAD, which is answered without a body
      When HEAD "/api/v2/agentbox.php?api=hang&agent_id=12989" is sent
      Then the API refuses with "method_wrong"
      And the HTTP status is 400
      And the reply has no body
      And agent "12989" is talking to "3001234567"

  Rule: required parameters must be there, and an empty one is not there

    # That a missing parameter is refused so is documented; which ones are required is, of bodies, mostly not.
    @inferred @Q-REQUIRED-FIELDS @Q-COD2-REQUIRED
    Scenario Outline: <operation> without <what>
      When <method> "/api/v2/<operation><query>" is sent with
        | body | <body> |
      Then the API refuses with "parameter_missing" saying "SOME PARAMETERS ARE REQUIRED"
      And the request is noted as breaking "<rules>"
      And agent "12989" is talking to "3001234567"

      Examples: in a query
        | operation                           | what           | method | query                                                         | body | rules                                |
        | agentbox.php?api=hang               | agent_id       | POST   |                                                               |      | parameter-missing                    |
        | agentbox.php?api=change_status      | status         | POST   | &agent_id=12989                                               |      | parameter-missing                    |
        | agentbox.php?api=aux_call           | customer_phone | POST   | &agent_id=12989                                               |      | parameter-missing                    |
        | agentbox.php?api=transfer           | customer_phone | POST   | &agent_id=12989                                               |      | parameter-missing                    |
        | agentbox.php?api=transfer           | both           | POST   |                                                               |      | parameter-missing, parameter-missing |
        | agentbox.php?api=dial               | customer_phone | POST   | &agent_id=12989                                               |      | parameter-missing                    |
        | agentbox.php?api=mute               | agent_id       | POST   |                                                               |      | parameter-missing                    |
        | agentbox.php?api=hold               | agent_id       | POST   |                                                               |      | parameter-missing                    |
        | agentbox.php?api=dtmf               | tones          | POST   | &agent_id=12989                                               |      | parameter-missing                    |
        | agentbox.php?api=type               | cod_act        | POST   | &agent_id=12989&cod_act_2=B1                                  |      | parameter-missing                    |
        | agentbox.php?api=type               | cod_act_2      | POST   | &agent_id=12989&cod_act=020                                   |      | parameter-missing                    |
        | agentbox.php?api=hang_type_ready    | cod_act        | POST   | &agent_id=12989&cod_act_2=B1                                  |      | parameter-missing                    |
        | agentbox.php?api=agent_display      | display        | POST   | &agent_id=12989&button=dial                                   |      | parameter-missing                    |
        | agentbox.php?api=agent_display      | button         | POST   | &agent_id=12989&display=hide                                  |      | parameter-missing                    |
        | agentbox.php?api=recall             | type_recall    | POST   | &agent_id=12989&customer_phone=3001234567&date=20991122101520 |      | parameter-missing                    |
        | configuration.php?api=edit_agent    | agent_id       | PUT    |                                                               | {}   | parameter-missing                    |
        | configuration.php?api=edit_skill    | skill_id       | PUT    |                                                               | {}   | parameter-missing                    |
        | information.php?api=agents_in_skill | skill_id       | GET    |                                                               |      | parameter-missing                    |
        | information.php?api=law2300_info    | nit            | GET    | &phone=3000000001                                             |      | parameter-missing                    |
        | information.php?api=get_dnc         | type           | GET    |                                                               |      | parameter-missing                    |
        | real_time.php?api=skills            | skill_id       | GET    | &services_time=40                                             |      | parameter-missing                    |
        | agentbox.php?api=hang               | small letters  | POST   | &AGENT_ID=12989                                               |      | parameter-missing, parameter-unknown |

      Examples: in a body
        | operation                                  | what       | method | query | body                                                      | rules                         |
        | configuration.php?api=disable_agent        | agent_id   | PUT    |       | {}                                                        | parameter-missing             |
        | configuration.php?api=enable_agent         | agent_id   | PUT    |       | {}                                                        | parameter-missing             |
        | configuration.php?api=create_agent         | agent_dni  | POST   |       | {"agent_name": "Agent One", "agent_pass": "Example0123*"} | parameter-missing             |
        | configuration.php?api=create_agent         | agent_name | POST   |       | {"agent_dni": "0010203", "agent_pass": "Example0123*"}    | parameter-missing             |
        | configuration.php?api=edit_agent           | a query    | PUT    |       | {"agent_id": "12989"}                                     | parameter-missing, body-value |
        | configuration.php?api=create_skill         | skill_name | POST   |       | {"description_skill": "Help"}                             | parameter-missing             |
        | configuration.php?api=add_agents_skill     | skill_id   | POST   |       | {"agent_id": "12989", "expertise": "5"}                   | parameter-missing             |
        | configuration.php?api=add_agents_skill     | agent_id   | POST   |       | {"skill_id": "4012", "expertise": "5"}                    | parameter-missing             |
        | configuration.php?api=remove_agents_skill  | skill_id   | DELETE |       | {"agent_id": "12989"}                                     | parameter-missing             |
        | configuration.php?api=remove_agents_skill  | agent_id   | DELETE |       | {"skill_id": "4012"}                                      | parameter-missing             |
        | configuration.php?api=create_cod_act       | type_code  | POST   |       | {"cod_act": "022"}                                        | parameter-missing             |
        | configuration.php?api=create_cod_act       | cod_act    | POST   |       | {"type_code": "cod_act1"}                                 | parameter-missing             |
        | configuration.php?api=edit_cod_act         | type_code  | PUT    |       | {"cod_act": "021"}                                        | parameter-missing             |
        | configuration.php?api=edit_cod_act         | cod_act    | PUT    |       | {"type_code": "cod_act1"}                                 | parameter-missing             |
        | configuration.php?api=remove_cod_act       | type_code  | DELETE |       | {"cod_act": ["021"]}                                      | parameter-missing             |
        | configuration.php?api=remove_cod_act       | cod_act    | DELETE |       | {"type_code": "cod_act1"}                                 | parameter-missing             |
        | configuration.php?api=add_dnc              | type_call  | POST   |       | {"telephones": ["3000000000"]}                            | parameter-missing             |
        | configuration.php?api=add_dnc              | telephones | POST   |       | {"type_call": "all"}                                      | parameter-missing             |
        | configuration.php?api=remove_dnc           | telephones | DELETE |       | {"type": "all"}                                           | parameter-missing             |
        | configuration.php?api=block_predictive_dnc | a campaign | PUT    |       | {"id_cliente": ["1"]}                                     | parameter-missing             |
        | configuration.php?api=block_predictive_dnc | a customer | PUT    |       | {"id_campaing": "7224"}                                   | parameter-missing             |
        | configuration.php?api=add_ip               | ip         | POST   |       | {"permanent": "no"}                                       | parameter-missing             |
        | configuration.php?api=remove_ip            | ip         | DELETE |       | {}                                                        | parameter-missing             |
        | configuration.php?api=add_interaction      | rp_id      | POST   |       | {"from": "luz@example.com", "subject": "My order"}        | parameter-missing             |
        | configuration.php?api=free_law2300         | item       | PUT    |       | {"nit": "900000000", "value": "3000000000"}               | parameter-missing             |
        | configuration.php?api=free_law2300         | value      | PUT    |       | {"nit": "900000000", "item": "telephone"}                 | parameter-missing             |
        | configuration.php?api=block_law2300        | telephone  | PUT    |       | {"nit": "900000000", "customer_id": "1"}                  | parameter-missing             |
        | configuration.php?api=delete_file          | filename   | DELETE |       | {}                                                        | parameter-missing             |
        | configuration.php?api=edit_licenses        | either     | PUT    |       | {}                                                        | body-value                    |
        | configuration.php?api=speech_on_demand     | conn_id    | PUT    |       | {"agent_id": "12989"}                                     | parameter-missing             |
        | configuration.php?api=speech_on_demand     | agent_id   | PUT    |       | {"conn_id": "12989.0042.1700000000.1"}                    | parameter-missing             |

    @inferred @Q-REQUIRED-FIELDS
    Scenario: whatever else a body may hold may be left out
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
      When "add_ip" is called with
        | ip | 192.0.2.10 |
      Then the API accepts with "ip_added"
      When "add_interaction" is called with
        | rp_id | 61196 |
      Then the API refuses with "nobody_available"
      When "block_law2300" is called with
        | telephone | 3000000000 |
      Then the API accepts with "law2300_blocked"
      When "free_law2300" is called with
        | item  | telephone  |
        | value | 3000000000 |
      Then the API accepts with "law2300_freed"

    @inferred @Q-EMPTY-PARAM @Q-NULL-FIELD
    Scenario Outline: <value> is missing: <what> of <operation>
      When <method> "/api/v2/<operation>" is sent with
        | body | <body> |
      Then the API refuses with "parameter_missing"
      And the request is noted as breaking "<rule>"

      Examples:
        | value    | what           | method | operation                                             | body                                     | rule              |
        | empty    | agent_id       | POST   | agentbox.php?api=hang&agent_id=                       |                                          | parameter-missing |
        | no value | agent_id       | POST   | agentbox.php?api=hang&agent_id                        |                                          | parameter-missing |
        | empty    | status         | POST   | agentbox.php?api=change_status&agent_id=12989&status= |                                          | parameter-missing |
        | empty    | agent_id       | PUT    | configuration.php?api=disable_agent                   | {"agent_id": ""}                         | body-value        |
        | empty    | each telephone | POST   | configuration.php?api=add_dnc                         | {"type_call": "all", "telephones": [""]} | body-value        |
        | null     | agent_id       | PUT    | configuration.php?api=disable_agent                   | {"agent_id": null}                       | body-value        |
        | true     | agent_id       | PUT    | configuration.php?api=disable_agent                   | {"agent_id": true}                       | body-value        |
        | a list   | agent_id       | PUT    | configuration.php?api=disable_agent                   | {"agent_id": ["12992"]}                  | body-value        |

    @inferred @Q-EMPTY-PARAM
    Scenario: zero is a value
      When POST "/api/v2/agentbox.php?api=hang&agent_id=0" is sent
      Then the API refuses with "agent_unknown" saying "Agent_id 0 does not exist in your operation."

    @inferred @Q-EMPTY-PARAM
    Scenario Outline: an optional one that is empty is not given: <query>
      When GET "/api/v2/<query>" is sent
      Then the API accepts with "<outcome>"
      And the request is noted as breaking "parameter-value"

      Examples:
        | query                                                | outcome      |
        | information.php?api=skills&skill=                    | skills_found |
        | real_time.php?api=skills&skill_id=all&services_time= | skills_found |

    @inferred @Q-NULL-FIELD
    Scenario: null for what is optional is not given
      When POST "/api/v2/configuration.php?api=add_ip" is sent with
        | body | {"ip": "192.0.2.10", "permanent": null, "description": null} |
      Then the API accepts with "ip_added"
      And the request is noted as breaking "body-value, body-value"

    @inferred @Q-NULL-FIELD
    Scenario: a number counts as its text
      When PUT "/api/v2/configuration.php?api=disable_agent" is sent with
        | body | {"agent_id": 12992} |
      Then the API accepts with "agent_disabled" saying "12992 agent has been disabled"
      And the request is noted as breaking "body-value"
      And agent "12992" is disabled

    @inferred @Q-BAD-JSON
    Scenario Outline: a body that cannot be read counts as an empty object: <what>
      When PUT "/api/v2/configuration.php?api=disable_agent" is sent with
        | body | <body> |
      Then the API refuses with "parameter_missing" saying "SOME PARAMETERS ARE REQUIRED"
      And the request is noted as breaking "<rule>"

      Examples:
        | what        | body                    | rule      |
        | no body     |                         | body-json |
        | cut off     | {"agent_id": "12992     | body-json |
        | a list      | ["12992"]               | body-json |
        | null        | null                    | body-json |
        | a form      | agent_id=12992          | body-form |
        | two objects | {"agent_id":"12992"} {} | body-json |

  Rule: what is named must exist

    @inferred @Q-AGENT-UNKNOWN
    Scenario Outline: an agent whom nobody knows: <operation>
      When <operation>
      Then the API refuses with "agent_unknown" saying "Agent_id 99999 does not exist in your operation."

      Examples:
        | operation                                                                                               |
        | agent "99999" hangs up                                                                                  |
        | agent "99999" changes status to "ready"                                                                 |
        | agent "99999" makes an auxiliary call to "3001234567"                                                   |
        | agent "99999" transfers the call to "3009998877"                                                        |
        | agent "99999" dials "3001234567"                                                                        |
        | agent "99999" toggles mute                                                                              |
        | agent "99999" toggles hold                                                                              |
        | agent "99999" sends the tones "1"                                                                       |
        | agent "99999" codes the call "020", "B1"                                                                |
        | agent "99999" hangs up, codes the call "020" and is Ready                                               |
        | the button "dial" of agent "99999" is hidden                                                            |
        | agent "99999" schedules an auto callback to customer "1" on "3001234567" for "20991122101520"           |
        | agent "99999" schedules an auto callback on "3001234567" for "20991122101520"                           |
        | the callback to customer "1" on "3001234567" becomes a manual one of agent "99999" for "20991122101520" |
        | agent "99999" deletes the auto callback to customer "1" on "3001234567"                                 |
        | agent "99999" is deactivated                                                                            |
        | agent "99999" is activated                                                                              |

    @inferred @Q-AGENT-UNKNOWN @Q-SKILL-UNKNOWN @Q-PREDICTIVE-DNC @Q-RECALL-RECORD @Q-INTERACTION-AGENT
    Scenario Outline: <operation>: <says>
      When "<operation>" is called with
        | <id>    | <nobody's> |
        | <other> | <value>    |
      Then the API refuses with "<outcome>" saying "<says>"

      Examples:
        | operation            | id          | nobody's | other      | value     | outcome               | says                                               |
        | edit_agent           | agent_id    | 99999    | agent_name | Agent One | agent_unknown         | Agent_id 99999 does not exist in your operation.   |
        | add_agents_skill     | agent_id    | 99999    | skill_id   | 4012      | agent_unknown         | Agent_id 99999 does not exist in your operation.   |
        | remove_agents_skill  | agent_id    | 99999    | skill_id   | 4012      | agent_unknown         | Agent_id 99999 does not exist in your operation.   |
        | speech_on_demand     | agent_id    | 99999    | conn_id    | {conn_id} | agent_unknown         | Agent_id 99999 does not exist in your operation.   |
        | edit_skill           | skill_id    | 9999     | skill_name | Claims    | skill_unknown         | Skill_id 9999 does not exist in your operation.    |
        | add_agents_skill     | skill_id    | 9999     | agent_id   | 12989     | skill_unknown         | Skill_id 9999 does not exist in your operation.    |
        | remove_agents_skill  | skill_id    | 9999     | agent_id   | 12989     | skill_unknown         | Skill_id 9999 does not exist in your operation.    |
        | block_predictive_dnc | id_campaing | 9999     | id_cliente | 1         | campaign_unknown      | Campaign_id 9999 does not exist in your operation. |
        | add_interaction      | rp_id       | 99999    | subject    | My order  | routing_point_unknown | Rp_id 99999 does not exist in your operation.      |

    @inferred @Q-RECALL-RECORD
    Scenario Outline: <operation> in a campaign that nobody has made
      When <method> "/api/v2/agentbox.php?api=<operation>&agent_id=12989&id_camp=1&id_customer=1&<query>&recall_style=auto" is sent
      Then the API refuses with "campaign_unknown" saying "Campaign_id 1 does not exist in your operation."

      Examples:
        | operation     | method | query                                        |
        | recall        | POST   | telefono=3001234567&rellamada=20991122101520 |
        | edit_recall   | PUT    | telephone=3001234567&recall=20991122101520   |
        | delete_recall | DELETE | telephone=3001234567                         |

  Rule: a value is one of those that the page lists

    @inferred @Q-INVALID-VALUE @Q-DISPLAY-VALUES @Q-DTMF-TONES @Q-COD-FLAGS @Q-DNC-TYPE-DEFAULT @Q-LAW2300-ITEM
    Scenario Outline: <parameter> of <operation>: <method> <query> <body>
      When <method> "/api/v2/<operation><query>" is sent with
        | body | <body> |
      Then the API refuses with "value_invalid" saying "The parameter <parameter> is not valid, please validate the data"
      And the request is noted as breaking "<kind>-value"

      Examples:
        | operation                      | parameter     | method | query                                                                          | body | kind      |
        | agentbox.php?api=agent_display | display       | POST   | &agent_id=12989&display=HIDE&button=dial                                       |      | parameter |
        | agentbox.php?api=agent_display | button        | POST   | &agent_id=12989&display=hide&button=hangup                                     |      | parameter |
        | agentbox.php?api=dtmf          | tones         | POST   | &agent_id=12989&tones=1A2                                                      |      | parameter |
        | agentbox.php?api=dtmf          | tones         | POST   | &agent_id=12989&tones=1+2                                                      |      | parameter |
        | agentbox.php?api=recall        | type_recall   | POST   | &agent_id=12989&customer_phone=3001234567&date=20991122101520&type_recall=AUTO |      | parameter |
        | information.php?api=get_dnc    | type          | GET    | &type=both                                                                     |      | parameter |
        | real_time.php?api=recall       | type          | GET    | &type=late                                                                     |      | parameter |
        | real_time.php?api=skills       | services_time | GET    | &skill_id=4012&services_time=soon                                              |      | parameter |

      Examples: in a body
        | operation                            | parameter   | method | query | body                                                              | kind |
        | configuration.php?api=create_cod_act | type_code   | POST   |       | {"type_code": "cod_act3", "cod_act": "022"}                       | body |
        | configuration.php?api=create_cod_act | hit         | POST   |       | {"type_code": "cod_act1", "cod_act": "022", "hit": "si"}          | body |
        | configuration.php?api=create_cod_act | voice       | POST   |       | {"type_code": "cod_act1", "cod_act": "022", "voice": "YES"}       | body |
        | configuration.php?api=edit_cod_act   | hit         | PUT    |       | {"type_code": "cod_act1", "cod_act": "021", "hit": "maybe"}       | body |
        | configuration.php?api=remove_cod_act | type_code   | DELETE |       | {"type_code": "1", "cod_act": ["020"]}                            | body |
        | configuration.php?api=add_dnc        | type_call   | POST   |       | {"type_call": "outboud", "telephones": ["3000000000"]}            | body |
        | configuration.php?api=remove_dnc     | type        | DELETE |       | {"type": "both", "telephones": ["3000000000"]}                    | body |
        | configuration.php?api=add_ip         | permanent   | POST   |       | {"ip": "192.0.2.10", "permanent": "si"}                           | body |
        | configuration.php?api=edit_licenses  | call_center | PUT    |       | {"call_center": "-1", "pbx": "15"}                                | body |
        | configuration.php?api=edit_licenses  | pbx         | PUT    |       | {"call_center": "25", "pbx": "1.5"}                               | body |
        | configuration.php?api=block_law2300  | telephone   | PUT    |       | {"nit": "900000000", "telephone": "nobody"}                       | body |
        | configuration.php?api=free_law2300   | item        | PUT    |       | {"nit": "900000000", "item": "identification", "value": "300000"} | body |

  Rule: the agent must be logged in

    @inferred @Q-AGENT-OFFLINE
    Scenario Outline: an agent who is logged out <does>
      When agent "12992" <does>
      Then the API refuses with "agent_logged_out" saying "Agent_id 12992 is not logged in."
      And agent "12992" is logged out

      Examples:
        | does                                        |
        | hangs up                                    |
        | changes status to "ready"                   |
        | makes an auxiliary call to "3001234567"     |
        | transfers the call to "3009998877"          |
        | dials "3001234567"                          |
        | toggles mute                                |
        | toggles hold                                |
        | sends the tones "1"                         |
        | codes the call "020", "B1"                  |
        | hangs up, codes the call "020" and is Ready |

    @inferred @Q-AGENT-OFFLINE
    Scenario: of buttons too
      When the button "dial" of agent "12992" is hidden
      Then the API refuses with "agent_logged_out" saying "Agent_id 12992 is not logged in."
      And agent "12992" sees the button "dial"

  Rule: what is done to a call needs an active one

    @inferred @Q-HANG-IDLE @Q-TRANSFER-IDLE @Q-TOGGLE-IDLE @Q-DTMF-IDLE @Q-NO-CALL-REPLY
    Scenario Outline: an agent on no call <does>
      Given agent "12991" is Ready
      And agent "12993" is in ACW after an inbound call with "3007654321"
      And agent "12994" is in "Lunch"
      When agent "12991" <does>
      Then the API refuses with "no_active_call" saying "Agent_id 12991 does not have an active call."
      When agent "12993" <does>
      Then the API refuses with "no_active_call"
      When agent "12994" <does>
      Then the API refuses with "no_active_call"
      And agent "12991" is Ready
      And agent "12993" is in ACW
      And agent "12994" is in "Lunch"

      Examples:
        | does                                        |
        | hangs up                                    |
        | transfers the call to "3009998877"          |
        | toggles mute                                |
        | toggles hold                                |
        | sends the tones "1"                         |
        | hangs up, codes the call "020" and is Ready |

    @inferred @Q-TRANSFER-IDLE @Q-TOGGLE-IDLE @Q-DTMF-IDLE @Q-NO-CALL-REPLY
    Scenario Outline: a call that rings is not active yet: an agent <does>
      Given an inbound call with "3007654321" rings at agent "12991"
      When agent "12991" <does>
      Then the API refuses with "no_active_call"
      And the call rings at "12991"

      Examples:
        | does                                        |
        | transfers the call to "3009998877"          |
        | toggles mute                                |
        | toggles hold                                |
        | sends the tones "1"                         |
        | hangs up, codes the call "020" and is Ready |

  Rule: an agent has one call at a time

    @inferred @Q-STATUS-DURING-CALL @Q-DIAL-STATE
    Scenario Outline: an agent on a call <does>
      Given a predictive call with "3007654321" rings at agent "12991"
      When agent "12989" <does>
      Then the API refuses with "agent_on_call" saying "Agent_id 12989 has an active call."
      And agent "12989" is talking to "3001234567"
      When agent "12991" <does>
      Then the API refuses with "agent_on_call"
      And the call rings at "12991"

      Examples:
        | does                                    |
        | dials "6041234567"                      |
        | makes an auxiliary call to "6041234567" |
        | changes status to "ready"               |
        | changes status to "101"                 |
        | changes status to "logout"              |

  Rule: the form of a value is not enforced

    @inferred @Q-PARAM-FORMAT @Q-AGENT-UNKNOWN
    Scenario: an agent_id of letters is unknown
      When POST "/api/v2/agentbox.php?api=hang&agent_id=ana" is sent
      Then the API refuses with "agent_unknown" saying "Agent_id ana does not exist in your operation."
      And the request is noted as breaking "parameter-value"

    @inferred @Q-PARAM-FORMAT
    Scenario: any text is a phone number
      When POST "/api/v2/agentbox.php?api=transfer&agent_id=12989&customer_phone=300-999" is sent
      Then the API accepts with "transferred" saying "Call has been transfer to 300-999 number"
      And the request is noted as breaking "parameter-value"

  Rule: the resource must exist

    @inferred @Q-UNKNOWN-PATH
    Scenario Outline: <method> <path>
      When <method> "<path>" is sent
      Then the API refuses with "path_unknown" saying "The page you requested does not exist."
      And the HTTP status is 404
      And all that is wrong with the request is noted

      Examples:
        | method | path                                          |
        | POST   | /api/v2/nothing.php?api=hang&agent_id=12989   |
        | POST   | /api/v2/agentbox.php/?api=hang&agent_id=12989 |
        | POST   | /api/v2/Agentbox.php?api=hang&agent_id=12989  |
        | GET    | /api/v2/                                      |
        | POST   | /api/v1/agentbox.php?api=hang&agent_id=12989  |

  # The vendor has more resources, and more operations of some, than are simulated. A client that reads 404 as "no data"
  # must not go on with them.
  Rule: what the vendor documents and the mock does not simulate has an answer of its own

    @inferred @Q-NOT-SIMULATED
    Scenario Outline: <api> of <resource>
      When <method> "/api/v2/<resource>?api=<api>" is sent
      Then the API refuses with "not_simulated" saying "wolkvox-mock does not simulate <api> of <resource>."
      And the HTTP status is 501, and the code says so too
      And the error is "Not Implemented"

      Examples:
        | method | resource            | api         |
        | GET    | information.php     | connectors  |
        | GET    | real_time.php       | chats       |
        | PUT    | campaign.php        | start       |
        | POST   | campaign.php        | start       |
        | GET    | customer.php        | cdr_calls   |
        | GET    | reports_manager.php | agent_1     |
        | POST   | whatsapp.php        | codify_chat |

    @inferred @Q-UNKNOWN-API
    Scenario Outline: but nobody documents <api> of <resource>
      When GET "/api/v2/<resource>?api=<api>" is sent
      Then the API refuses with "api_unknown"

      Examples:
        | resource            | api      |
        | information.php     | chats    |
        | campaign.php        | fly      |
        | reports_manager.php | agent_99 |

    @inferred @Q-MISSING-API
    Scenario: and the api must be named there too
      When GET "/api/v2/campaign.php" is sent
      Then the API refuses with "api_missing"

    # Nobody knows what else whatsapp.php has: only part of its pages was read.
    @inferred @Q-NOT-SIMULATED
    Scenario: where the list of the vendor's operations is not complete, all count as documented
      When POST "/api/v2/whatsapp.php?api=send_greetings" is sent
      Then the API refuses with "not_simulated"

    @inferred @Q-NOT-SIMULATED @Q-CHECK-ORDER
    Scenario Outline: <first> before that
      When PUT "/api/v2/campaign.php?api=start&campaign_id=7224" is sent with
        | wolkvox-token | <token> |
      Then the API refuses with "<outcome>"

      Examples:
        | first       | token     | outcome       |
        | token there | (none)    | token_missing |
        | token known | {unknown} | token_unknown |

  Rule: a body has a limit

    @inferred @Q-LIMITS
    Scenario: more than the mock takes
      When PUT "/api/v2/configuration.php?api=disable_agent" is sent with
        | body | {"agent_id": "12992", "padding": "{2 MiB}"} |
      Then the API refuses with "body_too_large"
      And the HTTP status is 413
      And agent "12992" is enabled

    @inferred @Q-LIMITS
    Scenario: a body that nobody reads may be of any length
      When POST "/api/v2/agentbox.php?api=hang&agent_id=12989" is sent with
        | body | {2 MiB} |
      Then the API accepts with "hung_up"
      And the request is noted as breaking "body-unexpected"

  Rule: the first thing that is wrong is the answer

    @inferred @Q-CHECK-ORDER @Q-UNKNOWN-PATH
    Scenario Outline: <first> before <then>
      When <method> "<target>" is sent with
        | wolkvox-token | <token> |
        | body          | <body>  |
      Then the API refuses with "<outcome>"
      And all that is wrong with the request is noted

      Examples:
        | first       | then            | method | target                                                           | token     | body    | outcome        |
        | path        | size            | PUT    | /api/v2/nothing.php?api=hang                                     | {token}   | {2 MiB} | path_unknown   |
        | path        | token           | POST   | /api/v2/nothing.php?api=hang                                     | (none)    |         | path_unknown   |
        | size        | token           | PUT    | /api/v2/configuration.php?api=disable_agent                      | (none)    | {2 MiB} | body_too_large |
        | token there | api             | POST   | /api/v2/agentbox.php?api=nothing                                 | (none)    |         | token_missing  |
        | token there | method          | GET    | /api/v2/agentbox.php?api=hang                                    | (none)    |         | token_missing  |
        | token there | parameters      | POST   | /api/v2/agentbox.php?api=hang                                    | (none)    |         | token_missing  |
        | token known | api             | POST   | /api/v2/agentbox.php                                             | {unknown} |         | token_unknown  |
        | token known | parameters      | PUT    | /api/v2/configuration.php?api=disable_agent                      | {unknown} | null    | token_unknown  |
        | api known   | method          | GET    | /api/v2/agentbox.php?api=nothing                                 | {token}   |         | api_unknown    |
        | method      | parameters      | GET    | /api/v2/agentbox.php?api=hang                                    | {token}   |         | method_wrong   |

    @inferred @Q-CHECK-ORDER
    Scenario Outline: <first> before <then>
      When POST "/api/v2/agentbox.php?api=change_status&agent_id=<agent>&status=999" is sent
      Then the API refuses with "<outcome>"

      Examples:
        | first       | then            | agent | outcome       |
        | agent known | value valid     | 99999 | agent_unknown |
        | value valid | agent logged in | 12992 | state_unknown |
        | value valid | no call         | 12989 | state_unknown |

    @inferred @Q-CHECK-ORDER
    Scenario Outline: world before <then>
      When PUT "/api/v2/<resource>" is sent with
        | X-Wolkvox-Mock-World | nowhere |
        | wolkvox-token        | <token> |
        | body                 | <body>  |
      Then the API refuses with "world_unknown"

      Examples:
        | then  | resource                            | token   | body    |
        | path  | nothing.php                         | {token} |         |
        | size  | configuration.php?api=disable_agent | {token} | {2 MiB} |
        | token | configuration.php?api=disable_agent | (none)  |         |

    @inferred @Q-CHECK-ORDER
    Scenario: parameters before the agent
      When POST "/api/v2/agentbox.php?api=transfer&agent_id=99999" is sent
      Then the API refuses with "parameter_missing"
      And the request is noted as breaking "parameter-missing"

    @inferred @Q-CHECK-ORDER
    Scenario: agent logged in before the state of a call
      When POST "/api/v2/agentbox.php?api=transfer&agent_id=12992&customer_phone=12992" is sent
      Then the API refuses with "agent_logged_out"

    @inferred @Q-CHECK-ORDER
    Scenario: a call before its destination
      Given agent "12991" is Ready
      When POST "/api/v2/agentbox.php?api=transfer&agent_id=12991&customer_phone=12992" is sent
      Then the API refuses with "no_active_call"

    @inferred @Q-CHECK-ORDER @mock
    Scenario Outline: token free before <then>
      Given a gate holds the next request
      When agent "12989" hangs up and waits
      And <method> "<target>" is sent
      Then the API refuses with "token_busy"
      And all that is wrong with the request is noted
      When the gate opens
      Then the API accepts with "hung_up"

      Examples:
        | then       | method | target                           |
        | api        | POST   | /api/v2/agentbox.php?api=nothing |
        | method     | GET    | /api/v2/agentbox.php?api=hang    |
        | parameters | POST   | /api/v2/agentbox.php?api=hang    |
