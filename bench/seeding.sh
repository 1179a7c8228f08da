#!/usr/bin/env bash
# Seeding: against a server that only counts, beside the same bodies built beforehand and beside
# jq, split and curl; into the sandbox; and again with --skip-existing. RECORDS sets the number;
# LARGE=1 adds ten times as many.
source "$(dirname "$0")/common.sh"

records=${RECORDS:-1000000}
users "$records" "$work/users.jsonl"
jq -cs . "$work/users.jsonl" > "$work/users.json"
ls -l "$work/users.jsonl" | awk '{ printf "input: %.0f MB\n", $5 / 1e6 }'

cat > "$work/with-jq.sh" <<'LOOP'
rm -rf "$2" && mkdir "$2"
jq -c . "$1" | split -l 1000 - "$2/"
for file in "$2"/*; do jq -cs . "$file" > "$file.json"; done
ls "$2"/*.json | xargs -P4 -I{} curl -sf -o /dev/null -H "Authorization: Bearer $CYXTH_API_KEY" \
  -H 'Content-Type: application/json' --data-binary @{} "http://$CYXTH_APP_URL/api/users"
LOOP
cat > "$work/plain.sh" <<'LOOP'
rm -rf "$2" && mkdir "$2"
split -l 1000 --filter='{ printf "["; paste -sd,; printf "]"; } > $FILE.json' "$1" "$2/"
ls "$2"/*.json | xargs -P4 -I{} curl -sf -o /dev/null -H "Authorization: Bearer $CYXTH_API_KEY" \
  -H 'Content-Type: application/json' --data-binary @{} "http://$CYXTH_APP_URL/api/users"
LOOP

count
echo
echo "## $records users into a server that counts, $(jq --version)"
mkdir "$work/bodies"
split -l 1000 --filter='{ printf "["; paste -sd, | tr -d "\n"; printf "]"; } > $FILE' "$work/users.jsonl" "$work/bodies/"
hyperfine --warmup 1 --runs 7 --export-json "$work/a.json" \
  -n 'bodies built beforehand, 4 in flight' "$release/examples/send-bodies $work/bodies" \
  -n 'cyxth, JSON Lines' "$cyxth users create $work/users.jsonl" \
  -n 'cyxth, JSON array' "$cyxth users create $work/users.json" 2>/dev/null >/dev/null
table "$work/a.json"
memory "$cyxth" users create "$work/users.jsonl"
hyperfine --runs 1 --export-json "$work/b.json" \
  -n 'cyxth, JSON Lines' "$cyxth users create $work/users.jsonl" \
  -n 'paste, split, curl with xargs -P4 (nothing checked)' "bash $work/plain.sh $work/users.jsonl $work/parts" \
  -n 'jq, split, curl with xargs -P4' "bash $work/with-jq.sh $work/users.jsonl $work/parts" 2>/dev/null >/dev/null
table "$work/b.json"
if [ -n "${LARGE:-}" ]; then
  users $((records * 10)) "$work/large.jsonl"
  printf '%s users: ' $((records * 10))
  memory "$cyxth" users create "$work/large.jsonl"
  rm "$work/large.jsonl"
fi

echo
echo "## $records users into the sandbox, and again with --skip-existing"
sandbox --data "$work/bench.db"
hyperfine --runs 1 --export-json "$work/c.json" -n 'cyxth users create' \
  "$cyxth users create $work/users.jsonl" 2>/dev/null >/dev/null
jq -r --argjson n "$records" '"\($n / .results[0].median | round) users a second"' "$work/c.json"
hyperfine --warmup 1 --runs 5 --export-json "$work/d.json" \
  -n 'cyxth users list --all -o jsonl' "$cyxth users list --all -o jsonl > /dev/null" \
  -n 'cyxth users create --skip-existing' "$cyxth users create --skip-existing $work/users.jsonl" 2>/dev/null >/dev/null
table "$work/d.json"
memory "$cyxth" users create --skip-existing "$work/users.jsonl"
