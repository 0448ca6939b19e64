"""What the title of a position held says: our role, the level, and whether it is related work."""

from __future__ import annotations

import re

from upslope.records.understanding import Role, Seniority

# The first that matches decides: the special before the general.
_ROLES: tuple[tuple[Role, str], ...] = (
    (
        "mlops_engineer",
        r"ml ?ops|(?:ml|machine learning|ai) (?:platform|infra\w*)|devops|site reliability|"
        r"platform engineer|cloud engineer",
    ),
    (
        "ai_engineer",
        r"(?:gen(?:erative)? ?ai|llm|prompt|agent\w*|ai|artificial intelligence)(?: ?/ ?llm)? "
        r"(?:\w+ )?(?:engineer|developer|specialist)",
    ),
    ("applied_scientist", r"(?:applied|machine learning|ml|ai) (?:research )?scientist"),
    (
        "research_scientist",
        r"research (?:scientist|engineer|fellow|associate)|post-?doc\w*|researcher",
    ),
    (
        "ml_engineer",
        r"(?:machine[- ]learning|ml|ai/ml|deep learning|computer vision|nlp|perception|"
        r"recommend\w+)\b.{0,20}(?:engineer|developer|specialist)",
    ),
    (
        "data_engineer",
        r"(?:data|etl|hadoop|big data|spark|database|warehouse|analytics)(?: \w+)? "
        r"(?:engineer|developer|architect)",
    ),
    (
        "data_scientist",
        r"data scien(?:tist|ce)|statistician|quant(?:itative)? (?:analyst|researcher)|"
        r"statistics (?:intern|consultant)|biostatistician",
    ),
    (
        "data_analyst",
        r"(?:data|business|bi|reporting|insights?|marketing|product|financial|risk|analytics|"
        r"research)(?: \w+)? analyst|(?:business intelligence|analytics) "
        r"(?:consultant|specialist|associate|lead|manager|intern)",
    ),
    (
        "software_engineer",
        r"(?:software|back-?end|front-?end|full[- ]?stack|web|java|python|\.net|c\+\+|systems?|"
        r"mobile|embedded|application|api)\b.{0,20}(?:engineer|developer|programmer)|programmer|"
        r"sde\b|developer",
    ),
)
_ROLE = tuple((role, re.compile(rf"\b(?:{p})", re.IGNORECASE)) for role, p in _ROLES)

_RELATED = re.compile(
    r"engineer|scientist|\banalyst|architect\b|consultant|(?-i:\bIT\b)|technologist|administrator|"
    r"\bresearcher|programmer|developer",
    re.IGNORECASE,
)
_STUDENT = re.compile(
    r"\b(?:intern(?:ship)?|trainee|co-?op|working student|student|teaching assistant|"
    r"(?:graduate|research) assistant|tutor|mentor|volunteer|apprentice)\b",
    re.IGNORECASE,
)
_LEVELS: tuple[tuple[Seniority, str], ...] = (
    ("manager", r"manager\b(?! of)|director|head of|vice president|vp\b"),
    ("staff", r"staff|principal|architect|lead\b"),
    ("senior", r"senior|sr\b|iii\b"),
    ("entry", r"junior|jr\b|entry|associate|graduate\b"),
)
_LEVEL = tuple((level, re.compile(rf"\b(?:{p})", re.IGNORECASE)) for level, p in _LEVELS)


def roles(title: str) -> list[Role]:
    """Return our roles for a title; one that names two ("Data Scientist / Engineer") has both.

    >>> roles("Senior Data Engineer"), roles("Data Scientist/ML Engineer"), roles("Nurse")
    (['data_engineer'], ['data_scientist', 'ml_engineer'], [])
    """
    parts = re.split(r"[/,&|(]| and ", title)
    found = (_role(part) for part in (parts if any(map(_role, parts)) else [title]))
    return [role for role in dict.fromkeys(found) if role]


def _role(title: str) -> Role | None:
    return next((role for role, pattern in _ROLE if pattern.search(title)), None)


def level(title: str) -> Seniority | None:
    """Return the level that a title states, if it does.

    >>> level("Sr. Analyst"), level("Analyst")
    ('senior', None)
    """
    return next((level for level, pattern in _LEVEL if pattern.search(title)), None)


def related(title: str) -> bool:
    """Say whether a title is related work: technical or analytical. A sales associate's is not."""
    return bool(_role(title) or _RELATED.search(title))


def student(title: str) -> bool:
    """Say whether a title is an internship, a student job or volunteering."""
    return bool(_STUDENT.search(title))
