"""The numbers: marks, imports, scans and flags."""
