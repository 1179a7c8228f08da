#!/usr/bin/env bash
# The sandbox in a crowd: CONNECTIONS at a time (500), of which a third say half a request and then
# nothing, and the others ask and change, ROUNDS times (6). Prints how long the honest requests took,
# and ends with 1 where one took more than LIMIT seconds (1) or was not answered with a success.
source "$(dirname "$0")/common.sh"

connections=${CONNECTIONS:-500}
rounds=${ROUNDS:-6}
limit=${LIMIT:-1}
stalled=$((connections / 3))
honest=$((connections - stalled))

ulimit -n "$(ulimit -Hn)"
users 1000 "$work/users.jsonl"
sandbox --data "$work/crowd.db"
"$cyxth" users create "$work/users.jsonl" > /dev/null

address=${CYXTH_APP_URL#http://}
for _ in $(seq "$stalled"); do
  exec {stream}<> "/dev/tcp/${address%:*}/${address##*:}"
  printf 'POST /api/users HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n[{"id"' >&"$stream"
done

# A third of the honest requests creates a user, the others read. One curl has 300 transfers at most.
curls=$(((honest + 249) / 250))
for round in $(seq "$rounds"); do
  rm -f "$work"/curl.*
  for number in $(seq "$honest"); do
    {
      echo "url = \"$CYXTH_APP_URL/api/users\""
      echo "header = \"Authorization: Bearer $CYXTH_API_KEY\""
      echo 'header = "Content-Type: application/json"'
      [ $((number % 3)) -ne 0 ] || echo "data = \"[{\\\"id\\\":\\\"r$round-$number\\\",\\\"name\\\":\\\"N\\\"}]\""
      echo "output = \"/dev/null\""
      echo 'write-out = "%{time_total} %{http_code}\n"'
      echo next
    } >> "$work/curl.$((number % curls))"
  done
  asking=()
  for config in "$work"/curl.*; do
    sed -i '$d' "$config"
    curl --silent --parallel --parallel-immediate --parallel-max 300 --config "$config" \
      > "$config.times" 2> /dev/null &
    asking+=($!)
  done
  wait "${asking[@]}" || true
  cat "$work"/curl.*.times >> "$work/times"
done

sort -n "$work/times" | awk -v limit="$limit" -v stalled="$stalled" -v asked="$((honest * rounds))" '
  { took[NR] = $1; if ($2 !~ /^2/) failed++ }
  END {
    printf "## %d honest requests beside %d stalled connections\n", NR, stalled
    print "| median | 99th percentile | slowest | not answered |\n| --- | --- | --- | --- |"
    failed += asked - NR
    printf "| %.0f ms | %.0f ms | %.0f ms | %d |\n", took[int((NR + 1) / 2)] * 1000,
      took[int((NR * 99 + 99) / 100)] * 1000, took[NR] * 1000, failed
    exit !(NR > 0 && failed == 0 && took[NR] <= limit)
  }'
