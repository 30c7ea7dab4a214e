Feature: What happens, as it happens
  Exchanges, and changes of agents, calls, queues, callbacks, campaigns and the clock are a stream: whoever follows it sees what
  the contact center does, also what nobody asked for. None of it is the vendor's.

  Rule: what happens is told in its order, with its cause

    @example @mock
    Scenario: a request comes after what it has changed
      Given agent "12989" is talking to "3001234567"
      When somebody follows the events
      And agent "12989" hangs up
      Then the events are
        | event    | of              | from   | to      | cause   |
        | change   | call of 12989   | active | ended   | request |
        | change   | agent 12989     | talk   | acw     | request |
        | exchange | hang            |        | hung_up |         |

    @inferred @mock
    Scenario: a call waits until an agent is Ready
      Given agent "12989" is in "Lunch"
      And agent "12989" is in skill "4012" with expertise "5"
      When somebody follows the events
      And an inbound call with "3001234567" comes to skill "4012"
      And agent "12989" changes status to "ready"
      Then the events are
        | event    | of              | from   | to             | cause   |
        | change   | call            |        | queued         | control |
        | change   | queue 4012      | 0      | 1              | control |
        | change   | agent 12989     | 102    | ready          | request |
        | change   | call of 12989   | queued | ringing        | timer   |
        | change   | agent 12989     | ready  | ring           | timer   |
        | change   | queue 4012      | 1      | 0              | timer   |
        | exchange | change_status   |        | status_changed |         |

    @inferred @mock @Q-RING-TIMEOUT
    Scenario: what is due happens although nobody looks
      Given a call may ring for "10ms"
      And agent "12989" is Ready
      When somebody follows the events
      And an inbound call with "3001234567" comes in for agent "12989"
      Then the events are
        | event    | of              | from    | to      | cause   |
        | change   | call of 12989   |         | ringing | control |
        | change   | agent 12989     | ready   | ring    | control |
        | change   | call of 12989   | ringing | ended   | timer   |
        | change   | agent 12989     | ring    | ready   | timer   |

  Rule: whoever was cut off goes on where he stopped

    @example @mock
    Scenario: what happened meanwhile is told
      Given agent "12989" is talking to "3001234567"
      And agent "12992" is logged out
      When somebody follows the events
      And agent "12989" hangs up
      And 2 events are read, and the stream is cut
      And agent "12992" is deactivated
      And somebody follows the events from there
      Then the events are
        | event    | of              | from   | to             | cause   |
        | exchange | hang            |        | hung_up        |         |
        | change   | agent 12992     | logout | logout         | request |
        | exchange | disable_agent   |        | agent_disabled |         |

    @example @mock
    Scenario: what is not kept any more is told as a gap
      Given agent "12989" is talking to "3001234567"
      When somebody follows the events
      And agent "12989" hangs up
      And 1 events are read, and the stream is cut
      And the journal is cleared
      And somebody follows the events from there
      Then the events are
        | event    | of              | from   | to             | cause   |
        | gap      |                 |        |                |         |
        | change   | agent 12989     | talk   | acw            | request |

  Rule: a reset is told, and the deletion of the world ends the stream

    @inferred @mock
    Scenario: a reset
      When somebody follows the events
      And the world is reset
      Then the events are
        | event    | of              | from   | to      | cause   |
        | change   | world           |        |         | control |

    @inferred @mock
    Scenario: a world that is deleted
      When somebody follows the events of another world
      And another world is deleted
      Then the stream ends with "world deleted"
