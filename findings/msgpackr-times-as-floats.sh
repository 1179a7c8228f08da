#!/bin/bash
# msgpackr (npm) writes whole numbers above 32 bits as floats: Python gets times with a ".0".
#
# Version:   msgpackr 2.1.4 and @msgpack/msgpack 3.1.3 (npm), msgpack 1.2.4 (PyPI),
#            seen on 2026-11-27.
# Behaviour: pack() uses MessagePack's integers up to 4294967295 and its 64-bit float from there on.
#            @msgpack/msgpack writes the same number as an integer.
# Seen:      {id: 7, createdAt: 1764230400123} in Node.js
#            -> {"id": 7, "createdAt": 1764230400123.0} in Python
# Guess:     an integer: the format has 64-bit ones, and the number is a safe integer.
# Matters:   times in milliseconds and the ids of chat services are of that size. In JSON they end
#            in ".0", so as text they are other ids. A small id and a large one in the same column
#            have two types.
# Remedy:    pack BigInt(number), or use @msgpack/msgpack.
. "$(dirname "$0")/common.sh"
npm_packages msgpackr@2.1.4 @msgpack/msgpack@3.1.3
python_packages msgpack==1.2.4

cat >pack.mjs <<'JS'
import { writeFileSync } from 'node:fs';
import { pack } from 'msgpackr';
import { encode } from '@msgpack/msgpack';
const user = { id: 7, createdAt: 1764230400123 };
writeFileSync('msgpackr', pack(user));
writeFileSync('official', encode(user));
writeFileSync('bigint', pack({ ...user, createdAt: BigInt(user.createdAt) }));
JS
node pack.mjs
read_back() { python -c 'import json, msgpack, sys; print(json.dumps(msgpack.unpackb(open(sys.argv[1], "rb").read())))' "$1"; }

expect 'msgpackr, read in Python' '{"id": 7, "createdAt": 1764230400123.0}' "$(read_back msgpackr)"
expect '@msgpack/msgpack, read in Python' '{"id": 7, "createdAt": 1764230400123}' "$(read_back official)"
expect 'the remedy: BigInt' '{"id": 7, "createdAt": 1764230400123}' "$(read_back bigint)"
