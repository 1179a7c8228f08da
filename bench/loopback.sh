#!/usr/bin/env bash
# A service on this machine: this build beside an earlier one, line by line of what the other
# scripts time.
#
#   bash bench/loopback.sh EARLIER
#
# EARLIER is the path of a built `cyxth`. Both run in turn, RUNS times each (7; START for what takes
# milliseconds, 300), and medians are shown. The services are the same for both: what only counts,
# and the sandbox of this build. RECORDS sets the users (1000000), and with it all other numbers.
source "$(dirname "$0")/common.sh"

earlier=$(realpath "${1:?the path of an earlier build}")
records=${RECORDS:-1000000} runs=${RUNS:-7} start=${START:-300}

# compare NAME RUNS PREPARATION ARGUMENTS: one line of the table.
compare() {
  local name=$1 count=$2 prepare=$3 arguments=$4
  : > "$work/old"; : > "$work/new"
  for _ in $(seq "$count"); do
    for build in old new; do
      local tool=$cyxth
      [ $build = old ] && tool=$earlier
      [ -z "$prepare" ] || bash -c "$prepare" > /dev/null 2>&1
      local begun=$EPOCHREALTIME
      eval "$tool ${arguments//@/$tool}" > /dev/null 2> "$work/err" || { echo "loopback: $name failed:" >&2; tail -3 "$work/err" >&2; exit 1; }
      awk -v a="$begun" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.5f\n", b - a }' >> "$work/$build"
    done
  done
  local median='{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'
  awk -v name="$name" -v a="$(sort -n "$work/old" | awk "$median")" -v b="$(sort -n "$work/new" | awk "$median")" \
    'BEGIN { printf "| %s | %.1f ms | %.1f ms | %.2f |\n", name, a * 1000, b * 1000, b / a }'
}

printf '| work | earlier | now | now / earlier |\n| --- | --- | --- | --- |\n'
compare '--version' "$start" '' '--version'

users 50 "$work/few.jsonl"
sandbox --in-memory
"$cyxth" users create "$work/few.jsonl" > /dev/null
compare 'list of 50 users' "$start" '' 'users list -o json'

users "$records" "$work/users.jsonl"
jq -cs . "$work/users.jsonl" > "$work/users.json"
count
compare 'create, JSON Lines' "$runs" '' "users create $work/users.jsonl"
compare 'create, JSON array' "$runs" '' "users create $work/users.json"

rm -f "$work/ready.json"
sandbox --data "$work/bench.db"
reset="$cyxth users list --all -o id | $cyxth users delete --yes --allow-empty"
compare 'create into the sandbox' 3 "$reset" "users create $work/users.jsonl"
compare 'create --skip-existing, all there' "$runs" '' "users create --skip-existing $work/users.jsonl"
for format in jsonl json csv id table; do
  compare "list --all -o $format" "$runs" '' "users list --all -o $format"
done
sed 's/^/{"user":/; s/$/}/' "$work/users.jsonl" > "$work/document.jsonl"
compare 'diff, in sync' "$runs" '' "diff $work/document.jsonl"
compare 'export of the users' "$runs" '' 'export'

tenth=$((records / 10)) channels=$((records / 500))
users "$tenth" "$work/some.jsonl"
seq 0 $((channels - 1)) | awk -v users="$tenth" '{
  printf "{\"id\":\"c%05d\",\"name\":\"Channel %d\",\"members\":[", $1, $1
  for (n = 0; n < 20; n++) printf "%s\"u%08d\"", (n ? "," : ""), ($1 * 37 + n * 101) % users
  print "]}" }' > "$work/channels.jsonl"
rm -f "$work/ready.json"
sandbox --data "$work/synced.db"
"$cyxth" users create "$work/some.jsonl" > /dev/null
"$cyxth" channels create "$work/channels.jsonl" > /dev/null
"$earlier" export > "$work/document.json"
compare 'export with channels' "$runs" '' 'export'
compare 'apply, in sync' "$runs" '' "apply $work/document.json"
reset="$cyxth channels list --all -o id | $cyxth channels delete --yes --allow-empty; $reset"
compare 'apply onto nothing' "$runs" "$reset" "apply $work/document.json --yes"
compare 'create users and channels' "$runs" "$reset" "users create $work/some.jsonl && @ channels create $work/channels.jsonl"
