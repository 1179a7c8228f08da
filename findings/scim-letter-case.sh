#!/bin/bash
# Three SCIM libraries are case-sensitive about names that SCIM says are not.
#
# Version:   scim2-parse-filter 0.2.10, scimmy 1.3.5, scim-patch 0.8.3 (npm), seen on 2026-11-27.
# Behaviour: RFC 7643 makes userName case-insensitive (caseExact is false) and all attribute names
#            too. Neither library of filters finds Ada@example.org by userName eq "ada@example.org";
#            scim-patch, told to replace "username", adds a second attribute beside userName.
# Seen:      0 and 0 matches; {"userName":"ada","username":"ada.l"}
# Guess:     one match in both, and the one attribute replaced.
# Matters:   identity providers ask with that filter whether a user is there, and create one if not:
#            the same person twice. A renamed user has the old name and the new one.
# Remedy:    lower the case of userName before it is stored and in the filter; map the names of
#            attributes to the schema's spelling before a patch.
. "$(dirname "$0")/common.sh"
npm_packages scim2-parse-filter@0.2.10 scimmy@1.3.5 scim-patch@0.8.3

saw=$(node - <<'JS'
const { parse, filter } = require('scim2-parse-filter');
const { scimPatch } = require('scim-patch');
(async () => {
  const { default: SCIMMY } = await import('scimmy');
  const users = [{ userName: 'Ada@example.org' }];
  const count = (text) => [users.filter(filter(parse(text))).length, new SCIMMY.Types.Filter(text).match(users).length];
  console.log(...count('userName eq "ada@example.org"'));
  console.log(...count('username eq "Ada@example.org"'));
  const replace = (path) => {
    const { userName, username } = scimPatch({ schemas: [], meta: {}, userName: 'ada' }, [{ op: 'replace', path, value: 'ada.l' }]);
    return JSON.stringify({ userName, username });
  };
  console.log(replace('username'));
  console.log(replace('userName'));
})();
JS
)
expect 'users found by another case of the name: scim2-parse-filter, scimmy' '0 0' "$(sed -n 1p <<<"$saw")"
expect 'users found by another case of the attribute: scim2-parse-filter, scimmy' '1 1' "$(sed -n 2p <<<"$saw")"
expect 'scim-patch: replace "username"' '{"userName":"ada","username":"ada.l"}' "$(sed -n 3p <<<"$saw")"
expect "the remedy: the schema's spelling" '{"userName":"ada.l"}' "$(sed -n 4p <<<"$saw")"
