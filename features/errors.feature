Feature: Requests that are refused before anything is done
  What the vendor's general table lists, and what it leaves open.
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
      And agent "12989" is talking to "3001234567"

      Examples:
        | method | resource          | api           |
        | PUT    | configuration.php | hang          |
        | POST   | agentbox.php      | disable_agent |
        | GET    | real_time.php     | token_info    |
        | GET    | information.php   | calls_last_10 |

    @inferred @Q-API-CASE
    Scenario Outline: letters matter: <api>
      When POST "/api/v2/agentbox.php?api=<api>&agent_id=12989" is sent
      Then the API refuses with "api_unknown"
      And agent "12989" is talking to "3001234567"

      Examples:
        | api   |
        | HANG  |
        | Hang  |
        | hang_ |

    @inferred @Q-MISSING-API
    Scenario Outline: <how>
      When POST "/api/v2/agentbox.php<query>" is sent
      Then the API refuses with "api_missing" saying "THE API YOU WANT TO CONSULT DOES NOT EXIST"
      And agent "12989" is talking to "3001234567"

      Examples:
        | how                    | query                    |
        | no query at all        |                          |
        | a query without api    | ?agent_id=12989          |
        | api sent empty         | ?api=&agent_id=12989     |
        | api without a value    | ?api&agent_id=12989      |
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

      Examples:
        | method | resource          | api           |
        | GET    | agentbox.php      | hang          |
        | PUT    | agentbox.php      | hang          |
        | DELETE | agentbox.php      | hang          |
        | PATCH  | agentbox.php      | hang          |
        | GET    | agentbox.php      | change_status |
        | PUT    | agentbox.php      | aux_call      |
        | GET    | agentbox.php      | transfer      |
        | POST   | configuration.php | disable_agent |
        | GET    | configuration.php | disable_agent |
        | DELETE | configuration.php | disable_agent |
        | POST   | agentbox.php      | edit_recall   |
        | PUT    | configuration.php | create_agent  |
        | POST   | information.php   | agents        |
        | PUT    | real_time.php     | agents        |

    @inferred @Q-WRONG-METHOD
    Scenario: HEAD, which is answered without a body
      When HEAD "/api/v2/agentbox.php?api=hang&agent_id=12989" is sent
      Then the API refuses with "method_wrong"
      And the HTTP status is 400
      And the reply has no body
      And agent "12989" is talking to "3001234567"

  Rule: required parameters must be there

    @documented
    Scenario Outline: <api> without <what>
      When POST "/api/v2/agentbox.php?api=<api><query>" is sent
      Then the API refuses with "parameter_missing" saying "SOME PARAMETERS ARE REQUIRED"
      And the request is noted as breaking "parameter-missing"
      And agent "12989" is talking to "3001234567"

      Examples:
        | api           | what           | query                      |
        | hang          | agent_id       |                            |
        | change_status | agent_id       | &status=ready              |
        | change_status | status         | &agent_id=12989            |
        | aux_call      | agent_id       | &customer_phone=3001234567 |
        | aux_call      | customer_phone | &agent_id=12989            |
        | transfer      | agent_id       | &customer_phone=3001234567 |
        | transfer      | customer_phone | &agent_id=12989            |

    @documented
    Scenario: disable_agent without agent_id
      When PUT "/api/v2/configuration.php?api=disable_agent" is sent with
        | body | {} |
      Then the API refuses with "parameter_missing" saying "SOME PARAMETERS ARE REQUIRED"
      And the request is noted as breaking "parameter-missing"

    @documented
    Scenario: all of them missing
      When POST "/api/v2/agentbox.php?api=transfer" is sent
      Then the API refuses with "parameter_missing"
      And the request is noted as breaking "parameter-missing, parameter-missing"

    @inferred @Q-EMPTY-PARAM
    Scenario Outline: sent empty counts as missing: <what> of <api>
      When POST "/api/v2/agentbox.php?api=<api><query>" is sent
      Then the API refuses with "parameter_missing"
      And the request is noted as breaking "parameter-missing"

      Examples:
        | api           | what           | query                           |
        | hang          | agent_id       | &agent_id=                      |
        | hang          | agent_id       | &agent_id                       |
        | change_status | status         | &status=&agent_id=12989         |
        | aux_call      | customer_phone | &agent_id=12989&customer_phone= |
        | transfer      | customer_phone | &agent_id=12989&customer_phone= |

    @inferred @Q-EMPTY-PARAM
    Scenario: an empty agent_id in a body counts as missing
      When PUT "/api/v2/configuration.php?api=disable_agent" is sent with
        | body | {"agent_id": ""} |
      Then the API refuses with "parameter_missing"
      And the request is noted as breaking "body-value"

    @inferred @Q-EMPTY-PARAM
    Scenario: zero is a value
      When POST "/api/v2/agentbox.php?api=hang&agent_id=0" is sent
      Then the API refuses with "agent_unknown" saying "Agent_id 0 does not exist in your operation."

    @inferred @Q-API-CASE
    Scenario: names of parameters are lower case
      When POST "/api/v2/agentbox.php?api=hang&AGENT_ID=12989" is sent
      Then the API refuses with "parameter_missing"
      And the request is noted as breaking "parameter-missing, parameter-unknown"
      And agent "12989" is talking to "3001234567"

    @documented
    Scenario Outline: <read> without <what>
      When GET "/api/v2/<resource>?api=<read><query>" is sent
      Then the API refuses with "parameter_missing" saying "SOME PARAMETERS ARE REQUIRED"
      And the request is noted as breaking "parameter-missing"

      Examples:
        | resource        | read            | what     | query             |
        | information.php | agents_in_skill | skill_id |                   |
        | information.php | law2300_info    | nit      | &phone=3000000001 |
        | information.php | law2300_info    | phone    | &nit=900000000    |
        | real_time.php   | skills          | skill_id | &services_time=40 |

    @inferred @Q-EMPTY-PARAM
    Scenario Outline: an optional one sent empty is not given: <query>
      When GET "/api/v2/<query>" is sent
      Then the API accepts with "<outcome>"
      And the request is noted as breaking "parameter-value"

      Examples:
        | query                                                | outcome      |
        | information.php?api=skills&skill=                    | skills_found |
        | real_time.php?api=skills&skill_id=all&services_time= | skills_found |

  Rule: a body that cannot be read counts as an empty object

    @inferred @Q-BAD-JSON
    Scenario Outline: <what>
      When PUT "/api/v2/configuration.php?api=disable_agent" is sent with
        | body | <body> |
      Then the API refuses with "parameter_missing" saying "SOME PARAMETERS ARE REQUIRED"
      And the request is noted as breaking "body-json"

      Examples:
        | what        | body                    |
        | no body     |                         |
        | cut off     | {"agent_id": "12992     |
        | a list      | ["12992"]               |
        | a text      | "12992"                 |
        | a number    | 12992                   |
        | null        | null                    |
        | a form      | agent_id=12992          |
        | two objects | {"agent_id":"12992"} {} |

    @inferred @Q-NULL-FIELD
    Scenario Outline: <what> is no agent_id
      When PUT "/api/v2/configuration.php?api=disable_agent" is sent with
        | body | {"agent_id": <value>} |
      Then the API refuses with "parameter_missing"
      And the request is noted as breaking "body-value"
      And agent "12992" is enabled

      Examples:
        | what      | value     |
        | null      | null      |
        | true      | true      |
        | a list    | ["12992"] |
        | an object | {}        |

    @inferred @Q-NULL-FIELD
    Scenario: a number counts as its text
      When PUT "/api/v2/configuration.php?api=disable_agent" is sent with
        | body | {"agent_id": 12992} |
      Then the API accepts with "agent_disabled" saying "12992 agent has been disabled"
      And the request is noted as breaking "body-value"
      And agent "12992" is disabled

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

    @inferred @Q-PARAM-FORMAT
    Scenario: a number of another alphabet comes back as it was sent
      When POST "/api/v2/agentbox.php?api=hang&agent_id=%C3%B1%22%5C" is sent
      Then the API refuses with "agent_unknown" saying "Agent_id ñ"\ does not exist in your operation."
      And the request is noted as breaking "parameter-value"

  Rule: the resource must exist

    @inferred @Q-UNKNOWN-PATH
    Scenario Outline: <method> <path>
      When <method> "<path>" is sent
      Then the API refuses with "path_unknown" saying "The page you requested does not exist."
      And the HTTP status is 404

      Examples:
        | method | path                                          |
        | POST   | /api/v2/campaign.php?api=hang&agent_id=12989  |
        | POST   | /api/v2/agentbox?api=hang&agent_id=12989      |
        | POST   | /api/v2/agentbox.php/?api=hang&agent_id=12989 |
        | POST   | /api/v2/Agentbox.php?api=hang&agent_id=12989  |
        | GET    | /api/v2/                                      |
        | POST   | /api/agentbox.php?api=hang&agent_id=12989     |
        | POST   | /api/v1/agentbox.php?api=hang&agent_id=12989  |
        | GET    | /api/                                         |
        | GET    | /api                                          |

    # The vendor has more resources than are imitated.
    @inferred @Q-UNKNOWN-PATH
    Scenario Outline: <resource> is not imitated
      When <method> "/api/v2/<resource>?api=<api>" is sent
      Then the API refuses with "path_unknown" saying "The page you requested does not exist."
      And the HTTP status is 404

      Examples:
        | method | resource            | api           |
        | PUT    | campaign.php        | edit_campaign |
        | GET    | reports_manager.php | agent_13_1    |
        | POST   | whatsapp.php        | codify_chat   |
        | POST   | wolkvox_storage.php | upload_files  |

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

  Rule: the first thing that is wrong is the answer

    @inferred @Q-CHECK-ORDER @Q-UNKNOWN-PATH
    Scenario Outline: <first> before <then>
      When <method> "<target>" is sent with
        | wolkvox-token | <token> |
        | body          | <body>  |
      Then the API refuses with "<outcome>"

      Examples:
        | first       | then            | method | target                                                           | token     | body    | outcome        |
        | path        | size            | PUT    | /api/v2/campaign.php?api=hang                                    | {token}   | {2 MiB} | path_unknown   |
        | path        | token           | POST   | /api/v2/campaign.php?api=hang                                    | (none)    |         | path_unknown   |
        | size        | token           | PUT    | /api/v2/configuration.php?api=disable_agent                      | (none)    | {2 MiB} | body_too_large |
        | token there | api             | POST   | /api/v2/agentbox.php?api=nothing                                 | (none)    |         | token_missing  |
        | token there | method          | GET    | /api/v2/agentbox.php?api=hang                                    | (none)    |         | token_missing  |
        | token there | parameters      | POST   | /api/v2/agentbox.php?api=hang                                    | (none)    |         | token_missing  |
        | token known | api             | POST   | /api/v2/agentbox.php                                             | {unknown} |         | token_unknown  |
        | token known | parameters      | PUT    | /api/v2/configuration.php?api=disable_agent                      | {unknown} | null    | token_unknown  |
        | api known   | method          | GET    | /api/v2/agentbox.php?api=nothing                                 | {token}   |         | api_unknown    |
        | method      | parameters      | GET    | /api/v2/agentbox.php?api=hang                                    | {token}   |         | method_wrong   |
        | agent known | value valid     | POST   | /api/v2/agentbox.php?api=change_status&agent_id=99999&status=999 | {token}   |         | agent_unknown  |
        | value valid | agent logged in | POST   | /api/v2/agentbox.php?api=change_status&agent_id=12992&status=999 | {token}   |         | state_unknown  |
        | value valid | no call         | POST   | /api/v2/agentbox.php?api=change_status&agent_id=12989&status=999 | {token}   |         | state_unknown  |

    @inferred @Q-CHECK-ORDER
    Scenario Outline: world before <then>
      When PUT "/api/v2/<resource>" is sent with
        | X-Wolkvox-Mock-World | nowhere |
        | wolkvox-token        | <token> |
        | body                 | <body>  |
      Then the API refuses with "world_unknown"

      Examples:
        | then  | resource                            | token   | body    |
        | path  | campaign.php                        | {token} |         |
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
      When the gate opens
      Then the API accepts with "hung_up"

      Examples:
        | then       | method | target                           |
        | api        | POST   | /api/v2/agentbox.php?api=nothing |
        | method     | GET    | /api/v2/agentbox.php?api=hang    |
        | parameters | POST   | /api/v2/agentbox.php?api=hang    |
