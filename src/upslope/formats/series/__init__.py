"""Series that others publish as CSV: which one a file holds, and what it says.

>>> file = b"date,jobcountry,AI_share_postings\\n2026-06-29,US,5.87\\n2026-06-30,US,5.88\\n"
>>> recognise(file)
'ai_share'
>>> read("ai_share", file, as_of="2026-07-21").values
{'US': [('2026-06-29', 5.87), ('2026-06-30', 5.88)]}
"""

from upslope.formats.series.columns import LAYOUTS
from upslope.formats.series.read import VERSION, read, recognise

NAMES = tuple(LAYOUTS)
"""The series that can be read."""

__all__ = ["NAMES", "VERSION", "read", "recognise"]
