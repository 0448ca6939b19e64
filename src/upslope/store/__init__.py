"""It is stored: database, migrations, postings, runs, raw replies."""

from upslope.store.duplicates import Link
from upslope.store.store import Store

__all__ = ["Link", "Store"]
