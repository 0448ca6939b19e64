"""Whether two postings are the same opening: certain twins by fingerprint, the rest by comparing.

``twins`` knows equal adverts; ``blocking`` finds pairs worth a look among many; ``profile`` gets a
posting ready to be compared; ``vetoes`` names what two openings cannot share; ``decide`` weighs the
rest and says how sure it is; ``groups`` joins pairs without joining what was kept apart.
"""

from upslope.normalize.duplicates.twins import fingerprint

__all__ = ["fingerprint"]
