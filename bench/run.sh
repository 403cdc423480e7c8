#!/usr/bin/env bash
# Measures everything in one run, side by side: the service, a bare reference program, pgbench, and what people do today.
#   bench/run.sh [--short] [--only MEASURE…] [--output FOLDER]
# Writes performance.md and its charts to FOLDER: docs, or with --short or --only, which measure less, a temporary one that it names.
# Measures are size, import, takeover, throughput, depth, search, peers, pressure, embedded-import, embedded, growth.
# --short takes less than five minutes on two cores; the whole takes an hour or more. Needs the .NET SDK; tests/postgres.sh gets PostgreSQL.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# shellcheck source=bench/postgres.sh
source bench/postgres.sh

postgres_port=${BENCH_POSTGRES_PORT:-54500}
http_port=${BENCH_HTTP_PORT:-18500}
output=''
options=()
while [ $# -gt 0 ]; do
    case $1 in
        --output) output=$2 && shift ;;
        *) options+=("$1") ;;
    esac
    shift
done
if [ -z "$output" ]; then
    output=docs
    [ ${#options[@]} -eq 0 ] || output=$(mktemp -d)
fi

work=$(mktemp -d)
chmod 755 "$work"
server=''
cleanup() {
    stop_postgres
    rm -rf "$work"
}
trap cleanup EXIT

for project in src/Gateway.Cli src/Gateway.Api bench/Gateway.Bench.Reference bench/Gateway.Bench.Counters bench/Gateway.Bench; do
    dotnet publish "$project" -c Release -o "$work/programs/$(basename "$project")" > "$work/publish.log" || { cat "$work/publish.log" && exit 1; }
done

# As a server is set up: a quarter of the memory, and no checkpoint in the middle of everything.
quarter=$(awk '/^MemTotal/ { print int($2 / 4 / 1024) }' /proc/meminfo)
start_postgres "$postgres_port" -c shared_buffers="${quarter}MB" -c max_wal_size=8GB -c max_connections=200

commit=$(git rev-parse --short HEAD 2> /dev/null || echo unknown)
[ -z "$(git status --porcelain -- src bench 2> /dev/null)" ] || commit="$commit and changes"
dotnet "$work/programs/Gateway.Bench/Gateway.Bench.dll" "${options[@]}" --output "$output" --work "$work" --programs "$work/programs" \
    --connection "$Gateway__Database__ConnectionString" --postmaster "$server" --pgbench "$pgbench" --http-port "$http_port" --commit "$commit"
echo "Written to $output."
