"""What is between a person and the openings they want, and what it costs them."""

from upslope.guide.gap.evidence import beliefs
from upslope.guide.gap.gap import gap
from upslope.guide.gap.result import Effect, Gap, Lack

__all__ = ["Effect", "Gap", "Lack", "beliefs", "gap"]
