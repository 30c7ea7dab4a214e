Feature: A call center that lives by itself
  The simulator lets customers call, campaigns dial, and agents do their work, so that a demo, or a test, has a busy contact
  center around it. It is the mock's own; no page of the service knows it.

  Background:
    Given the clock stands at "2026-03-02T10:00:00-05:00"
    And agent "12991" is Ready
    And agent "12991" is in skill "4012" with expertise "5"

  Rule: an agent picks up, talks, wraps up and codes the call, and is Ready

    @inferred @mock
    Scenario: a call from beginning to end
      When the test sets "/simulator" to {"running": true, "load": 0}
      And an inbound call with "3001111111" comes in for agent "12991"
      Then the call rings at "12991"
      When the clock advances by "15s"
      Then agent "12991" is talking to "3001111111"
      When the clock advances by "1h"
      Then agent "12991" is Ready
      And the call has ended

    @inferred @mock
    Scenario: an agent who is on a break comes back
      When the test sets "/simulator" to {"running": true, "load": 0}
      And agent "12991" changes status to "102"
      And the clock advances by "1h"
      Then agent "12991" is Ready

    @inferred @mock
    Scenario: while it does not run, nobody does anything
      When an inbound call with "3001111111" comes in for agent "12991"
      And the clock advances by "1h"
      Then the call rings at "12991"

  Rule: an agent who is manual is left alone

    @inferred @mock
    Scenario: nobody picks up for a manual agent
      When the test sets "/agents/12991" to {"manual": true}
      And the test sets "/simulator" to {"running": true, "load": 20}
      And an inbound call with "3001111111" comes in for agent "12991"
      And the clock advances by "1h"
      Then the call rings at "12991"

    @inferred @mock
    Scenario: no simulated call comes to a manual agent
      When the test sets "/agents/12991" to {"manual": true}
      And the test sets "/simulator" to {"running": true, "load": 20}
      And the clock advances by "3h"
      Then agent "12991" is Ready

    @inferred @mock
    Scenario: a call that is not simulated does, as ever
      When the test sets "/agents/12991" to {"manual": true}
      And the test sets "/simulator" to {"running": true, "load": 0}
      And an inbound call with "3001111111" comes to skill "4012"
      Then the call rings at "12991"

  Rule: customers call its skills

    @inferred @mock
    Scenario: agents are busy
      When the test sets "/simulator" to {"running": true, "load": 20}
      And the clock advances by "3h"
      And "calls_last_10" is called
      Then the API accepts with "calls_found"

    @inferred @mock
    Scenario: one that is stopped leaves everything as it is
      When the test sets "/simulator" to {"running": true, "load": 0}
      And an inbound call with "3001111111" comes in for agent "12991"
      And the clock advances by "15s"
      And the test sets "/simulator" to {"running": false}
      And the clock advances by "3h"
      Then agent "12991" is talking to "3001111111"

  Rule: campaigns dial their records while agents of their skill are Ready

    @inferred @mock @Q-CAMPAIGN-DIAL
    Scenario: the records of a campaign are used up, and gone through again
      When the test sets "/campaigns/7224" to {"skill_id": "4012", "customers": [{"customer_id": "1", "customer_name": "Luz", "phones": ["3001234567"]}]}
      And the test sets "/simulator" to {"running": true, "load": 0}
      And the clock advances by "3h"
      Then the campaign has been recycled

    @inferred @mock @Q-CAMPAIGN-DIAL
    Scenario: a campaign that is stopped does not dial
      When the test sets "/campaigns/7224" to {"skill_id": "4012", "status": "stopped", "customers": [{"customer_id": "1", "customer_name": "Luz", "phones": ["3001234567"]}]}
      And the test sets "/simulator" to {"running": true, "load": 0}
      And the clock advances by "3h"
      Then the campaign has not been recycled
      And agent "12991" is Ready
