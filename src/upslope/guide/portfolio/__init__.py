"""What the committed files of a person's repositories show, with the place of each.

:func:`read_repository` reads one; :func:`duties` and :func:`gaps` say what is shown of the six
responsibilities; :func:`resume_skills` feeds match and plan; :func:`verify` checks a project.
"""

from upslope.guide.portfolio.read import read_repository
from upslope.guide.portfolio.summary import duties, gaps, resume_skills
from upslope.guide.portfolio.verify import verify

__all__ = ["duties", "gaps", "read_repository", "resume_skills", "verify"]
