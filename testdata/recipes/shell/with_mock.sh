#!/bin/sh
# Runs a command while a mock is up: with_mock.sh npm test
set -eu
scratch=$(mktemp -d)
mkfifo "$scratch/ready"
wolkvox-mock serve --addr 127.0.0.1:0 --json >"$scratch/ready" &
trap 'kill $!; rm -r "$scratch"' EXIT
read -r ready <"$scratch/ready"
WOLKVOX_URL=$(echo "$ready" | sed 's/.*"url":"\([^"]*\)".*/\1/')
WOLKVOX_TOKEN=$(echo "$ready" | sed 's/.*"token":"\([^"]*\)".*/\1/')
export WOLKVOX_URL WOLKVOX_TOKEN
"$@"
