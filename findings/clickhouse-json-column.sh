#!/bin/bash
# ClickHouse's JSON column rewrites strings that look like times, and drops their time zone.
#
# Version:   chdb 4.4.0 with chdb-core 26.9.0 (PyPI; ClickHouse 26.9), seen on 2026-11-27.
# Behaviour: a column of type JSON is read with type inference inside the document. The string
#            "2024-01-02T10:00:00+02:00" is stored as a DateTime and written in the time zone of the
#            server, without saying so; and in an array of true and 2, true becomes 1, while an
#            array of true and false stays.
# Seen:      {"flags":[true,2],"seen":"2024-01-02T10:00:00+02:00"}
#            -> {"flags":[1,2],"seen":"2024-01-02 08:00:00"}
# Guess:     JSON in, the same JSON out: JSON has types of its own, and none for dates.
# Matters:   metadata of users is kept in just such a column. What comes out is no RFC 3339 time any
#            more, and any reader in another zone takes it for local time.
# Remedy:    input_format_try_infer_datetimes = 0, input_format_try_infer_dates = 0 and
#            input_format_json_read_bools_as_numbers = 0; or a String column.
. "$(dirname "$0")/common.sh"
python_packages chdb==4.4.0 chdb-core==26.9.0

echo '{"id":"ada","m":{"flags":[true,2],"quiet":[true,false],"seen":"2024-01-02T10:00:00+02:00"}}' >users.jsonl
query() {
    python -c 'import sys, chdb; print(chdb.query(sys.argv[1], "JSONEachRow"), end="")' \
        "SELECT m FROM file('users.jsonl', 'JSONEachRow', 'id String, m JSON') $1"
}

expect 'a document after a JSON column' \
    '{"m":{"flags":[1,2],"quiet":[true,false],"seen":"2024-01-02 08:00:00"}}' "$(query '')"
expect 'the remedy: no inference inside documents' \
    '{"m":{"flags":[true,2],"quiet":[true,false],"seen":"2024-01-02T10:00:00+02:00"}}' \
    "$(query 'SETTINGS input_format_try_infer_datetimes = 0, input_format_try_infer_dates = 0,
        input_format_json_read_bools_as_numbers = 0')"
