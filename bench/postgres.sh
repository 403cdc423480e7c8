# shellcheck shell=bash
# Sourced by the benchmarks: a throwaway PostgreSQL in the folder $work: of those that
# tests/postgres.sh can get, the machine's or its distribution's, since npm's is compiled for size (-Os), not for speed.

# start_postgres PORT [OPTION…]: sets server, the process to interrupt at the end, and pgbench, empty where there is none; exports
# what makes the service and the tool use it.
start_postgres() {
    local port=$1 bins bin as_server_user=()
    shift
    bins=$(tests/postgres.sh 2> /dev/null || true)
    bin=${bins%%:*}
    [ -n "$bin" ] || { echo "No PostgreSQL can be had here: tests/postgres.sh says why." >&2; return 1; }
    mkdir "$work/postgres"
    if [ "$(id -u)" -eq 0 ]; then # PostgreSQL refuses root
        chown nobody "$work/postgres"
        as_server_user=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
    fi
    (cd / && "${as_server_user[@]}" "$bin/initdb" -D "$work/postgres/data" --locale=C.UTF-8 -A trust -U postgres > "$work/initdb.log")
    (cd / && exec "${as_server_user[@]}" "$bin/postgres" -D "$work/postgres/data" -p "$port" -k "$work/postgres" -c listen_addresses=127.0.0.1 "$@") > "$work/postgres.log" 2>&1 &
    server=$!
    export Gateway__Database__Provider=postgres Gateway__Cursors__Keys__0
    export Gateway__Database__ConnectionString="Host=127.0.0.1;Port=$port;Database=postgres;Username=postgres"
    Gateway__Cursors__Keys__0=$(head -c 32 /dev/zero | base64)
    until grep -q 'ready to accept connections' "$work/postgres.log"; do
        kill -0 "$server" 2> /dev/null || { cat "$work/postgres.log" >&2; return 1; }
        sleep 0.1
    done
    find_pgbench "${bins%%:*}"
}

# find_pgbench BIN: beside the server's programs, on the machine, or in a distribution's package that was only unpacked.
find_pgbench() {
    local root
    pgbench=''
    if [ -x "$1/pgbench" ]; then
        pgbench=$1/pgbench
    elif command -v pgbench > /dev/null; then
        pgbench=$(command -v pgbench)
    else
        root=$(dirname "$1")
        for pgbench in "$root"/usr/lib/postgresql/*/bin/pgbench; do
            [ -x "$pgbench" ] || { pgbench=''; break; }
            # As tests/postgres.sh starts the server: with the libraries unpacked beside it.
            sed "s|^root=.*|root='$root'|; s|\${0##\*/}|pgbench|g" "$1/postgres" > "$work/pgbench"
            chmod 755 "$work/pgbench"
            pgbench=$work/pgbench
        done
    fi
}

stop_postgres() {
    [ -z "$server" ] || { kill -INT "$server" && wait "$server"; } || true
}
