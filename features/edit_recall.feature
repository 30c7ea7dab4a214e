Feature: Changing a callback
  An application gives a callback another date, another style or another agent. The operation itself is described in the
  vendor's Postman collection only.
  https://www.wolkvox.com/en/apis-v2-2/

  Background:
    Given agent "12989" is Ready
    And agent "12991" is Ready
    And agent "12989" has an auto callback to customer "1" on "3001234567" for "20991122101520"

  Rule: date, style and agent can change

    @documented
    Scenario: another date
      When the callback to customer "1" on "3001234567" becomes an auto one of agent "12989" for "20991123090000"
      Then the API accepts
      And the callbacks are
        | customer_id | phone      | agent_id | style | due                  |
        | 1           | 3001234567 | 12989    | auto  | 2099-11-23T09:00:00-05:00 |

    @documented
    Scenario: another agent
      When the callback to customer "1" on "3001234567" becomes a manual one of agent "12991" for "20991122101520"
      Then the API accepts
      And the callbacks are
        | customer_id | phone      | agent_id | style  |
        | 1           | 3001234567 | 12991    | manual |

    @inferred @Q-EDIT-RECALL-MSG
    Scenario: the answer is that to a new callback; no sample was saved
      When the callback to customer "1" on "3001234567" becomes a manual one of agent "12991" for "20991123090000"
      Then the API accepts with "recall_edited" saying "Recall has been successful"
      And the data is absent

    @inferred @Q-RECALL-STYLE-MISMATCH
    Scenario: the style of the request is the new one, it need not be the old one
      When the callback to customer "1" on "3001234567" becomes a manual one of agent "12989" for "20991122101520"
      And the callback to customer "1" on "3001234567" becomes an auto one of agent "12989" for "20991122101520"
      Then the API accepts with "recall_edited"
      And the callbacks are
        | style |
        | auto  |

    @inferred
    Scenario: one that was deleted is scheduled again, as its record has stayed
      When agent "12989" deletes the auto callback to customer "1" on "3001234567"
      And the callback to customer "1" on "3001234567" becomes a manual one of agent "12989" for "20991123090000"
      Then the API accepts with "recall_edited"
      And the callbacks are
        | customer_id | style  | state     |
        | 1           | manual | scheduled |

    @documented
    Scenario Outline: the name of a customer <who>
      Given agent "12989" has an auto callback to customer "<customer>" on "6041234567" for "20991122101520"
      When "edit_recall" is called with
        | agent_id     | 12989          |
        | id_camp      | 7224           |
        | id_customer  | <customer>     |
        | telephone    | 6041234567     |
        | recall       | 20991122101520 |
        | recall_style | auto           |
        | name_recall  | Eva Ruiz       |
      Then the API accepts
      And the campaign knows customer "<customer>" as "<name>"

      Examples:
        | who                 | customer | name     |
        | with a name is kept | 1        | Luz Mora |
        | without one is new  | 2        | Eva Ruiz |

    @inferred
    Scenario: it is idempotent
      When the callback to customer "1" on "3001234567" becomes an auto one of agent "12989" for "20991122101520"
      Then the API accepts with "recall_edited"
      And the callbacks are
        | customer_id | phone      | agent_id | style | due                  |
        | 1           | 3001234567 | 12989    | auto  | 2099-11-22T10:15:20-05:00 |

  Rule: campaign, customer and phone number say which callback is meant

    @inferred @Q-RECALL-RECORD
    Scenario: the customer must be one of the campaign
      When the callback to customer "3" on "3001234567" becomes an auto one of agent "12989" for "20991123090000"
      Then the API refuses with "record_unknown" saying "Customer 3 does not exist in campaign 7224."

    @inferred @Q-EDIT-RECALL-KEY
    Scenario Outline: <which> has no callback
      When the callback to customer "<customer>" on "<phone>" becomes an auto one of agent "12989" for "20991123090000"
      Then the API refuses with "recall_unknown" saying "Customer <customer> does not have a recall to <phone> in campaign 7224."
      And the callbacks are
        | customer_id | phone      | due                  |
        | 1           | 3001234567 | 2099-11-22T10:15:20-05:00 |

      Examples:
        | which            | customer | phone      |
        | another number   | 1        | 6041234567 |
        | another customer | 2        | 3001234567 |

    @inferred @Q-EDIT-RECALL-KEY
    Scenario: only the one that is meant changes
      Given agent "12989" has an auto callback to customer "2" on "6041234567" for "20991122101520"
      When the callback to customer "1" on "3001234567" becomes a manual one of agent "12991" for "20991123090000"
      Then the API accepts with "recall_edited"
      And the callbacks are
        | customer_id | agent_id | style  | due                  |
        | 1           | 12991    | manual | 2099-11-23T09:00:00-05:00 |
        | 2           | 12989    | auto   | 2099-11-22T10:15:20-05:00 |

  Rule: the agent who gets it must be logged in

    @inferred @Q-AGENT-OFFLINE @Q-EDIT-RECALL-AGENT
    Scenario: an agent who is logged out does not get it
      Given agent "12991" is logged out
      When the callback to customer "1" on "3001234567" becomes a manual one of agent "12991" for "20991122101520"
      Then the API refuses with "agent_logged_out" saying "Agent_id 12991 is not logged in."
      And the callbacks are
        | agent_id | style |
        | 12989    | auto  |

    @inferred @Q-EDIT-RECALL-AGENT
    Scenario: the one who had it may be gone
      Given agent "12989" is logged out
      When the callback to customer "1" on "3001234567" becomes a manual one of agent "12991" for "20991122101520"
      Then the API accepts with "recall_edited"
      And the callbacks are
        | agent_id |
        | 12991    |
