Feature: Activity codes
  An application makes the codes with which agents say what a call was about, changes and removes them.
  https://www.wolkvox.com/apis-v2/3-creation-of-activity-codes-en/
  https://www.wolkvox.com/es-apis-v2/16-editar-codigos-de-actividad/
  https://www.wolkvox.com/en/apis-v2-2/15-remove-activity-codes-en/

  Rule: create_cod_act makes a code, which agents can use

    @documented
    Scenario: a call is coded with it
      Given agent "12989" is talking to "3001234567"
      When "create_cod_act" is called with
        | type_code | cod_act1 |
        | cod_act   | 022      |
      And "type" is called with
        | agent_id  | 12989 |
        | cod_act   | 022   |
        | cod_act_2 | B1    |
      Then the API accepts

    @documented
    Scenario: it can be read, with all that was said of it
      When "create_cod_act" is called with
        | type_code           | cod_act1   |
        | cod_act             | 022        |
        | description_cod_act | Sales code |
        | hit                 | yes        |
        | rpc                 | no         |
        | chat                | yes        |
        | studio              | no         |
        | voice               | yes        |
        | interactions        | no         |
      And "activity_codes" is called with
        | cod_act | 022 |
      Then the answer lists
        | type_code | cod_act | description_cod_act | hit | rpc | chat | studio | voice | interactions |
        | cod_act1  | 022     | Sales code          | yes | no  | yes  | no     | yes   | no           |

    @documented
    Scenario: a code may be text
      When "create_cod_act" is called with
        | type_code | cod_act1  |
        | cod_act   | No answer |
      And "activity_codes" is called with
        | cod_act | No answer |
      Then the answer lists
        | type_code | cod_act   |
        | cod_act1  | No answer |

    @inferred @Q-COD-FLAGS @Q-REQUIRED-FIELDS
    Scenario: description and flags may be left out: no flag is set
      When "create_cod_act" is called with
        | type_code | cod_act1 |
        | cod_act   | 022      |
      Then the API accepts with "code_created"
      When "activity_codes" is called with
        | cod_act | 022 |
      Then the answer lists
        | description_cod_act | hit | rpc | chat | studio | voice | interactions |
        |                     | no  | no  | no   | no     | no    | no           |

    @inferred @Q-COD-UPSERT
    Scenario: a code that exists is changed
      When "create_cod_act" is called with
        | type_code           | cod_act1 |
        | cod_act             | 021      |
        | description_cod_act | Sold     |
        | voice               | yes      |
      Then the API accepts with "code_created"
      When "activity_codes" is called with
        | cod_act | 021 |
      Then the answer lists
        | type_code | description_cod_act | hit | voice |
        | cod_act1  | Sold                | no  | yes   |

    @observed @Q-CODACT2-FLAGS
    Scenario: of group 2, lists show neither hit nor right person
      When "create_cod_act" is called with
        | type_code | cod_act2 |
        | cod_act   | B2       |
        | hit       | yes      |
        | rpc       | yes      |
        | chat      | yes      |
      And "activity_codes" is called with
        | cod_act | B2 |
      Then the answer lists
        | type_code | cod_act | hit | rpc | chat |
        | cod_act2  | B2      |     |     | yes  |

    @inferred @Q-COD-FLAGS @Q-EMPTY-PARAM
    Scenario: an empty flag is no flag
      When POST "/api/v2/configuration.php?api=create_cod_act" is sent with
        | body | {"type_code": "cod_act1", "cod_act": "022", "hit": ""} |
      Then the API accepts with "code_created"
      And the request is noted as breaking "body-value"

  Rule: edit_cod_act changes what is said of a code

    @documented
    Scenario: description and flags can be read
      When "edit_cod_act" is called with
        | type_code           | cod_act1   |
        | cod_act             | 021        |
        | description_cod_act | Sales code |
        | hit                 | no         |
        | rpc                 | yes        |
        | chat                | yes        |
        | studio              | yes        |
        | voice               | yes        |
        | interactions        | yes        |
      Then the API accepts
      When "activity_codes" is called with
        | cod_act | 021 |
      Then the answer lists
        | description_cod_act | hit | rpc | chat | studio | voice | interactions |
        | Sales code          | no  | yes | yes  | yes    | yes   | yes          |

    @inferred @Q-COD-FLAGS
    Scenario: what is left out keeps its value
      When "edit_cod_act" is called with
        | type_code | cod_act1 |
        | cod_act   | 021      |
        | rpc       | yes      |
      Then the API accepts with "code_edited"
      When "activity_codes" is called with
        | cod_act | 021 |
      Then the answer lists
        | description_cod_act | hit | rpc | voice |
        | Sale                | yes | yes | no    |

    @inferred @Q-COD-EDIT-ABSENT
    Scenario Outline: a code that <what> does not have
      When "edit_cod_act" is called with
        | type_code | <group> |
        | cod_act   | <code>  |
        | hit       | yes     |
      Then the API refuses with "code_unknown" saying "Code <code> does not exist in your operation."

      Examples:
        | what        | group    | code |
        | the account | cod_act1 | 999  |
        | group 2     | cod_act2 | 021  |

  Rule: remove_cod_act removes one code of a group, or several

    @documented
    Scenario: those are gone, others are not
      When "remove_cod_act" is called with
        | type_code | cod_act1 |
        | cod_act   | 020, 021 |
      Then the API accepts
      When "activity_codes" is called
      Then the answer lists
        | type_code | cod_act |
        | cod_act2  | B1      |

    @inferred @Q-COD-REMOVE-ABSENT
    Scenario: some are unknown
      When "remove_cod_act" is called with
        | type_code | cod_act1      |
        | cod_act   | 999, 020, 998 |
      Then the API accepts with "codes_removed"
      When "activity_codes" is called
      Then the answer lists
        | cod_act |
        | 021     |
        | B1      |

    @inferred @Q-COD-REMOVE-ABSENT
    Scenario Outline: none is a code of <group>
      When "remove_cod_act" is called with
        | type_code | <group> |
        | cod_act   | <codes> |
      Then the API refuses with "codes_unknown" saying "0 codes were removed, please validate the data"

      Examples:
        | group    | codes    |
        | cod_act1 | 999, 998 |
        | cod_act2 | 020, 021 |

    @documented
    Scenario: one, as a text
      When DELETE "/api/v2/configuration.php?api=remove_cod_act" is sent with
        | body | {"type_code": "cod_act1", "cod_act": "020"} |
      Then the API accepts
      When "activity_codes" is called
      Then the answer lists
        | cod_act |
        | 021     |
        | B1      |
