#!/bin/bash
# json-diff-ts (npm) removes only every other member, once its change set has been made atomic.
#
# Version:   json-diff-ts 4.10.4 (npm), seen on 2026-11-28.
# Behaviour: diff() finds elements of an array by their place. applyChangeset() applies such changes
#            well. atomizeChangeset() makes a list of them, each with a path, which
#            unatomizeChangeset() makes a change set again; its removals then run from the front, and
#            each moves the elements behind it under the next.
# Seen:      members ada, bob, cy, dan -> ada. Applied directly: ada. Made atomic first: ada, cy.
# Guess:     the same in both ways; the README calls one the inverse of the other ("and back").
# Matters:   the atomic form is the one that is stored, reviewed and sent elsewhere. One removal
#            works, so a small trial passes; of two that stand together the second is still there,
#            no error, and no removal of an element that is not there is reported.
# Remedy:    embeddedObjKeys: '$value' for arrays of texts, or the field that is the id for objects.
. "$(dirname "$0")/common.sh"
npm_packages json-diff-ts@4.10.4

saw=$(node - <<'JS'
const { diff, atomizeChangeset, unatomizeChangeset, applyChangeset } = require('json-diff-ts');
const before = () => ({ members: ['ada', 'bob', 'cy', 'dan'] });
const print = (value) => console.log(JSON.stringify(value));
const after = { members: ['ada'] };
const changes = diff(before(), after);
print(applyChangeset(before(), changes).members);
print(atomizeChangeset(changes).map(({ type, path }) => `${type} ${path}`));
print(applyChangeset(before(), unatomizeChangeset(atomizeChangeset(changes))).members);
const one = diff(before(), { members: ['ada', 'bob', 'cy'] });
print(applyChangeset(before(), unatomizeChangeset(atomizeChangeset(one))).members);
const keyed = diff(before(), after, { embeddedObjKeys: { members: '$value' } });
print(applyChangeset(before(), unatomizeChangeset(atomizeChangeset(keyed))).members);
JS
)
expect 'ada, bob, cy, dan -> ada, applied directly' '["ada"]' "$(sed -n 1p <<<"$saw")"
expect 'the same changes, atomic' \
    '["REMOVE $.members[1]","REMOVE $.members[2]","REMOVE $.members[3]"]' "$(sed -n 2p <<<"$saw")"
expect 'these, put together and applied' '["ada","cy"]' "$(sed -n 3p <<<"$saw")"
expect 'one removal alone' '["ada","bob","cy"]' "$(sed -n 4p <<<"$saw")"
expect 'the remedy: $value as the key' '["ada"]' "$(sed -n 5p <<<"$saw")"
