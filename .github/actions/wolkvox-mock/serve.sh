#!/usr/bin/env bash
# Starts a mock for the steps that follow, with $FLAGS; it ends with the job. Clients that can be configured find it in the
# variables that `wolkvox-mock run` sets too.
set -euo pipefail

said=$RUNNER_TEMP/wolkvox-mock-serve.json log=$RUNNER_TEMP/wolkvox-mock-serve.log
# shellcheck disable=SC2086 # several flags
nohup wolkvox-mock serve --addr 127.0.0.1:0 --json ${FLAGS:-} >"$said" 2>"$log" </dev/null &
pid=$!
until [ -s "$said" ]; do
	if ! kill -0 "$pid" 2>/dev/null; then
		cat "$log"
		echo "::error::wolkvox-mock serve has ended"
		exit 1
	fi
	sleep 0.1
done

field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" "$said"; }
for name in url admin_url token server; do
	echo "$name=$(field "$name")" >>"$GITHUB_OUTPUT"
done
{
	echo "WOLKVOX_BASE_URL=$(field url)"
	echo "WOLKVOX_TOKEN=$(field token)"
	echo "WOLKVOX_SERVER=$(field server)"
} >>"$GITHUB_ENV"
echo "wolkvox-mock serves at $(field url)"
