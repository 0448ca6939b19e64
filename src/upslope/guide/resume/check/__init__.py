"""A resume is read back as an applicant tracking system would: what is lost, what is at risk."""

from upslope.guide.resume.check.check import Checked, check
from upslope.guide.resume.check.finding import Finding

__all__ = ["Checked", "Finding", "check"]
