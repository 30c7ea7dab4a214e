Feature: The shape of replies
  Every reply is the same JSON object; how it is laid out stands in the vendor's samples and in recorded replies.
  https://wolkvox.com/en/api-response-codes

  Background:
    Given agent "12989" is talking to "3001234567"
    And agent "12990" is talking to "3002222222"
    And agent "12991" is Ready
    And agent "12992" is logged out
    And agent "12993" is in ACW after a predictive call with "3007654321"

  # The samples leave conn_id blank; what stands there is Q-CONN-ID.
  Rule: a success is laid out as in the vendor's samples

    @example
    Scenario: hang, https://www.wolkvox.com/en/hang-up-agent-v2/
      When POST "/api/v2/agentbox.php?agent_id=12989&api=hang" is sent
      Then the API accepts with "hung_up"
      And the reply is
        """
        {
            "code": "200",
            "error": null,
            "msg": "Hang has been successful"
        }
        """

    # The sample is blank throughout; what stands in the record is ours.
    @inferred @Q-AGENTS-CODE @Q-HTTP-STATUS-ODD @Q-DISABLED-IN-LISTS
    Scenario: agents, https://www.wolkvox.com/en/apis-v2-2/5-agents/, a list of records
      Given agent "12992" is disabled
      When GET "/api/v2/information.php?api=agents&agent=12992" is sent
      Then the API accepts with "agents_found"
      And the HTTP status is 200
      And the reply is
        """
        {
            "code": "",
            "error": null,
            "msg": "1 records were found",
            "data": [
                {
                    "agent_id": "12992",
                    "agent_name": "Agent 12992",
                    "agent_dni": "",
                    "agent_status": "Logout",
                    "last_use": "",
                    "agent_sso": "",
                    "enabled": "no"
                }
            ]
        }
        """

  Rule: the HTTP status is the code

    @inferred @Q-HTTP-STATUS
    Scenario Outline: a success of <operation>
      When agent "<agent>" <does it>
      Then the API accepts
      And the HTTP status is <status>, and the code says so too

      Examples:
        | operation     | agent | does it                   | status |
        | change_status | 12991 | changes status to "ready" | 200    |
        | disable_agent | 12992 | is deactivated            | 202    |

    @documented
    Scenario Outline: a refusal with <status>
      When POST "<target>" is sent with
        | wolkvox-token | <token> |
      Then the API refuses
      And the HTTP status is <status>, and the code says so too

      Examples:
        | target                                       | token     | status |
        | /api/v2/agentbox.php?api=nothing             | {token}   | 400    |
        | /api/v2/agentbox.php?api=hang&agent_id=12989 | (none)    | 401    |
        | /api/v2/agentbox.php?api=hang&agent_id=12989 | {unknown} | 403    |

  Rule: texts of the vendor's general table stand in capitals, as printed there

    @documented
    Scenario Outline: <error>: <msg>
      When POST "<target>" is sent with
        | wolkvox-token | <token> |
      Then the API refuses with "<outcome>" saying "<msg>"
      And the error is "<error>"

      Examples:
        | target                                       | token     | outcome       | error        | msg                                        |
        | /api/v2/agentbox.php?api=nothing             | {token}   | api_unknown   | BAD REQUEST  | THE API YOU WANT TO CONSULT DOES NOT EXIST |
        | /api/v2/agentbox.php?api=hang&agent_id=12989 | (none)    | token_missing | UNAUTHORIZED | PLEASE ENTER THE WOLKVOX-TOKEN             |
        | /api/v2/agentbox.php?api=hang&agent_id=12989 | {unknown} | token_unknown | FORBIDDEN    | PLEASE VALIDATE TOKEN                      |

    @inferred @Q-ERROR-CASE
    Scenario Outline: any other error has the HTTP phrase in title case: <outcome>
      When agent "<agent>" <does it>
      Then the API refuses with "<outcome>" saying "<msg>"
      And the error is "Not Found"

      Examples:
        | agent | does it                       | outcome                 | msg                              |
        | 12992 | hangs up                      | agent_logged_out        | Agent_id 12992 is not logged in. |
        | 12989 | transfers the call to "12992" | destination_unavailable | Agent_id 12992 is not available. |

  Rule: a refusal has the same keys in the same order, and no data

    @inferred @Q-ERROR-DATA @Q-EMPTY-LIST
    Scenario: as in the recorded ones, of other resources
      When agent "12991" hangs up
      Then the API refuses
      And the reply is
        """
        {
            "code": "404",
            "error": "Not Found",
            "msg": "Agent_id 12991 does not have an active call."
        }
        """

    @inferred @Q-JSON-ESCAPE
    Scenario: slashes and letters outside ASCII stand as they are, quotes and backslashes cannot
      When POST "/api/v2/agentbox.php?api=hang&agent_id=%C3%B1/%22%5C%3C" is sent
      Then the API refuses with "agent_unknown"
      And the request is noted as breaking "parameter-value"
      And the reply is
        """
        {
            "code": "404",
            "error": "Not Found",
            "msg": "Agent_id ñ/\"\\< does not exist in your operation."
        }
        """

    # As in the recorded bodies, which are those of other resources.
    @inferred @Q-ERROR-CODE-TYPE @Q-ERROR-DATA
    Scenario: an error has its code as text, whatever the type of the success
      When agent "99999" is deactivated
      Then the API refuses
      And the code is text "404"
      And the data is absent
      And the error is "Not Found"

  # It was captured from a report; that other replies carry the same is inferred.
  Rule: replies carry the headers of the captured one

    @inferred
    Scenario Outline: <which>
      When agent "<agent>" hangs up
      Then the API <answers>
      And the reply carries
        | Content-Type                 | application/json; charset=utf-8     |
        | Cache-Control                | no-store, no-cache, must-revalidate |
        | Access-Control-Allow-Origin  | *                                   |
        | Access-Control-Allow-Methods | GET, POST                           |

      Examples:
        | which     | agent | answers |
        | a success | 12989 | accepts |
        | a refusal | 12991 | refuses |

  # The header is the mock's own: the real service has none.
  Rule: every reply says how sure anyone can be of it

    @inferred
    Scenario Outline: <outcome>
      When agent "<agent>" <does it>
      Then the API <answers> with "<outcome>"
      And the reply carries
        | X-Wolkvox-Mock | <operation>/<outcome>; evidence=<evidence> |

      Examples:
        | agent | does it  | answers | operation | outcome        | evidence |
        | 12989 | hangs up | accepts | hang      | hung_up        | example  |
        | 12991 | hangs up | refuses | hang      | no_active_call | inferred |
