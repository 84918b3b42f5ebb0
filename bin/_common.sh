# Shared by bin/demo and bin/test: finds a Python, makes a virtual environment, installs what is locked, builds assets.
# Only what POSIX promises and Python itself are needed.

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }

find_python() {
    for candidate in ${GATEPOST_PYTHON:-} python3.13 python3.12 python3.11 python3 python; do
        if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
            "$candidate" -c 'import venv, ensurepip' 2>/dev/null && { command -v "$candidate"; return 0; }
            without_venv=$candidate
        fi
    done
    if [ -n "${without_venv:-}" ]; then
        stop "$without_venv has no venv module. On Debian and Ubuntu: apt install python3-venv. Then start this again."
    fi
    stop "Gatepost needs Python 3.11, 3.12 or 3.13, and none was found." \
         "Install one, or name it: GATEPOST_PYTHON=/path/to/python3.12 $0"
}

# make_environment FOLDER GROUP...: installs once; again only when a lock file or the Python changes.
make_environment() {
    folder=$1
    shift
    python=$(find_python) || exit 1
    has_npm=yes
    if ! npm --version >/dev/null 2>&1; then
        has_npm=no
        set -- "$@" node
    fi
    files="" wanted=""
    for group in "$@"; do
        files="$files -r requirements/$group.txt"
        wanted="$wanted requirements/$group.txt"
    done
    # shellcheck disable=SC2086
    stamp="$("$python" -V) $* $(cat $wanted | cksum)"
    if [ -x "$folder/bin/python" ] && [ "$(cat "$folder/installed" 2>/dev/null)" = "$stamp" ]; then
        return 0
    fi
    say "Installing the locked packages into $folder (npm on this machine: $has_npm) ..."
    rm -rf "$folder"
    "$python" -m venv "$folder" || stop "The virtual environment $folder could not be made; the lines above say why."
    # shellcheck disable=SC2086
    "$folder/bin/python" -m pip install -qq --disable-pip-version-check --no-input \
        --require-hashes --only-binary :all: $files \
        || stop "The packages could not be installed. The lines above say which; the package index must be reachable" \
                "the first time. Nothing needs it afterwards."
    printf '%s' "$stamp" > "$folder/installed"
}

# build_assets FOLDER: the style sheet and scripts; the builder itself knows when nothing has changed.
build_assets() {
    "$1/bin/python" bin/build_assets.py \
        || stop "The style sheet could not be built; the lines above say why. The npm registry must be reachable the" \
                "first time."
}
