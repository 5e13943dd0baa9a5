#!/bin/sh
# Makes .venv from the locked requirements, once; does nothing when nothing has changed.
# Needs a Python 3.12-3.14, or a network from which uv may fetch one. Touches only this checkout.
set -eu
cd "$(dirname "$0")/.."
here=$(pwd -P)
lock=requirements/dev.txt
uv_version=0.13.9
stamp=.venv/.stamp

fail() {
    echo "$1" >&2
    exit 1
}

# The path is part of the sum because the programs in .venv/bin name it in their first line.
sum=$({ echo "$here"; cat "$lock" scripts/bootstrap.sh; } | cksum | cut -d' ' -f1)
up_to_date() {
    [ -x .venv/bin/python ] && [ "$(cat "$stamp" 2>/dev/null)" = "$sum" ]
}
up_to_date && exit 0

# Two set-ups at once would write into each other's environment.
if [ -z "${KISS_BOOTSTRAP_LOCKED:-}" ] && command -v flock >/dev/null 2>&1; then
    mkdir -p .tools
    KISS_BOOTSTRAP_LOCKED=1 exec flock .tools/lock scripts/bootstrap.sh
fi

usable() {
    "$1" -c 'import sys; sys.exit(not (3, 12) <= sys.version_info[:2] < (3, 15))' 2>/dev/null
}

# A shim may be on the PATH and still answer 127, so each candidate is asked for its version.
find_python() {
    pyenv=${PYENV_ROOT:-${HOME:-}/.pyenv}/versions
    for candidate in "${PYTHON:-}" \
        "$pyenv"/3.13.*/bin/python "$pyenv"/3.14.*/bin/python "$pyenv"/3.12.*/bin/python \
        python3.13 python3.14 python3.12 python3 python \
        /usr/local/bin/python3 /usr/bin/python3; do
        [ -n "$candidate" ] || continue
        found=$(command -v "$candidate" 2>/dev/null) || continue
        usable "$found" && echo "$found" && return
    done
    return 1
}

# uv does not read pip's configuration; a mirror that is set up for pip shall serve here too.
use_pip_settings() {
    if [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ]; then
        index=${PIP_INDEX_URL:-$("$1" -m pip config get global.index-url 2>/dev/null || true)}
        [ -z "$index" ] || export UV_DEFAULT_INDEX="$index"
    fi
    if [ -z "${SSL_CERT_FILE:-}" ] && [ -n "${PIP_CERT:-}" ]; then
        export SSL_CERT_FILE="$PIP_CERT"
    fi
}

# An uv of one's own serves if it is from 2025 or later: 0.8 and up.
recent() {
    case $("$1" --version 2>/dev/null) in
    "uv 0."[0-7].*) return 1 ;;
    "uv "*) return 0 ;;
    *) return 1 ;;
    esac
}

get_uv() {
    uv=uv
    recent "$uv" && return
    uv=.tools/uv/bin/uv
    [ "$("$uv" --version 2>/dev/null | cut -d' ' -f2)" = "$uv_version" ] && return
    "${python:-python3}" -m venv --clear .tools/uv >/dev/null 2>&1 ||
        fail "Python's venv module is missing: apt-get install python3-venv"
    .tools/uv/bin/python -m pip install -qq --disable-pip-version-check "uv==$uv_version" ||
        fail "uv $uv_version could not be fetched from the package index: is it reachable?"
}

python=$(find_python || true)
if [ -z "$python" ] && ! command -v python3 >/dev/null 2>&1 && ! command -v uv >/dev/null 2>&1; then
    fail "Python 3.12-3.14 is missing: apt-get install python3 python3-venv, or set PYTHON=/path/to/python3.13"
fi
echo "Setting up the environment ..."
use_pip_settings "${python:-python3}"
[ -w "${XDG_CACHE_HOME:-${HOME:-/}}" ] || export UV_CACHE_DIR="$here/.tools/cache"
get_uv
if [ -z "$python" ]; then
    echo "No Python 3.12-3.14 here; trying to fetch one ..."
    { "$uv" python install --quiet --no-bin 3.13 && python=$("$uv" python find --managed-python 3.13); } ||
        fail "Python 3.12-3.14 is missing: install 3.13 (pyenv install 3.13), or set PYTHON=/path/to/python3.13"
fi
rm -f "$stamp"
# An environment that only lacks packages is mended in place: the server may be running from it.
if ! { usable .venv/bin/python && [ "$(cat .venv/.path 2>/dev/null)" = "$here" ]; }; then
    "$uv" venv --quiet --clear --no-project --python "$python" .venv
    echo "$here" >.venv/.path
fi
# Compiled now, once: every start is the faster for it, also where writing bytecode is turned off.
"$uv" pip sync --quiet --compile-bytecode --require-hashes --python .venv/bin/python "$lock" ||
    fail "The packages could not be installed: see the lines above"
echo "$sum" >"$stamp"
