#!/usr/bin/env bash
# Makes the token issuers available to the tests and prints, on one line and joined by a colon, the program node and the folder
# that holds the issuers' programs (better-auth.mjs, jose.mjs), ready to be run. Everything else goes to standard error.
#
# Node is the machine's, where that is 20.19 or newer, else npm's; the libraries are those of tests/issuers/package-lock.json.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/fetching.sh
source "$here/fetching.sh"

find_node
if ! find_libraries "$here/issuers"; then
    say "without better-auth and jose, there are no issuers"
    exit 1
fi

# Node looks for libraries beside and above a program, wherever links lead from: so the programs go there.
programs=$libraries/$(hash_of "$here"/issuers/*.mjs)
if [ ! -d "$programs" ]; then
    made=$(mktemp -d "$libraries/made.XXXXXX")
    cp "$here"/issuers/*.mjs "$made"
    chmod 755 "$made"
    mv -T "$made" "$programs" 2> /dev/null || rm -rf "$made" # another run was faster
fi

say "Node $("$node" --version)"
echo "$node:$programs" >&3
