#!/bin/bash
# ClickHouse takes the header of a CSV file for a record, unless some column holds numbers.
#
# Version:   chdb 4.4.0 with chdb-core 26.9.0 (PyPI; ClickHouse 26.9), seen on 2026-11-27.
# Behaviour: file('x.csv') finds a header by types: names over numbers are a header. Where all
#            columns are text, the first line is data and the columns are called c1 and c2.
# Seen:      id,name / ada,Ada            -> {"c1":"id","c2":"name"} {"c1":"ada","c2":"Ada"}
#            id,name,mode / ada,Ada,600   -> {"id":"ada","name":"Ada","mode":600}
# Guess:     the same answer for both files; DuckDB, which guesses too, finds both headers.
# Matters:   a query that works on users.csv gives one user too many, with the id "id", the day the
#            numeric column is left out; and SELECT id fails on it.
# Remedy:    name the format: file('users.csv', 'CSVWithNames').
. "$(dirname "$0")/common.sh"
python_packages chdb==4.4.0 chdb-core==26.9.0

printf 'id,name\nada,Ada\n' >text.csv
printf 'id,name,mode\nada,Ada,600\n' >number.csv
query() { python -c 'import sys, chdb; print(chdb.query(sys.argv[1], "JSONEachRow"), end="")' "$1"; }

expect 'a file with a numeric column' \
    '{"id":"ada","name":"Ada","mode":600}' "$(query "SELECT * FROM file('number.csv')")"
expect 'a file with text columns only' \
'{"c1":"id","c2":"name"}
{"c1":"ada","c2":"Ada"}' "$(query "SELECT * FROM file('text.csv')")"
expect 'the remedy: CSVWithNames' \
    '{"id":"ada","name":"Ada"}' "$(query "SELECT * FROM file('text.csv', 'CSVWithNames')")"
