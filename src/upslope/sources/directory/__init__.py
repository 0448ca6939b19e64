"""Employers known for machine-learning work, by group, each with the board that lists its openings.

They are what ``upslope collect`` asks as long as the person names no board. The files of ``data/``
hold facts only: one file a group, one line an employer; see ``data/README.md`` for their origin.
"""

from upslope.sources.directory.directory import boards, employers, groups, named, of_board
from upslope.sources.directory.employer import Employer

__all__ = ["Employer", "boards", "employers", "groups", "named", "of_board"]
