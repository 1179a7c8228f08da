#!/usr/bin/env bash
# A service that is far away: this build beside an earlier one, over a line with 40 ms each way.
#
#   bash bench/distance.sh EARLIER [WORK]...
#
# EARLIER is the path of a built `cyxth`, WORK some of the names below; without any, all are done.
# Both builds run in turn with what they do by default, RUNS times each (3), and medians are shown.
# What they list must be the same, byte for byte. Needs nginx for one of them. DELAY sets the milliseconds each way, RECORDS the
# users (100000), CHANNELS the channels (500).
source "$(dirname "$0")/common.sh"

earlier=${1:?the path of an earlier build}
earlier=$(realpath "$earlier")
shift
works=("$@")
[ ${#works[@]} -gt 0 ] || works=(list-sequential list-hexadecimal skip-existing create curl export diff apply limit-50 nginx-20)
records=${RECORDS:-100000} channels=${CHANNELS:-500} runs=${RUNS:-3} delay=${DELAY:-40}

# far: puts the line before the service at CYXTH_APP_URL.
far() {
  rm -f "$work/line"
  "$release/examples/delay-proxy" "${CYXTH_APP_URL%%/*}" "$delay" > "$work/line" &
  pids+=($!)
  until [ -s "$work/line" ]; do sleep 0.05; done
  CYXTH_APP_URL=$(cat "$work/line")$([[ $CYXTH_APP_URL == */* ]] && echo "/${CYXTH_APP_URL#*/}" || true)
}

# near: a new sandbox; further arguments go to `sandbox serve`.
near() {
  rm -f "$work/ready.json"
  sandbox --in-memory "$@"
}

# seconds COMMAND...: how long it takes; what it prints goes to $work/out.
seconds() {
  local begun=$EPOCHREALTIME
  "$@" > "$work/out" 2> "$work/err" || { echo "distance: $* failed:" >&2; tail -5 "$work/err" >&2; exit 1; }
  awk -v a="$begun" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.3f\n", b - a }'
}

median() { sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

# row NAME ARGUMENTS...: one line of the table.
row() {
  local name=$1
  shift
  : > "$work/old"; : > "$work/new"
  for _ in $(seq "$runs"); do
    seconds "$earlier" "$@" >> "$work/old"
    mv "$work/out" "$work/out-old"
    seconds "$cyxth" "$@" >> "$work/new"
    # How the result of a change is told may have changed.
    [[ "$1 ${2:-}" =~ create|apply ]] || cmp "$work/out" "$work/out-old" || { echo "distance: $name: another output" >&2; exit 1; }
  done
  awk -v name="$name" -v a="$(median < "$work/old")" -v b="$(median < "$work/new")" \
    'BEGIN { printf "| %s | %.2f s | %.2f s | %.1f |\n", name, a, b, a / b }'
}

wants() { [[ " ${works[*]} " == *" $1 "* ]]; }

sequential() { users "$records" "$work/sequential.jsonl"; }
hexadecimal() {
  sequential
  # The ids are hashes of the numbers.
  awk 'BEGIN { srand(7) } { printf "%08x%08x\t%s\n", rand() * 4294967295, rand() * 4294967295, $0 }' "$work/sequential.jsonl" \
    | sort -u | sed 's/^\(.*\)\t{"id":"[^"]*"/{"id":"\1"/' > "$work/hexadecimal.jsonl"
}
shuffled() { awk 'BEGIN { srand(3) } { printf "%.9f\t%s\n", rand(), $0 }' "$1" | sort | cut -f2-; }

echo "## $records users, $channels channels, $((delay * 2)) ms there and back"
echo
echo "| work | earlier | now | times as fast |"
echo "| --- | --- | --- | --- |"

sequential
if wants list-sequential || wants skip-existing; then
  near
  "$cyxth" users create "$work/sequential.jsonl" >/dev/null
  far
  if wants list-sequential; then row 'users list --all, sequential ids' users list --all -o jsonl; fi
  if wants skip-existing; then
    shuffled "$work/sequential.jsonl" > "$work/shuffled.jsonl"
    row 'users create --skip-existing, all there, random order' users create --skip-existing "$work/shuffled.jsonl"
  fi
fi
if wants list-hexadecimal; then
  hexadecimal
  near
  "$cyxth" users create "$work/hexadecimal.jsonl" >/dev/null
  far
  row 'users list --all, hexadecimal ids' users list --all -o jsonl
fi
if wants create || wants curl; then
  rm -f "$work/counting"
  count
  far
  if wants create; then row 'users create' users create "$work/sequential.jsonl"; fi
  if wants curl; then
    mkdir "$work/bodies"
    split -l 1000 --filter='{ printf "["; paste -sd, | tr -d "\n"; printf "]"; } > $FILE' "$work/sequential.jsonl" "$work/bodies/"
    for body in "$work"/bodies/*; do
      printf 'url = "http://%s/api/users"\ndata-binary = "@%s"\nheader = "Authorization: Bearer %s"\nheader = "Content-Type: application/json"\nheader = "Expect:"\noutput = "/dev/null"\n' \
        "$CYXTH_APP_URL" "$body" "$CYXTH_API_KEY"
    done > "$work/all.conf"
    awk -v first=1 '/^url/ && !first { print "next" } { first = 0; print }' "$work/all.conf" > "$work/curl.conf"
    : > "$work/by-curl"; : > "$work/by-cyxth"
    for _ in $(seq "$runs"); do
      seconds curl -sf --parallel --parallel-max 16 -K "$work/curl.conf" >> "$work/by-curl"
      seconds "$cyxth" users create "$work/sequential.jsonl" >> "$work/by-cyxth"
    done
    awk -v a="$(median < "$work/by-curl")" -v b="$(median < "$work/by-cyxth")" \
      'BEGIN { printf "| users create, beside curl --parallel-max 16 with bodies made beforehand | curl: %.2f s | %.2f s | %.1f |\n", a, b, a / b }'
  fi
fi
if wants export || wants diff || wants apply; then
  near
  "$cyxth" users create "$work/sequential.jsonl" >/dev/null
  seq 0 $((channels - 1)) | awk -v users="$records" '{
    printf "{\"id\":\"c%05d\",\"name\":\"Channel %d\",\"members\":[", $1, $1
    for (n = 0; n < 20; n++) printf "%s\"u%08d\"", (n ? "," : ""), ($1 * 37 + n * 101) % users
    print "]}" }' > "$work/channels.jsonl"
  "$cyxth" channels create "$work/channels.jsonl" >/dev/null
  "$cyxth" export > "$work/document.json"
  far
  if wants export; then row 'export' export; fi
  if wants diff; then row 'diff, in sync' diff "$work/document.json"; fi
  if wants apply; then row 'apply, in sync' apply "$work/document.json"; fi
fi


# limited NAME RATE...: requests of one record each, by default and with each --rate; how long they take,
# and how many were turned away.
limited() {
  local name=$1 rate took
  shift
  head -n "$requests" "$work/sequential.jsonl" > "$work/few.jsonl"
  jq -r .id "$work/few.jsonl" > "$work/few.txt"
  for rate in '' "$@"; do
    took=$(seconds "$cyxth" users create "$work/few.jsonl" --batch-size 1 -v ${rate:+--rate "$rate"})
    printf '| %s, %s | %.1f s | %d |\n' "$name" "${rate:+--rate }${rate:-by default}" "$took" \
      "$(grep -cE '\((429|503)[ ,]' "$work/err" || true)"
    sleep 2
    "$cyxth" users delete --yes --from "$work/few.txt" >/dev/null
    sleep 2
  done
}
requests=${REQUESTS:-600}

if wants limit-50 || wants nginx-20; then
  echo
  echo "## $requests requests to a service that takes so many a second"
  echo
  echo "| limit | time | turned away |"
  echo "| --- | --- | --- |"
fi
if wants limit-50; then
  near --rate-limit 50
  far
  limited 'sandbox, 50 a second' 40 45 49
fi
if wants nginx-20; then
  # nginx works for another user.
  chmod 755 "$work"
  command -v nginx >/dev/null || { echo "distance: nginx is not installed" >&2; exit 1; }
  rm -f "$work/counting"
  count
  port=$((20000 + RANDOM % 20000))
  cat > "$work/nginx.conf" <<CONF
daemon off; pid $work/nginx.pid; error_log $work/nginx.log;
events {}
http {
  access_log off; client_body_temp_path $work/body; proxy_temp_path $work/proxy;
  fastcgi_temp_path $work/f; uwsgi_temp_path $work/u; scgi_temp_path $work/s;
  limit_req_zone \$server_port zone=all:1m rate=20r/s;
  server {
    listen 127.0.0.1:$port;
    location / { limit_req zone=all; proxy_pass http://$CYXTH_APP_URL; proxy_http_version 1.1; proxy_set_header Connection ""; }
  }
}
CONF
  nginx -c "$work/nginx.conf" 2>/dev/null &
  pids+=($!)
  until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do sleep 0.05; done
  CYXTH_APP_URL=127.0.0.1:$port
  far
  limited 'nginx, limit_req rate=20r/s' 16 18 19.5
fi
