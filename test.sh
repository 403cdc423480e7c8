#!/usr/bin/env bash
# Runs every test. Needs the .NET 10 SDK and package registries, nothing else; works as root and as an ordinary user.
# The last line is "N passed, N failed"; with CI set, a skipped test is a failure.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

if ! command -v dotnet > /dev/null; then
    echo "test.sh: the .NET 10 SDK (dotnet) is not on the PATH" >&2
    exit 2
fi

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

# The tests' PostgreSQL servers: two directories of programs. Without them, fixtures that want them ignore themselves,
# and the page of the documentation that shows PostgreSQL fails.
if [ -z "${GATEWAY_TEST_POSTGRES+set}" ]; then
    if ! GATEWAY_TEST_POSTGRES=$(tests/postgres.sh); then
        if [ -n "${CI:-}" ]; then
            echo "test.sh: two versions of PostgreSQL are needed; nothing may be skipped in CI" >&2
            exit 1
        fi
        echo "test.sh: going on; tests that lack a PostgreSQL are skipped, or fail" >&2
    fi
    export GATEWAY_TEST_POSTGRES
fi

# The tests' token issuers: node and a folder of programs. Their tests fail without them.
if [ -z "${GATEWAY_TEST_ISSUERS+set}" ]; then
    GATEWAY_TEST_ISSUERS=$(tests/issuers.sh)
    export GATEWAY_TEST_ISSUERS
fi

# What judges the document, the clients and the page: linters, TypeScript, a browser. Their tests fail without them.
if [ -z "${GATEWAY_TEST_TOOLS+set}" ]; then
    GATEWAY_TEST_TOOLS=$(tests/tools.sh)
    export GATEWAY_TEST_TOOLS
fi

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

dotnet build Gateway.sln

status=0
run() {
    dotnet test "$1" --no-build --filter "$2" --logger "trx;LogFileName=$3.trx" --results-directory "$results" || status=1
}

# What the programs of all tests log is gathered, and searched when all have run.
mkdir "$results/logs"
export GATEWAY_TEST_LOGS="$results/logs"
for project in tests/*/*.csproj; do
    run "$project" 'TestCategory!=SuiteLogs' "$(basename "$project" .csproj)"
done
run tests/Gateway.IntegrationTests/Gateway.IntegrationTests.csproj 'TestCategory=SuiteLogs' SuiteLogs

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
if [ "$failed" -gt 0 ]; then
    status=1
fi

echo "$passed passed, $failed failed"
exit "$status"
