#!/bin/bash
# PyYAML quotes the strings "07" and "10" but not "08" and "09", which others read as 8 and 9.
#
# Version:   PyYAML 6.0.4 and ruamel.yaml 0.19.1 (PyPI), yaml 2.9.1 (npm), seen on 2026-11-27.
# Behaviour: safe_dump quotes what YAML 1.1 would read as a number. 08 is no octal number, so in 1.1
#            it is text and stays bare. In YAML 1.2, which the other two follow, it is the number 8.
# Seen:      ["07", "08", "09", "10"] -> "07", 8, 9, "10"
# Guess:     all strings of digits are quoted, or none.
# Matters:   numbers of rooms, months and shops have leading zeros. Two of every hundred change,
#            and no trial with 01 to 07 finds it.
# Remedy:    safe_dump(data, default_style='"'), or write with ruamel.yaml.
. "$(dirname "$0")/common.sh"
python_packages pyyaml==6.0.4 ruamel.yaml==0.19.1
npm_packages yaml@2.9.1

python -c 'import yaml; yaml.safe_dump(["07", "08", "09", "10"], open("rooms.yaml", "w"))'
python -c 'import yaml; yaml.safe_dump(["07", "08", "09", "10"], open("quoted.yaml", "w"), default_style="\"")'
with_yaml() {
    node -e 'console.log(JSON.stringify(require("yaml").parse(require("fs").readFileSync(process.argv[1], "utf8"))))' "$1"
}
expect 'written by PyYAML' "- '07'
- 08
- 09
- '10'" "$(<rooms.yaml)"
expect 'read by yaml of npm' '["07",8,9,"10"]' "$(with_yaml rooms.yaml)"
expect 'read by ruamel.yaml' "['07', 8, 9, '10']" \
    "$(python -c 'from ruamel.yaml import YAML; print(YAML(typ="safe").load(open("rooms.yaml")))')"
expect 'the remedy: all of it quoted' '["07","08","09","10"]' "$(with_yaml quoted.yaml)"
