#!/bin/bash
# json-2-csv (npm) takes the line break at the end of a CSV file for a part of the last value.
#
# Version:   json-2-csv 5.6.0 (npm), seen on 2026-11-28.
# Behaviour: csv2json ends a line where another one begins. The last line break of a file begins
#            none, and stays with the value before it, unless that is in quotes, a number or true or
#            false. With eol set to the file's CRLF it becomes a record with an empty id instead.
# Seen:      id,name / u1,Ada / u2,Bob -> {"id":"u1","name":"Ada"} {"id":"u2","name":"Bob\n"}
#            u1 / u2 under id           -> {"id":"u1"} {"id":"u2\n"}
# Guess:     Bob and u2: a file of lines ends in a line break.
# Matters:   psql, SQLite, Miller and every data frame end the file so. It is one record of a file,
#            its last, and only where its last column holds a plain text: a user u2 whom nobody finds
#            again. What json2csv writes has no line break at the end, so a test of both passes.
# Remedy:    csv2json(text.replace(/\r?\n$/, '')).
. "$(dirname "$0")/common.sh"
npm_packages json-2-csv@5.6.0

saw=$(node - <<'JS'
const { csv2json, json2csv } = require('json-2-csv');
const print = (records) => console.log(JSON.stringify(records));
const text = 'id,name\nu1,Ada\nu2,Bob\n';
print(csv2json(text));
print(csv2json('id\nu1\nu2\n'));
print(csv2json(text.replaceAll('\n', '\r\n'), { delimiter: { eol: '\r\n' } }));
print(csv2json(json2csv([{ id: 'u1', name: 'Ada' }, { id: 'u2', name: 'Bob' }])));
print(csv2json(text.replace(/\r?\n$/, '')));
JS
)
expect 'a file with two users' '[{"id":"u1","name":"Ada"},{"id":"u2","name":"Bob\n"}]' "$(sed -n 1p <<<"$saw")"
expect 'a file with their ids alone' '[{"id":"u1"},{"id":"u2\n"}]' "$(sed -n 2p <<<"$saw")"
expect 'the first file with CRLF, and eol set to it' \
    '[{"id":"u1","name":"Ada"},{"id":"u2","name":"Bob"},{"id":""}]' "$(sed -n 3p <<<"$saw")"
expect 'what json2csv has written' '[{"id":"u1","name":"Ada"},{"id":"u2","name":"Bob"}]' "$(sed -n 4p <<<"$saw")"
expect 'the remedy: without the last line break' \
    '[{"id":"u1","name":"Ada"},{"id":"u2","name":"Bob"}]' "$(sed -n 5p <<<"$saw")"
