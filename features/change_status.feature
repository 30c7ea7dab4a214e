Feature: Changing an agent's state
  An application makes an agent Ready, sends them into an auxiliary state of the account, or logs them out.
  The accounts of these scenarios have three auxiliary states: 101 "Active breaks", 102 "Lunch" and 103 "Training".
  https://www.wolkvox.com/en/change-agent-state-agent-v2/

  Rule: an agent who is on no call goes where they are sent

    @documented
    Scenario Outline: from <before> to "<status>"
      Given agent "12991" is <before>
      When agent "12991" changes status to "<status>"
      Then the API accepts
      And agent "12991" is <after>

      Examples: made Ready
        | before     | status | after |
        | in ACW     | ready  | Ready |
        | in "Lunch" | ready  | Ready |

      Examples: sent into an auxiliary state
        | before             | status | after              |
        | Ready              | 101    | in "Active breaks" |
        | in "Active breaks" | 102    | in "Lunch"         |

      Examples: logged out
        | before     | status | after      |
        | Ready      | logout | logged out |
        | in "Lunch" | logout | logged out |

  Rule: the answer names the state

    @inferred @Q-READY-TEXT
    Scenario Outline: "<status>" is called <name>
      Given agent "12991" is in ACW
      When agent "12991" changes status to "<status>"
      Then the API accepts with "status_changed" saying "Agent status has been modified to <name>"

      Examples:
        | status | name   |
        | ready  | Ready  |
        | logout | Logout |
        | 102    | Lunch  |

  Rule: changing to the state that the agent has is idempotent

    @inferred @Q-STATUS-SAME @mock
    Scenario: the time in the state goes on
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      And agent "12994" is in "Lunch"
      When the clock advances by "10m"
      And agent "12994" changes status to "102"
      Then the API accepts with "status_changed"
      And agent "12994" has been in this state for "10m"

    @inferred @mock
    Scenario: the time in another state begins anew
      Given the clock stands at "2026-01-31T12:00:00-05:00"
      And agent "12994" is in "Lunch"
      When the clock advances by "10m"
      And agent "12994" changes status to "103"
      Then the API accepts with "status_changed"
      And agent "12994" has been in this state for "0s"

  Rule: there is no state but those of the account, "ready" and "logout"

    @inferred @Q-STATUS-UNKNOWN @Q-STATUS-CASE @Q-STATUS-BY-NAME @Q-STATUS-ACW
    Scenario Outline: <what>
      Given agent "12991" is Ready
      When agent "12991" changes status to "<status>"
      Then the API refuses with "state_unknown" saying "Status <status> does not exist in your operation."
      And agent "12991" is Ready

      Examples:
        | what                           | status |
        | an id that nobody has given    | 999    |
        | in capitals                    | READY  |
        | with a capital                 | Logout |
        | the description of a state     | Lunch  |
        | ACW, which v2 does not offer   | acw    |
        | a state that only a call makes | talk   |

  Rule: this operation logs nobody in

    @inferred @Q-LOGGED-OUT-READY @Q-AGENT-OFFLINE
    Scenario Outline: a logged-out agent and "<status>"
      Given agent "12992" is logged out
      When agent "12992" changes status to "<status>"
      Then the API refuses with "agent_logged_out" saying "Agent_id 12992 is not logged in."
      And agent "12992" is logged out

      Examples:
        | status |
        | ready  |
        | 101    |
        | logout |
