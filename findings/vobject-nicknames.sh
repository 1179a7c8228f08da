#!/bin/bash
# vobject keeps only the first nickname of a vCard, although it keeps every category.
#
# Version:   vobject 0.9.9 (PyPI), seen on 2026-11-27.
# Behaviour: NICKNAME and CATEGORIES are both lists with commas (RFC 2426). CATEGORIES becomes a
#            list; NICKNAME becomes a string of what stands before the first comma, and serialize()
#            writes only that.
# Seen:      NICKNAME:al,countess -> 'al' -> NICKNAME:al
# Guess:     a list, or the whole text.
# Matters:   reading and writing a card loses handles, which is what chat users are found by.
# Remedy:    escape the commas of NICKNAME lines before reading, and split the value afterwards.
. "$(dirname "$0")/common.sh"
python_packages vobject==0.9.9

cat >ada.vcf <<'VCF'
BEGIN:VCARD
VERSION:3.0
N:Lovelace;Ada;;;
FN:Ada Lovelace
NICKNAME:al,countess
CATEGORIES:staff,ops
END:VCARD
VCF
saw=$(python - <<'PY'
import re, warnings
warnings.simplefilter("ignore")
import vobject
text = open("ada.vcf").read()
card = vobject.readOne(text)
print(card.nickname.value, card.categories.value)
print(*[line for line in card.serialize().splitlines() if line.startswith(("NICK", "CAT"))])
escaped = re.sub(r"(?m)^NICKNAME:.*$", lambda line: line[0].replace(",", "\\,"), text)
print(vobject.readOne(escaped).nickname.value.split(","))
PY
)
expect 'nickname and categories' "al ['staff', 'ops']" "$(sed -n 1p <<<"$saw")"
expect 'written again' 'CATEGORIES:staff,ops NICKNAME:al' "$(sed -n 2p <<<"$saw")"
expect 'the remedy: commas escaped' "['al', 'countess']" "$(sed -n 3p <<<"$saw")"
