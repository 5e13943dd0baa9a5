"""The health check of the containers: `healthy.py web`, or `healthy.py clock` for the others.

Worker and timetable have no door of their own; their heartbeat shows in what the web server says.
"""

import json
import os
import sys
import urllib.error
import urllib.request


def readiness(host: str) -> dict[str, bool]:
    """Return what /readyz says of each part, all false if it does not answer."""
    # The server answers only to the names it is known by.
    known = os.environ["ALLOWED_HOSTS"].split(",")[0].strip()
    request = urllib.request.Request(f"http://{host}:8000/readyz", headers={"Host": known})
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
            return json.load(answer)
    except urllib.error.HTTPError as refusal:
        return json.load(refusal)
    except OSError:
        return {}


def main(part: str) -> int:
    """Return 0 if a part is healthy, 1 if it is not."""
    if part == "web":
        found = readiness("127.0.0.1")
        wanted = ("database", "migrations", "cache")
    else:
        found = readiness("web")
        wanted = ("clock",)
    return 0 if all(found.get(name) for name in wanted) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
