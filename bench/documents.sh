#!/usr/bin/env bash
# An instance as a document: diff of a million users beside listing them; apply of 100,000 users
# and 2,000 channels with 20 members each, in sync beside export, and onto an empty instance
# beside the commands that do the same by hand.
source "$(dirname "$0")/common.sh"

records=${RECORDS:-1000000}
users "$records" "$work/users.jsonl"
sed 's/^/{"user":/; s/$/}/' "$work/users.jsonl" > "$work/document.jsonl"
sandbox --data "$work/large.db"
"$cyxth" users create "$work/users.jsonl" >/dev/null
echo "## diff of $records users, in sync"
hyperfine --warmup 1 --runs 7 --export-json "$work/a.json" \
  -n 'cyxth users list --all -o jsonl' "$cyxth users list --all -o jsonl > /dev/null" \
  -n 'cyxth diff' "$cyxth diff $work/document.jsonl" 2>/dev/null >/dev/null
table "$work/a.json"
memory "$cyxth" diff "$work/document.jsonl"

users 100000 "$work/some.jsonl"
seq 0 1999 | awk '{
  printf "{\"id\":\"c%05d\",\"name\":\"Channel %d\",\"members\":[", $1, $1
  for (n = 0; n < 20; n++) printf "%s\"u%08d\"", (n ? "," : ""), ($1 * 37 + n * 101) % 100000
  print "]}" }' > "$work/channels.jsonl"
jq -c '{id, name}' "$work/channels.jsonl" > "$work/bare.jsonl"
jq -r '"\(.id) \(.members | join(" "))"' "$work/channels.jsonl" > "$work/members.txt"

sandbox --data "$work/synced.db"
"$cyxth" users create "$work/some.jsonl" >/dev/null
"$cyxth" channels create "$work/channels.jsonl" >/dev/null
"$cyxth" export > "$work/document.json"
echo
echo "## 100,000 users, 2,000 channels with 20 members each, in sync"
hyperfine --warmup 1 --runs 7 --export-json "$work/b.json" \
  -n 'cyxth export' "$cyxth export > /dev/null" \
  -n 'cyxth apply' "$cyxth apply $work/document.json" 2>/dev/null >/dev/null
table "$work/b.json"

echo
echo "## The same onto an empty instance"
cat > "$work/by-hand.sh" <<'HAND'
"$1" users create "$2/some.jsonl"
"$1" channels create "$2/bare.jsonl"
while read -r channel members; do "$1" members add "$channel" $members; done < "$2/members.txt"
HAND
reset="$cyxth channels list --all -o id | $cyxth channels delete --yes --allow-empty; $cyxth users list --all -o id | $cyxth users delete --yes --allow-empty"
hyperfine --runs 10 --export-json "$work/c.json" --prepare "$reset" \
  -n 'users create, channels create with initial members' "$cyxth users create $work/some.jsonl && $cyxth channels create $work/channels.jsonl" \
  -n 'cyxth apply' "$cyxth apply $work/document.json --yes" 2>/dev/null >/dev/null
hyperfine --runs 2 --export-json "$work/d.json" --prepare "$reset" \
  -n 'users create, channels create, members add for each channel' "bash $work/by-hand.sh $cyxth $work" 2>/dev/null >/dev/null
jq -s '{results: map(.results[])}' "$work/c.json" "$work/d.json" > "$work/e.json"
table "$work/e.json"
