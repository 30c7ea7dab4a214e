Feature: The account: its licences, and whether it is on
  An application changes how many agents, and how many users of the PBX, the account is licensed for, and switches the whole
  account, the vendor's "module", off and on.
  https://www.wolkvox.com/en/apis-v2-2/19-modify-contact-center-and-pbx-licenses/
  https://www.wolkvox.com/en/apis-v2-2/5-disable-module/
  https://www.wolkvox.com/es-apis-v2/7-habilitar-modulo/

  Rule: both numbers change, or the one that is sent

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

    @inferred @Q-LICENSES-ONE
    Scenario: the next change begins with the new number
      When "edit_licenses" is called with
        | call_center | 25 |
      And "edit_licenses" is called with
        | call_center | 5 |
      Then the API accepts with "call_center_licenses_changed" saying " - Change of contact center licenses from 25 to 5"

    @inferred @Q-LICENSES-ONE @Q-EMPTY-PARAM
    Scenario: an empty one is not sent
      When PUT "/api/v2/configuration.php?api=edit_licenses" is sent with
        | body | {"call_center": "", "pbx": "15"} |
      Then the API accepts with "pbx_licenses_changed"
      And the request is noted as breaking "body-value"

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

  # In the samples, x stand for the name: Q-MODULE-NAME.
  Rule: the account is switched, and the reply says its name

    @documented
    Scenario: off, and on again
      When "disable_module" is called
      Then the mock knows of the account
        | module | false |
      When "enable_module" is called
      Then the API accepts
      And the mock knows of the account
        | module | true |

    @inferred @Q-DISABLE-IDEMPOTENT @Q-MODULE-NAME
    Scenario: it is idempotent
      When "disable_module" is called
      And "disable_module" is called
      Then the API accepts with "module_disabled" saying "The demo module has been successfully disabled"

  Rule: what other calls answer meanwhile stays the same

    @inferred @Q-MODULE-EFFECT
    Scenario: an agent works on
      Given agent "12989" is talking to "3001234567"
      When "disable_module" is called
      And agent "12989" hangs up
      Then the API accepts with "hung_up"
      When "skills" is called
      Then the API accepts with "skills_found"
