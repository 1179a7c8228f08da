#!/bin/bash
# ldap3 gives one person three JSON shapes, by the method called and by whether it read the schema.
#
# Version:   ldap3 2.9.1 (PyPI), seen on 2026-11-27.
# Behaviour: entry_to_json() makes every attribute a list. response_to_json() of the same search
#            makes those that the schema calls single-valued plain values. With a server of which no
#            schema was read (get_info=NONE, or no right to read it) both give lists of strings, and
#            times as LDAP has them.
# Seen:      uidNumber 5, [5] and ["5"]; createTimestamp "2024-01-02 03:04:05+00:00",
#            the same in a list, and ["20240102030405Z"]
# Guess:     one shape: lists, as LDAP has them.
# Matters:   an import written for one server's export breaks on another's, or takes the list ["007"]
#            for an id. The data is the same; what differs is a permission in the directory.
# Remedy:    entry_to_json() only, with get_info=SCHEMA, and stop where server.schema is None.
. "$(dirname "$0")/common.sh"
python_packages ldap3==2.9.1

saw=$(python - <<'PY'
import json
from ldap3 import ALL_ATTRIBUTES, MOCK_SYNC, Connection, Server
from ldap3.protocol.schemas.slapd24 import slapd_2_4_dsa_info, slapd_2_4_schema
def show(server):
    connection = Connection(server, client_strategy=MOCK_SYNC)
    connection.strategy.add_entry("uid=ada,dc=example", {
        "objectClass": ["inetOrgPerson"], "uid": "ada", "employeeNumber": "007", "uidNumber": "5",
        "createTimestamp": "20240102030405Z"})
    connection.bind()
    connection.search("dc=example", "(uid=ada)", attributes=ALL_ATTRIBUTES)
    for person in (json.loads(connection.response_to_json())["entries"][0],
                   json.loads(connection.entries[0].entry_to_json())):
        person["attributes"].pop("objectClass")
        print(json.dumps(person["attributes"], sort_keys=True))
show(Server.from_definition("with-schema", slapd_2_4_dsa_info, slapd_2_4_schema))
show(Server("without-schema"))
PY
)
lists='{"createTimestamp": ["20240102030405Z"], "employeeNumber": ["007"], "uid": ["ada"], "uidNumber": ["5"]}'
expect 'response_to_json, schema read' \
    '{"createTimestamp": "2024-01-02 03:04:05+00:00", "employeeNumber": "007", "uid": ["ada"], "uidNumber": 5}' \
    "$(sed -n 1p <<<"$saw")"
expect 'entry_to_json, schema read' \
    '{"createTimestamp": ["2024-01-02 03:04:05+00:00"], "employeeNumber": ["007"], "uid": ["ada"], "uidNumber": [5]}' \
    "$(sed -n 2p <<<"$saw")"
expect 'response_to_json, no schema' "$lists" "$(sed -n 3p <<<"$saw")"
expect 'entry_to_json, no schema' "$lists" "$(sed -n 4p <<<"$saw")"
