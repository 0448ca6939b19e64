"""What a query says: words, phrases and fields, read leniently so that no text is an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, cast

import msgspec

QueryField = Literal[
    "any", "title", "company", "place", "skill", "role", "seniority", "remote", "source"
]
MOST_CHARACTERS, MOST_TERMS = 4_000, 100
"""What lies beyond is not read: nobody types it, and it must not cost a second."""

_FIELDS = "title|company|place|skill|role|seniority|remote|source"
# A minus says "not" before a word, not alone; a quote that nothing closes is a sign like others.
_TERM = re.compile(
    rf'(?P<minus>-(?=[\w".+#]))?(?:(?P<field>{_FIELDS}):(?=\S))?(?:"(?P<phrase>[^"]*)"|(?P<word>\S+))',
    re.IGNORECASE,
)


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One thing asked for: ``text`` in a field, as a phrase, as the beginning of a word, or not."""

    text: str
    field: QueryField = "any"
    phrase: bool = False
    prefix: bool = False
    negated: bool = False


Clause = tuple[Term, ...]
"""Terms of which one must hold; mostly there is but one."""


def parse(query: str) -> list[Clause]:
    """Read a query; all its clauses must hold.

    >>> [[term.text for term in clause] for clause in parse('"machine learning" nlp OR vision')]
    [['machine learning'], ['nlp', 'vision']]
    >>> parse("-title:intern*")[0]
    (Term(text='intern', field='title', phrase=False, prefix=True, negated=True),)
    """
    readable = query[:MOST_CHARACTERS].encode("utf-8", "replace").decode()
    clauses: list[Clause] = []
    joins = False
    for count, term in enumerate(_terms(readable)):
        if count == MOST_TERMS:
            break
        if term is None:
            joins = bool(clauses)
        elif joins:
            clauses[-1] += (term,)
            joins = False
        else:
            clauses.append((term,))
    return clauses


def label(text: str) -> str:
    """Return a role, level or way of working as we write it.

    >>> label("ML Engineer")
    'ml_engineer'
    """
    return "_".join(text.lower().replace("-", " ").split())


def _terms(query: str) -> Iterator[Term | None]:
    """Yield the terms, and ``None`` for each OR between them."""
    for found in _TERM.finditer(query.translate({ord(quote): '"' for quote in "“”„«»"})):
        if found.group() == "OR":
            yield None
            continue
        phrase, word = found["phrase"], found["word"] or ""
        text = word.rstrip("*") if phrase is None else phrase
        if text:
            yield Term(
                text=text,
                field=cast("QueryField", (found["field"] or "any").lower()),
                phrase=phrase is not None,
                prefix=word.endswith("*"),
                negated=bool(found["minus"]),
            )
