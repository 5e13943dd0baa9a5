#!/bin/sh
# Prints the path of a Chromium; installs one where that is possible.
set -eu
cd "$(dirname "$0")/.."

find_browser() {
    for name in "${CHROMIUM:-}" chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
        [ -n "$name" ] && command -v "$name" 2>/dev/null && return
    done
    # Where Playwright keeps the one it has fetched.
    for path in "${PLAYWRIGHT_BROWSERS_PATH:-${HOME:-}/.cache/ms-playwright}"/chromium-*/chrome-linux*/chrome; do
        [ -x "$path" ] && echo "$path" && return
    done
    return 1
}

find_browser && exit 0
echo "Fetching Chromium ..." >&2
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    # The one without windows starts and draws faster; not every distribution has it.
    { apt-get update -qq && { apt-get install -y -qq --no-install-recommends chromium-headless-shell ||
        apt-get install -y -qq --no-install-recommends chromium; }; } >&2 || true
else
    .venv/bin/python -m playwright install chromium >&2 || true
fi
find_browser || {
    echo "Chromium is missing, which the browser tests drive: apt-get install chromium" >&2
    exit 1
}
