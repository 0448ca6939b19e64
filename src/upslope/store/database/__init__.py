"""The database: how it is reached, its tables, and how they came to be."""
