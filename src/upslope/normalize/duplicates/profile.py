"""A posting made ready to be compared: what of it is asked, worked out once and only when asked."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from urllib.parse import urlsplit

from upslope.normalize.dates import iso_date
from upslope.normalize.duplicates.requisitions import requisitions
from upslope.normalize.duplicates.titles import Title, parse
from upslope.normalize.duplicates.where import is_remote, named_in_title
from upslope.normalize.duplicates.wording import Wording, shared
from upslope.normalize.pay import stated_pay
from upslope.records import Posting, Salary

_YEARS = re.compile(
    r"(\d(?<=\b\d)\d?)\s*(?:\+|\s?(?:-|–|to)\s?\d{1,2}\s*\+?)?\s*(?:years?|yrs?|ans|jahre)\b", re.I
)
_REMOTE = re.compile(
    r"\b(?:100 ?%|fully|completely|entirely|permanently|primarily)[- ]remote\b"
    r"|\bremote(?:ly|[- ](?:based|eligible|first))?[- ](?:position|role|job|opportunity|employee)\b"
    r"|\b(?:role|position|job|opportunity)(?: type)?(?: is| can be| may be|:| -)"
    r"(?: [\w%/-]+){0,4} remote\b|\blocation(?: type)?\s?[:–-]\s?(?:[\w ,%/-]{0,20}\W)?remote\b"
    r"|\bremote\s?[-–(/,]\s?(?:us|usa|united states|anywhere|global|emea|europe)\b|\(remote\)"
    r"|\b(?:telecommute|home[- ]based|virtual) (?:position|role|job)\b",
    re.IGNORECASE,
)
_LONGEST_ASKED = 20
_SHORT = 40


class Profile:
    """One posting under comparison.

    >>> profile = Profile(Posting(id="1", source="x", source_id="1", title="", clean_title="MLE",
    ...     description="5+ years of Python. Job ID: R-20931"))
    >>> sorted(profile.years), profile.requisitions, profile.has_text
    ([5], {'A-9': frozenset({'R-20931'})}, False)
    """

    def __init__(self, posting: Posting) -> None:
        self.posting = posting
        self.company = posting.hiring_organization or ""
        self.text = posting.description or ""

    @cached_property
    def title(self) -> Title:
        """The parts of its title, without places and ids."""
        return parse(self.posting.clean_title or self.posting.title)

    @cached_property
    def remote(self) -> bool:
        """Whether it is done from anywhere, as place, type, title or a plain sentence say."""
        return is_remote(self.posting) or _REMOTE.search(self.text) is not None

    @cached_property
    def title_places(self) -> frozenset[str]:
        """The places that its title names."""
        return named_in_title(self.posting)

    @cached_property
    def wording(self) -> Wording:
        """The words of its text."""
        return Wording(self.text)

    @property
    def has_text(self) -> bool:
        """Whether there are enough words to compare."""
        return len(self.wording.words) >= _SHORT

    @cached_property
    def requisitions(self) -> dict[str, frozenset[str]]:
        """Numbers of the opening in its employer's systems, by shape."""
        return requisitions(self.posting.title, self.text)

    @cached_property
    def address(self) -> str:
        """Its address without what a visitor's way adds, "" if it has none of its own."""
        parts = urlsplit(self.posting.url or "")
        return f"{parts.netloc}{parts.path}".lower() if any(map(str.isdigit, parts.path)) else ""

    @cached_property
    def years(self) -> frozenset[int]:
        """The years of experience that it asks for."""
        found = map(int, _YEARS.findall(self.text))
        return frozenset(years for years in found if years < _LONGEST_ASKED)

    @cached_property
    def pay(self) -> Salary | None:
        """What it pays, as its source or its text states."""
        return self.posting.base_salary or stated_pay(self.text)

    @cached_property
    def day(self) -> date | None:
        """When it was posted."""
        text = iso_date(self.posting.date_posted)
        return date.fromisoformat(text) if text else None


def each_says_more(one: Profile, other: Profile) -> bool:
    """Say whether each text has a word, or number, that the other has not, or a title a number.

    Else they contradict each other in no number, and need not be searched for any.
    """
    if any(map(str.isdigit, one.posting.title + other.posting.title)):
        return True
    first, second = one.wording.vocabulary, other.wording.vocabulary
    return shared(first, second) < min(len(first), len(second))
