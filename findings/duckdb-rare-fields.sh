#!/bin/bash
# In DuckDB, metadata.team has quotation marks in it once the fields of metadata are rare enough.
#
# Version:   duckdb 2.0.1 (PyPI), seen on 2026-11-27.
# Behaviour: read_json makes an object a STRUCT, but a MAP where its keys appear in few of the
#            records; and where their values are of several types, a MAP of JSON. metadata.team is
#            then a piece of JSON: a CSV gets the text with its marks, and = 'ops' is an error.
# Seen:      300 users, every 5th has a team:  ops; metadata.team = 'ops' finds 60
#            300 users, every 20th has a team: "ops"; Conversion Error: Malformed JSON
# Guess:     a STRUCT both times, null where a field is missing.
# Matters:   custom fields get rarer as an organisation grows. The query that worked on the small
#            export fails on the large one with a word about malformed JSON, of which there is none,
#            or writes teams that nobody has.
# Remedy:    read_json(path, map_inference_threshold = -1), or metadata->>'team'.
. "$(dirname "$0")/common.sh"
python_packages duckdb==2.0.1

saw=$(python - <<'PY'
import duckdb, json
def write(path, every):
    fields = [{"team": "ops"}, {"lang": "de"}, {"badge": 5}]
    with open(path, "w") as file:
        for i in range(300):
            metadata = fields[i % every] if i % every < 3 else {}
            file.write(json.dumps({"id": f"u{i}", "metadata": metadata}) + "\n")
def query(source, team="metadata.team"):
    kind = duckdb.sql(f"SELECT any_value(typeof(metadata)) FROM {source}").fetchall()[0][0]
    value = duckdb.sql(f"SELECT any_value({team}::VARCHAR) FROM {source}").fetchall()[0][0]
    try:
        found = duckdb.sql(f"SELECT count(*) FROM {source} WHERE {team} = 'ops'").fetchall()[0][0]
    except duckdb.ConversionException as error:
        found = str(error).split(" at ")[0]
    print(kind, value, found, sep=" | ")
write("often.jsonl", 5)
write("rare.jsonl", 20)
query("'often.jsonl'")
query("'rare.jsonl'")
query("read_json('rare.jsonl', map_inference_threshold = -1)")
query("'rare.jsonl'", "(metadata->>'team')")
PY
)
expect "every 5th user has a team: type, a team, what = 'ops' finds" \
    'STRUCT(team VARCHAR, lang VARCHAR, badge BIGINT) | ops | 60' "$(sed -n 1p <<<"$saw")"
expect 'every 20th' \
    'MAP(VARCHAR, JSON) | "ops" | Conversion Error: Malformed JSON' "$(sed -n 2p <<<"$saw")"
expect "the remedy: map_inference_threshold = -1, or ->>" \
"STRUCT(team VARCHAR, lang VARCHAR, badge BIGINT) | ops | 15
MAP(VARCHAR, JSON) | ops | 15" "$(sed -n 3,4p <<<"$saw")"
