import json
from urllib.error import HTTPError
from urllib.request import Request, urlopen


def hang(world, agent_id):  # your own client goes here
    url = f"{world.url}/api/v2/agentbox.php?api=hang&agent_id={agent_id}"
    try:
        reply = urlopen(Request(url, method="POST", headers={"wolkvox-token": world.token}))
    except HTTPError as refusal:
        reply = refusal
    with reply:
        return json.load(reply)


def test_after_a_call_comes_acw(world):
    assert hang(world, "12989")["code"] == "200"
    assert world.control("GET", "/agents/12989")["state"] == "ACW"


def test_nobody_is_on_the_line(world):
    world.control("PUT", "/agents/12995", {"name": "Nora Gil", "status": "ready"})
    assert hang(world, "12995")["code"] == "404"
    refused = world.control("GET", "/requests?limit=1")["requests"][0]
    assert refused["outcome"] == "no_active_call"
