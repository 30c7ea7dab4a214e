import json
import threading
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


def test_each_test_has_a_world_of_its_own(world, another_world):
    assert hang(world, "12989")["code"] == "200"
    assert world.control("GET", "/agents/12989")["state"] == "ACW"
    assert another_world.control("GET", "/agents/12989")["state"] == "Talk"


def test_an_answer_is_arranged_by_its_name(world):
    world.control("POST", "/faults", {"operation": "hang", "outcome": "token_busy"})
    assert hang(world, "12989")["code"] == "403"
    assert hang(world, "12989")["code"] == "200"


def test_waiting_takes_no_polling(world):
    threading.Thread(target=hang, args=(world, "12989")).start()
    page = world.control("GET", "/requests?operation=hang&count=1&timeout=10s")
    assert page["complete"]
    assert [request["outcome"] for request in page["requests"]] == ["hung_up"]
    assert not page["requests"][0].get("violations")


def test_time_passes_when_it_is_told_to(world):
    world.control("PUT", "/account", {"acw_limit": "30s"})
    world.control("PUT", "/clock", {"action": "freeze", "time": "2026-01-30T09:00:00Z"})
    hang(world, "12989")
    world.control("PUT", "/clock", {"action": "advance", "duration": "30s"})
    assert world.control("GET", "/agents/12989")["state"] == "Ready"
