Feature: Scheduling a callback
  An application promises a customer of a predictive campaign a call. What happens at that time stands in
  callbacks.feature.
  https://www.wolkvox.com/en/schedule-callback-in-predictive-dialing-agent-v2

  Rule: a callback belongs to a customer of a campaign, a phone number and an agent

    @documented
    Scenario Outline: <who> dials
      Given agent "12989" is Ready
      When agent "12989" schedules an <style> callback to customer "1" on "3001234567" for "20991122101520"
      Then the API accepts
      And the callbacks are
        | campaign_id | customer_id | phone      | agent_id | style   |
        | 7224        | 1           | 3001234567 | 12989    | <style> |

      Examples:
        | who        | style  |
        | the system | auto   |
        | the agent  | manual |

    @inferred @Q-RECALL-LOGIN
    Scenario: an agent who is logged out can have one
      Given agent "12989" is logged out
      When agent "12989" schedules an auto callback to customer "1" on "3001234567" for "20991122101520"
      Then the API accepts with "recall_scheduled"
      And the callbacks are
        | agent_id | phone      |
        | 12989    | 3001234567 |

  Rule: the active callbacks can be read

    @inferred @Q-RECALL-KEY @Q-RECALL-DATE-OUT @Q-RECALL-TYPE-OUT @Q-RECALL-TYPE-DEFAULT @Q-TIMEZONE
    Scenario: how it is shown
      Given agent "12989" is Ready
      When agent "12989" schedules an auto callback to customer "2" on "3007654321" for "20991122101520"
      And agent "12989" schedules a manual callback to customer "1" on "3001234567" for "20991123000000"
      And "real_time_recall" is called
      Then the API accepts with "recalls_found" saying "2 records were found"
      And the answer lists
        | type_recall | date_recall         | phone_number | id_campaing | id_agent |
        | manual      | 2099-11-23 00:00:00 | 3001234567   | 7224        | 12989    |
        | auto        | 2099-11-22 10:15:20 | 3007654321   | 7224        | 12989    |

    @documented
    Scenario Outline: those of one style: <style>
      Given agent "12989" is Ready
      When agent "12989" schedules an auto callback to customer "2" on "3007654321" for "20991122101520"
      And agent "12989" schedules a manual callback to customer "1" on "3001234567" for "20991122101520"
      And "real_time_recall" is called with
        | type | <style> |
      Then the API accepts
      And the answer lists
        | phone_number |
        | <phone>      |

      Examples:
        | style  | phone      |
        | auto   | 3007654321 |
        | manual | 3001234567 |

  Rule: the older signature names no customer

    @inferred @Q-RECALL-SIGNATURE @Q-RECALL-OLD-CAMPAIGN
    Scenario: the customer is that of the agent's predictive call
      Given agent "12989" is talking to customer "2" of the campaign on "3001234567"
      When agent "12989" schedules a manual callback on "6041234567" for "20991122101520"
      Then the API accepts with "recall_scheduled" saying "Recall has been successful"
      And the callbacks are
        | campaign_id | customer_id | phone      | agent_id | style  |
        | 7224        | 2           | 6041234567 | 12989    | manual |

    @inferred @Q-RECALL-OLD-CAMPAIGN
    Scenario: that of the last predictive call, when it is over too
      Given agent "12989" is talking to customer "2" of the campaign on "3001234567"
      When agent "12989" hangs up, codes the call "020" and is Ready
      Given agent "12989" is talking to customer "1" of the campaign on "3007654321"
      When agent "12989" hangs up
      And agent "12989" changes status to "ready"
      And agent "12989" dials "6041234567"
      And agent "12989" schedules an auto callback on "3007654321" for "20991122101520"
      Then the API accepts with "recall_scheduled"
      And the callbacks are
        | customer_id | phone      |
        | 1           | 3007654321 |

    @inferred @Q-RECALL-OLD-CAMPAIGN
    Scenario Outline: an agent who <has> had none
      Given agent "12989" is <state>
      When agent "12989" schedules an auto callback on "3001234567" for "20991122101520"
      Then the API refuses with "no_predictive_record" saying "Agent_id 12989 does not have a predictive record."
      And there are no callbacks

      Examples:
        | has                               | state                                            |
        | was never called                  | Ready                                            |
        | was called by a customer          | in ACW after an inbound call with "3001234567"   |
        | had a call that names no campaign | in ACW after a predictive call with "3001234567" |

    @inferred @Q-RECALL-OLD-CAMPAIGN
    Scenario: one agent's record is not another's
      Given agent "12989" is talking to customer "1" of the campaign on "3001234567"
      And agent "12991" is Ready
      When agent "12991" schedules an auto callback on "3001234567" for "20991122101520"
      Then the API refuses with "no_predictive_record"

    @inferred @Q-RECALL-SIGNATURE
    Scenario Outline: a request with <one> of the new parameters is a new one, and lacks the others
      Given agent "12989" is talking to customer "1" of the campaign on "3001234567"
      When POST "/api/v2/agentbox.php?agent_id=12989&api=recall&date=20991122101520&id_customer=1&recall_style=auto&<one>=<value>" is sent
      Then the API refuses with "parameter_missing" saying "SOME PARAMETERS ARE REQUIRED"
      And the request is noted as breaking "parameter-missing, parameter-missing, parameter-unknown"
      And there are no callbacks

      Examples:
        | one      | value      |
        | telefono | 3001234567 |

    @inferred @Q-RECALL-LOGIN @Q-RECALL-OLD-CAMPAIGN
    Scenario: an agent who is logged out still has the record
      Given agent "12989" is talking to customer "1" of the campaign on "3001234567"
      When agent "12989" hangs up
      And agent "12989" changes status to "logout"
      And agent "12989" schedules an auto callback on "3001234567" for "20991122101520"
      Then the API accepts with "recall_scheduled"
      And agent "12989" is logged out

    @inferred @Q-RECALL-DUP
    Scenario: a callback of one signature replaces one of the other
      Given agent "12989" is talking to customer "1" of the campaign on "3001234567"
      When agent "12989" schedules an auto callback to customer "1" on "3001234567" for "20991122101520"
      And agent "12989" schedules a manual callback on "3001234567" for "20991123101520"
      Then the API accepts with "recall_scheduled"
      And the callbacks are
        | customer_id | style  | due                  |
        | 1           | manual | 2099-11-23T10:15:20-05:00 |

  Rule: the campaign must exist, the customer may be new

    @inferred @Q-RECALL-RECORD
    Scenario: a customer whom the campaign did not know becomes one of its customers
      Given agent "12989" is Ready
      When "recall" is called with
        | agent_id     | 12989          |
        | id_camp      | 7224           |
        | id_customer  | 0033           |
        | telefono     | 3001234567     |
        | rellamada    | 20991122101520 |
        | recall_style | auto           |
        | name_recall  | Eva Ruiz       |
      Then the API accepts with "recall_scheduled"
      And the callbacks are
        | campaign_id | customer_id |
        | 7224        | 0033        |
      And the campaign knows customer "0033" as "Eva Ruiz"

    @documented
    Scenario Outline: the name of a customer <who>
      Given agent "12989" is Ready
      When "recall" is called with
        | agent_id     | 12989          |
        | id_camp      | 7224           |
        | id_customer  | <customer>     |
        | telefono     | 3001234567     |
        | rellamada    | 20991122101520 |
        | recall_style | manual         |
        | name_recall  | Eva Ruiz       |
      Then the API accepts
      And the campaign knows customer "<customer>" as "<name>"

      Examples:
        | who                 | customer | name     |
        | with a name is kept | 1        | Luz Mora |
        | without one is new  | 2        | Eva Ruiz |

  Rule: a date is fourteen digits that are a real date

    @inferred @Q-RECALL-DATE
    Scenario Outline: there is no <which>
      Given agent "12989" is Ready
      When agent "12989" schedules an auto callback to customer "1" on "3001234567" for "<date>"
      Then the API refuses with "value_invalid" saying "The parameter rellamada is not valid, please validate the data"
      And there are no callbacks

      Examples:
        | which                    | date           |
        | 29 February of that year | 20990229101520 |
        | hour 24                  | 20991122240000 |

    @inferred @Q-RECALL-DATE @Q-INVALID-VALUE
    Scenario Outline: the form is another one: <date>
      Given agent "12989" is Ready
      When POST "/api/v2/agentbox.php?agent_id=12989&api=recall&id_camp=7224&id_customer=1&telefono=3001234567&rellamada=<date>&recall_style=auto" is sent
      Then the API refuses with "value_invalid" saying "The parameter rellamada is not valid, please validate the data"
      And the request is noted as breaking "parameter-value"
      And there are no callbacks

      Examples:
        | date                |
        | 2099-11-22+10:15:20 |
        | tomorrow            |

    @inferred @Q-RECALL-DATE
    Scenario: one in the past will do
      Given agent "12989" is logged out
      When agent "12989" schedules an auto callback to customer "1" on "3001234567" for "20231122101520"
      Then the API accepts with "recall_scheduled"
      And the callbacks are
        | due                  |
        | 2023-11-22T10:15:20-05:00 |

  Rule: there is one callback for a customer's phone number

    @inferred @Q-RECALL-DUP
    Scenario: the second replaces the first, with its agent, date and style
      Given agent "12989" is Ready
      And agent "12991" is Ready
      When agent "12989" schedules an auto callback to customer "1" on "3001234567" for "20991122101520"
      And agent "12991" schedules a manual callback to customer "1" on "3001234567" for "20991123101520"
      Then the API accepts with "recall_scheduled"
      And the callbacks are
        | customer_id | phone      | agent_id | style  | due                  |
        | 1           | 3001234567 | 12991    | manual | 2099-11-23T10:15:20-05:00 |

    @inferred @Q-RECALL-DUP @Q-EDIT-RECALL-KEY
    Scenario: another number, or another customer, has one of its own
      Given agent "12989" is Ready
      When agent "12989" schedules an auto callback to customer "1" on "3001234567" for "20991122101520"
      And agent "12989" schedules an auto callback to customer "1" on "6041234567" for "20991122101520"
      And agent "12989" schedules an auto callback to customer "2" on "3001234567" for "20991122101520"
      Then the API accepts with "recall_scheduled"
      And the callbacks are
        | customer_id | phone      |
        | 1           | 3001234567 |
        | 1           | 6041234567 |
        | 2           | 3001234567 |
