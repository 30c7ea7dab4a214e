Feature: The do-not-call list
  An application keeps phone numbers from being called, from calling, or both, and customers of a campaign from being
  called.
  https://www.wolkvox.com/en/apis-v2-2/1-enter-one-or-more-inbound-or-outbound-dncs-en/
  https://www.wolkvox.com/en/apis-v2-2/8-eliminate-one-or-more-dnc/

  Rule: add_dnc puts numbers on the list of one direction, or of both

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

  Rule: remove_dnc takes numbers off the list of one direction, or of both

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

  # The page of the operation is in the vendor's Postman collection, no. 25.
  Rule: block_predictive_dnc keeps customers of a campaign from being called

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

    @inferred @Q-PREDICTIVE-DNC
    Scenario: unknown customers are not counted
      When "block_predictive_dnc" is called with
        | id_campaing | 7224    |
        | id_cliente  | 1, 9, 1 |
      Then the API accepts with "records_blocked" saying "1 records were successfully marked as DO-NOT-CALL in campaign 7224"

    @inferred @Q-PREDICTIVE-DNC
    Scenario: none of the customers is in the campaign
      When "block_predictive_dnc" is called with
        | id_campaing | 7224 |
        | id_cliente  | 8, 9 |
      Then the API refuses with "customers_unknown" saying "0 records were marked as DO-NOT-CALL in campaign 7224"
