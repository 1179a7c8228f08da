#!/bin/bash
# MariaDB's JSON_CONTAINS finds an id of 16 digits and more in lists that hold only its neighbours.
#
# Version:   mariadb-server-core 10.11.19 (Debian 12, 1:10.11.19-0+deb12u1), seen on 2026-11-27.
# Behaviour: JSON_CONTAINS and JSON_OVERLAPS compare numbers as doubles. MariaDB keeps JSON as the
#            text that was written, so every digit is still there, and JSON_EQUALS looks at them.
# Seen:      json_contains('[9007199254740993]', '9007199254740992')          -> 1
#            json_contains('[12345678901234567890]', '12345678901234567000')  -> 1
#            json_equals('[9007199254740993]', '[9007199254740992]')          -> 0
# Guess:     0 each time: JSON_EXTRACT, JSON_VALUE and JSON_TABLE give such numbers back exactly.
# Matters:   `where json_contains(members, user_id)` is how one asks who is in a channel. With ids
#            as some services number them, people come out as members who are none, in no error
#            and no warning, and only once ids are long enough.
# Remedy:    ids as strings, or JSON_TABLE with a column of type BIGINT and `=`.
. "$(dirname "$0")/common.sh"
debian_packages mariadb-server-core=1:10.11.19-0+deb12u1 libaio1=0.3.113-4 libnuma1=2.0.16-1 liburing2=2.3-3

# The answer to one statement, from a server that reads it from standard input and listens nowhere.
answer() {
    rm -rf data answer
    mkdir data
    LD_LIBRARY_PATH=$(echo unpacked/usr/lib/*-linux-gnu unpacked/lib/*-linux-gnu | tr ' ' :) \
        unpacked/usr/sbin/mariadbd --no-defaults --bootstrap --user="$(id -un)" --datadir="$work/data" \
        --lc-messages-dir="$work/unpacked/usr/share/mysql" --skip-innodb --default-storage-engine=MyISAM \
        2>log <<<"$1 into outfile '$work/answer';" || { cat log >&2; exit 1; }
    cat answer
}

# contains LIST ID: JSON_CONTAINS, JSON_OVERLAPS and JSON_EQUALS.
contains() {
    answer "select concat_ws(' ', json_contains('$1', '$2'), json_overlaps('$1', '$2'), json_equals('$1', '[$2]'))"
}

expect 'contains, overlaps, equals: [1002] and 1003' '0 0 0' "$(contains '[1002]' 1003)"
expect 'the same: [9007199254740993] and 9007199254740992' '1 1 0' \
    "$(contains '[9007199254740993]' 9007199254740992)"
expect 'the same: [12345678901234567890] and 12345678901234567000' '1 1 0' \
    "$(contains '[12345678901234567890]' 12345678901234567000)"
expect 'the remedy: strings' '0 0 0' "$(contains '["9007199254740993"]' '"9007199254740992"')"
expect 'the remedy: JSON_TABLE, for …992 and for …993' '0 1' "$(answer "select concat_ws(' ',
    sum(id = 9007199254740992), sum(id = 9007199254740993))
    from json_table('[9007199254740993]', '\$[*]' columns (id bigint path '\$')) as ids")"
