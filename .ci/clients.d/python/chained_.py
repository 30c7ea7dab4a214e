import os
import socket
import sys

import http_client  # noqa: F401

if os.environ.get("CHAINED") != "yes" or "chained" not in sys.modules["sitecustomize"].__file__:
    raise SystemExit("the program's own sitecustomize was not loaded")
for look_up in (socket.gethostbyname, lambda host: socket.gethostbyname_ex(host)[2][0]):
    with socket.create_connection((look_up("wv0042.wolkvox.com"), 443), timeout=5):
        pass
with socket.socket() as direct:
    direct.connect(("wv0042.wolkvox.com", 443))
with socket.socket() as direct:
    if direct.connect_ex(("wv0042.wolkvox.com", 443)) != 0:
        raise SystemExit("connect_ex")
