"""What a resume shows, without names, contacts or gendered words."""

from upslope.guide.resume.files import LARGEST
from upslope.guide.resume.read import read_resume, resume_of

__all__ = ["LARGEST", "read_resume", "resume_of"]
