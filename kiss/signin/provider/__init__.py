"""Coming in through the municipality's own sign-in: what is believed, and what is refused."""
