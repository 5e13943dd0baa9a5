"""The headers of our own files, which are served before any page; settings read this module."""

from typing import Any, Final

PERMISSIONS: Final = "camera=(), microphone=(), geolocation=(), interest-cohort=()"


def protect(headers: Any, path: str, url: str) -> None:
    """Give a file of ours (style, script, font, picture) the headers that protect a page too."""
    headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    headers["X-Frame-Options"] = "DENY"
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = PERMISSIONS
