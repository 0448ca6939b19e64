"""What is configured, reachable, stale or damaged, and how to mend it."""

from upslope.doctor.examine import examine
from upslope.doctor.finding import Finding

__all__ = ["Finding", "examine"]
