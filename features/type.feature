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
      Given the clock stands at "2026-03-02T10:00:00-05:00"
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

  Rule: the later codes replace the earlier ones

    @inferred @Q-TYPE-TWICE
    Scenario: a second time, in ACW, and the comment goes with its codes
      Given agent "12989" is talking to "3001234567"
      When agent "12989" codes the call "020", "B1", saying "Not today"
      And agent "12989" hangs up
      And agent "12989" codes the call "021", "B1"
      Then the API accepts with "coded"
      And the call is coded "021", "B1"

  Rule: a code must exist in its group

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
        | which               | comment                           |
        | a short one         | 0                                 |
        | one in any language | ¿Mañana a las 10? Sí: 100 % & más |

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
