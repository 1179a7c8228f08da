#!/bin/bash
# Miller's unsparsify leaves a CSV file with several headers, where the fields that differ are nested.
#
# Version:   miller 6.6.0 (Debian 12, 6.6.0-2+b3), seen on 2026-11-27.
# Behaviour: what is nested is flattened when it is written, after the last verb. unsparsify has seen
#            the fields id and metadata, the same in all records, and has nothing to fill in; the
#            writer then finds other columns, and begins a new table with a header of its own.
# Seen:      id,metadata.team / a,ops / (an empty line) / id,metadata.lang / b,de; status 0
# Guess:     one header with all columns, and empty cells: that is what unsparsify is for.
# Matters:   the second header has as many columns as the first, so readers of CSV take it for a
#            record whose id is "id", and the language of b for a team.
# Remedy:    flatten then unsparsify.
. "$(dirname "$0")/common.sh"
debian_packages miller=6.6.0-2+b3

cat >users.jsonl <<'END'
{"id": "a", "metadata": {"team": "ops"}}
{"id": "b", "metadata": {"lang": "de"}}
END
expect "unsparsify" \
"id,metadata.team
a,ops

id,metadata.lang
b,de" "$(mlr --ijsonl --ocsv unsparsify users.jsonl)"
expect "what Python's csv module reads" \
    "[{'id': 'a', 'metadata.team': 'ops'}, {'id': 'id', 'metadata.team': 'metadata.lang'}, {'id': 'b', 'metadata.team': 'de'}]" \
    "$(mlr --ijsonl --ocsv unsparsify users.jsonl | python3 -c 'import csv, sys; print(list(csv.DictReader(sys.stdin)))')"
expect "the remedy: flatten then unsparsify" \
"id,metadata.team,metadata.lang
a,ops,
b,,de" "$(mlr --ijsonl --ocsv flatten then unsparsify users.jsonl)"
