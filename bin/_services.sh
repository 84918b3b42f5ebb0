# For bin/test: a Redis and a PostgreSQL for the time of one run, where they are installed and none answers already.
# On spare ports of this machine alone, with passwords of their own; everything of theirs goes when the script ends.

services=""

make_room() { # once: a folder for what they keep, emptied away at the end whatever happens
    [ -z "$services" ] || return 0
    services=$(mktemp -d) || return 1
    chmod 711 "$services"
    trap end_services EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
}

end_services() {
    trap '' INT TERM
    [ -z "${redis_process:-}" ] || kill "$redis_process" 2>/dev/null
    [ -z "${cluster:-}" ] || as_server "$binaries/pg_ctl" stop -s -m immediate -D "$cluster" >/dev/null 2>&1
    rm -rf "$services"
}

secret() { python -c 'import secrets; print(secrets.token_hex(16))'; }

start_redis() { # sets redis_here
    command -v redis-server >/dev/null && make_room || return 1
    port=$(python bin/find_services.py port) password=$(secret)
    mkdir -m 700 "$services/redis"
    printf '%s\n' "bind 127.0.0.1" "port $port" "requirepass $password" 'save ""' "dir $services/redis" \
        | redis-server - >"$services/redis/log" 2>&1 &
    redis_process=$!
    redis_here=redis://:$password@127.0.0.1:$port/15
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        python bin/find_services.py redis "$redis_here" && return 0
        sleep 0.5
    done
    return 1
}

as_server() { # PostgreSQL does not run as root: there the package's own user stands in
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

find_binaries() { # the newest PostgreSQL server on this machine, which need not be on the path
    for place in "$(dirname "$(command -v initdb || echo /nowhere/initdb)")" \
        $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV); do
        [ -x "$place/initdb" ] && [ -x "$place/pg_ctl" ] && { binaries=$place; return 0; }
    done
    return 1
}

start_postgresql() { # sets postgresql_here
    find_binaries && make_room || return 1
    [ "$(id -u)" != 0 ] || { command -v runuser && id postgres; } >/dev/null 2>&1 || return 1
    port=$(python bin/find_services.py port) password=$(secret)
    mkdir -m 700 "$services/postgresql"
    printf '%s\n' "$password" > "$services/postgresql/password"
    [ "$(id -u)" != 0 ] || chown -R postgres "$services/postgresql"
    cluster=$services/postgresql/data
    (
        cd "$services" || exit 1
        as_server "$binaries/initdb" -D "$cluster" -U gatepost -A scram-sha-256 --pwfile=postgresql/password -E UTF8 \
            --no-locale --no-sync && as_server "$binaries/pg_ctl" start -s -w -D "$cluster" -l postgresql/log \
            -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
    ) >/dev/null 2>&1 || return 1
    postgresql_here=$(GATEPOST_POSTGRES=postgres://gatepost:$password@127.0.0.1:$port/gatepost \
        python bin/find_services.py postgresql)
    [ -n "$postgresql_here" ]
}
