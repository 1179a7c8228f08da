#!/bin/bash
# CleverCSV splits a file of e-mail addresses at the @, and a list of #channels at the #.
#
# Version:   clevercsv 0.8.5 (PyPI), seen on 2026-11-27.
# Behaviour: the separator is guessed by how regular the rows become, from any punctuation. With one
#            column there is no real separator, and one inside the values wins, although the header
#            then has one cell and each row two. Two columns and a comma are read as they should be.
# Seen:      email / ada@example.org  -> ['email'], ['ada', 'example.org']
#            channel / #lobby         -> ['channel'], ['', 'lobby']
# Guess:     one column: the header has no @ in it.
# Matters:   one column is the usual shape of a list of people to add to a channel.
# Remedy:    name the dialect: read_table(path, dialect='excel').
. "$(dirname "$0")/common.sh"
python_packages clevercsv==0.8.5

printf 'email\nada@example.org\nalan@example.org\n' >emails.csv
printf 'channel\n#lobby\n#support\n' >channels.csv
printf 'email,name\nada@example.org,Ada\nalan@example.org,Alan\n' >people.csv
saw=$(python - <<'PY'
from clevercsv import read_table
for file in "emails.csv", "channels.csv", "people.csv":
    print(read_table(file))
print(read_table("emails.csv", dialect="excel"), read_table("channels.csv", dialect="excel"))
PY
)
expect 'a column of addresses' \
    "[['email'], ['ada', 'example.org'], ['alan', 'example.org']]" "$(sed -n 1p <<<"$saw")"
expect 'a column of channels' "[['channel'], ['', 'lobby'], ['', 'support']]" "$(sed -n 2p <<<"$saw")"
expect 'addresses with a second column' \
    "[['email', 'name'], ['ada@example.org', 'Ada'], ['alan@example.org', 'Alan']]" \
    "$(sed -n 3p <<<"$saw")"
expect 'the remedy: the dialect named' \
    "[['email'], ['ada@example.org'], ['alan@example.org']] [['channel'], ['#lobby'], ['#support']]" \
    "$(sed -n 4p <<<"$saw")"
