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
        | 1           | 3001234567 | 12989    | auto  | 2099-11-23T09:00:00Z |

    @documented
    Scenario: another style
      When the callback to customer "1" on "3001234567" becomes a manual one of agent "12989" for "20991122101520"
      Then the API accepts
      And the callbacks are
        | customer_id | phone      | agent_id | style  | due                  |
        | 1           | 3001234567 | 12989    | manual | 2099-11-22T10:15:20Z |

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
    Scenario: the same again is a success too
      When the callback to customer "1" on "3001234567" becomes an auto one of agent "12989" for "20991122101520"
      Then the API accepts with "recall_edited"
      And the callbacks are
        | customer_id | phone      | agent_id | style | due                  |
        | 1           | 3001234567 | 12989    | auto  | 2099-11-22T10:15:20Z |

    @inferred @Q-TIMEZONE
    Scenario: the new date is shown where callbacks are read
      When the callback to customer "1" on "3001234567" becomes a manual one of agent "12991" for "20991123090000"
      And "real_time_recall" is called
      Then the API accepts with "recalls_found"
      And the answer lists
        | type_recall | date_recall         | phone_number | id_agent |
        | manual      | 2099-11-23 09:00:00 | 3001234567   | 12991    |

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

  Rule: campaign, customer and phone number say which callback is meant

    @documented
    Scenario: the customer must be one of the campaign
      When the callback to customer "3" on "3001234567" becomes an auto one of agent "12989" for "20991123090000"
      Then the API refuses

    @inferred @Q-RECALL-RECORD
    Scenario: what is said of a customer whom the campaign does not know
      When the callback to customer "3" on "3001234567" becomes an auto one of agent "12989" for "20991123090000"
      Then the API refuses with "record_unknown" saying "Customer 3 does not exist in campaign 7224."

    @inferred @Q-RECALL-RECORD
    Scenario: a campaign that nobody has made
      When "edit_recall" is called with
        | agent_id     | 12989          |
        | id_camp      | 1              |
        | id_customer  | 1              |
        | telephone    | 3001234567     |
        | recall       | 20991123090000 |
        | recall_style | auto           |
      Then the API refuses with "campaign_unknown" saying "Campaign_id 1 does not exist in your operation."

    @inferred @Q-EDIT-RECALL-KEY
    Scenario Outline: <which> has no callback
      When the callback to customer "<customer>" on "<phone>" becomes an auto one of agent "12989" for "20991123090000"
      Then the API refuses with "recall_unknown" saying "Customer <customer> does not have a recall to <phone> in campaign 7224."
      And the callbacks are
        | customer_id | phone      | due                  |
        | 1           | 3001234567 | 2099-11-22T10:15:20Z |

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
        | 1           | 12991    | manual | 2099-11-23T09:00:00Z |
        | 2           | 12989    | auto   | 2099-11-22T10:15:20Z |

  Rule: the agent who gets it must be logged in

    @documented
    Scenario: an agent who is logged out does not get it
      Given agent "12991" is logged out
      When the callback to customer "1" on "3001234567" becomes a manual one of agent "12991" for "20991122101520"
      Then the API refuses
      And the callbacks are
        | agent_id | style |
        | 12989    | auto  |

    @inferred @Q-AGENT-OFFLINE @Q-EDIT-RECALL-AGENT
    Scenario: what is said of the new agent
      Given agent "12991" is logged out
      When the callback to customer "1" on "3001234567" becomes a manual one of agent "12991" for "20991122101520"
      Then the API refuses with "agent_logged_out" saying "Agent_id 12991 is not logged in."

    @inferred @Q-EDIT-RECALL-AGENT
    Scenario: the one who had it may be gone
      Given agent "12989" is logged out
      When the callback to customer "1" on "3001234567" becomes a manual one of agent "12991" for "20991122101520"
      Then the API accepts with "recall_edited"
      And the callbacks are
        | agent_id |
        | 12991    |

    @inferred @Q-AGENT-UNKNOWN
    Scenario: an agent whom nobody knows
      When the callback to customer "1" on "3001234567" becomes a manual one of agent "99999" for "20991122101520"
      Then the API refuses with "agent_unknown" saying "Agent_id 99999 does not exist in your operation."

  Rule: the values are those of a new callback

    @inferred @Q-RECALL-DATE
    Scenario: a day that there is not
      When the callback to customer "1" on "3001234567" becomes an auto one of agent "12989" for "20990229090000"
      Then the API refuses with "value_invalid" saying "The parameter recall is not valid, please validate the data"
      And the callbacks are
        | due                  |
        | 2099-11-22T10:15:20Z |

    @inferred @Q-INVALID-VALUE
    Scenario: neither auto nor manual
      When PUT "/api/v2/agentbox.php?api=edit_recall&agent_id=12989&id_camp=7224&id_customer=1&telephone=3001234567&recall=20991123090000&recall_style=AUTO" is sent
      Then the API refuses with "value_invalid" saying "The parameter recall_style is not valid, please validate the data"
      And the request is noted as breaking "parameter-value"

    @inferred @Q-CHECK-ORDER
    Scenario Outline: <what> is looked at before an agent who is logged out
      Given agent "12989" is logged out
      When the callback to customer "<customer>" on "<phone>" becomes an auto one of agent "12989" for "20990229090000"
      Then the API refuses with "<outcome>"

      Examples:
        | what         | customer | phone      | outcome        |
        | the customer | 3        | 6041234567 | record_unknown |
        | the callback | 1        | 6041234567 | recall_unknown |
        | the date     | 1        | 3001234567 | value_invalid  |

    @documented
    Scenario: the words of a new callback are others
      When PUT "/api/v2/agentbox.php?api=edit_recall&agent_id=12989&id_camp=7224&id_customer=1&telefono=3001234567&recall=20991123090000&recall_style=auto" is sent
      Then the API refuses with "parameter_missing" saying "SOME PARAMETERS ARE REQUIRED"
      And the request is noted as breaking "parameter-missing, parameter-unknown"
