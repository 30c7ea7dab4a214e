Feature: Addresses that the firewall lets through
  An application keeps the list of IP addresses that may reach the account.
  https://www.wolkvox.com/en/apis-v2-2/9-agregar-ip/
  https://www.wolkvox.com/en/apis-v2-2/10-remover-ip-en/

  Rule: add_ip puts an address on the list

    @documented
    Scenario Outline: it can be read: permanent is <permanent>
      When "add_ip" is called with
        | ip          | 192.0.2.10    |
        | permanent   | <permanent>   |
        | description | This is my IP |
      Then the API accepts
      When "get_ip" is called
      Then the answer lists
        | ip         | type_ip | description   |
        | 192.0.2.10 | <type>  | This is my IP |

      Examples:
        | permanent | type       |
        | no        | temporal   |
        | yes       | permanente |

    @documented
    Scenario: it is temporary unless it says otherwise
      When "add_ip" is called with
        | ip | 192.0.2.10 |
      Then the API accepts
      When "get_ip" is called
      Then the answer lists
        | ip         | type_ip  |
        | 192.0.2.10 | temporal |

    # The code was seen in real traffic; the text is ours.
    @inferred @Q-IP-ERRORS
    Scenario: an address that is there already stays as it is
      When "add_ip" is called with
        | ip          | 192.0.2.10 |
        | description | Office     |
      And "add_ip" is called with
        | ip          | 192.0.2.10 |
        | description | Home       |
      Then the API refuses with "ip_registered" saying "The IP 192.0.2.10 is already registered, please validate the data"
      And the HTTP status is 404, and the code says so too
      When "get_ip" is called
      Then the answer lists
        | ip         | description |
        | 192.0.2.10 | Office      |

    @inferred @Q-IP-ERRORS
    Scenario Outline: <what> is no address
      When POST "/api/v2/configuration.php?api=add_ip" is sent with
        | body | {"ip": "<ip>"} |
      Then the API refuses with "ip_invalid" saying "The IP <ip> is not valid, please validate the data"
      And the HTTP status is 406, and the code says so too
      And the error is "Not Acceptable"
      And the request is noted as breaking "body-value"

      Examples:
        | what        | ip           |
        | text        | localhost    |
        | one of IPv6 | 2001:db8::1  |
        | a net       | 192.0.2.0/24 |

    @inferred @Q-IP-ERRORS
    Scenario Outline: <ip> is none either, though it looks like one
      When "add_ip" is called with
        | ip | <ip> |
      Then the API refuses with "ip_invalid"

      Examples:
        | ip          |
        | 192.0.2.256 |

  Rule: an account has at most five permanent addresses

    # The limit is documented, the reply is not.
    @inferred @Q-IP-ERRORS
    Scenario: a sixth one
      When "add_ip" is called with
        | ip        | 192.0.2.1 |
        | permanent | yes       |
      And "add_ip" is called with
        | ip        | 192.0.2.2 |
        | permanent | yes       |
      And "add_ip" is called with
        | ip        | 192.0.2.3 |
        | permanent | yes       |
      And "add_ip" is called with
        | ip        | 192.0.2.4 |
        | permanent | yes       |
      And "add_ip" is called with
        | ip        | 192.0.2.5 |
        | permanent | yes       |
      Then the API accepts with "ip_added"
      When "add_ip" is called with
        | ip        | 192.0.2.6 |
        | permanent | yes       |
      Then the API refuses with "ips_exhausted" saying "You must remove a permanent IP before adding this one, you currently have 5 permanent IPs"
      When "add_ip" is called with
        | ip        | 192.0.2.6 |
        | permanent | no        |
      Then the API accepts with "ip_added"
      When "remove_ip" is called with
        | ip | 192.0.2.1 |
      And "add_ip" is called with
        | ip        | 192.0.2.7 |
        | permanent | yes       |
      Then the API accepts with "ip_added"

  Rule: remove_ip takes an address off the list

    @documented
    Scenario: others stay
      When "add_ip" is called with
        | ip | 192.0.2.10 |
      And "add_ip" is called with
        | ip | 192.0.2.9 |
      And "remove_ip" is called with
        | ip | 192.0.2.10 |
      Then the API accepts
      When "get_ip" is called
      Then the answer lists
        | ip        |
        | 192.0.2.9 |

    # Both codes were seen in real traffic; the texts are ours.
    @inferred @Q-IP-ERRORS
    Scenario: an address that is not there
      When "remove_ip" is called with
        | ip | 192.0.2.10 |
      Then the API refuses with "ip_unknown" saying "The IP 192.0.2.10 is not registered, please validate the data"
      And the HTTP status is 404, and the code says so too

  Rule: the mock lets every address through

    @inferred @Q-IP-ALLOW
    Scenario: the caller is not on the list
      Given agent "12989" is Ready
      When "add_ip" is called with
        | ip | 192.0.2.10 |
      And agent "12989" changes status to "101"
      Then the API accepts with "status_changed"
