Feature: Callbacks when they are due
  The system dials an auto callback at its time, and the agent dials a manual one. How they are scheduled stands in
  recall.feature; this is what becomes of them.
  https://www.wolkvox.com/en/schedule-callback-in-predictive-dialing-agent-v2

  Background:
    Given the clock stands at "2026-03-02T10:00:00-05:00"
    And agent "12989" is Ready

  Rule: an auto callback rings at its agent

    @documented @mock
    Scenario: at its time, when it was scheduled 30 minutes ahead or more
      Given agent "12989" has an auto callback to customer "1" on "3001234567" for "20260302110000"
      When the clock is set to "2026-03-02T10:59:59-05:00"
      Then agent "12989" is Ready
      When the clock is set to "2026-03-02T11:00:00-05:00"
      Then the callback to customer "1" on "3001234567" rings at agent "12989"

    @inferred @mock
    Scenario: on the number that was promised, as a predictive call of its campaign, to its customer
      Given agent "12989" has an auto callback to customer "1" on "3001234567" for "20260302110000"
      When the clock is set to "2026-03-02T11:00:00-05:00"
      Then the callback to customer "1" on "3001234567" rings at agent "12989"
      And the call is for customer "1", "Luz Mora"

    @inferred @mock @Q-TIMEZONE
    Scenario: the time is that of Bogota, whatever zone the clock was set in
      Given agent "12989" has an auto callback to customer "1" on "3001234567" for "20260302110000"
      When the clock is set to "2026-03-02T15:59:59Z"
      Then agent "12989" is Ready
      When the clock is set to "2026-03-02T16:00:00Z"
      Then the callback to customer "1" on "3001234567" rings at agent "12989"

    @inferred @mock
    Scenario: once it rings it is over, also when nobody answers
      Given agent "12989" has an auto callback to customer "1" on "3001234567" for "20260302110000"
      When the clock is set to "2026-03-02T11:00:00-05:00"
      Then the callback to customer "1" on "3001234567" rings at agent "12989"
      And there are no callbacks
      When the customer hangs up
      Then agent "12989" is Ready
      When the clock advances by "24h"
      Then agent "12989" is Ready

    @inferred @mock @Q-AUX-WINDOW
    Scenario: what follows is what follows any call of a campaign
      Given agent "12989" has an auto callback to customer "1" on "3001234567" for "20260302110000"
      When the clock is set to "2026-03-02T11:00:00-05:00"
      And agent "12989" picks up
      Then agent "12989" is talking to "3001234567"
      When agent "12989" hangs up
      And agent "12989" makes an auxiliary call to "6041234567"
      Then the API accepts with "called"

    @inferred @mock @Q-RECALL-OLD-CAMPAIGN
    Scenario: and its customer can be promised another one, with the older signature
      Given agent "12989" has an auto callback to customer "2" on "3001234567" for "20260302110000"
      When the clock is set to "2026-03-02T11:00:00-05:00"
      And agent "12989" picks up
      And agent "12989" schedules an auto callback on "3001234567" for "20260302150000"
      Then the API accepts with "recall_scheduled"
      And the callbacks are
        | customer_id | state     | due                  |
        | 2           | scheduled | 2026-03-02T15:00:00-05:00 |

  Rule: the service looks at minutes that are multiples of 6, ten minutes ahead

    # https://helpcenter.wolkvox.com/ "How Does Call Rescheduling Work" states the process and advises 30 minutes. What it
    # makes of a callback that was scheduled late follows from it, by our reading.
    @inferred @mock @Q-RECALL-DATE
    Scenario Outline: scheduled at <now> for <due>, it rings at <rings>: <why>
      When the clock is set to "2026-03-02T<now>-05:00"
      And agent "12989" schedules an auto callback to customer "1" on "3001234567" for "<date>"
      And the clock is set to "2026-03-02T12:00:00-05:00"
      Then the callback to customer "1" on "3001234567" rings at agent "12989", since "2026-03-02T<rings>-05:00"

      Examples:
        | now      | due      | date           | rings    | why                                        |
        | 10:30:00 | 11:00:00 | 20260302110000 | 11:00:00 | 30 minutes ahead, which is advised         |
        | 10:54:00 | 11:00:00 | 20260302110000 | 11:00:00 | 10:54 sees it                              |
        | 10:54:01 | 11:00:00 | 20260302110000 | 11:00:00 | 11:00 sees it, just in time                |
        | 11:00:00 | 11:09:59 | 20260302110959 | 11:09:59 | 11:00 sees it, within the ten minutes      |
        | 11:00:01 | 11:05:00 | 20260302110500 | 11:06:00 | 11:00 has missed it, 11:06 sees it late    |
        | 11:06:01 | 11:10:01 | 20260302111001 | 11:12:00 | neither 11:00 nor 11:06 has seen it        |
        | 11:03:30 | 11:03:30 | 20260302110330 | 11:06:00 | it is due now                              |
        | 11:03:30 | 09:00:00 | 20260302090000 | 11:06:00 | it is past, the next round sees it         |
        | 11:06:00 | 09:00:00 | 20260302090000 | 11:06:00 | it is past, and a round sees it right away |

    @inferred @mock
    Scenario: when each of them is acted upon can be looked up
      Given agent "12989" has an auto callback to customer "1" on "3001234567" for "20260302110000"
      And agent "12989" has a manual callback to customer "2" on "3007654321" for "20260302100500"
      When the clock advances by "1s"
      And agent "12989" schedules a manual callback to customer "2" on "6041234567" for "20260302100500"
      Then the callbacks are
        | phone      | state     | due                  | fires                |
        | 3001234567 | scheduled | 2026-03-02T11:00:00-05:00 | 2026-03-02T11:00:00-05:00 |
        | 3007654321 | scheduled | 2026-03-02T10:05:00-05:00 | 2026-03-02T10:05:00-05:00 |
        | 6041234567 | scheduled | 2026-03-02T10:05:00-05:00 | 2026-03-02T10:06:00-05:00 |

  Rule: an agent who is not Ready is waited for

    @inferred @mock
    Scenario Outline: an agent who is <busy>, until ready again
      Given agent "12989" has an auto callback to customer "1" on "3001234567" for "20260302110000"
      And agent "12989" is <busy>
      When the clock is set to "2026-03-02T11:20:00-05:00"
      Then agent "12989" is <busy>
      And the callbacks are
        | phone      | state   |
        | 3001234567 | waiting |
      When agent "12989" changes status to "ready"
      Then the API accepts
      And the callback to customer "1" on "3001234567" rings at agent "12989", since "2026-03-02T11:20:00-05:00"
      And there are no callbacks

      Examples:
        | busy       |
        | in "Lunch" |
        | in ACW     |

    @inferred @mock
    Scenario: an agent on a call, until it has been coded
      Given agent "12989" has an auto callback to customer "1" on "3001234567" for "20260302110000"
      And agent "12989" is talking to "6041234567"
      When the clock is set to "2026-03-02T11:20:00-05:00"
      Then agent "12989" is talking to "6041234567"
      When agent "12989" hangs up, codes the call "020" and is Ready
      Then the API accepts with "coded_and_ready"
      And the callback to customer "1" on "3001234567" rings at agent "12989"

    @inferred @mock
    Scenario: an agent who is logged out, until the login
      Given agent "12989" has an auto callback to customer "1" on "3001234567" for "20260302110000"
      And agent "12989" is logged out
      When the clock is set to "2026-03-02T11:20:00-05:00"
      Then agent "12989" is logged out
      When agent "12989" logs in
      Then the callback to customer "1" on "3001234567" rings at agent "12989"

    @inferred @mock
    Scenario: another agent, who is Ready, does not get it
      Given agent "12991" is Ready
      And agent "12989" has an auto callback to customer "1" on "3001234567" for "20260302110000"
      And agent "12989" is in "Lunch"
      When the clock is set to "2026-03-02T11:20:00-05:00"
      Then agent "12991" is Ready
      And agent "12989" is in "Lunch"

    @inferred @mock
    Scenario: those that wait ring one after the other, the first that was due first
      Given agent "12989" has an auto callback to customer "1" on "3001234567" for "20260302111000"
      And agent "12989" has an auto callback to customer "2" on "3007654321" for "20260302110000"
      And agent "12989" is in "Lunch"
      When the clock is set to "2026-03-02T12:00:00-05:00"
      And agent "12989" changes status to "ready"
      Then the callback to customer "2" on "3007654321" rings at agent "12989"
      And the callbacks are
        | phone      | state   |
        | 3001234567 | waiting |
      When the customer hangs up
      Then the callback to customer "1" on "3001234567" rings at agent "12989"
      And there are no callbacks

    @inferred @mock @Q-DELETE-RECALL-READ
    Scenario: one that waits is still to be read
      Given agent "12989" has an auto callback to customer "1" on "3001234567" for "20260302110000"
      And agent "12989" is in "Lunch"
      When the clock is set to "2026-03-02T12:00:00-05:00"
      And "real_time_recall" is called
      Then the API accepts with "recalls_found"
      And the answer lists
        | type_recall | date_recall         | phone_number | id_agent |
        | auto        | 2026-03-02 11:00:00 | 3001234567   | 12989    |
      When agent "12989" changes status to "ready"
      And "real_time_recall" is called
      Then the API refuses with "none_found"

  Rule: time may pass at once

    @inferred @mock
    Scenario: each callback comes at its own time, in its order
      Given agent "12990" is Ready
      And agent "12991" is Ready
      And agent "12991" has an auto callback to customer "2" on "3007654321" for "20260302113000"
      And agent "12989" has an auto callback to customer "1" on "3001234567" for "20260302110000"
      And agent "12989" has an auto callback to customer "1" on "6041234567" for "20260302110100"
      And agent "12990" has a manual callback to customer "2" on "6041234567" for "20260302120000"
      And agent "12990" has an auto callback to customer "1" on "3009998877" for "20260303090000"
      When the clock advances by "8h"
      Then the callback to customer "1" on "3001234567" rings at agent "12989", since "2026-03-02T11:00:00-05:00"
      And the callback to customer "2" on "3007654321" rings at agent "12991", since "2026-03-02T11:30:00-05:00"
      And agent "12990" is Ready
      And the callbacks are
        | phone      | style  | state     |
        | 3009998877 | auto   | scheduled |
        | 6041234567 | auto   | waiting   |
        | 6041234567 | manual | notified  |

    @inferred @mock
    Scenario: it makes no difference that nobody asked meanwhile
      Given agent "12989" has an auto callback to customer "1" on "3001234567" for "20260302110000"
      When the clock is set to "2026-03-02T11:00:00-05:00"
      And the clock is set to "2026-03-02T15:00:00-05:00"
      Then agent "12989" has been in this state for "4h"

  Rule: whoever must not be called is not called

    @inferred @mock
    Scenario: a customer whom the campaign must not call any more
      Given agent "12989" has an auto callback to customer "1" on "3001234567" for "20260302110000"
      When "block_predictive_dnc" is called with
        | id_campaing | 7224 |
        | id_cliente  | 1    |
      And the clock is set to "2026-03-02T12:00:00-05:00"
      Then agent "12989" is Ready
      And there are no callbacks

    @inferred @mock @Q-DNC-DIAL
    Scenario: a number on the do-not-call list for calls out
      Given agent "12989" has an auto callback to customer "1" on "3001234567" for "20260302110000"
      When "add_dnc" is called with
        | type_call  | outbound   |
        | telephones | 3001234567 |
      And the clock is set to "2026-03-02T12:00:00-05:00"
      Then agent "12989" is Ready
      And there are no callbacks

    @inferred @mock
    Scenario: of two that wait, the other one rings
      Given agent "12989" has an auto callback to customer "1" on "3001234567" for "20260302110000"
      And agent "12989" has an auto callback to customer "2" on "3007654321" for "20260302111000"
      And agent "12989" is in "Lunch"
      When the clock is set to "2026-03-02T12:00:00-05:00"
      And "block_predictive_dnc" is called with
        | id_campaing | 7224 |
        | id_cliente  | 1    |
      And agent "12989" changes status to "ready"
      Then the callback to customer "2" on "3007654321" rings at agent "12989"
      And there are no callbacks

  Rule: a manual callback is the agent's to dial

    @documented @mock
    Scenario: the system does not dial it
      Given agent "12989" has a manual callback to customer "1" on "3001234567" for "20260302110000"
      When the clock is set to "2026-03-02T12:00:00-05:00"
      Then agent "12989" is Ready
      And agent "12989" has no call

    @inferred @mock
    Scenario Outline: the agent is notified in any state: <state>
      Given agent "12989" has a manual callback to customer "1" on "3001234567" for "20260302110000"
      And agent "12989" is <state>
      When the clock is set to "2026-03-02T10:59:59-05:00"
      Then the callbacks are
        | phone      | state     |
        | 3001234567 | scheduled |
      When the clock is set to "2026-03-02T11:00:00-05:00"
      Then the callbacks are
        | phone      | state    |
        | 3001234567 | notified |
      And agent "12989" is <state>

      Examples:
        | state                   |
        | Ready                   |
        | in "Lunch"              |
        | in ACW                  |
        | talking to "6041234567" |
        | logged out              |

    @inferred @mock
    Scenario: it is done once the agent dials the number
      Given agent "12989" has a manual callback to customer "1" on "3001234567" for "20260302110000"
      When the clock is set to "2026-03-02T12:00:00-05:00"
      And agent "12989" dials "3001234567"
      Then the API accepts with "dialled"
      And there are no callbacks

    @inferred @mock
    Scenario: an auxiliary call to the number will do
      Given agent "12989" has a manual callback to customer "1" on "3001234567" for "20260302110000"
      And agent "12989" is in ACW after a predictive call with "6041234567"
      When the clock is set to "2026-03-02T12:00:00-05:00"
      And agent "12989" makes an auxiliary call to "3001234567"
      Then the API accepts with "called"
      And there are no callbacks

    @inferred @mock
    Scenario Outline: it stays when <what>
      Given agent "12991" is Ready
      And agent "12989" has a manual callback to customer "1" on "3001234567" for "20260302110000"
      When the clock is set to "2026-03-02T<at>-05:00"
      And agent "<who>" dials "<number>"
      Then the API accepts with "dialled"
      And the callbacks are
        | phone      | state   |
        | 3001234567 | <state> |

      Examples:
        | what                      | at       | who   | number     | state     |
        | another number is dialled | 12:00:00 | 12989 | 6041234567 | notified  |
        | another agent dials it    | 12:00:00 | 12991 | 3001234567 | notified  |
        | it is dialled before time | 10:30:00 | 12989 | 3001234567 | scheduled |

    @inferred @mock @Q-DNC-DIAL
    Scenario: a number that is blocked meanwhile cannot be dialled, and the callback stays
      Given agent "12989" has a manual callback to customer "1" on "3001234567" for "20260302110000"
      When "add_dnc" is called with
        | type_call  | outbound   |
        | telephones | 3001234567 |
      And the clock is set to "2026-03-02T12:00:00-05:00"
      And agent "12989" dials "3001234567"
      Then the API refuses with "number_blocked"
      And the callbacks are
        | phone      | state    |
        | 3001234567 | notified |

  Rule: what was changed counts

    @inferred @mock @Q-RECALL-DUP
    Scenario: one that was replaced rings at its new time only
      Given agent "12989" has an auto callback to customer "1" on "3001234567" for "20260302110000"
      And agent "12989" has an auto callback to customer "1" on "3001234567" for "20260302130000"
      When the clock is set to "2026-03-02T12:59:59-05:00"
      Then agent "12989" is Ready
      When the clock is set to "2026-03-02T13:00:00-05:00"
      Then the callback to customer "1" on "3001234567" rings at agent "12989"

    @documented @mock
    Scenario: one that was given another time rings at that
      Given agent "12989" has an auto callback to customer "1" on "3001234567" for "20260302110000"
      When the callback to customer "1" on "3001234567" becomes an auto one of agent "12989" for "20260302130000"
      And the clock is set to "2026-03-02T12:59:59-05:00"
      Then agent "12989" is Ready
      When the clock is set to "2026-03-02T13:00:00-05:00"
      Then the callback to customer "1" on "3001234567" rings at agent "12989"

    @inferred @mock @Q-EDIT-RECALL-AGENT
    Scenario: one that was given to another agent rings there
      Given agent "12991" is Ready
      And agent "12989" has an auto callback to customer "1" on "3001234567" for "20260302110000"
      When the callback to customer "1" on "3001234567" becomes an auto one of agent "12991" for "20260302110000"
      And the clock is set to "2026-03-02T12:00:00-05:00"
      Then the callback to customer "1" on "3001234567" rings at agent "12991"
      And agent "12989" is Ready

    @inferred @mock @Q-EDIT-RECALL-AGENT
    Scenario: one that waits for an agent can be given to another, too
      Given agent "12991" is Ready
      And agent "12989" has an auto callback to customer "1" on "3001234567" for "20260302110000"
      And agent "12989" is in "Lunch"
      When the clock is set to "2026-03-02T12:00:00-05:00"
      And the callback to customer "1" on "3001234567" becomes an auto one of agent "12991" for "20260302123000"
      And agent "12989" changes status to "ready"
      And the clock is set to "2026-03-02T13:00:00-05:00"
      Then the callback to customer "1" on "3001234567" rings at agent "12991"
      And agent "12989" is Ready

    @inferred @mock @Q-RECALL-STYLE-MISMATCH
    Scenario: one that became manual does not ring
      Given agent "12989" has an auto callback to customer "1" on "3001234567" for "20260302110000"
      When the callback to customer "1" on "3001234567" becomes a manual one of agent "12989" for "20260302110000"
      And the clock is set to "2026-03-02T12:00:00-05:00"
      Then agent "12989" is Ready
      And the callbacks are
        | phone      | style  | state    |
        | 3001234567 | manual | notified |

    @documented @mock
    Scenario: one that was deleted does not ring
      Given agent "12989" has an auto callback to customer "1" on "3001234567" for "20260302110000"
      When agent "12989" deletes the auto callback to customer "1" on "3001234567"
      And the clock is set to "2026-03-02T12:00:00-05:00"
      Then agent "12989" is Ready

    @inferred @mock
    Scenario: neither does one that was deleted while it waited
      Given agent "12989" has an auto callback to customer "1" on "3001234567" for "20260302110000"
      And agent "12989" is in "Lunch"
      When the clock is set to "2026-03-02T12:00:00-05:00"
      And agent "12989" deletes the auto callback to customer "1" on "3001234567"
      And agent "12989" changes status to "ready"
      And the clock advances by "1h"
      Then agent "12989" is Ready
