"""How files of pupils and absence are understood. Reads, never writes; knows no clock."""
