# Sourced by every finding: a temporary folder that is removed in the end, pinned packages in it,
# and a check that prints what was seen and fails where it is no longer what it was.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=UTC

# From PyPI, into an environment whose `python` and tools come first on the PATH.
python_packages() {
    python3 -m venv venv
    venv/bin/pip install --quiet --disable-pip-version-check "$@"
    PATH=$work/venv/bin:$PATH
}

# From the npm registry, where a script that `node` reads from its input finds them.
npm_packages() {
    npm install --silent --no-audit --no-fund --no-save "$@" >npm.log 2>&1 || { cat npm.log >&2; exit 1; }
}

# From Debian, unpacked and not installed: `debian_packages jo=1.9-1`.
debian_packages() {
    local package
    if ! apt-get download -qq "$@" 2>/dev/null; then
        apt-get update -qq
        apt-get download -qq -o APT::Sandbox::User=root "$@"
    fi
    for package in ./*.deb; do dpkg -x "$package" unpacked; done
    PATH=$work/unpacked/usr/bin:$PATH
}

# expect WHAT SEEN NOW: prints WHAT and NOW; ends the script where NOW is not SEEN.
expect() {
    printf '%s:\n    %s\n' "$1" "${3//$'\n'/$'\n    '}"
    [ "$2" = "$3" ] && return
    printf 'this has changed; it was:\n    %s\n' "${2//$'\n'/$'\n    '}" >&2
    exit 1
}
