#!/bin/bash
# jc --csv deletes the line breaks inside quoted cells: "Room 1" over "2nd floor" is "Room 12nd floor".
#
# Version:   jc 1.26.1 (PyPI), seen on 2026-11-28.
# Behaviour: the parser cuts the text into lines before it gives them to Python's csv module, which
#            joins the lines of a quoted cell again, with nothing between them. Empty lines vanish
#            too. The streaming parser, jc --csv-s, and jc.parse('csv', text) do the same.
# Seen:      "Room 1\n2nd floor" -> {"id":"u1","address":"Room 12nd floor"}
# Guess:     the line break is kept: the cell is in quotes, and Python's csv module keeps it.
# Matters:   addresses and status texts are written like that. Two words become one, 1 and 2 become
#            12, and a JSON object in a cell that was printed over several lines hides it, since it
#            is valid either way. Nothing is counted or refused, and the next step sees valid JSON.
# Remedy:    Python's csv module itself, on a file opened with newline="".
. "$(dirname "$0")/common.sh"
python_packages jc==1.26.1

printf 'id,address\nu1,"Room 1\n2nd floor"\nu2,"Room 7\n\nHall 3"\n' >users.csv
expect 'jc --csv' '[{"id":"u1","address":"Room 12nd floor"},{"id":"u2","address":"Room 7Hall 3"}]' \
    "$(jc --csv <users.csv)"
expect 'jc --csv-s' '{"id":"u1","address":"Room 12nd floor"}
{"id":"u2","address":"Room 7Hall 3"}' "$(jc --csv-s <users.csv)"
expect "the remedy: Python's csv module" \
    '[{"id": "u1", "address": "Room 1\n2nd floor"}, {"id": "u2", "address": "Room 7\n\nHall 3"}]' \
    "$(python -c 'import csv, json; print(json.dumps(list(csv.DictReader(open("users.csv", newline="")))))')"
