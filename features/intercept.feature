Feature: A client that has the address of the real service written into it
  It arrives as it stands: through a proxy that it is given by its environment, or because the name leads to the mock. It checks the
  certificate as it would check that of the service.

  Rule: the service speaks HTTPS only

    @documented @mock
    Scenario Outline: <scheme> through a proxy
      Given a mock that intercepts
      When a client calls "<scheme>://wv0042.wolkvox.com" through the proxy
      Then the client is answered with 200
      And the client breaks <what>

      Examples:
        | scheme | what         |
        | https  | no rule      |
        | http   | "plain-http" |

  Rule: the mock stands in for wolkvox.com, and for nobody else

    @inferred @mock
    Scenario Outline: <url>
      Given a mock that intercepts
      When a client calls "<url>" through the proxy
      Then the client is refused, for the mock passes nothing on

      Examples:
        | url                               |
        | https://example.com               |
        | https://wolkvox.com.example.com   |
        | http://notwolkvox.com             |

  Rule: a client that does not trust the certificate is reported

    @inferred @mock
    Scenario: a client that trusts the authorities of its system only
      Given a mock that intercepts
      When a client that trusts nobody calls "https://wv0042.wolkvox.com" through the proxy
      Then the client does not trust "wv0042.wolkvox.com"

  Rule: an account that is written into a client finds a world

    @inferred @mock
    Scenario: server and token that nobody knows
      Given a mock that intercepts and adopts
      When a client calls "https://wv1234.wolkvox.com" through the proxy with the token "abcdef0123456789"
      Then the client is answered with 200
      And there is a world for server "1234"
