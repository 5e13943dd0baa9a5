"""Ask for known faults in the locked packages; run by `make check`.

Ends with 0 when each package was asked about and none is known to be at fault, with 1 when one is,
and with 3 when no advisory database is within reach: then nothing is known, and nothing is said.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FAULT, UNKNOWN = 1, 3


def main() -> int:
    """Ask about every locked package, those of development too."""
    options = ["--requirement", str(ROOT / "requirements" / "dev.txt"), "--disable-pip"]
    options += ["--no-deps", "--format", "json", "--progress-spinner", "off", "--timeout", "10"]
    asked = subprocess.run(
        [sys.executable, "-m", "pip_audit", *options],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        packages = json.loads(asked.stdout)["dependencies"]
    except ValueError:
        print((asked.stderr.strip().splitlines() or ["no answer"])[-1])
        return UNKNOWN
    faults = [
        f"{package['name']} {package['version']}: {fault['id']},"
        f" mended in {', '.join(fault['fix_versions']) or 'no version yet'}"
        for package in packages
        for fault in package.get("vulns", [])
    ]
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    if faults:
        print("\n".join(faults))
        return FAULT
    if skipped:
        print(f"no advisories within reach for {len(skipped)} of {len(packages)} packages")
        return UNKNOWN
    return 0


if __name__ == "__main__":
    sys.exit(main())
