"""Periods of time that a resume states: "May 2019 - Present", "06/2012 to 10/2014", "2012-2014".

Months are read in English, German, French and Spanish.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

# Folded to lower case without accents; the longer words of each month begin with these.
_MONTHS = (
    "jan|gennaio|ene",
    "feb|fev",
    "mar|mrz|maerz",
    "apr|avr|abr",
    "may|mai",
    "jun|juin",
    "jul|juil",
    "aug|aou|ago",
    "sep|set",
    "oct|okt",
    "nov",
    "dec|dez|dic",
)
_MONTH = tuple(re.compile(words) for words in _MONTHS)
_SEASONS = {
    "spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12,
    "fruhjahr": 3, "sommer": 6, "herbst": 9,
}  # fmt: skip
_NAMED = (
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|spring|summer|fall|autumn|winter"
    r"|märz|mrz|mai|okt|dez|janv|f[ée]v|mars|avr|juin|juil|ao[uû]t|d[ée]c|ene|abr|ago|dic|set"
    r"|frühjahr|sommer|herbst)[^\W\d_]{0,8}"
)
_YEAR = r"(?:19|20)\d\d"
_DATE = (
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th|\.)?\s)?{_NAMED}\.?,?\s?(?:de\s|"
    rf"of\s)?(?:\d{{1,2}},\s)?['’]?{_YEAR}"
    rf"|{_NAMED}\.?\s?['’]\d\d(?!\d)"
    rf"|(?:\d{{1,2}}[./-]){{1,2}}{_YEAR}|{_YEAR}[./-](?:0[1-9]|1[0-2])(?:[./-]\d\d)?(?!\d)|"
    rf"[qQ][1-4][ /-]{_YEAR}"
    rf"|{_YEAR})"
)
_NOW = (
    r"(?:present|current(?:ly)?|now|today|to\s?date|till\s?(?:date|now)|date|ongoing|"
    r"heute|jetzt|laufend|dato|aujourd['’]hui|pr[ée]sent[e]?|actuel(?:lement)?|en cours|"
    r"actualidad|actual(?:mente)?|la fecha|hoy)\b"
)
_TO = r"(?:[-–—−‐‑‒→]|\bto\b|\buntil\b|\btill?\b|\bthrough\b|\bbis\b|\bau?\b|à|\bhasta\b|\bal\b)"
_RANGE = re.compile(
    rf"(?<![\w$€£])(?:(?:from|von|de|du|desde) )?(?P<start>{_DATE})\s*\??{_TO}+\s*(?:bis |zum |"
    rf"la )?(?P<end>{_DATE}|{_NOW})"
    rf"|\b(?:since|seit|depuis|desde)\s(?P<since>{_DATE})(?!\d)(?!\s*{_TO})"
    rf"|(?<![\w/.-])(?P<early>{_NAMED})\.?\s*{_TO}\s*(?P<late>{_NAMED}\.?,?\s?['’]?{_YEAR})"
    rf"|(?<![\w/.$-])(?P<year>{_YEAR})\s?[-–/]\s?(?P<short>\d\d)(?![\d/.-])"
    rf"|(?<![\w/.$-])(?P<m1>(?:0[1-9]|1[0-2])/\d\d)\s*{_TO}\s*(?P<m2>(?:0[1-9]|1[0-2])/\d\d(?!\d)|"
    rf"{_NOW})",
    re.IGNORECASE,
)
_SINGLE = re.compile(rf"(?<![\w$€£.,]){_DATE}(?!\d)", re.IGNORECASE)
_YEARS = re.compile(_YEAR)
_DIGITS = re.compile(r"\d\d")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of months, ``first`` to ``last`` inclusive, counted from the year 0.

    ``start`` and ``end`` are where it stands in the text; ``open`` says that it has not ended.
    """

    first: int
    last: int
    start: int
    end: int
    open: bool = False

    def until(self, month: int) -> Period:
        """Return the period as it was in that month, if it has not ended; else itself.

        One that has not begun then has no month yet.
        """
        return replace(self, last=max(self.first - 1, month)) if self.open else self


def month(when: date) -> int:
    """Return a day's month, counted from the year 0.

    >>> month(date(2020, 1, 31)) - month(date(2019, 12, 1))
    1
    """
    return when.year * 12 + when.month - 1


def written(month: int) -> str:
    """Write a month as ``YYYY-MM``.

    >>> written(month(date(2020, 1, 31)))
    '2020-01'
    """
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def periods(text: str, now: int) -> Iterator[Period]:
    """Find the periods in a text; one that goes on, or ends later, ends in the month ``now``.

    >>> text = "Jan 2020 - Mar 2021; 2012 to 2030"
    >>> [(p.last - p.first + 1, p.open) for p in periods(text, 24264)]
    [(15, False), (121, True)]
    >>> text = "März bis Mai 2020, Jun – Aug 2021, 2018/19"
    >>> [p.last - p.first + 1 for p in periods(text, 24264)]
    [3, 3, 12]
    """
    for match in _RANGE.finditer(text):
        if found := _period(match, now):
            yield found


def _period(match: re.Match[str], now: int) -> Period | None:
    start, end = _ends(match)
    stated = bool(re.search(r"\d\d", end))
    first = _month(start)
    last = _month(end) if stated else max(first, now)
    if stated and not _exact(end):
        last -= 1  # "2012 to 2014" is two years, not three
    if last - first == -1:  # "2019 - 2019": half a year
        last = first + 5
    if not 0 <= last - first < 60 * 12:
        return None
    goes_on = not stated or last > now  # a contract may say when it will end
    return Period(first, max(first - 1, now) if goes_on else last, *match.span(), goes_on)


def _ends(match: re.Match[str]) -> tuple[str, str]:
    """Return both ends of a range as they would be written in full."""
    if match["since"]:
        return match["since"], "now"
    if match["early"]:
        year = int(_YEARS.findall(match["late"])[0])
        later = _month(f"{match['early']} {year}") > _month(match["late"])
        return f"{match['early']} {year - later}", match["late"]
    if match["short"]:
        return match["year"], match["year"][:2] + match["short"]
    if match["m1"]:
        first, last = (re.sub(r"/(\d\d)$", r"/20\1", match[name]) for name in ("m1", "m2"))
        return first, last
    return match["start"], match["end"]


def singles(text: str) -> Iterator[tuple[int, int, int]]:
    """Find each date of a text: its month, and where it begins and ends.

    >>> [month // 12 for month, _, _ in singles("B.Sc., June 2019; M.Sc. 2021")]
    [2019, 2021]
    """
    for match in _SINGLE.finditer(text) if _DIGITS.search(text) else ():
        yield _month(match.group()), *match.span()


def season(text: str) -> Period | None:
    """Find a season that stands for its three months, as of a summer job: "Summer 2021".

    >>> found = season("Summer 2021")
    >>> found.last - found.first + 1
    3
    """
    match = re.search(rf"\b(?:{'|'.join(_SEASONS)})[, ]+{_YEAR}\b", text, re.IGNORECASE)
    if not match:
        return None
    first = _month(match.group())
    return Period(first, first + 2, *match.span())


def without(text: str) -> str:
    """Return a line without its dates and what only parted them.

    >>> without("Data Engineer, Firm (May 2020 - Present)"), without("2019 | Analyst")
    ('Data Engineer, Firm', 'Analyst')
    """
    if not _DIGITS.search(text):
        return text.strip()
    bare = _SINGLE.sub("\0", _RANGE.sub("\0", text))
    bare = re.sub(r"\([^()\0]{0,30}\0[^()]{0,30}\)", "\0", bare)
    if bare == text:
        return text.strip()
    bare = re.sub(r"\(?\b\d+ (?:yea?rs?|mos?|months?|yrs?)\b[^)]*\)?", "", bare)
    return re.sub(r"\s*[(\[]?\0[)\]]?\s*", "  ", bare).strip(" \t,;:|–—-·•()")


def months(found: Iterable[Period]) -> int:
    """Return how many months the periods cover together: what overlaps counts once.

    >>> months([Period(0, 11, 0, 0), Period(6, 17, 0, 0)])
    18
    """
    return len({month for period in found for month in range(period.first, period.last + 1)})


def newest(text: str) -> int | None:
    """Return the latest month that a text names, ``None`` if it names none."""
    return max((month for month, _, _ in singles(text)), default=None)


def _exact(text: str) -> bool:
    return bool(re.search(r"[^\W\d_]{3}|\d[/.-]|q\d", text, re.IGNORECASE))


def _month(text: str) -> int:
    """Read one date; a bare year stands for its January."""
    low = text.lower()
    full = re.search(_YEAR, low)
    year = int(full[0]) if full else 2000 + int(low[-2:])
    if word := re.search(r"[^\W\d_]{3,}", re.sub(r"\d(?:st|nd|rd|th)\b", "", low)):
        return year * 12 + _named(word.group())
    if number := re.match(r"(\d{1,2})[/.-](?:(\d{1,2})[/.-])?\d{4}", low):
        given = [int(part) for part in number.groups() if part]
        first = len(given) == 1 or given[1] > 12 or ("/" in low and given[0] <= 12)
        chosen = given[0] if first else given[1]  # a slash is American: the month comes first
        return year * 12 + min(max(chosen, 1), 12) - 1
    if number := re.match(r"\d{4}[/.-](\d\d)", low):
        return year * 12 + min(max(int(number[1]), 1), 12) - 1
    if number := re.match(r"q([1-4])", low):
        return year * 12 + 3 * (int(number[1]) - 1)
    return year * 12


def _named(word: str) -> int:
    """Return the number of a month or season from 0, by its first letters."""
    folded = unicodedata.normalize("NFKD", word)
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    if plain in _SEASONS:
        return _SEASONS[plain] - 1
    return next((n for n, pattern in enumerate(_MONTH) if pattern.match(plain)), 0)
