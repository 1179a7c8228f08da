#!/bin/bash
# DuckDB reads ids such as 1-2-3 in JSON as dates, in several notations within one column.
#
# Version:   duckdb 2.0.1 (PyPI), seen on 2026-11-27.
# Behaviour: a JSON string that reads as a date makes the column a DATE, with one- and two-digit
#            parts in any order that fits the single value: year-month-day first, then
#            day-month-year. From CSV the same ids are text, or a TIMESTAMP in the years 1 to 3.
# Seen:      JSON: 1-2-3, 01-02-03, 1-2-32 -> 2001-02-03, 2001-02-03, 2032-02-01
#            CSV:  1-2-3, 3-2-1            -> 0001-02-03 00:00:00, 0003-02-01 00:00:00
# Guess:     text. The values are JSON strings, and no date is written like that.
# Matters:   numbers of rooms, flats and desks are written like that. Two ids become one, and
#            COPY ... TO 'x.jsonl' writes the dates as ids.
# Remedy:    read_json(path, dateformat = '%Y-%m-%d'), or columns = {id: 'VARCHAR'}; for CSV
#            all_varchar = true.
. "$(dirname "$0")/common.sh"
python_packages duckdb==2.0.1

printf '{"id":"1-2-3"}\n{"id":"01-02-03"}\n{"id":"1-2-32"}\n' >rooms.jsonl
printf 'id\n1-2-3\n3-2-1\n' >rooms.csv
saw=$(python - <<'PY'
import duckdb
for source in ("'rooms.jsonl'", "'rooms.csv'", "read_json('rooms.jsonl', dateformat = '%Y-%m-%d')",
               "read_csv('rooms.csv', all_varchar = true)"):
    print(*duckdb.sql(f"SELECT typeof(any_value(id)), list(id::VARCHAR) FROM {source}").fetchall()[0])
PY
)
expect 'ids 1-2-3, 01-02-03 and 1-2-32 in JSON Lines' \
    "DATE ['2001-02-03', '2001-02-03', '2032-02-01']" "$(sed -n 1p <<<"$saw")"
expect 'ids 1-2-3 and 3-2-1 in CSV' \
    "TIMESTAMP ['0001-02-03 00:00:00', '0003-02-01 00:00:00']" "$(sed -n 2p <<<"$saw")"
expect 'the remedy: dateformat for JSON, all_varchar for CSV' \
"VARCHAR ['1-2-3', '01-02-03', '1-2-32']
VARCHAR ['1-2-3', '3-2-1']" "$(sed -n 3,4p <<<"$saw")"
