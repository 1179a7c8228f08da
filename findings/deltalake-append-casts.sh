#!/bin/bash
# Appending 7.9 to a whole-number column of a Delta table stores 7, without a word.
#
# Version:   deltalake 1.6.6 and pyarrow 25.0.1 (PyPI), seen on 2026-11-27.
# Behaviour: write_deltalake(mode="append") refuses a table with a column too many or too few, but
#            casts a column of another type: 7.9 becomes 7, true becomes 1, "8" becomes 8. Only what
#            cannot be cast at all ("7.9" as text) is an error.
# Seen:      7.9, then true, then "8" appended to an int64 column -> 7, 1, 8
# Guess:     a schema error: enforcing the schema is what people choose the format for.
# Matters:   one source that sends fractions loses them for good, and the load that did it is green.
# Remedy:    cast with pyarrow first: table.cast(schema) raises where a value would change.
. "$(dirname "$0")/common.sh"
python_packages deltalake==1.6.6 pyarrow==25.0.1

saw=$(python - <<'PY'
import pyarrow as pa
from deltalake import DeltaTable, write_deltalake
def append(score):
    table = pa.table({"id": [str(score)], "score": [score]})
    try:
        write_deltalake("scores", table, mode="append")
        rows = DeltaTable("scores").to_pyarrow_table().to_pylist()
        print(repr(score), "->", [row["score"] for row in rows if row["id"] == str(score)][0])
    except Exception as error:
        print(repr(score), "->", "refused")
append(600)
append(7.9)
append(True)
append("8")
append("7.9")
try:
    pa.table({"score": [7.9]}).cast(pa.schema([("score", pa.int64())]))
except pa.ArrowInvalid as error:
    print(error)
PY
)
expect 'appended to a column made from 600' "600 -> 600
7.9 -> 7
True -> 1
'8' -> 8
'7.9' -> refused" "$(sed -n 1,5p <<<"$saw")"
expect "the remedy: pyarrow's cast" \
    'Float value 7.900000 was truncated converting to int64' "$(sed -n 6p <<<"$saw")"
