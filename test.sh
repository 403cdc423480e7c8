#!/usr/bin/env bash
# Runs the tests. Needs the .NET 10 SDK and package registries, nothing else; works as root and as an ordinary user.
#   ./test.sh             every test, over SQLite and the newest PostgreSQL; ports, migrations, laws and a part of HTTP over the oldest one too
#   ./test.sh --fast      unit tests, and what runs over SQLite in a moment: no PostgreSQL, no Node, no browser
#   ./test.sh --all       every test over every PostgreSQL
#   ./test.sh --timings   any of these, and then a table of the time that each phase and each fixture took
# The last line is "N passed, N failed"; with CI set, a skipped test is a failure.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

is_fast='' shows_timings=''
for option in "$@"; do
    case $option in
        --fast) is_fast=1 ;;
        --all) export GATEWAY_TEST_ALL=1 ;;
        --timings) shows_timings=1 ;;
        *)
            sed -n '3,6s/^# *//p' "$0" >&2
            exit 2
            ;;
    esac
done

if ! command -v dotnet > /dev/null; then
    echo "test.sh: the .NET 10 SDK (dotnet) is not on the PATH" >&2
    exit 2
fi

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# Most programs that tests start live for a second: profiles of their code would cost more than they bring.
export DOTNET_TieredPGO=0

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

# phase NAME COMMAND…: runs a command, and keeps how long it took.
phase() {
    local name=$1 from=$EPOCHREALTIME status=0
    shift
    "$@" || status=$?
    awk -v name="$name" -v from="$from" -v to="$EPOCHREALTIME" 'BEGIN { printf "%8.1f  %s\n", to - from, name }' >> "$results/phases"
    return "$status"
}

# The tests' PostgreSQL servers: two directories of programs. Without them, fixtures that want them ignore themselves,
# and the page of the documentation that shows PostgreSQL fails.
# The tests' pooler of connections to PostgreSQL: a program. Its tests fail without it.
# The tests' token issuers: node and a folder of programs. Their tests fail without them.
# What judges the document, the clients and the page: linters, TypeScript, a browser. Their tests fail without them.
fetch() {
    if [ -z "${GATEWAY_TEST_POSTGRES+set}" ] && ! GATEWAY_TEST_POSTGRES=$(tests/postgres.sh); then
        if [ -n "${CI:-}" ]; then
            echo "test.sh: two versions of PostgreSQL are needed; nothing may be skipped in CI" >&2
            return 1
        fi
        echo "test.sh: going on; tests that lack a PostgreSQL are skipped, or fail" >&2
    fi
    GATEWAY_TEST_PGBOUNCER=${GATEWAY_TEST_PGBOUNCER-$(tests/pgbouncer.sh)} || return
    GATEWAY_TEST_ISSUERS=${GATEWAY_TEST_ISSUERS-$(tests/issuers.sh)} || return
    GATEWAY_TEST_TOOLS=${GATEWAY_TEST_TOOLS-$(tests/tools.sh)} || return
    export GATEWAY_TEST_POSTGRES GATEWAY_TEST_PGBOUNCER GATEWAY_TEST_ISSUERS GATEWAY_TEST_TOOLS
}

[ -n "$is_fast" ] || phase fetch fetch || exit 1
phase build dotnet build Gateway.sln --configuration Release

status=0
# run PROJECT NAME FILTER [SETTING…]: the tests of a project that a filter lets through.
run() {
    local project=$1 name=$2 filter=$3
    shift 3
    phase "$name" dotnet test "tests/$project/$project.csproj" --no-build --configuration Release --filter "$filter" --logger "trx;LogFileName=$name.trx" --results-directory "$results" \
        -- "NUnit.TestOutputXml=$results/$name" "$@" || touch "$results/failed"
}

run Gateway.UnitTests unit TestCategory!=SuiteLogs
cores=$(getconf _NPROCESSORS_ONLN)
computing='TestCategory!=Waiting&TestCategory!=Memory&TestCategory!=SuiteLogs'
if [ -n "$is_fast" ]; then
    run Gateway.IntegrationTests integration "$computing&TestCategory!=Long&TestCategory!=PostgreSQL&TestCategory!=Node" "NUnit.NumberOfTestWorkers=$((cores + 1))"
else
    # What the programs of all tests log is gathered, and searched when all have run.
    mkdir "$results/logs"
    export GATEWAY_TEST_LOGS="$results/logs"
    # Tests that wait, for time-outs, signals and servers, run beside those that compute: more of the latter at once would only be slower.
    run Gateway.IntegrationTests waiting TestCategory=Waiting "NUnit.NumberOfTestWorkers=$((cores * 2))" > "$results/waiting.log" 2>&1 &
    run Gateway.IntegrationTests integration "$computing" "NUnit.NumberOfTestWorkers=$((cores + 1))"
    wait $! || true
    cat "$results/waiting.log"
    run Gateway.IntegrationTests memory TestCategory=Memory
    run Gateway.IntegrationTests logs TestCategory=SuiteLogs
fi

if [ -n "$shows_timings" ]; then
    tests/timings.sh "$results"
fi

# Every run leaves one line: <Counters total="…" executed="…" passed="…" failed="…" … />
count() {
    { grep -ho '<Counters [^>]*>' "$results"/*.trx || true; } | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ sum += $1 } END { print sum + 0 }'
}

total=$(count total)
passed=$(count passed)
failed=$(count failed)
skipped=$((total - passed - failed))
if [ "$total" -eq 0 ]; then
    echo "test.sh: no test ran" >&2
    status=1
fi
if [ -n "${CI:-}" ] && [ "$skipped" -gt 0 ]; then
    echo "test.sh: $skipped skipped; nothing may be skipped in CI" >&2
    failed=$((failed + skipped))
fi
if [ "$failed" -gt 0 ] || [ -e "$results/failed" ]; then
    status=1
fi

echo "$passed passed, $failed failed"
exit "$status"
