"""Words for the kind of contract and the place of work become the few values that Upslope uses."""

from __future__ import annotations

import re
from functools import lru_cache

from upslope.records.posting import EmploymentType, LocationType

# In this order: "part-time internship" is an internship, "permanent part-time" is part-time.
_EMPLOYMENT: tuple[tuple[EmploymentType, str], ...] = (
    ("internship", r"intern(?:ship)?s?\b|trainee|apprentice|co-?op\b|praktik|werkstudent|stage\b"
                   r"|working student|stagiaire"),
    ("contract", r"contract(?!ual)|freelance|temp(?:orary)?\b|fixed[- _]?term|seasonal|per[_ ]diem"
                 r"|befristet|c2c|corp[- ]to[- ]corp|cdd\b|self[- ]employed|interim"),
    ("part_time", r"part[- _]?time|teilzeit|minijob|temps partiel"),
    ("full_time", r"full[- _]?time|permanent|regular|vollzeit|unbefristet|festanstellung|cdi\b"
                  r"|temps plein|employee\b"),
)  # fmt: skip
_LOCATION: tuple[tuple[LocationType, str], ...] = (
    ("hybrid", r"hybrid"),
    ("onsite", r"on[- _]?site|in[- _](?:office|person)|not remote|no remote|office\b|^none$|^0$"),
    ("remote", r"remote|telecommut|fully|work from home|wfh|virtual|anywhere|^1$|^true$"),
)


@lru_cache(maxsize=1024)
def employment_type(words: str | None) -> EmploymentType | None:
    """Return the kind of contract, ``None`` when the words name none.

    >>> [employment_type(w) for w in ("FULL_TIME", "Permanent", "CONTRACTOR", "Vollzeit", "OTHER")]
    ['full_time', 'full_time', 'contract', 'full_time', None]
    >>> employment_type("Regular Full Time (Salary)"), employment_type("Intern, part-time")
    ('full_time', 'internship')
    """
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", (words or "")[:200]).lower().replace("_", " ")
    if "unbefristet" in text:
        return "full_time"
    full, part = (bool(re.search(_EMPLOYMENT[i][1], text)) for i in (3, 2))
    if full and part and "permanent" not in text:  # "full or part-time": the person may choose
        return "full_time"
    return next((kind for kind, pattern in _EMPLOYMENT if re.search(pattern, text)), None)


@lru_cache(maxsize=1024)
def location_type(words: str | None) -> LocationType | None:
    """Return where one works, ``None`` when the words do not say.

    >>> [location_type(w) for w in ("TELECOMMUTE", "OnSite", "Hybrid remote", "unspecified")]
    ['remote', 'onsite', 'hybrid', None]
    """
    text = (words or "")[:200].strip().lower()
    return next((kind for kind, pattern in _LOCATION if re.search(pattern, text)), None)
