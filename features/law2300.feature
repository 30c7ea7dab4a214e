Feature: Numbers protected by law 2300
  An application keeps the phone numbers of customers whom the Colombian law 2300 protects, and frees them again.
  https://www.wolkvox.com/en/apis-v2-2/24-number-blocking-for-law-2300

  Rule: block_law2300 blocks a number for a company

    @documented
    Scenario: only the number is indispensable
      When "block_law2300" is called with
        | telephone | 3000000000 |
      Then the API accepts

    # That the form is normalised and checked is documented, how is not.
    @inferred
    Scenario Outline: "<telephone>" is the same number
      When PUT "/api/v2/configuration.php?api=block_law2300" is sent with
        | body | {"nit": "900000000", "telephone": "<telephone>"} |
      Then the API accepts with "law2300_blocked"
      And the request is noted as breaking "body-value"
      When "law2300_info" is called with
        | nit   | 900000000    |
        | phone | 573000000000 |
      Then the answer lists
        | phone_number |
        | 573000000000 |

      Examples:
        | telephone         |
        | +57 300 000 0000  |
        | (57) 300.000.0000 |

    @inferred
    Scenario: it is idempotent
      When "block_law2300" is called with
        | nit       | 900000000  |
        | telephone | 3000000000 |
      And "block_law2300" is called with
        | nit       | 900000000  |
        | telephone | 3000000000 |
      Then the API accepts with "law2300_blocked"

    @inferred @Q-DNC-DIAL
    Scenario: nobody dials it, whatever the form
      Given agent "12989" is in "Lunch"
      When "block_law2300" is called with
        | nit       | 900000000    |
        | telephone | 573000000000 |
      And agent "12989" dials "+573000000000"
      Then the API refuses with "number_blocked" saying "The number +573000000000 is blocked, please validate the data"
      And agent "12989" has no call

  # That it has to be on is documented for law2300_info; what else it stops, and what is answered then, is not.
  Rule: the list counts only while the account's protection is on

    @inferred @Q-LAW2300-OFF @mock
    Scenario: switched off and on again
      Given agent "12989" is in "Lunch"
      When "block_law2300" is called with
        | nit       | 900000000  |
        | telephone | 3000000000 |
      And the account's protection by law 2300 is switched off
      And "law2300_info" is called with
        | nit   | 900000000  |
        | phone | 3000000000 |
      Then the API refuses with "none_found"
      When agent "12989" dials "3000000000"
      Then the API accepts with "dialled"
      When agent "12989" hangs up
      And agent "12989" changes status to "ready"
      And the account's protection by law 2300 is switched on
      And agent "12989" dials "3000000000"
      Then the API refuses with "number_blocked"
      When "law2300_info" is called with
        | nit   | 900000000  |
        | phone | 3000000000 |
      Then the API accepts with "law2300_found"

    @inferred @Q-LAW2300-OFF @mock
    Scenario: meanwhile the list is kept
      When the account's protection by law 2300 is switched off
      And "block_law2300" is called with
        | nit       | 900000000  |
        | telephone | 3000000000 |
      Then the API accepts with "law2300_blocked"
      When "free_law2300" is called with
        | nit   | 900000000  |
        | item  | telephone  |
        | value | 3000000000 |
      Then the API accepts with "law2300_freed"
      When "free_law2300" is called with
        | nit   | 900000000  |
        | item  | telephone  |
        | value | 3000000000 |
      Then the API refuses with "not_blocked"

  # The page of the operation is in the vendor's Postman collection, "20. Free Law 2300".
  Rule: free_law2300 ends that

    @inferred @Q-LAW2300-ITEM
    Scenario: by the phone number
      When "block_law2300" is called with
        | nit       | 900000000  |
        | telephone | 3000000000 |
      And "block_law2300" is called with
        | nit       | 900000000  |
        | telephone | 3000000001 |
      And "free_law2300" is called with
        | nit   | 900000000  |
        | item  | telephone  |
        | value | 3000000000 |
      Then the API accepts with "law2300_freed"
      When "law2300_info" is called with
        | nit   | 900000000  |
        | phone | 3000000000 |
      Then the API refuses with "none_found"
      When "law2300_info" is called with
        | nit   | 900000000  |
        | phone | 3000000001 |
      Then the answer lists
        | phone_number |
        | 3000000001   |

    # The page says by identification number too; how item says so is not written.
    @inferred @Q-LAW2300-ITEM
    Scenario: by the customer, every number
      When "block_law2300" is called with
        | nit         | 900000000  |
        | telephone   | 3000000000 |
        | customer_id | 1          |
      And "block_law2300" is called with
        | nit         | 900000000  |
        | telephone   | 3000000001 |
        | customer_id | 1          |
      And "block_law2300" is called with
        | nit         | 900000000  |
        | telephone   | 3000000002 |
        | customer_id | 2          |
      And "free_law2300" is called with
        | nit   | 900000000   |
        | item  | customer_id |
        | value | 1           |
      Then the API accepts with "law2300_freed"
      When "law2300_info" is called with
        | nit   | 900000000  |
        | phone | 3000000001 |
      Then the API refuses with "none_found"
      When "law2300_info" is called with
        | nit   | 900000000  |
        | phone | 3000000002 |
      Then the answer lists
        | phone_number |
        | 3000000002   |

    @inferred
    Scenario: for one company, when it says which
      When "block_law2300" is called with
        | nit       | 900000000  |
        | telephone | 3000000000 |
      And "block_law2300" is called with
        | nit       | 800000000  |
        | telephone | 3000000000 |
      And "free_law2300" is called with
        | nit   | 900000000  |
        | item  | telephone  |
        | value | 3000000000 |
      Then the API accepts with "law2300_freed"
      When "law2300_info" is called with
        | nit   | 800000000  |
        | phone | 3000000000 |
      Then the answer lists
        | phone_number |
        | 3000000000   |

    @inferred
    Scenario: for every company, when it does not
      When "block_law2300" is called with
        | nit       | 900000000  |
        | telephone | 3000000000 |
      And "block_law2300" is called with
        | nit       | 800000000  |
        | telephone | 3000000000 |
      And "free_law2300" is called with
        | item  | telephone  |
        | value | 3000000000 |
      Then the API accepts with "law2300_freed"
      When "law2300_info" is called with
        | nit   | 800000000  |
        | phone | 3000000000 |
      Then the API refuses with "none_found"

    @inferred @Q-LAW2300-ABSENT
    Scenario Outline: <what> is not blocked
      When "block_law2300" is called with
        | nit       | 900000000  |
        | telephone | 3000000000 |
      And "free_law2300" is called with
        | nit   | <nit>   |
        | item  | <item>  |
        | value | <value> |
      Then the API refuses with "not_blocked" saying "<value> is not blocked."

      Examples:
        | what                          | nit       | item        | value      |
        | another number                | 900000000 | telephone   | 3000000001 |
        | the number by another company | 800000000 | telephone   | 3000000000 |
        | a customer                    | 900000000 | customer_id | 1          |
