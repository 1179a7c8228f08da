#!/bin/bash
# DuckDB quotes an empty string so that its CSV tells it from NULL, and reads both as NULL.
#
# Version:   duckdb 2.0.1, and polars 2.1.0 beside it (PyPI), seen on 2026-11-27.
# Behaviour: COPY writes "" for an empty string and nothing for NULL. FROM 'x.csv' takes a quoted
#            empty field for NULL too. Polars reads the same file with the difference kept.
# Seen:      written: ada,"" / alan,     read back: NULL, NULL; by Polars: '', None
# Guess:     what the writer takes care to tell apart, the reader of the same version does.
# Matters:   for an update, "name is empty" clears a field and "no name" leaves it; after a stop in
#            DuckDB no field is cleared any more.
# Remedy:    read_csv(path, allow_quoted_nulls = false).
. "$(dirname "$0")/common.sh"
python_packages duckdb==2.0.1 polars==2.1.0

saw=$(python - <<'PY'
import duckdb, polars
duckdb.sql("COPY (SELECT * FROM (VALUES ('ada', ''), ('alan', NULL), ('grace', 'G')) t(id, name)) TO 'x.csv'")
print(open("x.csv").read().replace("\n", " "))
print(duckdb.sql("SELECT name FROM 'x.csv'").fetchall())
print(polars.read_csv("x.csv")["name"].to_list())
print(duckdb.sql("SELECT name FROM read_csv('x.csv', allow_quoted_nulls = false)").fetchall())
PY
)
expect 'an empty name, none, and G, as COPY writes them' \
    'id,name ada,"" alan, grace,G ' "$(sed -n 1p <<<"$saw")"
expect 'read back' "[(None,), (None,), ('G',)]" "$(sed -n 2p <<<"$saw")"
expect 'read by Polars' "['', None, 'G']" "$(sed -n 3p <<<"$saw")"
expect 'the remedy: allow_quoted_nulls = false' "[('',), (None,), ('G',)]" "$(sed -n 4p <<<"$saw")"
