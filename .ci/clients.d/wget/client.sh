#!/bin/sh
set -eu
post() { wget -q -O - --method=POST --header='wolkvox-token: 7b64656d6f7d2d3230323630313031303030303030' "$1"; }
post 'https://wv0042.wolkvox.com/api/v2/agentbox.php?api=hang&agent_id=12989' | grep 'Hang has been successful'
[ -z "${OTHER:-}" ] || post "$OTHER" | grep 'another host'
