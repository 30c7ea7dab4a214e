Feature: What a client does wrong over time
  Some mistakes are in no single request: they show when it is held against those before it. The mock answers as ever, and
  notes the rule in its journal. What is only a guess counts as info, and no read of a person beside the client counts as the
  client's.

  Background:
    Given agent "12989" is talking to "3001234567"
    And agent "12991" is Ready

  Rule: a token is used by one request at a time

    @inferred @mock
    Scenario: two at once
      Given a gate holds the next request for "hang"
      When agent "12989" hangs up and waits
      And agent "12991" changes status to "101"
      Then the API refuses with "token_busy"
      And the request is noted as breaking "token-concurrent"
      When the gate opens
      Then the API accepts with "hung_up"

    @inferred @mock
    Scenario: two clients with a token each
      Given a gate holds the next request for "hang"
      When agent "12989" hangs up and waits
      And the application takes a second token of the account
      And agent "12991" changes status to "101"
      Then the API accepts with "status_changed"
      And the request is noted as breaking nothing
      When the gate opens
      Then the API accepts with "hung_up"

  Rule: what counts each time is not sent again blindly when its answer was lost

    @inferred @mock
    Scenario: a hold, and once more
      Given the next "hold" will be done but lost
      When "real_time_agents" is called
      And agent "12989" toggles hold
      Then no answer comes
      When agent "12989" toggles hold
      Then the API accepts with "hold_toggled"
      And the call is not on hold
      And the request is noted as breaking "retry-unchecked"

    @inferred @mock
    Scenario: a dial, and once more
      Given the next "dial" will be done but lost
      When agent "12991" dials "3007654321"
      Then no answer comes
      When agent "12991" dials "3007654321"
      Then the API refuses with "agent_on_call"
      And the request is noted as breaking "retry-unchecked"

    @inferred @mock
    Scenario: after a look at the agents
      Given the next "hold" will be lost
      When agent "12989" toggles hold
      Then no answer comes
      When "real_time_agents" is called
      And agent "12989" toggles hold
      Then the API accepts with "hold_toggled"
      And the request is noted as breaking nothing

  Rule: a refusal has a reason, which no repetition takes away

    @inferred
    Scenario: the same again
      When agent "12991" hangs up
      Then the API refuses with "no_active_call"
      When agent "12991" hangs up
      Then the API refuses with "no_active_call"
      And the request is noted as breaking "refusal-repeated"

    @inferred @mock
    Scenario: something has happened in between
      When agent "12991" hangs up
      Then the API refuses with "no_active_call"
      When an inbound call with "3007654321" comes in for agent "12991"
      And the customer with "3007654321" hangs up
      And agent "12991" hangs up
      Then the API refuses with "no_active_call"
      And the request is noted as breaking nothing

    @inferred
    Scenario: the next request goes on as if the one before had worked
      Given agent "12993" is in ACW
      When agent "12993" dials "3007654321"
      Then the API refuses with "dial_forbidden"
      When agent "12993" hangs up
      Then the API refuses with "no_active_call"
      And the request is noted as breaking "refusal-ignored"

    @inferred
    Scenario: the next request ends another call than the client may think
      When agent "12989" dials "3007654321"
      Then the API refuses with "agent_on_call"
      When agent "12989" hangs up
      Then the API accepts with "hung_up"
      And the request is noted as breaking "refusal-unread"

  Rule: who is logged out can be asked for nothing

    @inferred
    Scenario: logged out all along
      Given agent "12992" is logged out
      When agent "12992" dials "3007654321"
      Then the API refuses with "agent_logged_out"
      And the request is noted as breaking "agent-logged-out"

    @inferred @mock
    Scenario: logged out a moment ago
      When agent "12991" changes status to "101"
      And agent "12991" logs out
      And agent "12991" dials "3007654321"
      Then the API refuses with "agent_logged_out"
      And the request is noted as breaking nothing

  Rule: what no answer tells is read before

    @inferred
    Scenario: mute, unseen
      When agent "12989" toggles mute
      Then the API accepts with "mute_toggled"
      And the request is noted as breaking "state-unread"

  Rule: who only watches asks every five minutes

    @documented @mock
    Scenario: three times in three minutes
      When "real_time_agents" is called
      And the clock advances by "1m"
      And "real_time_agents" is called
      And the clock advances by "1m"
      And "real_time_agents" is called
      Then the API accepts
      And the request is noted as breaking "polling-fast"

    @documented @mock
    Scenario: at the pace that the pages advise
      When "real_time_agents" is called
      And the clock advances by "5m"
      And "real_time_agents" is called
      And the clock advances by "5m"
      And "real_time_agents" is called
      Then the API accepts
      And the request is noted as breaking nothing

  Rule: no more than the pages allow

    @inferred @Q-UPLOAD-TYPES
    Scenario: too many audios
      When 51 files of 1 bytes are uploaded by "upload_audio"
      Then the API refuses with "too_many_files"
      And the request is noted as breaking "limit-exceeded"
