#!/bin/bash
# apache-arrow (npm) turns a field that a record lacks into a value: false, or an empty string.
#
# Version:   apache-arrow 21.2.0 (npm), seen on 2026-11-27.
# Behaviour: tableFromJSON takes the columns from all records. A null stays null, but a field that
#            is not there becomes "" in a text column, false in a boolean one and null (NaN to
#            Python) in a number column. The column's null count counts only the written nulls.
# Seen:      {"id": "grace"} beside complete records comes back as
#            {"id":"grace","team":"","muted":false,"mode":null}
# Guess:     null in all three, as for the record that says null.
# Matters:   exports leave out what is not set. "Nobody said" becomes "is not muted" in every file
#            written from such a table, and no reader can tell the two apart any more.
# Remedy:    give every record every key, null where it has none, before the table is made.
. "$(dirname "$0")/common.sh"
npm_packages apache-arrow@21.2.0

cat >table.mjs <<'JS'
import { tableFromIPC, tableFromJSON, tableToIPC } from 'apache-arrow';
const records = [
  { id: 'ada', team: 'ops', muted: true, mode: 600 },
  { id: 'alan', team: null, muted: null, mode: null },
  { id: 'grace' },
];
const print = (table) => {
  for (const row of tableFromIPC(tableToIPC(table))) console.log(JSON.stringify(row));
};
if (process.argv[2] === 'as-is') {
  print(tableFromJSON(records));
} else {
  const keys = [...new Set(records.flatMap(Object.keys))];
  print(tableFromJSON(records.map((r) => Object.fromEntries(keys.map((k) => [k, r[k] ?? null])))));
}
JS

expect 'records with null (alan) and with nothing (grace), through an Arrow stream' \
'{"id":"ada","team":"ops","muted":true,"mode":600}
{"id":"alan","team":null,"muted":null,"mode":null}
{"id":"grace","team":"","muted":false,"mode":null}' "$(node table.mjs as-is)"

expect 'the remedy: every key in every record' \
'{"id":"ada","team":"ops","muted":true,"mode":600}
{"id":"alan","team":null,"muted":null,"mode":null}
{"id":"grace","team":null,"muted":null,"mode":null}' "$(node table.mjs filled)"
