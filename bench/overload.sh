#!/usr/bin/env bash
# What callers feel when far more is asked than can be answered, and beside an organization that asks for too much.
#   bench/overload.sh [--postgres] [SECONDS]      by default 10 seconds a run, on the embedded database
# --postgres starts the newest server that tests/postgres.sh can get, with its default settings, for the time of the run.
# The clients run on the same machine: only ratios within one run tell something.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# shellcheck source=bench/postgres.sh
source bench/postgres.sh

work=$(mktemp -d)
chmod 755 "$work"
server=''
service=''
cleanup() {
    [ -z "$service" ] || { kill -TERM "$service" && wait "$service"; } || true
    stop_postgres
    rm -rf "$work"
}
trap cleanup EXIT

if [ "${1:-}" = --postgres ]; then
    shift
    start_postgres 54398
fi
seconds=${1:-10}
export Gateway__DataDirectory=$work/data Gateway__Shutdown__Delay=0

for project in src/Gateway.Cli src/Gateway.Api bench/overload.cs; do
    dotnet publish "$project" -c Release -o "$work/$(basename "$project" .cs)" > "$work/publish.log"
done
gateway() {
    dotnet "$work/Gateway.Cli/Gateway.Cli.dll" "$@"
}
gateway migrate > "$work/migrate.log"

# serve NAME=VALUE…: the service, with its log on its standard error as always, and that thrown away.
serve() {
    [ -z "$service" ] || { kill -TERM "$service" && wait "$service"; } || true
    env ASPNETCORE_URLS=http://127.0.0.1:54397 "$@" dotnet "$work/Gateway.Api/Gateway.Api.dll" 2> /dev/null &
    service=$!
    until (exec 3<> /dev/tcp/127.0.0.1/54397) 2> /dev/null; do sleep 0.1; done
}

awk 'BEGIN { for (i = 0; i < 1000; i++) printf "{\"type\":\"contact\",\"jid\":\"62%.0f@s.whatsapp.net\",\"savedName\":\"Person %d\",\"directChat\":true}\n", 8000000000 + i, i }' > "$work/people.ndjson"
tenants=()
for organization in a b c d; do
    session=$(gateway sessions add --org "$organization" | tail -n 1)
    gateway import ndjson "$work/people.ndjson" --session "$session" > "$work/import.log" 2>&1
    tenants+=("$(gateway keys create --org "$organization" --name bench --permissions read 2> "$work/key.log" | tail -n 1):$session")
done

clients() {
    dotnet "$work/overload/overload.dll" "$@"
}

echo "== ten times too much"
serve
clients overload "$seconds" http://127.0.0.1:54397 "${tenants[@]}"
echo "== a noisy organization, nobody limited in rate"
clients noisy "$seconds" http://127.0.0.1:54397 "${tenants[@]}"
echo "== a noisy organization, rates limited"
serve Gateway__RateLimits__Enabled=true
clients noisy "$seconds" http://127.0.0.1:54397 "${tenants[@]}"
