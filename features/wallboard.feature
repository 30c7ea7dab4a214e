Feature: The wallboard
  What a supervisor watches: agents with their calls, and skills with their queues. The real product has one of its own, which no
  page describes; what this one counts is ours, but for the calls of a skill, which are counted as the API counts them.

  Background:
    Given the clock stands at "2026-03-02T10:00:00-05:00"
    And agent "12989" is in "Lunch"
    And agent "12990" is in "Lunch"
    And agent "12991" is Ready
    And agent "12989" is in skill "4012" with expertise "5"
    And agent "12990" is in skill "4012" with expertise "5"
    And agent "12991" is in skill "4012" with expertise "9"

  Rule: a skill shows who waits, and what has become of the calls of the day

    @inferred @mock
    Scenario: one is answered too late, one hangs up, one is answered at once
      Then the wallboard shows skill "4012" with
        | name    | waiting | members | ready | talking | answered | abandoned | service_level |
        | Support | 0       | 3       | 1     | 0       | 0        | 0         |               |
      When an inbound call with "3001111111" comes to skill "4012"
      And an inbound call with "3002222222" comes to skill "4012"
      Then the wallboard shows skill "4012" with
        | waiting | oldest               | ready | talking | service_level |
        | 2       | 2026-03-02T15:00:00Z | 0     | 0       |               |
      When the clock advances by "21s"
      And agent "12991" picks up
      And the customer with "3002222222" hangs up
      Then the wallboard shows skill "4012" with
        | waiting | oldest | talking | answered | abandoned | service_level |
        | 0       |        | 1       | 1        | 1         | 0             |
      When agent "12989" changes status to "ready"
      And an inbound call with "3003333333" comes to skill "4012"
      And the clock advances by "20s"
      And agent "12989" picks up
      And an inbound call with "3004444444" comes to skill "4012"
      And the clock advances by "1s"
      And the customer with "3004444444" hangs up
      Then the wallboard shows skill "4012" with
        | waiting | talking | answered | abandoned | service_level |
        | 0       | 2       | 2        | 2         | 0.25          |

    @inferred @mock
    Scenario: the next day begins with nothing
      When an inbound call with "3001111111" comes to skill "4012"
      And agent "12991" picks up
      And the clock is set to "2026-03-03T00:00:00-05:00"
      Then the wallboard shows skill "4012" with
        | waiting | talking | answered | service_level |
        | 0       | 1       | 0        |               |

  Rule: an agent shows what it does, and with whom

    @inferred @mock
    Scenario: on hold
      When an inbound call with "3001111111" comes to skill "4012"
      And agent "12991" picks up
      And agent "12991" toggles hold
      Then the wallboard shows agent "12991" with
        | kind | state | type    | phone      | on_hold | muted | skill_id |
        | talk | Talk  | inbound | 3001111111 | true    | false | 4012     |
      And the wallboard shows agent "12989" with
        | kind      | status | state | phone |
        | auxiliary | 102    | Lunch |       |
