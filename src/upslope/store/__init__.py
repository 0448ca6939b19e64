"""It is stored: database, migrations, postings, runs, raw replies."""
