"""Tables that people send us, CSV or XLSX, read row by row without holding the file in memory."""

from kiss.lib.tables.files import Table, open_table

__all__ = ["Table", "open_table"]
