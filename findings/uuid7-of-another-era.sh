#!/bin/bash
# The `uuid7` package of PyPI makes version 7 UUIDs that every other library dates to about 2203.
#
# Version:   uuid7 0.1.0 and uuid-utils 1.2.0 (PyPI), seen on 2026-11-27.
# Behaviour: it follows a draft of 2021, with seconds in the first 36 bits. RFC 9562 has milliseconds
#            in the first 48. Version and variant are the same, so nothing tells the two apart.
# Seen:      06b09585-... made on 2026-11-27 -> 2203-02-02; RFC 9562's of that day: 01a21c81-...
# Guess:     the package with the name of the standard makes what the standard says.
# Matters:   sorted by id, its records come after all others, whatever their age: whoever pages on
#            from the last id never sees the new ones. Retention by the time in the id never ends.
# Remedy:    uuid-utils, or uuid.uuid7 of Python 3.14.
. "$(dirname "$0")/common.sh"
python_packages uuid7==0.1.0 uuid-utils==1.2.0

saw=$(python - <<'PY'
import time, uuid, uuid_utils, uuid_extensions
def years_ahead(id):
    return ((uuid.UUID(str(id)).int >> 80) / 1000 - time.time()) / 86400 / 365.25
old = uuid_extensions.uuid7()
new = uuid_utils.uuid7()
print(old.version, old.variant == uuid.RFC_4122, new.version)
print(years_ahead(old) > 150, abs(years_ahead(new)) < 0.001)
print(str(old) > str(new))
PY
)
expect 'version and variant of the one, version of the other' '7 True 7' "$(sed -n 1p <<<"$saw")"
expect "uuid7's is more than 150 years ahead; the remedy, uuid-utils, is of now" \
    'True True' "$(sed -n 2p <<<"$saw")"
expect "uuid7's, made earlier, is sorted later" True "$(sed -n 3p <<<"$saw")"
