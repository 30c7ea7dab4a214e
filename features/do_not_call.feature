Feature: The do-not-call list
  An application keeps phone numbers from being called, from calling, or both, and customers of a campaign from being
  called.
  https://www.wolkvox.com/en/apis-v2-2/1-enter-one-or-more-inbound-or-outbound-dncs-en/
  https://www.wolkvox.com/en/apis-v2-2/8-eliminate-one-or-more-dnc/

  Rule: add_dnc puts numbers on the list of one direction, or of both

    @example
    Scenario: as the vendor's sample shows
      When "add_dnc" is called with
        | type_call  | inbound/outbound                   |
        | telephones | 3000000000, 3000000001, 3000000002 |
      Then the API accepts with "numbers_added"
      And the reply is
        """
        {
            "code": 201,
            "error": null,
            "msg": "3 telephones were added"
        }
        """

    @example
    Scenario: the plural counts a single one too, as on the English page
      When "add_dnc" is called with
        | type_call  | outbound   |
        | telephones | 3000000000 |
      Then the API accepts with "numbers_added" saying "1 telephones were added"

    @documented
    Scenario Outline: "<type_call>" means <what>
      When "add_dnc" is called with
        | type_call  | <type_call> |
        | telephones | 3000000000  |
      Then the API accepts
      When "get_dnc" is called with
        | type | all |
      Then the answer lists
        | phone_number | type    |
        | 3000000000   | <first> |

      Examples:
        | type_call | what      | first    |
        | inbound   | calls in  | inbound  |
        | outbound  | calls out | outbound |

    @documented
    Scenario Outline: "<type_call>" means both
      When "add_dnc" is called with
        | type_call  | <type_call> |
        | telephones | 3000000000  |
      Then the API accepts
      When "get_dnc" is called with
        | type | all |
      Then the answer lists
        | phone_number | type     |
        | 3000000000   | inbound  |
        | 3000000000   | outbound |

      Examples:
        | type_call        |
        | inbound/outbound |
        | all              |

    @inferred @Q-DNC-COUNT
    Scenario: the text counts each number once, whatever was there and however many directions there are
      When "add_dnc" is called with
        | type_call  | inbound    |
        | telephones | 3000000000 |
      And "add_dnc" is called with
        | type_call  | all                                |
        | telephones | 3000000000, 3000000001, 3000000001 |
      Then the API accepts with "numbers_added" saying "2 telephones were added"
      When "get_dnc" is called with
        | type | all |
      Then the answer lists
        | phone_number | type     |
        | 3000000000   | inbound  |
        | 3000000000   | outbound |
        | 3000000001   | inbound  |
        | 3000000001   | outbound |

    @inferred @Q-DNC-FORM
    Scenario: one number as a text
      When POST "/api/v2/configuration.php?api=add_dnc" is sent with
        | body | {"type_call": "outbound", "telephones": "3000000000"} |
      Then the API accepts with "numbers_added" saying "1 telephones were added"
      When "get_dnc" is called with
        | type | outbound |
      Then the answer lists
        | phone_number |
        | 3000000000   |

    @inferred @Q-DNC-TYPE-DEFAULT @Q-INVALID-VALUE
    Scenario Outline: "<type_call>" is no direction
      When POST "/api/v2/configuration.php?api=add_dnc" is sent with
        | body | {"type_call": "<type_call>", "telephones": ["3000000000"]} |
      Then the API refuses with "value_invalid" saying "The parameter type_call is not valid, please validate the data"
      And the request is noted as breaking "body-value"
      When "get_dnc" is called with
        | type | all |
      Then the API refuses with "none_found"

      Examples:
        | type_call |
        | outboud   |
        | INBOUND   |
        | both      |

    @inferred @Q-DNC-TYPE-DEFAULT
    Scenario: no direction is a parameter missing
      When POST "/api/v2/configuration.php?api=add_dnc" is sent with
        | body | {"telephones": ["3000000000"]} |
      Then the API refuses with "parameter_missing"
      And the request is noted as breaking "parameter-missing"

  Rule: what is on the list is not called, and does not get through

    @inferred @Q-DNC-DIAL
    Scenario Outline: an agent dials a number that is on the list for <direction>
      Given agent "12989" is in "Lunch"
      When "add_dnc" is called with
        | type_call  | <direction> |
        | telephones | 3001234567  |
      And agent "12989" dials "3001234567"
      Then the API refuses with "number_blocked" saying "The number 3001234567 is blocked, please validate the data"
      And agent "12989" has no call

      Examples:
        | direction |
        | outbound  |
        | all       |

    @inferred @Q-DNC-DIAL
    Scenario: an agent makes an auxiliary call to it
      Given agent "12989" is in ACW after a predictive call with "3001234567"
      When "add_dnc" is called with
        | type_call  | outbound   |
        | telephones | 3001234567 |
      And agent "12989" makes an auxiliary call to "3001234567"
      Then the API refuses with "number_blocked" saying "The number 3001234567 is blocked, please validate the data"
      And agent "12989" is in ACW

    @inferred @Q-DNC-DIAL
    Scenario: an agent transfers a call to it, which nobody keeps from happening
      Given agent "12989" is talking to "3001234567"
      When "add_dnc" is called with
        | type_call  | outbound   |
        | telephones | 3009998877 |
      And agent "12989" transfers the call to "3009998877"
      Then the API accepts with "transferred"
      And the call has left for "3009998877"

    @inferred @Q-DNC-DIAL
    Scenario: the list for calls in keeps nobody from dialling
      Given agent "12989" is in "Lunch"
      When "add_dnc" is called with
        | type_call  | inbound    |
        | telephones | 3001234567 |
      And agent "12989" dials "3001234567"
      Then the API accepts with "dialled"

    @inferred @Q-DNC-DIAL @mock
    Scenario: a customer on the list for calls in does not get through
      Given agent "12989" is Ready
      When "add_dnc" is called with
        | type_call  | inbound    |
        | telephones | 3001234567 |
      And an inbound call with "3001234567" comes in for agent "12989"
      Then the mock refuses with "number-blocked"
      And agent "12989" is Ready

    @inferred @Q-DNC-DIAL
    Scenario: once it is off the list it can be dialled
      Given agent "12989" is in "Lunch"
      When "add_dnc" is called with
        | type_call  | all        |
        | telephones | 3001234567 |
      And "remove_dnc" is called with
        | telephones | 3001234567 |
      And agent "12989" dials "3001234567"
      Then the API accepts with "dialled"

  Rule: remove_dnc takes numbers off the list of one direction, or of both

    @example
    Scenario: as the vendor's sample shows
      When "add_dnc" is called with
        | type_call  | inbound/outbound       |
        | telephones | 3000000000, 3000000001 |
      And "remove_dnc" is called with
        | telephones | 3000000000, 3000000001 |
        | type       | all                    |
      Then the API accepts with "numbers_removed"
      And the reply is
        """
        {
            "code": 202,
            "error": null,
            "msg": "2 telephones were deleted"
        }
        """

    @documented
    Scenario Outline: of one direction: "<type>"
      When "add_dnc" is called with
        | type_call  | all                    |
        | telephones | 3000000000, 3000000001 |
      And "remove_dnc" is called with
        | telephones | 3000000000 |
        | type       | <type>     |
      Then the API accepts
      When "get_dnc" is called with
        | type | all |
      Then the answer lists
        | phone_number | type     |
        | 3000000000   | <stays>  |
        | 3000000001   | inbound  |
        | 3000000001   | outbound |

      Examples:
        | type     | stays    |
        | inbound  | outbound |
        | outbound | inbound  |

    @documented
    Scenario Outline: of both: "<type>"
      When "add_dnc" is called with
        | type_call  | all                    |
        | telephones | 3000000000, 3000000001 |
      And "remove_dnc" is called with
        | telephones | 3000000000 |
        | type       | <type>     |
      Then the API accepts
      When "get_dnc" is called with
        | type | all |
      Then the answer lists
        | phone_number | type     |
        | 3000000001   | inbound  |
        | 3000000001   | outbound |

      Examples:
        | type             |
        | inbound/outbound |
        | all              |

    # A body without type is documented, what it means is not.
    @inferred @Q-DNC-TYPE-DEFAULT
    Scenario: without a direction, of both
      When "add_dnc" is called with
        | type_call  | all                    |
        | telephones | 3000000000, 3000000001 |
      And "remove_dnc" is called with
        | telephones | 3000000000 |
      Then the API accepts with "numbers_removed" saying "1 telephones were deleted"
      When "get_dnc" is called with
        | type | all |
      Then the answer lists
        | phone_number | type     |
        | 3000000001   | inbound  |
        | 3000000001   | outbound |

    @documented
    Scenario Outline: <body> means every number
      When "add_dnc" is called with
        | type_call  | outbound               |
        | telephones | 3000000000, 3000000001 |
      And DELETE "/api/v2/configuration.php?api=remove_dnc" is sent with
        | body | <body> |
      Then the API accepts
      When "add_dnc" is called with
        | type_call  | outbound   |
        | telephones | 3000000002 |
      And "get_dnc" is called with
        | type | all |
      Then the answer lists
        | phone_number |
        | 3000000002   |

      Examples: bodies on the page
        | body                                      |
        | {"telephones": "All"}                     |
        | {"telephones": "all", "type": "outbound"} |

    @documented
    Scenario: every number of calls in
      When "add_dnc" is called with
        | type_call  | all                    |
        | telephones | 3000000000, 3000000001 |
      And "remove_dnc" is called with
        | telephones | all     |
        | type       | inbound |
      Then the API accepts
      When "get_dnc" is called with
        | type | all |
      Then the answer lists
        | phone_number | type     |
        | 3000000000   | outbound |
        | 3000000001   | outbound |

    @inferred @Q-DNC-COUNT
    Scenario: the text counts the numbers that were on the list
      When "add_dnc" is called with
        | type_call  | all        |
        | telephones | 3000000000 |
      And "remove_dnc" is called with
        | telephones | 3000000000, 3000000001, 3000000000 |
      Then the API accepts with "numbers_removed" saying "1 telephones were deleted"

    @inferred @Q-DNC-ZERO
    Scenario Outline: nothing to remove: <what>
      When "add_dnc" is called with
        | type_call  | inbound    |
        | telephones | 3000000000 |
      And "remove_dnc" is called with
        | telephones | <telephones> |
        | type       | <type>       |
      Then the API refuses with "nothing_removed" saying "0 telephones were deleted"

      Examples:
        | what                            | telephones | type     |
        | a number that is not there      | 3000000001 | all      |
        | a number of the other direction | 3000000000 | outbound |
        | every number of an empty list   | all        | outbound |

    @inferred @Q-DNC-TYPE-DEFAULT @Q-INVALID-VALUE
    Scenario Outline: "<type>" is no direction
      When "add_dnc" is called with
        | type_call  | outbound   |
        | telephones | 3000000000 |
      And DELETE "/api/v2/configuration.php?api=remove_dnc" is sent with
        | body | {"telephones": ["3000000000"], "type": "<type>"} |
      Then the API refuses with "value_invalid" saying "The parameter type is not valid, please validate the data"
      And the request is noted as breaking "body-value"
      When "get_dnc" is called with
        | type | outbound |
      Then the answer lists
        | phone_number |
        | 3000000000   |

      Examples: the first one is misspelt on the page itself
        | type    |
        | outboud |
        | both    |

  # The page of the operation is in the vendor's Postman collection, no. 25.
  Rule: block_predictive_dnc keeps customers of a campaign from being called

    @example
    Scenario: as the vendor's sample shows
      When "block_predictive_dnc" is called with
        | id_campaing | 7224 |
        | id_cliente  | 1, 2 |
      Then the API accepts with "records_blocked"
      And the reply is
        """
        {
            "code": "202",
            "error": null,
            "msg": "2 records were successfully marked as DO-NOT-CALL in campaign 7224"
        }
        """

    @documented
    Scenario: only those who are named
      When "block_predictive_dnc" is called with
        | id_campaing | 7224 |
        | id_cliente  | 1    |
      Then the API accepts
      And the mock knows of customer "1" of campaign "7224"
        | do_not_call | true |
      And the mock knows of customer "2" of campaign "7224"
        | do_not_call | false |

    @documented @mock
    Scenario Outline: a callback that waits for <who> <happens>
      Given the clock stands at "2026-03-02T09:00:00Z"
      And agent "12989" is Ready
      When "recall" is called with
        | agent_id     | 12989          |
        | id_camp      | 7224           |
        | id_customer  | <customer>     |
        | telefono     | 3001234567     |
        | rellamada    | 20260302093000 |
        | recall_style | auto           |
      And "block_predictive_dnc" is called with
        | id_campaing | 7224 |
        | id_cliente  | 1    |
      Then the API accepts
      When the clock advances by "1h"
      Then agent "12989" is <there>

      Examples:
        | who              | customer | happens           | there   |
        | a blocked one    | 1        | does not happen   | Ready   |
        | another customer | 2        | rings as it would | ringing |

    @inferred @Q-PREDICTIVE-DNC
    Scenario: unknown customers are not counted
      When "block_predictive_dnc" is called with
        | id_campaing | 7224    |
        | id_cliente  | 1, 9, 1 |
      Then the API accepts with "records_blocked" saying "1 records were successfully marked as DO-NOT-CALL in campaign 7224"

    @inferred @Q-PREDICTIVE-DNC
    Scenario: once more
      When "block_predictive_dnc" is called with
        | id_campaing | 7224 |
        | id_cliente  | 1    |
      And "block_predictive_dnc" is called with
        | id_campaing | 7224 |
        | id_cliente  | 1    |
      Then the API accepts with "records_blocked" saying "1 records were successfully marked as DO-NOT-CALL in campaign 7224"

    @inferred @Q-PREDICTIVE-DNC
    Scenario: none of the customers is in the campaign
      When "block_predictive_dnc" is called with
        | id_campaing | 7224 |
        | id_cliente  | 8, 9 |
      Then the API refuses with "customers_unknown" saying "0 records were marked as DO-NOT-CALL in campaign 7224"

    @inferred @Q-PREDICTIVE-DNC
    Scenario: a campaign that nobody knows
      When "block_predictive_dnc" is called with
        | id_campaing | 9999 |
        | id_cliente  | 1    |
      Then the API refuses with "campaign_unknown" saying "Campaign_id 9999 does not exist in your operation."
