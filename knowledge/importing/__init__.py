"""Brings in a real shop's data, row by row; formats in ``docs/importing.md``."""
