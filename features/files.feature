Feature: Uploading files
  An application uploads files from which the copilot ("Mr. Wizard" on older pages) learns, deletes them, and uploads
  sounds that skills and flows play.
  https://wolkvox.com/en/apis-v2-2/21-subir-archivo-a-mr-wizard
  https://wolkvox.com/?p=55066
  https://wolkvox.com/en/apis-v2-2/23-upload-audio

  Rule: upload_file takes PDF, DOCX, TXT and PNG

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
        | {{file1}} |
        | anything  |

  Rule: delete_file removes one

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

  Rule: upload_audio takes up to 50 files of at most 5 MB each

    @documented
    Scenario: 50 at once
      When 50 files of 10 bytes are uploaded by "upload_audio"
      Then the API accepts

    # The limit is documented, the reply is not.
    @inferred @Q-UPLOAD-TYPES
    Scenario: 51 are too many
      When 51 files of 10 bytes are uploaded by "upload_audio"
      Then the API refuses with "too_many_files" saying "The files have not been uploaded, at most 50 are allowed"
      When "audio_list" is called
      Then the API refuses with "none_found"

    @documented
    Scenario: 5 MB
      When "music.wav" of 5242880 bytes is uploaded by "upload_audio"
      Then the API accepts

    @inferred @Q-UPLOAD-TYPES
    Scenario: a byte more
      When "music.wav" of 5242881 bytes is uploaded by "upload_audio"
      Then the API refuses with "file_too_large" saying "The files have not been uploaded, each may have at most 5 MB"
      When "audio_list" is called
      Then the API refuses with "none_found"

    @inferred @Q-UPLOAD-TYPES
    Scenario Outline: any format: <file>
      When "<file>" of 100 bytes is uploaded by "upload_audio"
      Then the API accepts with "audios_uploaded"

      Examples:
        | file        |
        | welcome.gsm |
