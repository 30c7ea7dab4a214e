Feature: Deleting a callback
  An application takes a promised call back. The operation itself is described in the vendor's Postman collection only.
  https://www.wolkvox.com/en/apis-v2-2/

  Background:
    Given agent "12989" is Ready
    And agent "12989" has an auto callback to customer "1" on "3001234567" for "20991122101520"
    And agent "12989" has a manual callback to customer "2" on "3007654321" for "20991122101520"

  Rule: a deleted callback is not made

    @documented
    Scenario: a manual one leaves the agent's list
      When agent "12989" deletes the manual callback to customer "2" on "3007654321"
      Then the API accepts
      And the callbacks are
        | customer_id |
        | 1           |

    @inferred @Q-DELETE-RECALL-READ
    Scenario: neither is read any more
      When agent "12989" deletes the auto callback to customer "1" on "3001234567"
      And "real_time_recall" is called
      Then the API accepts with "recalls_found" saying "1 records were found"
      And the answer lists
        | type_recall | phone_number |
        | manual      | 3007654321   |
      When agent "12989" deletes the manual callback to customer "2" on "3007654321"
      And "real_time_recall" is called
      Then the API refuses with "none_found" saying "0 records were found"
      And there are no callbacks

    @inferred @Q-DELETE-RECALL-READ
    Scenario: the record of an auto one stays, so that it can be deleted again
      When agent "12989" deletes the auto callback to customer "1" on "3001234567"
      And agent "12989" deletes the auto callback to customer "1" on "3001234567"
      Then the API accepts with "recall_deleted"

    @inferred @Q-EDIT-RECALL-KEY
    Scenario: a manual one is gone, and cannot
      When agent "12989" deletes the manual callback to customer "2" on "3007654321"
      And agent "12989" deletes the manual callback to customer "2" on "3007654321"
      Then the API refuses with "recall_unknown" saying "Customer 2 does not have a recall to 3007654321 in campaign 7224."

  Rule: campaign, customer, phone number and style say which callback is meant

    @inferred @Q-RECALL-RECORD
    Scenario: the customer must be one of the campaign
      When agent "12989" deletes the auto callback to customer "3" on "3001234567"
      Then the API refuses with "record_unknown" saying "Customer 3 does not exist in campaign 7224."

    @inferred @Q-EDIT-RECALL-KEY
    Scenario: another number has no callback
      When agent "12989" deletes the auto callback to customer "1" on "3007654321"
      Then the API refuses with "recall_unknown" saying "Customer 1 does not have a recall to 3007654321 in campaign 7224."

    @inferred @Q-RECALL-STYLE-MISMATCH
    Scenario Outline: one of another style is not meant: <style>
      When agent "12989" deletes the <style> callback to customer "<customer>" on "<phone>"
      Then the API refuses with "recall_unknown" saying "Customer <customer> does not have a recall to <phone> in campaign 7224."
      And the callbacks are
        | customer_id | style  | state     |
        | 1           | auto   | scheduled |
        | 2           | manual | scheduled |

      Examples:
        | style  | customer | phone      |
        | manual | 1        | 3001234567 |
        | auto   | 2        | 3007654321 |

  Rule: the agent must be logged in

    @inferred @Q-AGENT-OFFLINE @Q-EDIT-RECALL-AGENT
    Scenario: an agent who is logged out
      Given agent "12989" is logged out
      When agent "12989" deletes the auto callback to customer "1" on "3001234567"
      Then the API refuses with "agent_logged_out" saying "Agent_id 12989 is not logged in."
      And the callbacks are
        | customer_id |
        | 1           |
        | 2           |

    @inferred @Q-EDIT-RECALL-AGENT @Q-EDIT-RECALL-KEY
    Scenario: it may be another agent than the one who has the callback
      Given agent "12989" is logged out
      And agent "12991" is in "Lunch"
      When agent "12991" deletes the manual callback to customer "2" on "3007654321"
      Then the API accepts with "recall_deleted"
      And the callbacks are
        | customer_id |
        | 1           |
