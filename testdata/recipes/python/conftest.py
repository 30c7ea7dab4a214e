import json
import subprocess
from types import SimpleNamespace
from urllib.request import Request, urlopen

import pytest


def send(method, url, body=None):
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(url, data, method=method)) as reply:
        return json.loads(reply.read() or "null")


@pytest.fixture(scope="session")
def mock():
    serve = ["wolkvox-mock", "serve", "--addr", "127.0.0.1:0", "--json", "--exit-with-stdin"]
    with subprocess.Popen(serve, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield json.loads(process.stdout.readline())
        process.terminate()


@pytest.fixture
def world(mock):  # one for each test: url, token, and control() for its control API
    made = send("POST", mock["admin_url"] + "/worlds")
    admin = f"{mock['admin_url']}/worlds/{made['name']}"
    yield SimpleNamespace(**made, control=lambda method, path, body=None: send(method, admin + path, body))
    send("DELETE", admin)


another_world = world  # for a test that takes two
