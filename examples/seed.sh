#!/bin/sh
# Builds the tool, seeds the users and channels of this folder into a Cyxth instance on this
# machine, and lists what the instance then holds. Run it as often as you like: the instance is
# a new one each time, in a directory of its own that is removed at the end.
set -eu
cd "$(dirname "$0")/.."

cargo build --release --quiet
cyxth="${CARGO_TARGET_DIR:-target}/release/cyxth"

CYXTH_DATA_DIR=$(mktemp -d)
export CYXTH_DATA_DIR
trap 'rm -rf "$CYXTH_DATA_DIR"' EXIT
export CYXTH_PROFILE=sandbox
unset CYXTH_APP_URL CYXTH_API_URL CYXTH_API_KEY CYXTH_OUTPUT

"$cyxth" users create examples/users.json examples/more-users.csv
"$cyxth" channels create examples/channels.jsonl
echo
"$cyxth" users list --all
echo
"$cyxth" channels list --all
