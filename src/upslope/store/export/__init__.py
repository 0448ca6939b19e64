"""The postings leave in a table: CSV, JSON Lines, Parquet, SQLite."""
