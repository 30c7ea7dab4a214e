Feature: Assertions that wait
  A test need not ask again and again what its client has sent: it says how many requests it expects, and waits. The mock
  answers as soon as they are there, and at the timeout with those that are. None of it is the vendor's.

  Rule: as many as are expected end the waiting

    @inferred @mock
    Scenario: they are sent while the test waits
      Given agent "12989" is talking to "3001234567"
      And agent "12991" is Ready
      When a test waits for 2 requests for "hang"
      And agent "12989" hangs up
      And agent "12991" changes status to "102"
      And agent "12989" hangs up
      Then the API refuses with "no_active_call"
      And the test has seen
        | operation | outcome        | evidence | agent_id |
        | hang      | hung_up        | example  | 12989    |
        | hang      | no_active_call | inferred | 12989    |

    @inferred @mock
    Scenario: they were sent before
      Given agent "12989" is talking to "3001234567"
      When agent "12989" hangs up
      And a test waits for 1 request
      Then the test has seen
        | operation | outcome | evidence | agent_id |
        | hang      | hung_up | example  | 12989    |

    @inferred @mock
    Scenario: fewer are there when the time is up
      Given agent "12989" is talking to "3001234567"
      When agent "12989" hangs up
      And a test waits for 2 requests for "hang", at most "1ms"
      Then the test has seen too few
        | operation | outcome | evidence | agent_id |
        | hang      | hung_up | example  | 12989    |

  Rule: the waiting goes on over a reset, and ends with its world

    @inferred @mock
    Scenario: a reset, after which they have to come again
      Given agent "12989" is talking to "3001234567"
      When a test waits for 2 requests
      And agent "12989" hangs up
      And the world is reset
      And agent "12989" hangs up
      Then the API refuses with "agent_unknown"
      When agent "12989" changes status to "ready"
      Then the API refuses with "agent_unknown"
      And the test has seen
        | operation     | outcome       | evidence | agent_id |
        | hang          | agent_unknown | inferred | 12989    |
        | change_status | agent_unknown | inferred | 12989    |

    @inferred @mock
    Scenario: a world that is deleted
      When a test waits for 1 request of another world
      And another world is deleted
      Then the waiting ends with "world-unknown"

  Rule: a long journal is read page by page

    @inferred @mock
    Scenario: each page after the last number of the one before
      Given agent "12989" is talking to "3001234567"
      When agent "12989" toggles mute
      And agent "12989" toggles hold
      And agent "12989" hangs up
      Then the journal, read 2 at a time, reads
        | operation | outcome      | evidence | agent_id |
        | mute      | mute_toggled | example  | 12989    |
        | hold      | hold_toggled | example  | 12989    |
        | hang      | hung_up      | example  | 12989    |
