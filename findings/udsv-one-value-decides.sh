#!/bin/bash
# udsv takes the type of a column from one value: the last of the first nine rows.
#
# Version:   udsv 0.7.3 (npm), seen on 2026-11-27.
# Behaviour: inferSchema looks at the last value that is not empty in each column of its sample. If
#            that is a number, every other value is read as one and is NaN (null in JSON); if it is
#            TRUE, every other spelling, "true" too, is false.
# Seen:      ada,true / alan,true / 7,TRUE
#            -> {"id":null,"active":false} {"id":null,"active":false} {"id":7,"active":true}
# Guess:     a type that all rows of the sample agree on, or text.
# Matters:   ids are mixed wherever bots have numbers and people have names; the spelling is mixed
#            where a spreadsheet (TRUE) meets a program (true). Swap the rows, and other values are
#            lost.
# Remedy:    stringObjs() instead of typedObjs(), and convert the values yourself.
. "$(dirname "$0")/common.sh"
npm_packages udsv@0.7.3

saw=$(node - <<'JS'
(async () => {
  const { inferSchema, initParser } = await import('udsv');
  const text = 'id,active\nada,true\nalan,true\n7,TRUE\n';
  const swapped = 'id,active\n7,TRUE\nada,true\nalan,true\n';
  const print = (rows) => console.log(JSON.stringify(rows));
  print(initParser(inferSchema(text)).typedObjs(text));
  print(initParser(inferSchema(swapped)).typedObjs(swapped));
  print(initParser(inferSchema(text)).stringObjs(text));
})();
JS
)
expect 'ada,true alan,true 7,TRUE' \
    '[{"id":null,"active":false},{"id":null,"active":false},{"id":7,"active":true}]' \
    "$(sed -n 1p <<<"$saw")"
expect '7,TRUE ada,true alan,true' \
    '[{"id":"7","active":false},{"id":"ada","active":true},{"id":"alan","active":true}]' \
    "$(sed -n 2p <<<"$saw")"
expect 'the remedy: stringObjs' \
    '[{"id":"ada","active":"true"},{"id":"alan","active":"true"},{"id":"7","active":"TRUE"}]' \
    "$(sed -n 3p <<<"$saw")"
