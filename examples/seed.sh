#!/bin/sh
# Builds the tool, seeds the users and channels of this folder into a Cyxth instance on this
# machine, and lists what the instance then holds. Run it as often as you like: the instance is
# a new one each time, in a directory of its own that is removed at the end.
set -eu
cd "$(dirname "$0")/.."

# The build that `cargo test` makes too, so that it finds most of its work done.
echo "building cyxth: a minute or two the first time, nothing to do after that" >&2
cargo build --locked
cyxth() {
    cargo run --locked --quiet -- "$@"
}

instance=$(mktemp -d)
trap 'rm -rf "$instance"' EXIT
# Nothing of this machine takes part: neither its profiles nor its variables nor its sandbox.
unset CYXTH_APP_URL CYXTH_API_URL CYXTH_API_KEY CYXTH_OUTPUT CYXTH_CA_CERT
export CYXTH_DATA_DIR="$instance" CYXTH_CONFIG_DIR="$instance" CYXTH_PROFILE=sandbox

cyxth users create examples/users.json examples/more-users.csv
cyxth channels create examples/channels.jsonl
echo
cyxth users list --all --columns id,name,mode,metadata.team
echo
cyxth channels list --all
echo
cyxth members list announcements --columns id,name
