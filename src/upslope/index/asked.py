"""The words of a query as an index query: what must hold, and what makes a better answer."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tantivy import Query, Searcher

from upslope.index.conditions import both, but_not, either, in_place, whole, with_skill
from upslope.index.function_words import FUNCTION_WORDS, telling
from upslope.index.names import Names
from upslope.index.schema import SCHEMA
from upslope.index.words import inflections, words
from upslope.records.query import Clause, Term, label
from upslope.taxonomy import Taxonomy

# A word in the title says what the job is, the company whose it is, the text the rest.
_WEIGHTS = {"title": 4.0, "company": 3.0}
_INFLECTED = 0.6
"""What another form of a word counts for, beside the form that was asked for."""


def telling_clauses(clauses: Sequence[Clause]) -> list[Clause]:
    """Leave out the plain terms that say nothing, unless there are no others.

    >>> from upslope.records.query import parse
    >>> [[term.text for term in clause] for clause in telling_clauses(parse("head of data"))]
    [['head'], ['data']]
    >>> [[term.text for term in clause] for clause in telling_clauses(parse("with us"))]
    [['us']]
    """
    kept = [tuple(term for term in clause if not _says_nothing(term)) for clause in clauses]
    return [clause for clause in kept if clause] or list(clauses)


class Asked:
    """Makes index queries of clauses, looking up in the index which words there are."""

    def __init__(self, searcher: Searcher, names: Names) -> None:
        self._searcher, self._names = searcher, names

    def matching(
        self, clauses: Sequence[Clause], where: str = "text", *, scored: bool = True
    ) -> Query:
        """Return the query that all clauses together make, with plain words looked up in a field.

        A term without a letter or digit asks nothing; if there is no other, nothing is found. What
        is not ``scored`` matches the same, and takes half the time to count.
        """
        parts = [
            part for clause in clauses if (part := self._clause(clause, where, scored)) is not None
        ]
        if not parts:
            return Query.empty_query() if clauses else Query.all_query()
        return both(parts)

    def wishes(self, clauses: Sequence[Clause]) -> list[Query]:
        """Return what need not hold, but makes an answer better."""
        return [
            Query.boost_query(found, weight * self._telling(field, term))
            for clause in clauses
            for term in clause
            if term.field == "any" and not term.negated
            for field, weight in _WEIGHTS.items()
            if (found := self._in_text(field, term)) is not None
        ]

    def _telling(self, field: str, term: Term) -> float:
        """Return how far a company's name is meant by a word: "data" is rare in names only."""
        asked = words(term.text)
        if field != "company" or len(asked) != 1:
            return 1.0
        in_texts, in_names = (self._searcher.doc_freq(f, asked[0]) for f in ("text", "company"))
        return self._rarity(in_texts) / self._rarity(in_names)

    def _clause(self, clause: Clause, where: str, scored: bool) -> Query | None:
        choices = []
        for term in clause:
            if term.negated and (found := self._term(term, "text")) is not None:
                choices.append(but_not(Query.all_query(), found))
            elif not term.negated and term.field == "any" and not scored:
                choices += self._any_form(where, term)
            elif not term.negated and (found := self._term(term, where)) is not None:
                choices.append(found)
        return either(choices) if choices else None

    def _any_form(self, field: str, term: Term) -> list[Query]:
        """Return what each form of a word matches side by side: one union, without weights."""
        asked = words(term.text)
        if len(asked) != 1 or term.prefix or term.phrase or asked[0] in FUNCTION_WORDS:
            found = self._in_text(field, term)
            return [] if found is None else [found]
        forms = [form for form in inflections(asked[0]) if self._searcher.doc_freq(field, form)]
        plain = [whole(field, form) for form in (asked[0], *forms)]
        return [*plain, *_in_full(field, term.text, asked[0])]

    def _term(self, term: Term, where: str) -> Query | None:
        match term.field:
            case "any":
                return self._in_text(where, term)
            case "title" | "company":
                return self._in_text(term.field, term)
            case "place":
                return in_place(term.text, self._names)
            case "skill":
                return with_skill(_skill(term.text) or term.text, self._names)
            case "source":
                return whole("source", term.text)
            case _:
                return whole(term.field, label(term.text))

    def _in_text(self, field: str, term: Term) -> Query | None:
        asked = words(term.text)
        if not asked:
            return None
        if field == "text" and not term.prefix and FUNCTION_WORDS.issuperset(asked):
            field = "heading"  # the only place where they are looked for
        if term.prefix:
            return _beginning(field, asked)
        if term.phrase or len(asked) > 1:
            return _side_by_side(field, asked)
        return either([self._word(field, asked[0]), *_in_full(field, term.text, asked[0])])

    def _word(self, field: str, word: str) -> Query:
        """Match a word in any of its forms, which all count as rare as the most frequent one is.

        Else "engineering", being rarer in titles, would be a better answer to "engineer".
        """
        forms = {form: self._searcher.doc_freq(field, form) for form in (word, *inflections(word))}
        least = self._rarity(max(forms.values()))
        return either(
            [
                Query.boost_query(
                    Query.term_query(SCHEMA, field, form),
                    least / self._rarity(number) * (1.0 if form == word else _INFLECTED),
                )
                for form, number in forms.items()
                if number or form == word
            ]
        )

    def _rarity(self, number: int) -> float:
        """Return the weight that BM25 gives a word that so many postings have."""
        return math.log(1 + (self._searcher.num_docs - number + 0.5) / (number + 0.5))


def _skill(name: str) -> str | None:
    return Taxonomy.load().label(name)


def _says_nothing(term: Term) -> bool:
    is_plain = term.field == "any" and not (term.phrase or term.prefix)
    return is_plain and FUNCTION_WORDS.issuperset(words(term.text))


def _side_by_side(field: str, asked: Sequence[str]) -> Query:
    """Match words that follow each other; in the text, others stand where function words do."""
    placed = telling(asked) if field == "text" else list(enumerate(asked))
    if len(placed) > 1:
        return Query.phrase_query(SCHEMA, field, [*placed])
    return whole(field, placed[0][1])


def _beginning(field: str, asked: Sequence[str]) -> Query:
    """Match the beginning of a word, behind others if there are some."""
    *before, start = asked
    placed = telling(before) if field == "text" else list(enumerate(before))
    if placed:
        found = Query.phrase_prefix_query(SCHEMA, field, [*placed, (len(before), start)])
    else:
        found = Query.regex_query(SCHEMA, field, start + ".*")
    if field == "text" and any(word.startswith(start) for word in FUNCTION_WORDS):
        return either([found, _beginning("heading", asked)])
    return found


def _in_full(field: str, name: str, word: str) -> list[Query]:
    """Match the usual name of a skill that goes by another one: "ml" is machine learning."""
    full = words(_skill(name) or "")
    return [] if word in full or not full else [_side_by_side(field, full)]
