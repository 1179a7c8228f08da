#!/bin/bash
# tablib takes the fields of JSON records by their position: a name becomes a mode, or an id.
#
# Version:   tablib 3.10.0 (PyPI), seen on 2026-11-28.
# Behaviour: load() of JSON takes the names of the columns from the first record, and of every other
#            record the values alone, in the order in which they are written. A record with as many
#            fields as the first, other ones or in another order, is taken without a word. Only one
#            with more or fewer is refused. YAML is read the same way.
# Seen:      {"id":"u1","name":"Ada"} {"name":"Bob","id":"u2"} {"id":"u3","mode":600}
#            -> u1,Ada Bob,u2 u3,600 under id,name
# Guess:     fields go by their names, in JSON above all; one that is missing is empty.
# Matters:   programs that leave out what is empty (R's stream_out, Go's omitempty) write such
#            records, and a file put together from two programs has two orders. tablib is what
#            django-import-export reads its imports with.
# Remedy:    give each record all fields, in one order, before it is loaded.
. "$(dirname "$0")/common.sh"
python_packages tablib==3.10.0

cat >users.json <<'JSON'
[{"id":"u1","name":"Ada"},{"name":"Bob","id":"u2"},{"id":"u3","mode":600}]
JSON
saw=$(python - <<'PY'
import json, tablib
def show(text):
    try:
        print(*tablib.Dataset().load(text, format="json").export("csv").splitlines())
    except tablib.InvalidDimensions as error:
        print(type(error).__name__)
text = open("users.json").read()
show(text)
show('[{"id":"u1","name":"Ada"},{"id":"u2"}]')
fields = ["id", "name", "mode"]
show(json.dumps([{field: record.get(field) for field in fields} for record in json.loads(text)]))
PY
)
expect 'three records, under the header of the first' 'id,name u1,Ada Bob,u2 u3,600' "$(sed -n 1p <<<"$saw")"
expect 'a record with fewer fields' 'InvalidDimensions' "$(sed -n 2p <<<"$saw")"
expect 'the remedy: all fields in one order' 'id,name,mode u1,Ada, u2,Bob, u3,,600' "$(sed -n 3p <<<"$saw")"
