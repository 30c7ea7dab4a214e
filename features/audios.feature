Feature: Uploading audio files
  An application uploads sounds that skills and flows play.
  https://wolkvox.com/en/apis-v2-2/23-upload-audio

  Rule: upload_audio takes up to 50 files of at most 5 MB each

    @example
    Scenario: as the vendor's sample shows
      When "welcome.wav" of 100 bytes is uploaded by "upload_audio"
      Then the API accepts with "audios_uploaded"
      And the reply is
        """
        {
            "code": "201",
            "error": null,
            "msg": "1 audio file(s) uploaded successfully",
            "data": [
                {
                    "filename": "welcome.wav"
                }
            ]
        }
        """

    @inferred
    Scenario: several are counted and listed
      When "welcome.wav", "bye.wav" of 100 bytes are uploaded by "upload_audio"
      Then the API accepts with "audios_uploaded" saying "2 audio file(s) uploaded successfully"
      And the answer lists
        | filename    |
        | welcome.wav |
        | bye.wav     |

    @documented
    Scenario: they can be read
      When "welcome.wav", "bye.wav" of 100 bytes are uploaded by "upload_audio"
      Then the API accepts
      When "audio_list" is called
      Then the answer lists
        | size |
        | 1    |
        | 1    |

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
    Scenario: one that is too large among others: none is taken
      When POST "/api/v2/configuration.php?api=upload_audio" is sent with
        | Content-Type | multipart/form-data; boundary=cut                                                                                                                                             |
        | body         | --cut\nContent-Disposition: form-data; name="1"; filename="a.wav"\n\na\n--cut\nContent-Disposition: form-data; name="2"; filename="b.wav"\n\n{2 MiB}{2 MiB}{2 MiB}\n--cut--\n |
      Then the API refuses with "file_too_large"
      When "audio_list" is called
      Then the API refuses with "none_found"

    @inferred @Q-UPLOAD-TYPES
    Scenario Outline: any format: <file>
      When "<file>" of 100 bytes is uploaded by "upload_audio"
      Then the API accepts with "audios_uploaded"

      Examples:
        | file        |
        | welcome.mp3 |
        | welcome.gsm |
        | welcome     |

    @inferred @Q-UPLOAD-TYPES
    Scenario: the same name replaces
      When "welcome.wav" of 100 bytes is uploaded by "upload_audio"
      And "welcome.wav" of 3000 bytes is uploaded by "upload_audio"
      Then the API accepts with "audios_uploaded" saying "1 audio file(s) uploaded successfully"
      When "audio_list" is called
      Then the answer lists
        | audio_id | size |
        | 1        | 3    |

    @inferred @Q-UPLOAD-PARTS
    Scenario: the names of the parts do not matter
      When POST "/api/v2/configuration.php?api=upload_audio" is sent with
        | Content-Type | multipart/form-data; boundary=cut                                                                                                                                    |
        | body         | --cut\nContent-Disposition: form-data; name="{{file1}}"; filename="a.wav"\n\na\n--cut\nContent-Disposition: form-data; name="file"; filename="b.wav"\n\nb\n--cut--\n |
      Then the API accepts with "audios_uploaded" saying "2 audio file(s) uploaded successfully"

    @inferred @Q-REQUIRED-FIELDS
    Scenario: no file
      When POST "/api/v2/configuration.php?api=upload_audio" is sent with
        | Content-Type | multipart/form-data; boundary=cut |
        | body         | --cut--\n                         |
      Then the API refuses with "parameter_missing"
      And the request is noted as breaking "parameter-missing"
