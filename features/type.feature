Feature: Coding a call
  An application stores what a call was about: an activity code of each group, and a comment.
  https://www.wolkvox.com/en/disposition-agent-v2/

  Rule: the codes and the comment are kept with the call

    @documented
    Scenario: both codes and a comment
      Given agent "12989" is talking to "3001234567"
      When agent "12989" codes the call "020", "B1", saying "Call me back"
      Then the API accepts
      And the call is coded "020", "B1", saying "Call me back"

    @example
    Scenario: what the vendor's sample shows
      Given agent "12989" is talking to "3001234567"
      When agent "12989" codes the call "020", "B1", saying "Call me back"
      Then the API accepts with "coded" saying "Type has been successful"
      And the data is present

    @inferred @Q-CONN-ID
    Scenario: the answer carries the identity of the call that was coded
      Given agent "12989" is talking to "3001234567"
      When agent "12989" codes the call "020", "B1"
      Then the API accepts with "coded"
      And the answer carries the conn_id of the call
      And the conn_id looks like the "12989.0000.1700000000.12345" of a report

    @inferred
    Scenario Outline: <a call> can be coded
      Given agent "12989" is talking to "3001234567" on <a call>
      When agent "12989" codes the call "020", "B1"
      Then the API accepts with "coded"
      And the call is coded "020", "B1"

      Examples:
        | a call            |
        | an inbound call   |
        | a predictive call |
        | a manual call     |

    @inferred
    Scenario: so can an auxiliary call, and the call that it followed stays as it was
      Given agent "12993" is in ACW after a predictive call with "3001234567"
      When agent "12993" makes an auxiliary call to "6041234567"
      And agent "12993" codes the call "020", "B1"
      Then the API accepts with "coded"
      And the call with "6041234567" is coded "020", "B1"
      And the call with "3001234567" is not coded

    @inferred @mock
    Scenario: so can a call that came by transfer, and the leg before it stays as it was
      Given agent "12990" is talking to "3001234567"
      And agent "12991" is Ready
      When agent "12990" transfers the call to "12991"
      And agent "12991" picks up
      And agent "12991" codes the call "020", "B1"
      Then the API accepts with "coded"
      And the answer carries the conn_id of the new leg
      And the call with "3001234567" is not coded

    @inferred
    Scenario: the next call is not coded
      Given agent "12993" is talking to "3001234567"
      When agent "12993" codes the call "020", "B1"
      And agent "12993" changes status to "ready"
      Then the API refuses with "agent_on_call"
      When agent "12993" hangs up
      And agent "12993" changes status to "ready"
      And agent "12993" dials "6041234567"
      Then the API accepts with "dialled"
      And the call with "6041234567" is not coded
      And the call with "3001234567" is coded "020", "B1"

  Rule: a call is coded while it is active and in the ACW that follows

    @inferred @Q-TYPE-STATE
    Scenario: while it is active it goes on
      Given agent "12989" is talking to "3001234567"
      When agent "12989" codes the call "020", "B1"
      Then the API accepts with "coded"
      And the call goes on
      And agent "12989" is talking to "3001234567"

    @inferred @Q-TYPE-STATE
    Scenario: in ACW the agent stays in ACW
      Given agent "12989" is in ACW after an inbound call with "3001234567"
      When agent "12989" codes the call "020", "B1"
      Then the API accepts with "coded"
      And the call is coded "020", "B1"
      And the answer carries the conn_id of the call
      And agent "12989" is in ACW

    @inferred @Q-TYPE-STATE @mock
    Scenario: the time in ACW goes on
      Given the clock stands at "2026-03-02T10:00:00Z"
      And agent "12989" is in ACW after an inbound call with "3001234567"
      When the clock advances by "40s"
      And agent "12989" codes the call "020", "B1"
      Then the API accepts with "coded"
      And agent "12989" has been in this state for "40s"

    @inferred @Q-TYPE-STATE
    Scenario: a call that was handed over is coded by whoever had it
      Given agent "12989" is talking to "3001234567"
      When agent "12989" transfers the call to "3009998877"
      And agent "12989" codes the call "020", "B1"
      Then the API accepts with "coded"
      And the call with "3001234567" is coded "020", "B1"
      And agent "12989" is in ACW

    @inferred @Q-TYPE-STATE @mock
    Scenario: the customer had hung up
      Given agent "12989" is talking to "3001234567"
      When the customer hangs up
      And agent "12989" codes the call "020", "B1"
      Then the API accepts with "coded"
      And the call is coded "020", "B1"

  Rule: the later codes replace the earlier ones

    @inferred @Q-TYPE-TWICE
    Scenario: twice on an active call
      Given agent "12989" is talking to "3001234567"
      When agent "12989" codes the call "020", "B1"
      And agent "12989" codes the call "021", "B1", saying "In the end, yes"
      Then the API accepts with "coded"
      And the call is coded "021", "B1", saying "In the end, yes"

    @inferred @Q-TYPE-TWICE
    Scenario: once more in ACW, and the comment goes with its codes
      Given agent "12989" is talking to "3001234567"
      When agent "12989" codes the call "020", "B1", saying "Not today"
      And agent "12989" hangs up
      And agent "12989" codes the call "021", "B1"
      Then the API accepts with "coded"
      And the call is coded "021", "B1"

  Rule: a code must exist in its group

    @documented
    Scenario: it was made a moment ago
      Given agent "12989" is talking to "3001234567"
      When "create_cod_act" is called with
        | type_code           | cod_act1     |
        | cod_act             | 030          |
        | description_cod_act | Wrong number |
      Then the API accepts
      When agent "12989" codes the call "030", "B1"
      Then the API accepts
      And the call is coded "030", "B1"

    @inferred @Q-COD-UNKNOWN
    Scenario Outline: <which> is none of group 1
      Given agent "12989" is talking to "3001234567"
      When agent "12989" codes the call "<code>", "B1"
      Then the API refuses with "code_unknown" saying "Code <code> does not exist in your operation."
      And the call is not coded

      Examples:
        | which                       | code |
        | a code that nobody has made | 999  |
        | a code of group 2           | B1   |
        | a code without its zero     | 20   |

    @inferred @Q-COD-UNKNOWN
    Scenario Outline: <which> is none of group 2
      Given agent "12989" is talking to "3001234567"
      When agent "12989" codes the call "020", "<code>"
      Then the API refuses with "code_2_unknown" saying "Code_2 <code> does not exist in your operation."
      And the call is not coded

      Examples:
        | which                       | code |
        | a code that nobody has made | 999  |
        | a code of group 1           | 020  |
        | a code in other letters     | b1   |

    @inferred @Q-COD-UNKNOWN
    Scenario: what was coded before stays when the next codes are refused
      Given agent "12989" is talking to "3001234567"
      When agent "12989" codes the call "020", "B1", saying "Not today"
      And agent "12989" codes the call "021", "999", saying "In the end, yes"
      Then the API refuses with "code_2_unknown"
      And the call is coded "020", "B1", saying "Not today"

    @inferred @Q-COD-UNKNOWN
    Scenario: a code that was removed codes no more calls, and those that it coded keep it
      Given agent "12989" is talking to "3001234567"
      When agent "12989" codes the call "020", "B1"
      And "remove_cod_act" is called with
        | type_code | cod_act1 |
        | cod_act   | 020      |
      And agent "12989" codes the call "020", "B1", saying "Once more"
      Then the API refuses with "code_unknown"
      And the call is coded "020", "B1"

    @inferred @Q-COD-VOICE
    Scenario: a code that is meant for chats will do
      Given agent "12989" is talking to "3001234567"
      When "create_cod_act" is called with
        | type_code | cod_act1 |
        | cod_act   | 031      |
        | chat      | yes      |
        | voice     | no       |
      And agent "12989" codes the call "031", "B1"
      Then the API accepts with "coded"
      And the call is coded "031", "B1"

  Rule: both codes are needed

    @documented
    Scenario: without a code of group 1
      Given agent "12989" is talking to "3001234567"
      When POST "/api/v2/agentbox.php?agent_id=12989&api=type&cod_act_2=B1" is sent
      Then the API refuses with "parameter_missing" saying "SOME PARAMETERS ARE REQUIRED"
      And the request is noted as breaking "parameter-missing"

    @inferred @Q-COD2-REQUIRED @Q-EMPTY-PARAM
    Scenario Outline: the second code is <how>, of which the page asks for both
      Given agent "12989" is talking to "3001234567"
      When POST "/api/v2/agentbox.php?agent_id=12989&api=type&cod_act=020<second>" is sent
      Then the API refuses with "parameter_missing" saying "SOME PARAMETERS ARE REQUIRED"
      And the request is noted as breaking "parameter-missing"
      And the call is not coded

      Examples:
        | how      | second      |
        | left out |             |
        | empty    | &cod_act_2= |

  Rule: a comment may be given

    @inferred @Q-COMMENTS
    Scenario: there is none
      Given agent "12989" is talking to "3001234567"
      When agent "12989" codes the call "020", "B1"
      Then the API accepts with "coded"
      And the call is coded "020", "B1"

    @inferred @Q-COMMENTS
    Scenario Outline: <which>
      Given agent "12989" is talking to "3001234567"
      When agent "12989" codes the call "020", "B1", saying "<comment>"
      Then the API accepts with "coded"
      And the call is coded "020", "B1", saying "<comment>"

      Examples:
        | which                       | comment |
        | a short one                 | 0 |
        | one in any language         | ¿Mañana a las 10? Sí: 100 % & más |
        | one that is longer than 255 | The customer has moved house, waits for the new contract by mail, wants to compare it with the offer of last year, has questions about the price from the second year on, and asks to be called back on a working day between nine and eleven in the morning, never at lunch time, and not on this number. |

    @inferred @Q-PLUS
    Scenario: a raw + is a blank
      Given agent "12989" is talking to "3001234567"
      When POST "/api/v2/agentbox.php?agent_id=12989&api=type&cod_act=020&cod_act_2=B1&comments=Call+me+back" is sent
      Then the API accepts with "coded"
      And the call is coded "020", "B1", saying "Call me back"

  Rule: there must be a call to code

    @inferred @Q-TYPE-NONE @Q-NO-CALL-REPLY
    Scenario Outline: an agent who is <idle>
      Given agent "12989" is <idle>
      When agent "12989" codes the call "020", "B1"
      Then the API refuses with "no_call_to_code" saying "Agent_id 12989 does not have a call to code."

      Examples:
        | idle       |
        | Ready      |
        | in "Lunch" |
        | in ACW     |

    @inferred @Q-TYPE-NONE @Q-TYPE-STATE
    Scenario: a call that rings is none yet
      Given an inbound call with "3001234567" rings at agent "12989"
      When agent "12989" codes the call "020", "B1"
      Then the API refuses with "no_call_to_code"
      And the call is not coded
      And the call rings at "12989"

    @inferred @Q-TYPE-NONE @Q-TYPE-STATE
    Scenario Outline: the ACW is over, the agent <went on>
      Given agent "12989" is in ACW after an inbound call with "3001234567"
      When agent "12989" changes status to "<status>"
      And agent "12989" codes the call "020", "B1"
      Then the API refuses with "no_call_to_code"
      And the call is not coded

      Examples:
        | went on      | status |
        | became Ready | ready  |
        | took a break | 101    |

  Rule: only an agent who is there can code

    @inferred @Q-AGENT-UNKNOWN
    Scenario: an agent whom nobody knows
      When agent "99999" codes the call "020", "B1"
      Then the API refuses with "agent_unknown" saying "Agent_id 99999 does not exist in your operation."

    @inferred @Q-AGENT-OFFLINE
    Scenario: an agent who is logged out
      Given agent "12989" is logged out
      When agent "12989" codes the call "020", "B1"
      Then the API refuses with "agent_logged_out" saying "Agent_id 12989 is not logged in."

    @inferred @Q-CHECK-ORDER
    Scenario Outline: the codes are looked at before an agent who is <there>
      Given agent "12989" is <there>
      When agent "12989" codes the call "<code>", "<code 2>"
      Then the API refuses with "<outcome>"

      Examples:
        | there      | code | code 2 | outcome        |
        | logged out | 999  | 999    | code_unknown   |
        | logged out | 020  | 999    | code_2_unknown |
        | Ready      | 999  | B1     | code_unknown   |
