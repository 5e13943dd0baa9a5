"""How much of a stranger's file we are willing to read. No Django: the child process reads it."""

MAX_ROW_CHARACTERS = 100_000
MAX_COLUMNS = 1_000
# What a spreadsheet may unpack to, and be: an archive of 500 kB can otherwise fill a machine.
MAX_ENTRIES = 200
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
MAX_RATIO = 100
# Below this even a very regular sheet is harmless, and they do compress better than the ratio.
HARMLESS_BYTES = 5 * 1024 * 1024
MAX_CELLS = 4_000_000
MAX_MEMORY_BYTES = 512 * 1024 * 1024
MAX_SECONDS = 120
