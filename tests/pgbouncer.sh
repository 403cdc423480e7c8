#!/usr/bin/env bash
# Makes PgBouncer available to the tests and prints the path of its program. Everything else goes to standard error.
set -euo pipefail
# shellcheck source=tests/fetching.sh
source "$(dirname "${BASH_SOURCE[0]}")/fetching.sh"

has_pgbouncer() {
    "$1/pgbouncer" --version > /dev/null 2>&1
}

pgbouncer_from_apt() {
    unpack pgbouncer "$1" || return
    cat > "$1/pgbouncer" << 'EOF'
#!/bin/sh
root=$(cd "${0%/*}" && pwd)
libraries=$(uname -m)-linux-gnu
export LD_LIBRARY_PATH="$root/usr/lib/$libraries:$root/lib/$libraries${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
exec "$root/usr/sbin/pgbouncer" "$@"
EOF
    chmod 755 "$1/pgbouncer"
}

if installed=$(command -v pgbouncer); then
    echo "$installed" >&3
elif provide "pgbouncer-$machine" has_pgbouncer pgbouncer_from_apt; then
    echo "$cache/pgbouncer-$machine/pgbouncer" >&3
else
    exit 1
fi
