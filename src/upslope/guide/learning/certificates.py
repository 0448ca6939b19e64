"""What a certificate is worth to a person: named by postings, covering a gap, for what cost.

Nothing here says that a certificate gets anyone hired: no data on that exist.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cache

from ahocorasick_rs import AhoCorasick

from upslope.guide.learning.read import certificates
from upslope.guide.share import percent, share
from upslope.records.learning import Certificate, Resource, Share, Worth

FRESH_DAYS = 180
"""Days for which a fact is believed after it was checked."""


def stale(fact: Certificate | Resource, today: date) -> bool:
    """Say whether a fact was checked too long ago to be believed.

    >>> [aif] = [one for one in certificates() if one.id == "aws-aif-c01"]
    >>> stale(aif, date(2026, 12, 1)), stale(aif, date(2027, 12, 1))
    (False, True)
    """
    return (today - date.fromisoformat(fact.checked_on)).days > FRESH_DAYS


def worth(
    certificate: Certificate, texts: Sequence[str], gap: Collection[str], today: date
) -> Worth:
    """Return what speaks for a certificate and what does not.

    Args:
        certificate: what is looked at.
        texts: postings that the person wants, title and description.
        gap: preferred labels of the skills that they lack.
        today: against which old facts are told.

    >>> [cka] = [one for one in certificates() if one.id == "cka"]
    >>> found = worth(cka, ["CKA is a plus", "Python"], ["kubernetes"], date(2026, 12, 1))
    >>> found.eligible, found.named.count, found.covers
    (True, 1, ['kubernetes'])
    """
    return _worth(certificate, named(texts), len(texts), gap, today)


def worths(texts: Sequence[str], gap: Collection[str], today: date) -> list[Worth]:
    """Return the worth of every certificate: those to think of first, then the most named.

    >>> worths(["Python"], ["kubernetes"], date(2026, 12, 1))[0].certificate
    'cka'
    """
    counts = named(texts)
    found = [_worth(one, counts, len(texts), gap, today) for one in certificates()]
    return sorted(found, key=lambda one: (-one.eligible, -one.named.count, -len(one.covers)))


def _worth(
    certificate: Certificate, counts: Counter[str], of: int, gap: Collection[str], today: date
) -> Worth:
    namings = share(counts[certificate.id], of)
    taught = dict.fromkeys(skill for domain in certificate.domains for skill in domain.skills)
    covers = [skill for skill in taught if skill in gap]
    price = None if certificate.status == "retired" else certificate.price_usd
    hours = certificate.hours
    return Worth(
        certificate=certificate.id,
        eligible=certificate.status != "retired" and bool(covers),
        named=namings,
        covers=covers,
        per_100_usd=round(100 * len(covers) / price, 2) if price else None,
        per_10_hours=(
            (round(10 * len(covers) / hours[1], 2), round(10 * len(covers) / hours[0], 2))
            if hours
            else None
        ),
        says=[*_warnings(certificate, today), *_reasons(namings, covers)],
    )


def _warnings(certificate: Certificate, today: date) -> Iterable[str]:
    if certificate.status == "retired":
        after = [one.name for one in certificates() if one.id == certificate.successor]
        yield f"It can no longer be taken. {certificate.status_note}".strip()
        yield f"What comes after it: {after[0]}." if after else "Nothing replaces it."
    elif certificate.status == "beta":
        yield f"It was in beta when checked. {certificate.status_note}".strip()
    if stale(certificate, today):
        yield f"Checked on {certificate.checked_on}, more than {FRESH_DAYS} days ago: look it up."
    if unsure := [what for what, seen in certificate.confidence.items() if seen in _UNSURE]:
        yield f"Sources disagree, or none was found, on its {' and '.join(unsure)}."
    if certificate.status != "retired" and "price" not in certificate.confidence:
        yield "Its price was not verified."


_UNSURE = ("conflict", "memory")


def _reasons(namings: Share, covers: Sequence[str]) -> Iterable[str]:
    yield f"Postings that name it: {percent(namings)}."
    yield f"Of your gap it covers: {', '.join(covers) or 'nothing that we know of'}."


def named(texts: Iterable[str]) -> Counter[str]:
    """Count the texts that name each certificate, by its id; initials such as CKA in capitals only.

    >>> named(["SnowPro Core or CKA", "cka"])
    Counter({'snowpro-core': 1, 'cka': 1})
    """
    names, automaton = _automaton()
    counts: Counter[str] = Counter()
    for text in texts:
        plain = f" {' '.join(_WORDS.findall(text))} "
        hits = automaton.find_matches_as_indexes(plain.lower(), True)
        counts.update(
            {
                names[number].id: 1
                for number, start, end in hits
                if end - start > _INITIALS or plain[start:end].isupper()
            }
        )
    return counts


@cache
def _automaton() -> tuple[list[Certificate], AhoCorasick]:
    names = [(_plain(name), one) for one in certificates() for name in one.names]
    return [one for _, one in names], AhoCorasick([name for name, _ in names])


def _plain(name: str) -> str:
    """Return the words of a name between single spaces, in small letters and without signs.

    >>> _plain("AI-102")
    ' ai 102 '
    """
    return f" {' '.join(_WORDS.findall(name.lower()))} "


_WORDS = re.compile(r"\w+")
_INITIALS = 5  # characters of initials and the spaces around them
