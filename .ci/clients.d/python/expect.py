"""What every client here asks of wolkvox, and then of another host if the environment names one."""

import os

URL = "https://wv0042.wolkvox.com/api/v2/agentbox.php?api=hang&agent_id=12989"
HEADERS = {"wolkvox-token": "7b64656d6f7d2d3230323630313031303030303030"}


def expect(post):
    """post(url, headers) gives the status and the text of the answer."""
    wanted = [(URL, "Hang has been successful")]
    if "OTHER" in os.environ:
        wanted.append((os.environ["OTHER"], "another host"))
    for url, text in wanted:
        status, body = post(url, HEADERS)
        if status != 200 or text not in body:
            raise SystemExit(f"{url}: {status} {body}")
