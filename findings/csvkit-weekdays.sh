#!/bin/bash
# csvjson reads channels named after weekdays and months as dates of the year 1.
#
# Version:   csvkit 2.2.0 with agate 1.14.2 and parsedatetime 2.6 (PyPI), seen on 2026-11-27.
# Behaviour: types are inferred by column, and a date may be any English phrase counted from
#            1 January of the year 1: a weekday, a month, "today", 8/9. A column with one other word
#            in it stays text.
# Seen:      monday, friday -> "0001-01-08", "0001-01-05"; may, june -> "0001-05-01", "0001-06-01"
# Guess:     text: there is no date in "monday".
# Matters:   "monday" and "friday" are what channels of a weekly shift are called, and the names of
#            people called May and June are hit too. A file with one more row works, so it passes
#            every trial with real data.
# Remedy:    csvjson --no-inference.
. "$(dirname "$0")/common.sh"
python_packages csvkit==2.2.0 agate==1.14.2 parsedatetime==2.6

printf 'id,name\nc1,monday\nc2,friday\n' >shifts.csv
printf 'id,name\nu1,May\nu2,June\n' >people.csv
printf 'id,name\nc1,monday\nc2,friday\nc3,lobby\n' >more.csv

expect 'monday and friday' '{"id": "c1", "name": "0001-01-08"}
{"id": "c2", "name": "0001-01-05"}' "$(csvjson --stream shifts.csv)"
expect 'May and June' '{"id": "u1", "name": "0001-05-01"}
{"id": "u2", "name": "0001-06-01"}' "$(csvjson --stream people.csv)"
expect 'monday, friday and lobby' '{"id": "c1", "name": "monday"}
{"id": "c2", "name": "friday"}
{"id": "c3", "name": "lobby"}' "$(csvjson --stream more.csv)"
expect 'the remedy: --no-inference' '{"id": "c1", "name": "monday"}
{"id": "c2", "name": "friday"}' "$(csvjson --stream --no-inference shifts.csv)"
