Feature: Files for the copilot
  An application uploads files from which the copilot ("Mr. Wizard" on older pages) learns, and deletes them.
  https://wolkvox.com/en/apis-v2-2/21-subir-archivo-a-mr-wizard
  https://wolkvox.com/?p=55066

  Rule: upload_file takes PDF, DOCX, TXT and PNG

    @example
    Scenario: as the vendor's sample shows
      When "manual.pdf" of 100 bytes is uploaded by "upload_file"
      Then the API accepts with "file_uploaded"
      And the reply is
        """
        {
            "code": "201",
            "error": null,
            "msg": "Upload successfully"
        }
        """

    @documented
    Scenario Outline: <file>
      When "<file>" of 100 bytes is uploaded by "upload_file"
      Then the API accepts
      And the copilot has "<file>"

      Examples:
        | file        |
        | manual.pdf  |
        | manual.docx |
        | manual.txt  |
        | manual.png  |

    @inferred
    Scenario: the case of the letters does not matter
      When "MANUAL.PDF" of 100 bytes is uploaded by "upload_file"
      Then the API accepts with "file_uploaded"
      And the copilot has "MANUAL.PDF"

    @inferred @Q-UPLOAD-TYPES
    Scenario Outline: <file> is of another type
      When "<file>" of 100 bytes is uploaded by "upload_file"
      Then the API refuses with "file_type_invalid" saying "The file has not been uploaded, only PDF, DOCX, TXT and PNG are allowed"
      And the copilot has no file

      Examples:
        | file       |
        | manual.exe |
        | manual.doc |
        | manual     |

    @inferred @Q-UPLOAD-TYPES
    Scenario: one bad file among good ones: none is taken
      When "manual.pdf", "manual.exe" of 100 bytes are uploaded by "upload_file"
      Then the API refuses with "file_type_invalid"
      And the copilot has no file

    @inferred @Q-UPLOAD-TYPES
    Scenario: the same name replaces
      When "manual.pdf" of 100 bytes is uploaded by "upload_file"
      And "manual.pdf" of 200 bytes is uploaded by "upload_file"
      Then the API accepts with "file_uploaded"
      And the copilot has "manual.pdf"

    @inferred @Q-UPLOAD-PARTS
    Scenario Outline: the name of the part is "<part>"
      When POST "/api/v2/configuration.php?api=upload_file" is sent with
        | Content-Type | multipart/form-data; boundary=cut                                                                  |
        | body         | --cut\nContent-Disposition: form-data; name="<part>"; filename="manual.txt"\n\nRead me.\n--cut--\n |
      Then the API accepts with "file_uploaded"
      And the copilot has "manual.txt"

      Examples:
        | part      |
        | file      |
        | file1     |
        | {{file1}} |
        | anything  |

    @inferred @Q-UPLOAD-PARTS
    Scenario Outline: <what> is no file
      When POST "/api/v2/configuration.php?api=upload_file" is sent with
        | Content-Type | <type> |
        | body         | <body> |
      Then the API refuses with "parameter_missing" saying "SOME PARAMETERS ARE REQUIRED"
      And the request is noted as breaking "parameter-missing"
      And the copilot has no file

      Examples:
        | what                   | type                              | body                                                                        |
        | a field of the form    | multipart/form-data; boundary=cut | --cut\nContent-Disposition: form-data; name="file"\n\nmanual.pdf\n--cut--\n |
        | an empty form          | multipart/form-data; boundary=cut | --cut--\n                                                                   |
        | a form without borders | multipart/form-data               | manual.pdf                                                                  |
        | a form of another kind | application/x-www-form-urlencoded | file=manual.pdf                                                             |
        | JSON                   | application/json                  | {"file": "manual.pdf"}                                                      |
        | nothing                | (none)                            |                                                                             |

  Rule: delete_file removes one

    @example
    Scenario: as the vendor's sample shows, with two blanks
      When "manual.pdf" of 100 bytes is uploaded by "upload_file"
      And "delete_file" is called with
        | filename | manual.pdf |
      Then the API accepts with "file_deleted"
      And the reply is
        """
        {
            "code": "201",
            "error": null,
            "msg": "File delete  successfully"
        }
        """

    @documented
    Scenario: others stay
      When "manual.pdf" of 100 bytes is uploaded by "upload_file"
      And "prices.txt" of 100 bytes is uploaded by "upload_file"
      And "delete_file" is called with
        | filename | manual.pdf |
      Then the API accepts
      And the copilot has "prices.txt"

    @inferred @Q-DELETE-FILE-ABSENT
    Scenario Outline: there is no <filename>
      When "manual.pdf" of 100 bytes is uploaded by "upload_file"
      And "delete_file" is called with
        | filename | <filename> |
      Then the API refuses with "file_unknown" saying "File <filename> does not exist in your operation."
      And the copilot has "manual.pdf"

      Examples:
        | filename   |
        | prices.txt |
        | Manual.pdf |
