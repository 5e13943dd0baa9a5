"""The pages of the cases, and the front page."""
