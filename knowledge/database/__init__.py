"""Where the facts are kept: SQLite by default, PostgreSQL by one setting."""
