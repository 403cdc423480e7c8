using Gateway.IntegrationTests.Process;

namespace Gateway.IntegrationTests.Docs;

/// <summary>
/// Programs by the names that samples call them. What would build and run the project runs what was built; what would serve until
/// Ctrl+C is left running and waited for, as in another terminal, until it is started anew.
/// </summary>
internal static class Shims
{
    private const string Gateway = """
        #!/usr/bin/env bash
        exec "$SAMPLES_DOTNET" "$SAMPLES_PROGRAMS/Gateway.Cli.dll" "$@"
        """;

    private const string Dotnet = """
        #!/usr/bin/env bash
        case "$*" in
          "run --project src/Gateway.Cli -- "*) shift 4; exec gateway "$@" ;;
          "run --project src/Gateway.Api"*) shift 3; [ "${1:-}" != -- ] || shift
            if [ "$*" = --demo ] && [ ! -e "$Gateway__DataDirectory/demo.db" ]; then
              mkdir -p -m 700 "$Gateway__DataDirectory" && install -m 600 "$SAMPLES_DEMO" "$Gateway__DataDirectory/demo.db"
            fi
            serve "$ASPNETCORE_URLS" 'Now listening on' "$SAMPLES_DOTNET" "$SAMPLES_PROGRAMS/Gateway.Api.dll" "$@" ;;
          *) exec "$SAMPLES_DOTNET" "$@" ;;
        esac
        """;

    /// <summary>serve NAME READY PROGRAM…: what ran under the name ends first.</summary>
    private const string Serve = """
        #!/usr/bin/env bash
        name=$SAMPLES/$(tr -c '[:alnum:]' - <<< "$1").service ready=$2
        shift 2
        if [ -e "$name" ]; then
          pid=$(cat "$name"); rm "$name"
          kill -INT "$pid"
          while kill -0 "$pid" 2> /dev/null; do sleep 0.02; done
        fi
        log=$(mktemp "$SAMPLES/service.XXXXXX.log") out=$(mktemp "$SAMPLES/service.XXXXXX.told")
        env --default-signal=INT "$@" < /dev/null > "$out" 2> "$log" &
        pid=$!
        echo "$pid" > "$name"
        until grep -q "$ready" "$log" "$out"; do
          if ! kill -0 "$pid" 2> /dev/null; then
            rm "$name"
            cat "$log" >&2
            cat "$out"
            wait "$pid"
            exit
          fi
          sleep 0.02
        done
        case "$*" in *--demo*) until grep -q '^curl ' "$out"; do sleep 0.02; done ;; esac
        cat "$out"
        """;

    /// <summary>TypeScript as newer versions of Node take it, where tsc has made JavaScript of it.</summary>
    private const string Node = """
        #!/usr/bin/env bash
        case "${1:-}" in *.ts) program=.samples/js/${1%.ts}.js; shift; set -- --import "$SAMPLES/browser.mjs" "$program" "$@" ;; esac
        exec "$SAMPLES_NODE" "$@"
        """;

    private const string Curl = """
        #!/bin/sh
        exec "$SAMPLES_CURL" "$@"
        """;

    /// <summary>The package is there already, made of the checkout.</summary>
    private const string Npm = """
        #!/usr/bin/env bash
        [ "$*" = 'install ./gateway-client-0.1.0.tgz' ] && [ -d node_modules/gateway-client ]
        """;

    /// <summary>The folder, to be looked into first.</summary>
    public static string Install(DirectoryInfo folder)
    {
        foreach (var (name, script) in new[] { ("gateway", Gateway), ("dotnet", Dotnet), ("serve", Serve), ("npm", Npm), ("curl", Curl.Replace("$SAMPLES_CURL", Tools.Curl, StringComparison.Ordinal)), ("node", Node.Replace("$SAMPLES_NODE", Tools.Node, StringComparison.Ordinal)) })
        {
            Write(Path.Combine(folder.FullName, name), script);
        }

        return folder.FullName;
    }

    /// <summary>A program of its owner.</summary>
    public static void Write(string path, string script)
    {
        File.WriteAllText(path, script + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Where a program is.</summary>
    public static string Find(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, program)).First(File.Exists);
}
