#!/usr/bin/env bash
# Prints, for ./test.sh --timings, how long each phase of a run took, in seconds, and how long the cases of each fixture took together,
# slowest first. Fixtures run beside each other, so that theirs add up to more than the phase.
#   tests/timings.sh FOLDER     with phases, a line each, and NUnit's own results (*/*.xml)
set -euo pipefail

echo
echo " seconds  phase"
cat "$1/phases"
echo
echo " seconds  cases  fixture"
grep -ho '<test-case [^>]*>' "$1"/*/*.xml | awk '
    function attribute(name) {
        return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : ""
    }
    {
        # Namespace.Fixture(arguments).Test(arguments) without .Test(arguments), and without the namespace that all have.
        fixture = attribute("fullname")
        fixture = substr(fixture, 9, length(fixture) - length(attribute("name")) - 9)
        seconds[fixture] += attribute("duration")
        cases[fixture]++
    }
    END {
        for (fixture in seconds) {
            printf "%8.1f  %5d  %s\n", seconds[fixture], cases[fixture], fixture
        }
    }' | sort -rn
