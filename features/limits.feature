Feature: What a call, and a world, may hold
  An application sends and reads no more records at a time than the service documents, and a mock that is fed without end
  says so before it takes all the memory of its machine.
  https://www.wolkvox.com/en/apis-v2-2/

  Rule: a request has at most 10,000 records

    @inferred @Q-LIMITS
    Scenario: one more is refused, and none of them is taken
      When POST "/api/v2/configuration.php?api=add_dnc" is sent with
        | body | {"type_call": "all", "telephones": {10001 numbers}} |
      Then the API refuses with "too_many_records"
      And the HTTP status is 404
      When "get_dnc" is called with
        | type | all |
      Then the API refuses with "none_found"

  Rule: a world that is full takes nothing more

    @inferred @Q-WORLD-FULL @mock
    Scenario: it is no error of the usual kind, which an application takes for "no data"
      Given every request will be answered with "world_full"
      When "add_dnc" is called with
        | type_call  | all        |
        | telephones | 3000000000 |
      Then the API refuses with "world_full"
      And the HTTP status is 507
