#!/bin/bash
# jo turns telephone numbers into numbers without their plus, and 0x1F into 31.
#
# Version:   jo 1.9 (Debian 12, 1.9-1), seen on 2026-11-27.
# Behaviour: a value is a number if C's strtod takes all of it: a plus sign, leading spaces and
#            hexadecimal are numbers too, although JSON has none of them; and numbers are doubles.
# Seen:      jo phone=+4930123456 desk=0x1F id=9007199254740993
#            -> {"phone":4930123456,"desk":31,"id":9007199254740992}
# Guess:     strings for what is no JSON number, and an integer kept as it was typed.
# Matters:   jo is how records are made in shell scripts, and +49... without its plus is another
#            number, in a form that a service may well take.
# Remedy:    -s before each value that is text: jo -- -s phone=+4930123456
. "$(dirname "$0")/common.sh"
debian_packages jo=1.9-1

expect 'jo phone=+4930123456 desk=0x1F id=9007199254740993' \
    '{"phone":4930123456,"desk":31,"id":9007199254740992}' \
    "$(jo phone=+4930123456 desk=0x1F id=9007199254740993)"
expect 'the remedy: -s' '{"phone":"+4930123456","desk":"0x1F","id":"9007199254740993"}' \
    "$(jo -- -s phone=+4930123456 -s desk=0x1F -s id=9007199254740993)"
