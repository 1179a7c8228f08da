#!/bin/bash
# pyorc checks the type of what it writes but not its size: 600 in a tinyint is 88.
#
# Version:   pyorc 0.12.0 and pyarrow 25.0.1 (PyPI), seen on 2026-11-27.
# Behaviour: a float for an integer column is a TypeError. A whole number that does not fit is
#            written: in a tinyint the low 8 bits of it, in an int all of it, although the column has
#            32 bits. pyorc reads that one back as it was, and pyarrow reads another number.
# Seen:      tinyint 600 -> 88; tinyint 7.9 -> TypeError;
#            int 5000000000 -> 5000000000 in pyorc, 705032704 in pyarrow
# Guess:     an error, as for the float.
# Matters:   a column "mode" of small codes is made a tinyint; the first code above 127 is another
#            code in the file. An id that is too wide for its column passes the check of the one who
#            wrote it, and changes for everybody else.
# Remedy:    declare bigint; the format packs small numbers by itself.
. "$(dirname "$0")/common.sh"
python_packages pyorc==0.12.0 pyarrow==25.0.1

saw=$(python - <<'PY'
import pyarrow.orc, pyorc
def trip(kind, value):
    try:
        with open("x.orc", "wb") as file, pyorc.Writer(file, f"struct<mode:{kind}>") as writer:
            writer.write((value,))
    except TypeError:
        return f"{kind} {value} -> TypeError"
    with open("x.orc", "rb") as file:
        own = next(pyorc.Reader(file))[0]
    return f"{kind} {value} -> {own}, {pyarrow.orc.read_table('x.orc')['mode'][0]}"
for kind, value in ("tinyint", 600), ("tinyint", 7.9), ("int", 5000000000), ("bigint", 5000000000):
    print(trip(kind, value))
PY
)
expect 'written, and read by pyorc and by pyarrow' 'tinyint 600 -> 88, 88
tinyint 7.9 -> TypeError
int 5000000000 -> 5000000000, 705032704' "$(sed -n 1,3p <<<"$saw")"
expect 'the remedy: bigint' 'bigint 5000000000 -> 5000000000, 5000000000' "$(sed -n 4p <<<"$saw")"
