"""The words: skills, roles, seniority, responsibilities, as data files."""

from upslope.taxonomy.skill import FAMILIES, Family, Skill
from upslope.taxonomy.taxonomy import Span, Taxonomy

__all__ = ["FAMILIES", "Family", "Skill", "Span", "Taxonomy"]
