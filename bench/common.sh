# Sourced by the scripts beside it: builds, makes input, starts local servers, writes tables.
# Needs hyperfine, jq and curl. BUILT=1 takes what is built already.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
for tool in hyperfine jq curl; do
  command -v "$tool" >/dev/null || { echo "bench: $tool is not installed" >&2; exit 1; }
done

[ -n "${BUILT:-}" ] || cargo build --release --locked --quiet --bins --examples
release=${CARGO_TARGET_DIR:-target}/release
cyxth=$release/cyxth
work=$(mktemp -d)
pids=()
cleanup() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
trap cleanup EXIT
export CYXTH_CONFIG_DIR=$work/config CYXTH_DATA_DIR=$work/data
unset CYXTH_PROFILE CYXTH_OUTPUT CYXTH_APP_URL CYXTH_API_URL CYXTH_API_KEY

# users N FILE: N users of about 100 bytes as JSON Lines, ids in ascending order.
users() {
  seq 0 $(($1 - 1)) | awk '{ printf "{\"id\":\"u%08d\",\"name\":\"User number %d\",\"mode\":600,\"metadata\":{\"avatar\":\"https://a.example/%d\"}}\n", $1, $1, $1 }' > "$2"
}

# Starts the server that only counts; sets CYXTH_APP_URL and CYXTH_API_KEY.
count() {
  "$release/examples/counting-server" 127.0.0.1:0 > "$work/counting" &
  pids+=($!)
  until [ -s "$work/counting" ]; do sleep 0.05; done
  CYXTH_APP_URL=$(cat "$work/counting")
  export CYXTH_APP_URL CYXTH_API_KEY=bench_key_0123456789
}

# Starts the sandbox as a server; further arguments go to `sandbox serve`.
sandbox() {
  "$cyxth" sandbox serve -o json "$@" > "$work/ready.json" &
  pids+=($!)
  until [ -s "$work/ready.json" ]; do sleep 0.05; done
  CYXTH_APP_URL=$(jq -r .app_url "$work/ready.json")
  CYXTH_API_KEY=$(jq -r .api_key "$work/ready.json")
  export CYXTH_APP_URL CYXTH_API_KEY
}

# table FILE: hyperfine's JSON as a table; each time also as a multiple of the first row's.
table() {
  jq -r '.results as $r | "| command | median | of the first |\n| --- | --- | --- |",
    ($r[] | "| \(.command) | \(.median * 1000 | . * 10 | round / 10) ms | \(.median / $r[0].median | . * 100 | round / 100) |")' "$1"
}

# memory COMMAND...: its peak memory in MiB, and its processor time.
memory() {
  /usr/bin/time -f '%M %U %S' -o "$work/time" "$@" > /dev/null
  awk '{ printf "peak memory %.1f MiB, processor %.2f s\n", $1 / 1024, $2 + $3 }' "$work/time"
}
