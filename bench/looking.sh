#!/usr/bin/env bash
# Looking at records: get, count, filters, sorting and --jq over a million users, stats beside export,
# and --jq beside a jq at the end of a pipe. RECORDS, SMALL, CHANNELS and RUNS set the numbers; an
# argument, `many`, `stats` or `jq`, takes a part alone.
source "$(dirname "$0")/common.sh"

records=${RECORDS:-1000000}
small=${SMALL:-100000}
channels=${CHANNELS:-2000}
runs=${RUNS:-3}
part=${1:-all}

# timed FILE NAME COMMAND NAME COMMAND…: a table; the first row is what the others are held against.
timed() {
  local json=$1 arguments=()
  shift
  while [ $# -gt 0 ]; do
    arguments+=(-n "$1" "$2")
    shift 2
  done
  hyperfine --warmup 1 --runs "$runs" --export-json "$json" "${arguments[@]}" 2>/dev/null >/dev/null
  table "$json"
}

list="$cyxth users list --all"
if [ "$part" = all ] || [ "$part" = many ]; then
users "$records" "$work/users.jsonl"
sandbox --in-memory
"$cyxth" users create "$work/users.jsonl" > /dev/null
middle=u$(printf %08d $((records / 2)))

echo "## get one of $records users"
echo "requests: $("$cyxth" users get "$middle" -o id -v 2>&1 > /dev/null | grep -c '^GET ')"
runs=20 timed "$work/a.json" \
  'users list' "$cyxth users list" \
  "users get $middle" "$cyxth users get $middle"
echo
echo "## count $records users"
timed "$work/b.json" \
  'users list --all -o id' "$list -o id > /dev/null" \
  'users count' "$cyxth users count"
echo
echo "## $records users, as JSON Lines into a pipe"
timed "$work/c.json" \
  'users list --all -o jsonl' "$list -o jsonl | cat > /dev/null" \
  'users list --all -o jsonl --filter name~7$' "$list -o jsonl --filter 'name~7\$' | cat > /dev/null" \
  "users list --all -o jsonl --jq '.[] | .id'" "$list -o jsonl --jq '.[] | .id' | cat > /dev/null" \
  'users list --all -o jsonl --sort name' "$list -o jsonl --sort name | cat > /dev/null"
for options in '--filter name~7$' '--jq .[]|.id' '--sort name' "--har $work/run.har"; do
  printf '%-20s ' "${options/$work\//}"
  # shellcheck disable=SC2086
  memory $list -o jsonl $options
done
kill "${pids[-1]}"
rm "$work/ready.json"
fi
[ "$part" != many ] || exit 0

users "$small" "$work/small.jsonl"
awk -v users="$small" -v channels="$channels" 'BEGIN {
  for (c = 0; c < channels; c++) {
    printf "{\"id\":\"c%05d\",\"name\":\"Channel %d\",\"members\":[", c, c
    for (m = 0; m < 20; m++) printf "%s\"u%08d\"", m ? "," : "", (c * 47 + m * 4999) % users
    print "]}"
  }
}' > "$work/channels.jsonl"
sandbox --in-memory
"$cyxth" users create "$work/small.jsonl" > /dev/null
if [ "$part" = all ] || [ "$part" = stats ]; then
"$cyxth" channels create "$work/channels.jsonl" > /dev/null
echo
echo "## $small users and $channels channels with 20 members each"
timed "$work/d.json" \
  'export' "$cyxth export > /dev/null" \
  'stats' "$cyxth stats > /dev/null"
fi

[ "$part" = all ] || [ "$part" = jq ] || exit 0
echo
echo "## --jq F beside | jq F, $small users, $(jq --version)"
echo "| F | --jq | jq | times as fast | |"
echo "| --- | --- | --- | --- | --- |"
while read -r f; do
  printf %s "$f" > "$work/f.jq"
  hyperfine --warmup 1 --runs "$runs" --export-json "$work/e.json" \
    -n ours "$list -o json --jq \"\$(cat $work/f.jq)\" > /dev/null" \
    -n jq "$list -o json | jq -f $work/f.jq > /dev/null" 2>/dev/null >/dev/null
  same=differs
  cmp -s <($list -o json --jq "$f") <($list -o json | jq -f "$work/f.jq") && same='same output'
  jq -r --arg f "${f//|/\\|}" --arg same "$same" '[.results[].median] | "| `\($f)` | \(.[0] * 1000 | round) ms | \(.[1] * 1000 | round) ms | \(.[1] / .[0] * 100 | round / 100) | \($same) |"' "$work/e.json"
done <<'F'
.[].id
.[].metadata.avatar
.[] | {id, name, avatar: .metadata.avatar}
length
map(.mode) | add
.[] | select(.name | test("9$")) | .id
[.[] | select(.id | test("^u0*[1-5]"))] | length
map(select(.mode == 600)) | length
group_by(.mode) | map({mode: .[0].mode, users: length})
.[] | .name | sub("User"; "U")
F
