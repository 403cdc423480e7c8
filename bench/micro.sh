#!/usr/bin/env bash
# The small pieces that requests go through, by BenchmarkDotNet: folding, cursors, reading a query, writing a page, postings of search.
#   bench/micro.sh [--long] [--filter '*Fold*']      short runs unless told otherwise
# A new piece is a class of benchmarks in bench/Gateway.Bench.Micro: each is found by itself.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet publish bench/Gateway.Bench.Micro -c Release -o "$work/micro" > "$work/publish.log" || { cat "$work/publish.log" && exit 1; }
dotnet "$work/micro/Gateway.Bench.Micro.dll" "$@" --artifacts "$work/artifacts"
