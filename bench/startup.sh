#!/usr/bin/env bash
# Start-up, and one small list against a local server, beside curl (and xh where it is there).
source "$(dirname "$0")/common.sh"

echo "## Start-up"
hyperfine -N --warmup 10 --runs 200 --export-json "$work/a.json" \
  -n 'true' true -n 'cyxth --version' "$cyxth --version" 2>/dev/null >/dev/null
table "$work/a.json"

users 50 "$work/users.jsonl"
sandbox --in-memory
"$cyxth" users create "$work/users.jsonl" >/dev/null
echo
echo "## A list of 50 users, $(curl --version | head -1 | cut -d' ' -f1,2)"
others=(-n curl "curl -s -H 'Authorization: Bearer $CYXTH_API_KEY' 'http://$CYXTH_APP_URL/api/users?limit=50'")
if command -v xh >/dev/null; then
  others+=(-n xh "xh -b -A bearer -a $CYXTH_API_KEY http://$CYXTH_APP_URL/api/users limit==50")
fi
hyperfine -N --warmup 10 --runs 200 --export-json "$work/b.json" \
  -n 'cyxth users list -o json' "$cyxth users list -o json" "${others[@]}" 2>/dev/null >/dev/null
table "$work/b.json"
