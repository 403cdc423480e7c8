#!/usr/bin/env bash
# Makes the tools available that make and judge what we give to others, and prints, on one line and joined by colons: the program
# node, the folder that holds node_modules (those of tests/tools/package-lock.json: NSwag, linters, npm, TypeScript, Playwright), and
# the programs chromium and curl. Everything else goes to standard error. With --generating, the last two are left out.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/fetching.sh
source "$here/fetching.sh"

readonly npm_chromium=153.0.0

# begin_script FILE: of a distribution's program, unpacked; tells it where its libraries are. What comes on standard input goes on.
begin_script() {
    cat > "$1" << 'EOF'
#!/bin/sh
root=$(cd "${0%/*}" && pwd)
libraries=$(uname -m)-linux-gnu
export LD_LIBRARY_PATH="$root/usr/lib/$libraries:$root/usr/lib/$libraries/pulseaudio:$root/lib/$libraries${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
EOF
    cat >> "$1"
    chmod 755 "$1"
}

has_curl() {
    "$1/curl" --version > /dev/null 2>&1
}

curl_from_apt() {
    unpack curl "$1" || return
    begin_script "$1/curl" << 'EOF'
exec "$root/usr/bin/curl" "$@"
EOF
}

has_chromium() {
    "$1/chromium" --version > /dev/null 2>&1
}

chromium_script() {
    begin_script "$1/chromium" << 'EOF'
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
}

# With a font.
chromium_from_apt() {
    unpack chromium "$1" && unpack fonts-dejavu-core "$1" || return
    chromium_script "$1"
}

# Ubuntu's is a snap, which cannot be unpacked; npm has one made for machines that have nothing, with its libraries and a font.
chromium_from_npm() {
    local part
    [ "$machine" = x86_64 ] && unpack_from_npm "@sparticuz/chromium@$npm_chromium" "$1" bin || return
    for part in "$1"/*.br; do
        "$node" -e 'const fs = require("fs"); const [from, to] = process.argv.slice(1);
            fs.writeFileSync(to, require("zlib").brotliDecompressSync(fs.readFileSync(from)));' "$part" "${part%.br}" || return
    done
    mkdir -p "$1/usr/lib/chromium" "$1/usr/lib/$machine-linux-gnu" "$1/usr/share"
    mv "$1/chromium" "$1/usr/lib/chromium/chromium" && chmod 755 "$1/usr/lib/chromium/chromium" || return
    tar -xf "$1/al2023.tar" -C "$1/usr/lib/$machine-linux-gnu" --strip-components=1 --no-same-owner || return
    tar -xf "$1/swiftshader.tar" -C "$1/usr/lib/chromium" --no-same-owner && tar -xf "$1/fonts.tar" -C "$1/usr/share" --no-same-owner || return
    rm -f "$1"/*.br "$1"/*.tar
    chromium_script "$1"
}

# find_program NAME WAY…: sets $found to the machine's, else to what the first way makes that works.
find_program() {
    local folder way
    found=$(command -v "$1" || true)
    [ -z "$found" ] || return 0
    # shellcheck source=/dev/null
    folder=$1-$(. /etc/os-release && echo "$ID-${VERSION_ID:-}")-$machine
    found=$cache/$folder/$1
    for way in "${@:2}"; do
        ! provide "$folder" "has_$1" "$way" || return 0
    done
    say "no $1 can be had here; install the package $1"
    exit 1
}

find_node
if ! find_libraries "$here/tools"; then
    say "without the packages of npm, nothing can be generated, linted or browsed"
    exit 1
fi
if [ "${1:-}" = --generating ]; then
    echo "$node:$libraries" >&3
    exit
fi

find_program chromium chromium_from_apt chromium_from_npm
chromium=$found
find_program curl curl_from_apt
curl=$found

say "Node $("$node" --version), $("$chromium" --version), $("$curl" --version | head -n 1)"
echo "$node:$libraries:$chromium:$curl" >&3
