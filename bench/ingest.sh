#!/usr/bin/env bash
# How fast people come in, and how much memory that takes: N people in NDJSON (one line each, then groups of a thousand), imported
# into an empty database, and once more unchanged.
#   bench/ingest.sh [--postgres] [N…]        by default 100000 and 1000000, on the embedded database
# --postgres starts the newest server that tests/postgres.sh can get, with its default settings, for the time of the run.
# Compare figures of one run: machines differ, and a busy one differs from itself.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# shellcheck source=bench/postgres.sh
source bench/postgres.sh

work=$(mktemp -d)
chmod 755 "$work"
server=''
cleanup() {
    stop_postgres
    rm -rf "$work"
}
trap cleanup EXIT

if [ "${1:-}" = --postgres ]; then
    shift
    start_postgres 54399
fi
export Gateway__DataDirectory=$work/data

dotnet publish src/Gateway.Cli -c Release -o "$work/cli" > "$work/publish.log"
gateway() {
    dotnet "$work/cli/Gateway.Cli.dll" "$@"
}
gateway migrate

people() {
    awk -v n="$1" 'BEGIN {
        for (i = 0; i < n; i++)
            printf "{\"type\":\"contact\",\"jid\":\"62%.0f@s.whatsapp.net\",\"lid\":\"%.0f@lid\",\"pushName\":\"Person %d\",\"directChat\":%s}\n", 8000000000 + i, 100000000000000 + i * 7, i, (i % 3 ? "false" : "true")
        for (i = 0; i < n; i += 1000) {
            printf "{\"type\":\"group\",\"jid\":\"120363%09d@g.us\",\"name\":\"Group\",\"complete\":true,\"members\":[", i
            for (j = i; j < i + 1000 && j < n; j++)
                printf "%s\"62%.0f@s.whatsapp.net\"", (j > i ? "," : ""), 8000000000 + j
            print "]}"
        }
    }'
}

# import FILE SESSION PEOPLE LABEL
import() {
    local start=$EPOCHREALTIME peak=0 now
    dotnet "$work/cli/Gateway.Cli.dll" import ndjson "$1" --session "$2" > "$work/report" 2> "$work/progress" &
    local pid=$!
    while now=$(awk '/VmHWM/ { print $2 }' "/proc/$pid/status" 2> /dev/null) && [ -n "$now" ]; do
        peak=$now
        sleep 0.1
    done
    wait "$pid"
    awk -v start="$start" -v end="$EPOCHREALTIME" -v n="$3" -v peak="$peak" -v label="$4" \
        'BEGIN { printf "%9d people  %-9s %7.1f s  %6.0f people/s  peak %4.0f MiB\n", n, label, end - start, n / (end - start), peak / 1024 }'
    grep '^People' "$work/report"
}

for n in "${@:-100000 1000000}"; do
    for count in $n; do
        people "$count" > "$work/people.ndjson"
        session=$(gateway sessions add --org bench | tail -n 1)
        import "$work/people.ndjson" "$session" "$count" first
        import "$work/people.ndjson" "$session" "$count" unchanged
    done
done
