"""Finds terms that postings list among skills and that the taxonomy does not know.

A term is a short run of words that look technical (``LangGraph``, ``dbt-core``, ``Apache Paimon``).
It counts as listed where it is an item of a list, between commas or slashes or on lines of their
own, with at least two skills that are known, in what a posting asks or what there is to do. What is
as common elsewhere is the English of postings; the log-likelihood ratio tells the two apart.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

import msgspec

from upslope.normalize.company import company_key
from upslope.normalize.gazetteer import cities, countries, fold, regions
from upslope.records import Posting
from upslope.taxonomy import Taxonomy
from upslope.understand.document import Document, Sentence

LEAST_EMPLOYERS = 3
"""Employers that must list a term, so that one employer's own product names stay out."""

_KNOWN_BESIDE = 2  # skills that make a line with a term a list of skills
_LOWER = 0.3  # share of a term's uses in lower case that makes it a common word
_WIDTH = 120  # characters of an example
_SHORT = 40  # characters of a sentence that may be an item of a list
_NOT_ASKED = {"about", "benefits", "legal"}  # sections where investors and offices are listed
_DEGREES = {"ph.d", "phd", "ms", "msc", "bs", "bsc", "ba", "ma", "mba", "mis", "cs", "masters"}

_PART = re.compile(r"[\n,;/|()\[\]:•·\t]|\s[-–&]\s|\.(?=\s|$)|\b(?:and|or|e\.g|etc|such as|like)\b")
_WORD = r"[A-Za-z][\w+#.-]*[\w+#]|[A-Z]"
_WORDS = re.compile(_WORD)
_TERM = re.compile(rf"(?:{_WORD})(?: (?:{_WORD})){{0,2}}")
_TECHNICAL = re.compile(r"[A-Z0-9#+_]")


Span = tuple[int, int]


class Unknown(msgspec.Struct, frozen=True):
    """A term that the taxonomy lacks.

    Args:
        term: as it is mostly written.
        score: signed root of the log-likelihood ratio of standing in lists of skills; 3 is as
            rare by chance as three standard deviations.
        postings: in how many it is listed beside skills.
        employers: of how many.
        example: the words around it in one of them.
    """

    term: str
    score: float
    postings: int
    employers: int
    example: str


def unknown_terms(
    postings: Iterable[Posting], taxonomy: Taxonomy, *, employers: int = LEAST_EMPLOYERS
) -> list[Unknown]:
    """Return the terms that stand among skills and are none, the surest first.

    Left out are names of the employers and places that occur, and words that are mostly written
    in lower case.

    >>> lists = "Python, SQL, Frobnicate, Docker", "Spark, Frobnicate, Kafka", "Git, Frobnicate, R"
    >>> posts = [Posting(id=text, source="", source_id="", title="", description=text,
    ...                  hiring_organization=text[:3]) for text in lists]
    >>> [(one.term, one.employers) for one in unknown_terms(posts, Taxonomy.load())]
    [('Frobnicate', 3)]
    """
    counts = _Counts()
    for posting in postings:
        counts.add(posting, taxonomy)
    found = [counts.judged(key) for key, who in counts.listed.items() if len(who) >= employers]
    return sorted(filter(None, found), key=lambda one: (-one.score, one.term))


class _Counts:
    """What is counted while postings go by; of every posting each term once."""

    def __init__(self) -> None:
        self.listed: dict[str, set[str]] = defaultdict(set)  # employers that list a term
        self._inside: Counter[str] = Counter()
        self._outside: Counter[str] = Counter()
        self._lower: Counter[str] = Counter()
        self._written: dict[str, Counter[str]] = defaultdict(Counter)
        self._examples: dict[str, str] = {}
        self._names: set[str] = set()

    def add(self, posting: Posting, taxonomy: Taxonomy) -> None:
        """Count the terms of one posting."""
        text = posting.description or ""
        employer = company_key(posting.hiring_organization) or posting.id
        self._names.update(_name_words(posting))
        inside: set[str] = set()
        outside: set[str] = set()
        spans = [(start, end) for start, end, _ in taxonomy.find(text)]
        document = Document(posting.id, posting.title, text)
        for line, known, asked in _lines(document, spans):
            beside = asked and len(known) >= _KNOWN_BESIDE
            for term in _terms(line, known):
                key = term.lower()
                if beside:
                    inside.add(key)
                    self._written[key][term] += 1
                    self._examples.setdefault(key, _around(line, term))
                else:
                    outside.add(key)
        for key in inside:
            self.listed[key].add(employer)
        self._inside.update(inside)
        self._outside.update(outside - inside)
        self._lower.update(word for word in set(_WORDS.findall(text)) if word.islower())

    def judged(self, key: str) -> Unknown | None:
        """A term with its score; ``None`` for names, for common words and for what chance does."""
        words = key.split()
        inside, outside = self._inside[key], self._outside[key]
        if self._names.issuperset(words) or key in _DEGREES or fold(key) in _places():
            return None
        if any(self._lower[word] > _LOWER * (inside + outside) for word in words):
            return None
        total = self._inside.total(), self._outside.total()
        score = _log_likelihood(inside, outside, *total)
        return (
            Unknown(
                term=self._written[key].most_common(1)[0][0],
                score=round(score, 1),
                postings=inside,
                employers=len(self.listed[key]),
                example=self._examples[key],
            )
            if score > 0
            else None
        )


def _name_words(posting: Posting) -> Iterator[str]:
    """Words of the employer's name and of the places, in lower case."""
    for name in (posting.hiring_organization or "", *posting.job_location):
        yield from map(str.lower, _WORDS.findall(name))


def _lines(document: Document, spans: list[Span]) -> Iterator[tuple[str, list[Span], bool]]:
    """Each sentence with the known skills in it, and whether it may ask for skills.

    Short sentences that follow each other are one: a list with an item a line.
    """
    for sentences in _runs(document.sentences):
        start, end = sentences[0].start, sentences[-1].end
        known = [(a - start, b - start) for a, b in spans if start <= a and b <= end]
        yield document.description[start:end], known, sentences[0].section not in _NOT_ASKED


def _runs(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    run: list[Sentence] = []
    for sentence in sentences:
        joined = run and run[0].section == sentence.section and _short(run[-1]) and _short(sentence)
        if run and not joined:
            yield run
            run = []
        run.append(sentence)
    if run:
        yield run


def _short(sentence: Sentence) -> bool:
    return sentence.end - sentence.start <= _SHORT


def _terms(line: str, known: list[Span]) -> Iterator[str]:
    """Items of a line that look technical and hold no known skill."""
    at = 0
    for parted in chain(_PART.finditer(line), (None,)):
        end = parted.start() if parted else len(line)
        term = line[at:end].strip(" -*–\"'")
        opens = at == 0 and term.istitle() and " " not in term  # as every sentence does
        is_known = any(start < end and at < stop for start, stop in known)
        looks_technical = _TERM.fullmatch(term) and all(map(_TECHNICAL.search, term.split()))
        if looks_technical and not opens and not is_known:
            yield term
        at = parted.end() if parted else end


def _around(line: str, term: str) -> str:
    at = line.find(term)
    start = max(0, at - (_WIDTH - len(term)) // 2)
    return " ".join(line[start : start + _WIDTH].split())


@cache
def _places() -> set[str]:
    return {*cities(), *countries(), *regions()}


def _log_likelihood(inside: int, outside: int, all_inside: int, all_outside: int) -> float:
    """Signed root of Dunning's G2 (Computational Linguistics 19(1), 1993), 0.5 added to each count.

    >>> _log_likelihood(20, 0, 100, 1000) > _log_likelihood(20, 20, 100, 1000) > 0
    True
    >>> _log_likelihood(1, 100, 100, 1000) < 0
    True
    """
    counts = [inside + 0.5, outside + 0.5]
    rest = [all_inside - inside + 0.5, all_outside - outside + 0.5]
    rows, columns = [sum(counts), sum(rest)], [c + r for c, r in zip(counts, rest, strict=True)]
    whole = sum(rows)
    g2 = 2 * math.fsum(
        cell * math.log(cell * whole / (row * column))
        for row, cells in zip(rows, (counts, rest), strict=True)
        for cell, column in zip(cells, columns, strict=True)
    )
    more = counts[0] / columns[0] > counts[1] / columns[1]
    return math.copysign(math.sqrt(max(g2, 0.0)), 1 if more else -1)
