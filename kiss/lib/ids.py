"""Public identifiers: what a web address may show."""

import secrets

# Without letters and digits that are mistaken for each other when read aloud or from paper.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 16


def new_public_id() -> str:
    """Return 16 random characters (79 bits): unguessable, but never a right by itself."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
