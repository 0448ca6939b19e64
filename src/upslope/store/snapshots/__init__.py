"""What the market was, as it was known on each day: files that are added to and never changed."""

from upslope.store.snapshots.facts import COLUMNS, FACTS, VISITS
from upslope.store.snapshots.log import FOLDER, Snapshot, Snapshots

__all__ = ["COLUMNS", "FACTS", "FOLDER", "VISITS", "Snapshot", "Snapshots"]
