#!/bin/bash
# cbor2 reads the first record of a file of many and ignores the rest in silence.
#
# Version:   cbor2 6.3.0, and msgpack 1.2.4 beside it (PyPI), seen on 2026-11-27.
# Behaviour: loads() returns the first item and ignores all bytes after it. msgpack.unpackb, the
#            same call for the neighbouring format, raises ExtraData on the same kind of file.
# Seen:      three records in, one out: {'id': 'ada'}
# Guess:     an error about bytes that are left over, as from json.loads and msgpack.unpackb.
# Matters:   records written one after the other (a CBOR sequence, RFC 8742) are CBOR's JSON Lines.
#            A program that reads such an export with loads() moves one user and reports success.
# Remedy:    load() on the open file, again and again until CBORDecodeEOF.
. "$(dirname "$0")/common.sh"
python_packages cbor2==6.3.0 msgpack==1.2.4

saw=$(python - <<'PY'
import io, cbor2, msgpack
users = [{"id": "ada"}, {"id": "alan"}, {"id": "grace"}]
sequence = b"".join(map(cbor2.dumps, users))
print(cbor2.loads(sequence))
try:
    print(msgpack.unpackb(b"".join(map(msgpack.packb, users))))
except msgpack.ExtraData:
    print("ExtraData")
file, read = io.BytesIO(sequence), []
try:
    while True:
        read.append(cbor2.load(file))
except cbor2.CBORDecodeEOF:
    print(read)
PY
)
expect 'cbor2.loads of three records' "{'id': 'ada'}" "$(sed -n 1p <<<"$saw")"
expect 'msgpack.unpackb of three records' ExtraData "$(sed -n 2p <<<"$saw")"
expect 'the remedy: load until CBORDecodeEOF' \
    "[{'id': 'ada'}, {'id': 'alan'}, {'id': 'grace'}]" "$(sed -n 3p <<<"$saw")"
