Feature: What agents do by themselves
  An agent works in wolkvox Agent, beside the API. The test, or the console, does it in the agent's place. That it is the
  same move as that of the operation is our choice.
  https://helpcenter.wolkvox.com/

  Rule: what an agent does in wolkvox Agent is the same move as the operation of the API

    @inferred @mock
    Scenario: an agent hangs up
      Given agent "12989" is talking to "3001234567"
      When agent "12989" hangs up in wolkvox Agent
      Then the call has ended, by the agent
      And agent "12989" is in ACW

    @inferred @mock
    Scenario Outline: an agent toggles <what>, and the API toggles it back
      Given agent "12989" is talking to "3001234567"
      When agent "12989" toggles <what> in wolkvox Agent
      Then the call is <so>
      When agent "12989" toggles <what>
      Then the API accepts with "<what>_toggled"
      And the call is not <so>

      Examples:
        | what | so      |
        | mute | muted   |
        | hold | on hold |

    @inferred @mock
    Scenario Outline: an agent changes status
      Given agent "12989" is Ready
      When agent "12989" changes status to "<status>" in wolkvox Agent
      Then agent "12989" is <state>

      Examples:
        | status | state      |
        | 102    | in "Lunch" |
        | logout | logged out |

  Rule: what the agent's state does not allow is refused

    @inferred @mock
    Scenario Outline: an agent who is <state> <acts>
      Given agent "12989" is <state>
      When agent "12989" <acts> in wolkvox Agent
      Then wolkvox Agent refuses with "<kind>"
      And agent "12989" is <state>

      Examples:
        | state      | acts                      | kind             |
        | Ready      | hangs up                  | no-active-call   |
        | Ready      | toggles hold              | no-active-call   |
        | Ready      | toggles mute              | no-active-call   |
        | Ready      | changes status to "999"   | state-unknown    |
        | logged out | changes status to "ready" | agent-logged-out |
