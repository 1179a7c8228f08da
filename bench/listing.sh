#!/usr/bin/env bash
# Listing: time and memory of each format for a million users, and beside a loop of curl and jq
# with the same page size over fewer. RECORDS and LOOP set the numbers.
source "$(dirname "$0")/common.sh"

records=${RECORDS:-1000000}
loop=${LOOP:-50000}

cat > "$work/loop.sh" <<'LOOP'
after=
while :; do
  page=$(curl -sf -H "Authorization: Bearer $CYXTH_API_KEY" \
    "http://$CYXTH_APP_URL/api/users?limit=1000&starting_after=$after")
  after=$(printf %s "$page" | jq -r '(.[-1].id // ""), (.[] | tojson)' | { read -r last; cat >> "$1"; printf %s "$last"; })
  [ -n "$after" ] || break
done
LOOP

users "$loop" "$work/loop.jsonl"
sandbox --in-memory
"$cyxth" users create "$work/loop.jsonl" >/dev/null
echo "## $loop users as JSON Lines, pages of 1000, $(jq --version)"
hyperfine --warmup 1 --runs 5 --export-json "$work/a.json" --prepare "rm -f $work/out" \
  -n 'cyxth users list --all -o jsonl' "$cyxth users list --all -o jsonl > $work/out" \
  -n 'curl and jq in a loop' "bash $work/loop.sh $work/out" 2>/dev/null >/dev/null
table "$work/a.json"
bash "$work/loop.sh" "$work/by-loop"
"$cyxth" users list --all -o jsonl | cmp - "$work/by-loop" && echo "both list the same"

users "$records" "$work/users.jsonl"
sandbox
"$cyxth" users create "$work/users.jsonl" >/dev/null
echo
echo "## $records users, each format"
for format in jsonl json csv id table; do
  printf '%-6s ' "$format"
  memory "$cyxth" users list --all -o "$format"
done
hyperfine --warmup 1 --runs 5 --export-json "$work/b.json" \
  -L format jsonl,json,csv,id,table -n 'cyxth users list --all -o {format}' \
  "$cyxth users list --all -o {format} | cat > /dev/null" 2>/dev/null >/dev/null
table "$work/b.json"
