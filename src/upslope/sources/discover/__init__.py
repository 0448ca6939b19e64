"""Works out a company's board: from an address, from its careers page, or from its name."""

from upslope.sources.discover.addresses import Found, How
from upslope.sources.discover.sample import (
    MOST_SPELLINGS,
    Sample,
    agree,
    begins_alike,
    guesses,
    probe,
)
from upslope.sources.discover.site import Trail, follow

__all__ = [
    "MOST_SPELLINGS",
    "Found",
    "How",
    "Sample",
    "Trail",
    "agree",
    "begins_alike",
    "follow",
    "guesses",
    "probe",
]
