# shellcheck shell=bash
# Sourced by the scripts here that get what the tests need and print where it is. What the machine lacks is fetched once, by apt
# and npm, and unpacked into a folder of their own, for root and users alike: nothing is installed on the machine. Delete the
# folder to fetch anew. Commands of theirs that fail don't end a script; what they made is looked at instead.

# When root runs the tests, other users run some of what is fetched: a checkout below a private home won't do.
if [ "$(id -u)" -eq 0 ]; then
    cache=/var/cache/gateway-tests
else
    cache=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/.cache
fi
umask 022

machine=$(uname -m)
program=$(basename "$0")

# The answer goes to 3; what the tools say must not mix with it.
exec 3>&1 1>&2

say() {
    echo "$program: $*" >&2
}

# provide NAME CHECK COMMAND…: has COMMAND make the folder $cache/NAME, unless it is there and CHECK finds it good.
# Made aside and renamed, so an interrupted run leaves nothing that looks finished.
provide() {
    local name=$1 is_good=$2
    shift 2
    "$is_good" "$cache/$name" && return
    lock || return
    "$is_good" "$cache/$name" && return
    say "getting $name"
    rm -rf "${cache:?}/$name" "$work/made"
    if mkdir "$work/made" && "$@" "$work/made" && "$is_good" "$work/made"; then
        mv "$work/made" "$cache/$name"
    else
        say "not to be had that way: $name"
        return 1
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

# run_npm ARGUMENT…: the machine's, or one got for this run; in $work/npm, since the latter finds its own parts only from there.
run_npm() (
    tree=$work/npm
    libraries=$tree/usr/lib/$machine-linux-gnu
    mkdir -p "$tree" && cd "$tree" || return
    if ! npm --version > /dev/null 2>&1; then
        if [ ! -e "$tree/usr/bin/npm" ]; then
            say "npm is not here; getting it for this run"
            unpack npm "$tree" >&2 || return
            # Debian's node loads parts of itself from /usr/share/nodejs: a relative path, as long as the other, makes that this tree's.
            find "$tree/usr" -type f \( -name node -o -name 'libnode.so*' \) \
                -exec env LC_ALL=C sed -i 's|/usr/share/nodejs/|usr/share//nodejs/|g' {} + || return
        fi
        export PATH="$tree/usr/bin:$PATH" LD_LIBRARY_PATH="$libraries:$tree/lib/$machine-linux-gnu"
        export NODE_PATH="$tree/usr/share/nodejs:$tree/usr/lib/nodejs:$libraries/nodejs"
    fi
    # Where there is no network, npm waits over a minute by default.
    npm "$@" --loglevel=error --no-update-notifier --fetch-retry-maxtimeout=10000 --cache "$work/npm-cache"
)

# unpack_from_npm PACKAGE@VERSION FOLDER PATH: what is below the package's PATH, a folder of its root.
unpack_from_npm() {
    local archive
    archive=$(run_npm pack "$1" | tail -n 1) && [ -n "$archive" ] || return
    tar -xzf "$work/npm/$archive" -C "$2" --strip-components=2 --no-same-owner "package/$3"
}
