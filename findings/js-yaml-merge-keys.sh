#!/bin/bash
# js-yaml 5 no longer merges `<<`: the defaults are a field called "<<", and no error says so.
#
# Version:   js-yaml 5.5.0 and 4.1.0 (npm), PyYAML 6.0.4 (PyPI), seen on 2026-11-27.
# Behaviour: load() follows YAML 1.2, where `<<: *anchor` is a key like any other. Version 4 and
#            PyYAML merge.
# Seen:      {"<<":{"mode":600},"name":"Ada"} instead of {"mode":600,"name":"Ada"}
# Guess:     merged, or refused: it is what everybody uses anchors for.
# Matters:   lists of users with shared defaults lose all of them, and the surplus field passes
#            wherever unknown fields are ignored.
# Remedy:    load(text, { schema: CORE_SCHEMA.withTags(mergeTag) }).
. "$(dirname "$0")/common.sh"
npm_packages new@npm:js-yaml@5.5.0 old@npm:js-yaml@4.1.0
python_packages pyyaml==6.0.4

cat >users.yaml <<'YAML'
defaults: &defaults {mode: 600}
ada:
  <<: *defaults
  name: Ada
YAML
cat >load.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { load, CORE_SCHEMA, mergeTag } from 'new';
import { load as loadOld } from 'old';
const text = readFileSync('users.yaml', 'utf8');
console.log(JSON.stringify(load(text).ada));
console.log(JSON.stringify(loadOld(text).ada));
console.log(JSON.stringify(load(text, { schema: CORE_SCHEMA.withTags(mergeTag) }).ada));
JS
saw=$(node load.mjs)
expect 'js-yaml 5.5.0' '{"<<":{"mode":600},"name":"Ada"}' "$(sed -n 1p <<<"$saw")"
expect 'js-yaml 4.1.0' '{"mode":600,"name":"Ada"}' "$(sed -n 2p <<<"$saw")"
expect 'PyYAML' "{'mode': 600, 'name': 'Ada'}" \
    "$(python -c 'import yaml; print(yaml.safe_load(open("users.yaml"))["ada"])')"
expect 'the remedy: the merge tag added' '{"mode":600,"name":"Ada"}' "$(sed -n 3p <<<"$saw")"
