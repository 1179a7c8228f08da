#!/bin/bash
# Daft reads a date as null where another record of the column has a time as well.
#
# Version:   daft 0.7.26 (PyPI), seen on 2026-11-27.
# Behaviour: read_json finds dates in one record and times in another and makes the column a
#            timestamp; the values that are only a date do not parse as one and become null, without
#            an error or a warning. read_csv on the same values keeps them as text.
# Seen:      "2024-01-02" and "2024-01-02T10:00:00" -> None and 2024-01-02 10:00:00
# Guess:     midnight for the first, or text for both, as from the CSV.
# Matters:   systems that let people type a date and write a time themselves mix the two. Nulls look
#            like fields that were never set.
# Remedy:    name the type: read_json(path, schema={"seen": DataType.string()}).
. "$(dirname "$0")/common.sh"
python_packages daft==0.7.26

printf '{"id":"ada","seen":"2024-01-02"}\n{"id":"alan","seen":"2024-01-02T10:00:00"}\n' >users.jsonl
printf 'id,seen\nada,2024-01-02\nalan,2024-01-02T10:00:00\n' >users.csv
saw=$(DAFT_PROGRESS_BAR=0 python - <<'PY'
import daft
seen = lambda frame: [str(value) for value in frame.to_pydict()["seen"]]
print(seen(daft.read_json("users.jsonl")))
print(seen(daft.read_csv("users.csv")))
print(seen(daft.read_json("users.jsonl", schema={"seen": daft.DataType.string()})))
PY
)
expect 'JSON Lines' "['None', '2024-01-02 10:00:00']" "$(sed -n 1p <<<"$saw")"
expect 'the same values in CSV' "['2024-01-02', '2024-01-02T10:00:00']" "$(sed -n 2p <<<"$saw")"
expect 'the remedy: a schema' "['2024-01-02', '2024-01-02T10:00:00']" "$(sed -n 3p <<<"$saw")"
