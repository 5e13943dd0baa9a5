"""Fjordby Kommune: an invented municipality, the same every time, always seen from today."""
