Feature: Changing the number of licences
  An application changes how many agents, and how many users of the PBX, the account is licensed for.
  https://www.wolkvox.com/en/apis-v2-2/19-modify-contact-center-and-pbx-licenses/

  Rule: both numbers change, or the one that is sent

    # The four X of the sample stand for the old and the new numbers; a new account has 20 and 10.
    @example
    Scenario: as the vendor's sample shows, with the blank at its beginning
      When "edit_licenses" is called with
        | call_center | 25 |
        | pbx         | 15 |
      Then the API accepts with "licenses_changed"
      And the reply is
        """
        {
            "code": "200",
            "error": null,
            "msg": " - Change of contact center licenses from 20 to 25 - Change of PBX licenses from 10 to 15"
        }
        """

    @documented
    Scenario: they can be read
      When "edit_licenses" is called with
        | call_center | 25 |
        | pbx         | 15 |
      Then the API accepts
      When "services" is called
      Then the answer lists
        | licenses | pbx |
        | 25       | 15  |

    @inferred @Q-LICENSES-ONE
    Scenario: agents only
      When "edit_licenses" is called with
        | call_center | 25 |
      Then the API accepts with "call_center_licenses_changed" saying " - Change of contact center licenses from 20 to 25"
      When "services" is called
      Then the answer lists
        | licenses | pbx |
        | 25       | 10  |

    @inferred @Q-LICENSES-ONE
    Scenario: users of the PBX only
      When "edit_licenses" is called with
        | pbx | 15 |
      Then the API accepts with "pbx_licenses_changed" saying " - Change of PBX licenses from 10 to 15"
      When "services" is called
      Then the answer lists
        | licenses | pbx |
        | 20       | 15  |

    @inferred @Q-LICENSES-ONE @Q-EMPTY-PARAM
    Scenario: an empty one is not sent
      When PUT "/api/v2/configuration.php?api=edit_licenses" is sent with
        | body | {"call_center": "", "pbx": "15"} |
      Then the API accepts with "pbx_licenses_changed"
      And the request is noted as breaking "body-value"

    @inferred @Q-LICENSES-ONE
    Scenario: the next change begins with the new number
      When "edit_licenses" is called with
        | call_center | 25 |
      And "edit_licenses" is called with
        | call_center | 5 |
      Then the API accepts with "call_center_licenses_changed" saying " - Change of contact center licenses from 25 to 5"

    @documented
    Scenario: one of them has to be there
      When PUT "/api/v2/configuration.php?api=edit_licenses" is sent with
        | body | {} |
      Then the API refuses with "parameter_missing" saying "SOME PARAMETERS ARE REQUIRED"
      And the request is noted as breaking "body-value"

    @inferred @Q-INVALID-VALUE
    Scenario Outline: <field> is no number: <value>
      When PUT "/api/v2/configuration.php?api=edit_licenses" is sent with
        | body | {"call_center": "25", "pbx": "15", "<field>": "<value>"} |
      Then the API refuses with "value_invalid" saying "The parameter <field> is not valid, please validate the data"
      And the request is noted as breaking "body-value"
      When "services" is called
      Then the answer lists
        | licenses | pbx |
        | 20       | 10  |

      Examples:
        | field       | value |
        | call_center | -1    |
        | call_center | many  |
        | pbx         | 1.5   |
        | pbx         | +3    |

  Rule: the daily quota follows, a thousand calls for each agent

    @inferred
    Scenario: token_info tells
      When "edit_licenses" is called with
        | call_center | 25 |
      And "token_info" is called
      Then the answer lists
        | token_limit |
        | 25000       |

  # The page says that those who are too many are blocked at their next action.
  Rule: whoever is there works on

    @inferred @Q-LICENSES-EFFECT @Q-CREATE-AGENT-LICENCE
    Scenario: two agents on one licence
      Given agent "12989" is Ready
      And agent "12990" is Ready
      When "edit_licenses" is called with
        | call_center | 1 |
      And agent "12990" changes status to "101"
      Then the API accepts with "status_changed"
      And agent "12990" is in "Active breaks"
      And agent "12989" is Ready
