Feature: Hanging up, coding and Ready in one step
  An application ends an agent's call, stores what it was about, and makes the agent Ready for the next one.
  https://www.wolkvox.com/en/hang-up-disposition-and-ready-agent-v2/

  Rule: the call ends, it is coded, and the agent is Ready

    @documented
    Scenario: all three at once
      Given agent "12989" is talking to "3001234567"
      When agent "12989" hangs up, codes the call "020", "B1", saying "Call me back", and is Ready
      Then the API accepts
      And the call has ended, by the agent
      And the call is coded "020", "B1", saying "Call me back"
      And agent "12989" is Ready

    @example
    Scenario: what the vendor's sample shows
      Given agent "12989" is talking to "3001234567"
      When agent "12989" hangs up, codes the call "020", "B1", saying "Call me back", and is Ready
      Then the API accepts with "coded_and_ready" saying "Type has been successful"
      And the reply is
        """
        {
            "code": "200",
            "error": null,
            "msg": "Type has been successful"
        }
        """

    @inferred
    Scenario Outline: after <a call> too
      Given agent "12989" is talking to "3001234567" on <a call>
      When agent "12989" hangs up, codes the call "020" and is Ready
      Then the API accepts with "coded_and_ready"
      And agent "12989" is Ready

      Examples:
        | a call            |
        | an inbound call   |
        | a predictive call |
        | a manual call     |

    @inferred
    Scenario: a call on hold ends like any other
      Given agent "12989" is talking to "3001234567"
      When agent "12989" toggles hold
      And agent "12989" hangs up, codes the call "020" and is Ready
      Then the API accepts with "coded_and_ready"
      And the call has ended, by the agent
      And the call is not on hold

    @inferred
    Scenario: the agent is Ready, whatever state the call was dialled from
      Given agent "12989" is in "Lunch"
      When agent "12989" dials "3001234567"
      And agent "12989" hangs up, codes the call "020" and is Ready
      Then the API accepts with "coded_and_ready"
      And agent "12989" is Ready

    @inferred @mock
    Scenario: the next call can come at once
      Given agent "12989" is talking to "3001234567"
      When agent "12989" hangs up, codes the call "020" and is Ready
      And an inbound call with "6041234567" comes in for agent "12989"
      Then agent "12989" is ringing

    @inferred
    Scenario: these codes replace those that the call had
      Given agent "12989" is talking to "3001234567"
      When agent "12989" codes the call "020", "B1", saying "Not today"
      And agent "12989" hangs up, codes the call "021" and is Ready
      Then the API accepts with "coded_and_ready"
      And the call is coded "021"

    @inferred @Q-AUX-WINDOW
    Scenario: there is no ACW, and so no auxiliary call after it
      Given agent "12989" is talking to "3001234567" on a predictive call
      When agent "12989" hangs up, codes the call "020" and is Ready
      And agent "12989" makes an auxiliary call to "3001234567"
      Then the API refuses with "no_predictive_call"

  Rule: the second code may be left out

    @documented
    Scenario: one code
      Given agent "12989" is talking to "3001234567"
      When agent "12989" hangs up, codes the call "020", saying "Call me back", and is Ready
      Then the API accepts
      And the call is coded "020", saying "Call me back"

    @inferred @Q-EMPTY-PARAM
    Scenario: an empty one is left out
      Given agent "12989" is talking to "3001234567"
      When POST "/api/v2/agentbox.php?agent_id=12989&api=hang_type_ready&cod_act=020&cod_act_2=&comments=" is sent
      Then the API accepts with "coded_and_ready"
      And the call is coded "020"

    @inferred @Q-DUP-PARAM
    Scenario: of a code that is sent twice the last one counts
      Given agent "12989" is talking to "3001234567"
      When POST "/api/v2/agentbox.php?agent_id=12989&api=hang_type_ready&cod_act=020&cod_act=021" is sent
      Then the API accepts with "coded_and_ready"
      And the request is noted as breaking "parameter-repeated"
      And the call is coded "021"

    @documented
    Scenario: the first code is needed
      Given agent "12989" is talking to "3001234567"
      When POST "/api/v2/agentbox.php?agent_id=12989&api=hang_type_ready&cod_act_2=B1" is sent
      Then the API refuses with "parameter_missing" saying "SOME PARAMETERS ARE REQUIRED"
      And the request is noted as breaking "parameter-missing"
      And the call goes on

  Rule: a comment may be given

    @inferred @Q-COMMENTS
    Scenario: there is none
      Given agent "12989" is talking to "3001234567"
      When agent "12989" hangs up, codes the call "020", "B1" and is Ready
      Then the API accepts with "coded_and_ready"
      And the call is coded "020", "B1"

  Rule: a code must exist in its group, and nothing is done when it does not

    @inferred @Q-COD-UNKNOWN
    Scenario Outline: <which> is none of group 1
      Given agent "12989" is talking to "3001234567"
      When agent "12989" hangs up, codes the call "<code>" and is Ready
      Then the API refuses with "code_unknown" saying "Code <code> does not exist in your operation."
      And the call goes on
      And the call is not coded
      And agent "12989" is talking to "3001234567"

      Examples:
        | which                       | code |
        | a code that nobody has made | 999  |
        | a code of group 2           | B1   |

    @inferred @Q-COD-UNKNOWN
    Scenario Outline: <which> is none of group 2
      Given agent "12989" is talking to "3001234567"
      When agent "12989" hangs up, codes the call "020", "<code>" and is Ready
      Then the API refuses with "code_2_unknown" saying "Code_2 <code> does not exist in your operation."
      And the call goes on
      And the call is not coded

      Examples:
        | which                       | code |
        | a code that nobody has made | 999  |
        | a code of group 1           | 020  |

    @inferred @Q-COD-VOICE
    Scenario: a code that is meant for chats will do
      Given agent "12989" is talking to "3001234567"
      When "create_cod_act" is called with
        | type_code | cod_act1 |
        | cod_act   | 031      |
        | chat      | yes      |
        | voice     | no       |
      And agent "12989" hangs up, codes the call "031" and is Ready
      Then the API accepts with "coded_and_ready"
      And the call is coded "031"

  Rule: the call must be active

    @documented
    Scenario Outline: the request does not succeed for an agent who is <idle>
      Given agent "12989" is <idle>
      When agent "12989" hangs up, codes the call "020" and is Ready
      Then the API refuses
      And agent "12989" is <idle>

      Examples:
        | idle       |
        | Ready      |
        | in "Lunch" |
        | in ACW     |

    @inferred @Q-NO-CALL-REPLY
    Scenario Outline: what an agent is told who is <idle>
      Given agent "12989" is <idle>
      When agent "12989" hangs up, codes the call "020" and is Ready
      Then the API refuses with "no_active_call" saying "Agent_id 12989 does not have an active call."

      Examples:
        | idle   |
        | Ready  |
        | in ACW |

    @inferred @Q-NO-CALL-REPLY
    Scenario: a call that rings is not active yet
      Given an inbound call with "3001234567" rings at agent "12989"
      When agent "12989" hangs up, codes the call "020" and is Ready
      Then the API refuses with "no_active_call"
      And the call rings at "12989"
      And the call is not coded

    @inferred @Q-NO-CALL-REPLY
    Scenario: a call that has ended is not active any more
      Given agent "12989" is in ACW after an inbound call with "3001234567"
      When agent "12989" hangs up, codes the call "020" and is Ready
      Then the API refuses with "no_active_call"
      And the call is not coded
      And agent "12989" is in ACW

  Rule: only an agent who is there has a call

    @inferred @Q-AGENT-UNKNOWN
    Scenario: an agent whom nobody knows
      When agent "99999" hangs up, codes the call "020" and is Ready
      Then the API refuses with "agent_unknown" saying "Agent_id 99999 does not exist in your operation."

    @inferred @Q-AGENT-OFFLINE
    Scenario: an agent who is logged out
      Given agent "12989" is logged out
      When agent "12989" hangs up, codes the call "020" and is Ready
      Then the API refuses with "agent_logged_out" saying "Agent_id 12989 is not logged in."

    @inferred @Q-CHECK-ORDER
    Scenario Outline: the codes are looked at before an agent who is <there>
      Given agent "12989" is <there>
      When agent "12989" hangs up, codes the call "999" and is Ready
      Then the API refuses with "code_unknown"

      Examples:
        | there      |
        | logged out |
        | Ready      |
