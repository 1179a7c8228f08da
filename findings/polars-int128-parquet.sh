#!/bin/bash
# One large id makes Polars write a Parquet column that DuckDB reads as bytes and pyarrow not at all.
#
# Version:   polars 2.1.0, duckdb 2.0.1, pyarrow 25.0.1 (PyPI), seen on 2026-11-27.
# Behaviour: read_ndjson and read_csv take a number above 2^63 for an Int128, which Parquet has no
#            type for; write_parquet writes 16 bytes per value, and the type into the Arrow schema
#            beside them, where DuckDB does not look and pyarrow finds a type that it does not know.
# Seen:      ids 12345678901234567890 and 7, read by DuckDB -> BLOB b'\xd2\n\x1f...', b'\x07\x00...'
#            read by pyarrow -> ArrowNotImplementedError
# Guess:     UInt64, which holds the id; or an error while writing.
# Matters:   one user with an id from a 64-bit hash changes the type of all ids of the file, and the
#            program that wrote it reads it back without a flaw.
# Remedy:    name the type: schema_overrides={"id": polars.UInt64}.
. "$(dirname "$0")/common.sh"
python_packages polars==2.1.0 duckdb==2.0.1 pyarrow==25.0.1

printf '{"id":12345678901234567890}\n{"id":7}\n' >users.jsonl
saw=$(python - <<'PY'
import duckdb, polars, pyarrow.parquet
def read(frame):
    frame.write_parquet("users.parquet")
    print("Polars", frame.schema["id"], polars.read_parquet("users.parquet")["id"].to_list())
    print("DuckDB", *duckdb.sql("SELECT any_value(typeof(id)), list(id) FROM 'users.parquet'").fetchall()[0])
    try:
        print("pyarrow", pyarrow.parquet.read_table("users.parquet")["id"].to_pylist())
    except NotImplementedError as error:
        print("pyarrow", type(error).__name__, error)
read(polars.read_ndjson("users.jsonl"))
read(polars.read_ndjson("users.jsonl", schema_overrides={"id": polars.UInt64}))
PY
)
expect 'ids 12345678901234567890 and 7 in a Parquet file of Polars' \
'Polars Int128 [12345678901234567890, 7]
DuckDB BLOB [b'\''\xd2\n\x1f\xeb\x8c\xa9T\xab\x00\x00\x00\x00\x00\x00\x00\x00'\'', b'\''\x07\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00'\'']
pyarrow ArrowNotImplementedError Integers with more than 64 bits not implemented' \
    "$(sed -n 1,3p <<<"$saw")"
expect 'the remedy: UInt64' \
'Polars UInt64 [12345678901234567890, 7]
DuckDB UBIGINT [12345678901234567890, 7]
pyarrow [12345678901234567890, 7]' "$(sed -n 4,6p <<<"$saw")"
