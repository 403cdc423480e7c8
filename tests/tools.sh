#!/usr/bin/env bash
# Makes the tools available that make and judge what we give to others, and prints, on one line and joined by colons: the program
# node, the folder that holds node_modules (those of tests/tools/package-lock.json: NSwag, linters, npm, TypeScript, Playwright), and
# the program chromium. Everything else goes to standard error. With --without-browser, the last is left out.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/fetching.sh
source "$here/fetching.sh"

has_chromium() {
    "$1/chromium" --version > /dev/null 2>&1
}

# Debian's own, unpacked, with a font, and told where its parts are.
chromium_from_apt() {
    unpack chromium "$1" && unpack fonts-dejavu-core "$1" || return
    cat > "$1/chromium" << 'EOF'
#!/bin/sh
root=$(cd "${0%/*}" && pwd)
libraries=$(uname -m)-linux-gnu
export LD_LIBRARY_PATH="$root/usr/lib/$libraries:$root/usr/lib/$libraries/pulseaudio:$root/lib/$libraries${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
if [ ! -e /etc/fonts/fonts.conf ]; then
    export FONTCONFIG_FILE="$root/fonts.conf"
fi
exec "$root/usr/lib/chromium/chromium" "$@"
EOF
    cat > "$1/fonts.conf" << 'EOF'
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">usr/share/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
EOF
    chmod 755 "$1/chromium"
}

find_node
if ! find_libraries "$here/tools"; then
    say "without the packages of npm, nothing can be generated, linted or browsed"
    exit 1
fi
if [ "${1:-}" = --without-browser ]; then
    echo "$node:$libraries" >&3
    exit
fi

chromium=$(command -v chromium || true)
if [ -z "$chromium" ]; then
    # shellcheck source=/dev/null
    folder=chromium-$(. /etc/os-release && echo "$ID-${VERSION_ID:-}")-$machine
    chromium=$cache/$folder/chromium
    if ! provide "$folder" has_chromium chromium_from_apt; then
        say "no Chromium can be had here; install the package chromium"
        exit 1
    fi
fi

say "Node $("$node" --version), $("$chromium" --version)"
echo "$node:$libraries:$chromium" >&3
