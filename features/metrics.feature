Feature: The figures of a server
  What Prometheus reads: sums over all worlds, which outlive them.

  Rule: what clients did is counted, whatever becomes of their world

    @inferred @mock
    Scenario: a request, and what was wrong with another one
      Given agent "12989" is talking to "3001234567"
      And agent "12991" is Ready
      When agent "12989" hangs up
      Then the API accepts with "hung_up"
      When POST "/api/v2/agentbox.php?api=change_status&agent_id=12991&status=ready&nonsense=1" is sent
      Then the API accepts with "status_changed"
      And the request is noted as breaking "parameter-unknown"
      When the world is reset
      Then the figures of the server count requests of "hang/hung_up"
      And the figures of the server count violations of "parameter-unknown"
