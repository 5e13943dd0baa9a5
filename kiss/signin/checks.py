"""What `manage.py check --deploy` says about logging in."""

from typing import Any

from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security, deploy=True)
def second_factor_is_on(**kwargs: Any) -> list[checks.Warning]:
    """Warn of an installation where a password alone opens the door."""
    if settings.SECOND_FACTOR:
        return []
    return [
        checks.Warning(
            "A password alone is enough to log in.",
            hint="Set SECOND_FACTOR=1, or leave it out.",
            id="kiss.W001",
        )
    ]
