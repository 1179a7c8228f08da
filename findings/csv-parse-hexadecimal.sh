#!/bin/bash
# csv-parse (npm) with `cast: true` turns every id that begins with 0x into the number 0.
#
# Version:   csv-parse 7.0.3 (npm), seen on 2026-11-27.
# Behaviour: a text is a number if JavaScript can subtract from it, which reads hexadecimal; then
#            parseFloat converts it, which does not, and stops at the x.
# Seen:      ids 0x1F and 0xC8 -> 0 and 0; 12ab stays text.
# Guess:     left as text, or 31 and 200.
# Matters:   ids of devices and of wallets look like that. All of them become the same id, and a load that
#            overwrites leaves one user of many.
# Remedy:    cast by column: cast: (value, context) => context.column === 'mode' ? Number(value) : value
. "$(dirname "$0")/common.sh"
npm_packages csv-parse@7.0.3

saw=$(node - <<'JS'
const { parse } = require('csv-parse/sync');
const text = 'id,mode\n0x1F,600\n0xC8,700\n12ab,400\n';
const byColumn = (value, context) => context.column === 'mode' && !context.header ? Number(value) : value;
console.log(JSON.stringify(parse(text, { columns: true, cast: true })));
console.log(JSON.stringify(parse(text, { columns: true, cast: byColumn })));
JS
)
expect 'ids 0x1F, 0xC8 and 12ab with cast: true' \
    '[{"id":0,"mode":600},{"id":0,"mode":700},{"id":"12ab","mode":400}]' "$(sed -n 1p <<<"$saw")"
expect 'the remedy: cast by column' \
    '[{"id":"0x1F","mode":600},{"id":"0xC8","mode":700},{"id":"12ab","mode":400}]' "$(sed -n 2p <<<"$saw")"
