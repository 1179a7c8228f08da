#!/bin/bash
# avsc (npm) infers a 32-bit float for a time in milliseconds, which moves it by half a minute.
#
# Version:   avsc 5.7.9 (npm), seen on 2026-11-27.
# Behaviour: Type.forValue makes a schema from sample records. Whole numbers up to 32 bits become
#            "int"; anything else, larger whole numbers too, becomes "float": 24 bits of precision.
#            The sample itself passes isValid, and is another record after one round trip.
# Seen:      createdAt 1764230400123 -> type "float" -> 1764230430720, 30.6 seconds later.
# Guess:     "long", or "double", which holds every whole number that JavaScript can.
# Matters:   every time stamp of a user export is a number of 13 digits. All of them move to a grid
#            of 131 seconds, so the order of records made within two minutes is lost as well.
# Remedy:    write the schema down; "long" for counts and times.
. "$(dirname "$0")/common.sh"
npm_packages avsc@5.7.9

saw=$(node - <<'JS'
const { Type } = require('avsc');
const user = { id: 'ada', createdAt: 1764230400123 };
const trip = (type) => JSON.stringify(type.fromBuffer(type.toBuffer(user)));
const inferred = Type.forValue(user);
console.log(inferred.field('createdAt').type.typeName, inferred.isValid(user), trip(inferred));
console.log(trip(Type.forSchema({ type: 'record', name: 'User', fields: [
  { name: 'id', type: 'string' }, { name: 'createdAt', type: 'long' }] })));
JS
)
expect 'inferred type, isValid, and {"id":"ada","createdAt":1764230400123} after a round trip' \
    'float true {"id":"ada","createdAt":1764230430720}' "$(sed -n 1p <<<"$saw")"
expect 'the remedy: a schema with "long"' \
    '{"id":"ada","createdAt":1764230400123}' "$(sed -n 2p <<<"$saw")"
