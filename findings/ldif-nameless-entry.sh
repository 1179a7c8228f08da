#!/bin/bash
# The `ldif` package of PyPI yields an entry without a name for the `version: 1` line of ldapsearch.
#
# Version:   ldif 4.3.0 (PyPI), seen on 2026-11-27.
# Behaviour: `version: 1` belongs to the file. Directly before the first entry it is skipped; with
#            the blank line that `ldapsearch -L` puts after it, parse() yields (None, {}) for it.
# Seen:      one entry in the file -> (None, {}) and ('uid=ada,ou=people,dc=example,dc=org', ...)
# Guess:     one entry: the blank line is in RFC 2849's grammar, and the package is made for it.
# Matters:   the count of people is one too high, and code that takes the user's id out of the name
#            of the entry meets None in the first one.
# Remedy:    skip entries whose name is None.
. "$(dirname "$0")/common.sh"
python_packages ldif==4.3.0

cat >people.ldif <<'LDIF'
version: 1

dn: uid=ada,ou=people,dc=example,dc=org
uid: ada
cn: Ada Lovelace
LDIF
sed 2d people.ldif >close.ldif
names() {
    python -c 'import sys, ldif; print([name for name, _ in ldif.LDIFParser(open(sys.argv[1], "rb")).parse()])' "$1"
}
expect 'the names of the entries, a blank line after version: 1' \
    "[None, 'uid=ada,ou=people,dc=example,dc=org']" "$(names people.ldif)"
expect 'the names of the entries, no blank line' \
    "['uid=ada,ou=people,dc=example,dc=org']" "$(names close.ldif)"
