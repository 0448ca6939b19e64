"""The ordered list of steps of a posting's journey.

ask -> keep -> read -> normalize -> understand -> judge -> store. Reading, normalising and
understanding are pure functions of a batch; only asking touches the network and only keeping and
storing touch the disk. One board's failure ends in its run's verdict, never in an exception.
"""

from upslope.pipeline.collect import Progress, collect
from upslope.pipeline.duplicates import link_openings
from upslope.pipeline.snapshot import take_snapshot
from upslope.pipeline.take_in import take_in
from upslope.records.field import ML_ROLES

__all__ = ["ML_ROLES", "Progress", "collect", "link_openings", "take_in", "take_snapshot"]
