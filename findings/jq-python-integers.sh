#!/bin/bash
# The `jq` package of PyPI rounds large integers that the jq inside it keeps.
#
# Version:   jq 1.13.0 (PyPI), seen on 2026-11-27.
# Behaviour: the jq inside compares and prints 9007199254740993 exactly as long as nothing is
#            calculated. The binding takes the results out as doubles, so `.first()`, `.all()` and
#            even `.text()` round, and 1.0 becomes 1.
# Seen:      .       on {"id":9007199254740993,"version":1.0} -> {"id": 9007199254740992, "version": 1}
#            tojson  on the same                              -> {"id":9007199254740993,"version":1.0}
# Guess:     the identity filter returns what it was given, as `jq .` has done since 1.7.
# Matters:   filters tried on the command line and moved into a script change ids of 17 digits and
#            more, and only the last digits.
# Remedy:    let jq write the text: end the filter with `tojson` and take `.first()`.
. "$(dirname "$0")/common.sh"
python_packages jq==1.13.0

saw=$(python - <<'PY'
import jq
user = '{"id":9007199254740993,"version":1.0}'
print(jq.compile(".").input_text(user).text())
print(jq.compile(".id == 9007199254740993").input_text(user).first(),
      jq.compile(".id == 9007199254740992").input_text(user).first())
print(jq.compile("tojson").input_text(user).first())
PY
)
expect 'the filter . on {"id":9007199254740993,"version":1.0}' \
    '{"id": 9007199254740992, "version": 1}' "$(sed -n 1p <<<"$saw")"
expect 'inside the filter: is it ...993, is it ...992' 'True False' "$(sed -n 2p <<<"$saw")"
expect 'the remedy: tojson' '{"id":9007199254740993,"version":1.0}' "$(sed -n 3p <<<"$saw")"
