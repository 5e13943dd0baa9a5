"""`python -m bench [name …]`: every promise about speed, or those of the modules named."""

import importlib
import os
import pkgutil
import sys

import django

import bench


def main(names: list[str]) -> int:
    """Print name, ratio, goal and whether it holds, and return 1 if one does not."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kiss.settings")
    django.setup()
    modules = [
        importlib.import_module(f"bench.{found.name}")
        for found in pkgutil.iter_modules(bench.__path__)
        if not found.name.startswith("_") and (not names or found.name in names)
    ]
    missed = 0
    for module in modules:
        for result in getattr(module, "measure", list)():
            print(result, flush=True)
            missed += not result.ok
    return 1 if missed else 0


sys.exit(main(sys.argv[1:]))
