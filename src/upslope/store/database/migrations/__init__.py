"""Steps from one schema to the next, oldest first; run by :mod:`upslope.store.database.migrate`.

A new step is one file in ``versions`` with ``upgrade()``; then ``HEAD`` in ``migrate`` names it,
and ``schema`` says the same tables (a test compares the two). Text is ``TEXT``, which PostgreSQL
sorts as SQLite does. There is no way back: the copy that is kept before an upgrade is.
"""
