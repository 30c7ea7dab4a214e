Feature: Reading how the contact center is set up
  An application asks for agents, skills, codes, campaigns and lists.
  https://www.wolkvox.com/en/apis-v2-2/

  Rule: a read lists records, and says how many

    @inferred @Q-MSG-COUNT
    Scenario: several
      Given agent "12989" is Ready
      And agent "12991" is Ready
      When "agents" is called
      Then the API accepts with "agents_found" saying "2 records were found"

    @inferred @Q-LIST-ORDER
    Scenario: they are ordered by what identifies them
      Given agent "12993" is Ready
      And agent "9" is Ready
      And agent "12989" is Ready
      When "agents" is called
      Then the answer lists
        | agent_id |
        | 12989    |
        | 12993    |
        | 9        |

    @inferred @Q-EMPTY-LIST
    Scenario Outline: a filter that matches none: <read>
      Given agent "12991" is Ready
      When "<read>" is called with
        | <filter> | <value> |
      Then the API refuses with "none_found" saying "0 records were found"

      Examples:
        | read            | filter   | value |
        | agents          | agent    | 99999 |
        | agents_in_skill | skill_id | 9999  |
        | get_dnc         | type     | all   |
        | routing_points  | routing  | 99999 |

    @inferred @Q-EMPTY-LIST
    Scenario Outline: there are none: <read>
      Given the application works for an empty world
      When "<read>" is called
      Then the API refuses with "none_found" saying "0 records were found"
      And the HTTP status is 404, and the code says so too
      And the data is absent

      Examples:
        | read                |
        | agents              |
        | skills              |
        | activity_codes      |
        | get_ip              |
        | audio_list          |
        | campaigns           |
        | routing_points      |
        | real_time_agents    |
        | calls_last_10       |
        | real_time_recall    |
        | latency             |
        | hits_last_hour      |
        | real_time_campaigns |
        | interactions        |

  Rule: agents, https://www.wolkvox.com/en/apis-v2-2/5-agents/

    @documented
    Scenario: only one of them
      Given agent "12989" is Ready
      And agent "12991" is Ready
      When "agents" is called with
        | agent | 12991 |
      Then the API accepts
      And the answer lists
        | agent_id |
        | 12991    |

    @inferred @Q-DISABLED-IN-LISTS
    Scenario: who is disabled is listed, and may be enabled again
      Given agent "12991" is Ready
      When agent "12991" is deactivated
      And "agents" is called
      Then the "enabled" of the answer is "no"
      When agent "12991" is activated
      And "agents" is called
      Then the API accepts with "agents_found"
      And the "enabled" of the answer is "yes"

    @inferred @Q-LAST-USE @mock
    Scenario: last_use is the latest login, blank when there was none
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      And agent "12992" is logged out
      When "agents" is called
      Then the "last_use" of the answer is ""
      When agent "12992" logs in
      And the clock advances by "1h"
      And "agents" is called
      Then the API accepts with "agents_found"
      And the "last_use" of the answer is "2026-01-31 12:00:00"

    @inferred @Q-TIMEZONE @mock
    Scenario: wherever the world's clock is set, dates are those of Bogota
      Given the clock stands at "2026-02-01T08:30:00Z"
      And agent "12992" is logged out
      When agent "12992" logs in
      And "agents" is called
      Then the API accepts with "agents_found"
      And the "last_use" of the answer is "2026-02-01 03:30:00"

  Rule: agents in a skill, https://www.wolkvox.com/en/apis-v2-2/8-list-agents-in-skill/

    @inferred @Q-DISABLED-IN-LISTS @Q-LIST-ORDER
    Scenario: whoever was put in and not taken out, disabled or not
      Given agent "12991" is disabled
      And agent "12989" is Ready
      And agent "12990" is Ready
      When "add_agents_skill" is called with
        | skill_id  | 4012  |
        | agent_id  | 12991 |
        | expertise | 5     |
      And "add_agents_skill" is called with
        | skill_id  | 4012  |
        | agent_id  | 12989 |
        | expertise | 3     |
      And "agents_in_skill" is called with
        | skill_id | 4012 |
      Then the API accepts with "agents_in_skill_found"
      And the answer lists
        | agent_id | expertise |
        | 12989    | 3         |
        | 12991    | 5         |
      When "remove_agents_skill" is called with
        | skill_id | 4012  |
        | agent_id | 12989 |
      And "agents_in_skill" is called with
        | skill_id | 4012 |
      Then the answer lists
        | agent_id | expertise |
        | 12991    | 5         |

  Rule: skills

    @inferred @Q-LIST-ORDER
    Scenario: all of them, or one
      When "create_skill" is called with
        | skill_name        | Sales  |
        | description_skill | Orders |
      And "skills" is called
      Then the API accepts with "skills_found"
      And the answer lists
        | skill_id | skill_name | skill_description |
        | 4001     | Sales      | Orders            |
        | 4012     | Support    | Help              |
      When "skills" is called with
        | skill | 4012 |
      Then the answer lists
        | skill_id |
        | 4012     |

    @inferred @Q-LAST-USE @mock
    Scenario: a skill is used by the calls that come for it
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      And agent "12991" is Ready
      When "skills" is called
      Then the "last_use" of the answer is ""
      When an inbound call with "3001234567", for skill "4012" comes in for agent "12991"
      And "skills" is called
      Then the API accepts with "skills_found"
      And the "last_use" of the answer is "2026-01-31 12:00:00"

  Rule: activity codes, https://www.wolkvox.com/en/apis-v2-2/9-list-activity-codes/

    @inferred @Q-CODACT2-FLAGS @Q-LIST-ORDER
    Scenario: codes of both groups; hit and rpc are blank in the second
      When "activity_codes" is called
      Then the API accepts with "codes_found" saying "3 records were found"
      And the answer lists
        | type_code | cod_act | description_cod_act | hit | rpc | chat | studio | voice | interactions |
        | cod_act1  | 020     | No interest         | no  | no  | no   | no     | no    | no           |
        | cod_act1  | 021     | Sale                | yes | no  | no   | no     | no    | no           |
        | cod_act2  | B1      | Call again          |     |     | no   | no     | no    | no           |

    @inferred @Q-ACTIVITY-CODES-GROUP
    Scenario: a code that both groups have
      When "create_cod_act" is called with
        | type_code | cod_act2 |
        | cod_act   | 020      |
        | voice     | yes      |
      And "activity_codes" is called with
        | cod_act | 020 |
      Then the API accepts with "codes_found"
      And the answer lists
        | cod_act | type_code | voice |
        | 020     | cod_act1  | no    |
        | 020     | cod_act2  | yes   |

  Rule: numbers that must not be called

    @inferred @Q-DNC-DATE @Q-LIST-ORDER @mock
    Scenario: a record for each number and direction, with the date of its entry
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      When "add_dnc" is called with
        | type_call  | inbound/outbound       |
        | telephones | 3000000002, 3000000001 |
      And the clock advances by "1h"
      And "get_dnc" is called with
        | type | all |
      Then the API accepts with "dnc_found"
      And the answer lists
        | phone_number | type     | date_delete         |
        | 3000000001   | inbound  | 2026-01-31 12:00:00 |
        | 3000000001   | outbound | 2026-01-31 12:00:00 |
        | 3000000002   | inbound  | 2026-01-31 12:00:00 |
        | 3000000002   | outbound | 2026-01-31 12:00:00 |

    @documented
    Scenario Outline: those of one direction: <type>
      When "add_dnc" is called with
        | type_call  | inbound    |
        | telephones | 3000000001 |
      And "add_dnc" is called with
        | type_call  | outbound   |
        | telephones | 3000000002 |
      And "get_dnc" is called with
        | type | <type> |
      Then the API accepts
      And the answer lists
        | phone_number | type   |
        | <number>     | <type> |

      Examples:
        | type     | number     |
        | inbound  | 3000000001 |
        | outbound | 3000000002 |

  Rule: addresses that the firewall lets in

    @inferred @Q-IP-LAST-USE @Q-IP-ALLOW @Q-LIST-ORDER
    Scenario: temporary and permanent ones, in Spanish; whoever asks from another address is answered all the same
      When "add_ip" is called with
        | ip          | 192.0.2.20 |
        | permanent   | yes        |
        | description | Office     |
      And "add_ip" is called with
        | ip        | 192.0.2.10 |
        | permanent | no         |
      And "get_ip" is called
      Then the API accepts with "ips_found"
      And the answer lists
        | operation | ip         | last_use | type_ip    | description |
        | demo      | 192.0.2.10 |          | temporal   |             |
        | demo      | 192.0.2.20 |          | permanente | Office      |

  Rule: services, https://www.wolkvox.com/en/apis-v2-2/7-service-information/

    @inferred @Q-SERVICES-VALUES
    Scenario: what is on, and what is not
      When "services" is called
      Then the API accepts with "services_found" saying "1 records were found"
      And the answer lists
        | stereo_recording | screen_recording | wolkvox_storage | whatsapp | cobrowsing |
        | yes              | no               | no              | no       | no         |

  Rule: numbers that law 2300 protects

    @inferred @Q-LAW2300-READ @mock
    Scenario: when it was blocked, until it is freed
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      When "block_law2300" is called with
        | nit       | 900000000  |
        | telephone | 3000000001 |
      And the clock advances by "1h"
      And "law2300_info" is called with
        | nit   | 900000000  |
        | phone | 3000000001 |
      Then the API accepts with "law2300_found"
      And the answer lists
        | phone_number | last_day            | last_channel |
        | 3000000001   | 2026-01-31 12:00:00 | voice        |
      When "free_law2300" is called with
        | nit   | 900000000  |
        | item  | telephone  |
        | value | 3000000001 |
      And "law2300_info" is called with
        | nit   | 900000000  |
        | phone | 3000000001 |
      Then the API refuses with "none_found" saying "0 records were found"

    @inferred @Q-LAW2300-READ
    Scenario: for another company the number is not blocked
      When "block_law2300" is called with
        | nit       | 900000000  |
        | telephone | 3000000001 |
      And "law2300_info" is called with
        | nit   | 900000001  |
        | phone | 3000000001 |
      Then the API refuses with "none_found"

  Rule: audios

    @inferred @Q-AUDIO-VALUES @mock
    Scenario: they are numbered, and one of the same name takes the place of the first
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      When "welcome.wav", "bye.wav" of 2048 bytes are uploaded by "upload_audio"
      And the clock advances by "1h"
      And "welcome.wav" of 2049 bytes is uploaded by "upload_audio"
      And "audio_list" is called
      Then the API accepts with "audios_found"
      And the answer lists
        | audio_id | created_at          | size | duration |
        | 1        | 2026-01-31 13:00:00 | 3    | 0        |
        | 2        | 2026-01-31 12:00:00 | 2    | 0        |

  Rule: campaigns

    @inferred @Q-SERVICES-VALUES @Q-LAST-USE @mock
    Scenario: it is used by the calls to its customers
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      And agent "12991" is Ready
      When "campaigns" is called with
        | campaign | 7224 |
      Then the API accepts with "campaigns_found" saying "1 records were found"
      And the answer lists
        | campaign_id | campaign_name | campaign_description | type_campaign | status  | records | speed | dial_mode | last_use | recycled | turbo_dial | skill_id |
        | 7224        | Renewals      |                      | predictive    | Started | 2       | 0     | autopilot |          | 0        | no         |          |
      When a predictive call with "3001234567", customer "1" of campaign "7224" comes in for agent "12991"
      And "campaigns" is called
      Then the "last_use" of the answer is "2026-01-31 12:00:00"

    @inferred
    Scenario: a customer whom recall has made a record of it counts
      Given agent "12991" is Ready
      When "recall" is called with
        | agent_id     | 12991          |
        | id_camp      | 7224           |
        | id_customer  | 3              |
        | telefono     | 3000000001     |
        | rellamada    | 20990101120000 |
        | recall_style | auto           |
      And "campaigns" is called
      Then the API accepts with "campaigns_found"
      And the "records" of the answer is "3"

  Rule: routing points

    @inferred @Q-LAST-USE @mock
    Scenario: it is used by the interactions that come in
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      And agent "12991" is Ready
      When "routing_points" is called with
        | routing | 61196 |
      Then the API accepts with "routing_points_found"
      And the answer lists
        | rp_id | rp_name | ivr_active | chat_active | interaction_active | crm_active | last_use |
        | 61196 | Mail    | no         | no          | yes                | no         |          |
      When "add_interaction" is called with
        | from     | luz@example.com     |
        | fromname | Luz Mora            |
        | to       | support@example.com |
        | toname   | Support             |
        | subject  | My order            |
        | body     | Where is it?        |
        | rp_id    | 61196               |
      And "routing_points" is called
      Then the "last_use" of the answer is "2026-01-31 12:00:00"

  # The vendor has more reads than are simulated.
  Rule: what is not simulated says so

    @inferred @Q-AUDIT-API
    Scenario: the audit log
      When GET "/api/v2/information.php?api=audit_log&date_ini=20260131000000&date_end=20260131235959" is sent
      Then the API refuses with "not_simulated"
