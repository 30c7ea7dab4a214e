Feature: Switching the account off and on
  An application switches the whole account, the vendor's "module", off and on.
  https://www.wolkvox.com/en/apis-v2-2/5-disable-module/
  https://www.wolkvox.com/es-apis-v2/7-habilitar-modulo/

  # In the samples, x stand for the name: Q-MODULE-NAME.
  Rule: the account is switched, and the reply says its name

    @example
    Scenario: off, as the vendor's sample shows
      When "disable_module" is called
      Then the API accepts with "module_disabled"
      And the reply is
        """
        {
            "code": 202,
            "error": null,
            "msg": "The demo module has been successfully disabled"
        }
        """

    @example
    Scenario: on, as the vendor's sample shows
      When "disable_module" is called
      And "enable_module" is called
      Then the API accepts with "module_enabled"
      And the reply is
        """
        {
            "code": 202,
            "error": null,
            "msg": "The demo module has been successfully enabled"
        }
        """

    @documented
    Scenario: the account is off
      When "disable_module" is called
      Then the API accepts
      And the mock knows of the account
        | module | false |

    @documented
    Scenario: the account is on again
      When "disable_module" is called
      And "enable_module" is called
      Then the API accepts
      And the mock knows of the account
        | module | true |

    @example
    Scenario: the sample has a raw body, an empty one
      When PUT "/api/v2/configuration.php?api=disable_module" is sent with
        | Content-Type | application/json |
        | body         |                  |
      Then the API accepts

    @inferred @Q-DISABLE-IDEMPOTENT @Q-MODULE-NAME
    Scenario: off when it is off
      When "disable_module" is called
      And "disable_module" is called
      Then the API accepts with "module_disabled" saying "The demo module has been successfully disabled"

    @inferred @Q-DISABLE-IDEMPOTENT @Q-MODULE-NAME
    Scenario: on when it is on
      When "enable_module" is called
      Then the API accepts with "module_enabled" saying "The demo module has been successfully enabled"

  Rule: what other calls answer meanwhile stays the same

    @inferred @Q-MODULE-EFFECT
    Scenario: an agent works on
      Given agent "12989" is talking to "3001234567"
      When "disable_module" is called
      And agent "12989" hangs up
      Then the API accepts with "hung_up"
      When "skills" is called
      Then the API accepts with "skills_found"
