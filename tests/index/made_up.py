"""Postings of invented employers, and what a search must find of them, in plain Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from upslope.index.asked import telling_clauses
from upslope.index.function_words import FUNCTION_WORDS
from upslope.index.schema import day_of
from upslope.index.words import inflections, words
from upslope.records import Change, Filters, Place, Posting, Salary, SkillMention, Understanding
from upslope.records.filters import place_names, yearly_pay
from upslope.records.query import Term, label, parse
from upslope.taxonomy import Taxonomy


def change(
    number: int,
    *skills: str,
    shown_as: int | None = None,
    stands_for_others: bool = False,
    first_seen: str = "2026-03-01T10:00:00+00:00",
    negated: Sequence[str] = (),
    role: Any = "ml_engineer",
    seniority: Any = "unknown",
    remote: Any = "unstated",
    **fields: Any,
) -> Change:
    """One stored posting; its number is its id."""
    mentions = [
        SkillMention(skill=one, surface=one, need=need, field="title", start=0, end=0)  # type: ignore[arg-type]
        for need, named in (("required", skills), ("negated", negated))
        for one in named
    ]
    return Change(
        posting=Posting(
            **{
                "id": f"p{number}",
                "source": "greenhouse",
                "source_id": str(number),
                "title": "ML Engineer",
                "hiring_organization": "Quillfeather",
                "date_posted": "2026-03-01",
                **fields,
            }
        ),
        understanding=Understanding(
            id=f"p{number}", role=role, seniority=seniority, remote=remote, skills=mentions
        ),
        first_seen=first_seen,
        shown_as=f"p{number if shown_as is None else shown_as}",
        stands_for_others=stands_for_others,
    )


def salary(most: float, currency: str | None = "USD") -> Salary:
    return Salary(currency=currency, max_value=most, unit_text="year")


BONN: dict[str, Any] = {
    "job_location": ["Bonn, Germany"],
    "places": [Place(city="Bonn", country="DE")],
}
AUSTIN: dict[str, Any] = {
    "job_location": ["Austin, TX, US"],
    "places": [Place(city="Austin", country="US")],
}
CHANGES = [
    change(0, "python", title="Machine Learning Engineers", **BONN),
    change(1, "c++", "rust", title="C++ / Rust developer (k8s)", seniority="senior", **AUSTIN),
    change(2, "C#", title=".NET and C# engineer", description="We use ASP.NET.", date_posted=None),
    change(3, title="Node.js developer", description="Learning machines, node by node"),
    change(4, title="Intern, ranking", role="data_scientist", seniority="intern", **AUSTIN),
    change(5, title="International sales", role="other", base_salary=salary(90_000)),
    change(
        6,
        title="Data scientist",
        base_salary=salary(150_000),
        remote="remote",
        stands_for_others=True,
        **BONN,
    ),
    change(7, title="Data scientist", base_salary=salary(150_000), source="lever", shown_as=6),
    change(8, title="Data scientist", source="lever", shown_as=6, first_seen="2026-02-01T10:00:00"),
    change(
        9, "java", title="Java engineer", closed=True, description="Ranking of ranked libraries"
    ),
    change(10, negated=["python"], title="Engineer", base_salary=salary(80_000, "EUR"), **BONN),
    change(11, title="機械学習エンジニア", hiring_organization="Zürich Ranking AG", language="ja"),
    change(12, title="Analyst", description="Machine\nlearning library, no java", remote="hybrid"),
    change(13, title="", hiring_organization=None, date_posted="2026-01-15T10:00:00+00:00"),
]


def expected(filters: Filters, changes: Iterable[Change]) -> tuple[set[str], dict[str, int]]:
    """Return the ids that a search shows, and the counts of what was left out."""
    everything = list(changes)
    asked = [name for name in _CHECKS if _is_asked(name, filters)]

    def found(unknown: str | None) -> set[str]:
        passing = [
            one
            for one in everything
            if _answers(filters.query, one)
            and all(
                _UNKNOWN[name](filters, one) if name == unknown else _CHECKS[name](filters, one)
                for name in asked
            )
        ]
        return _one_of_each_group(passing)

    counts = {name: len(found(name)) for name in asked if name in _UNKNOWN}
    return found(None), {name: number for name, number in counts.items() if number}


def _one_of_each_group(passing: list[Change]) -> set[str]:
    def order(one: Change) -> tuple[bool, str, str]:
        return (one.shown_as != one.posting.id, one.first_seen, one.posting.id)

    groups = {one.shown_as for one in passing}
    return {
        min((one for one in passing if one.shown_as == group), key=order).posting.id
        for group in groups
    }


def _answers(query: str, one: Change) -> bool:
    clauses = telling_clauses(parse(query))
    readable = [[term for term in clause if _asks(term)] for clause in clauses]
    if clauses and not any(readable):
        return False
    return all(
        any(_holds(term, one) != term.negated for term in clause) for clause in readable if clause
    )


def _asks(term: Term) -> bool:
    return term.field not in ("any", "title", "company") or bool(words(term.text))


def _holds(term: Term, one: Change) -> bool:
    posting, understood = one.posting, one.understanding
    heading = [posting.title, posting.hiring_organization or "", *posting.job_location]
    texts = {"title": heading[:1], "company": heading[1:2]}
    if term.field in texts:
        return any(_stands_in(term, words(text)) for text in texts[term.field])
    if term.field == "any":
        # Function words are looked for in headings only, and as the beginning of a word there too.
        whole = [words(text) for text in heading]
        only = not term.prefix and FUNCTION_WORDS.issuperset(words(term.text))
        telling = [] if only else [*whole, words(posting.description or "")]
        return any(_stands_in(term, text) for text in whole) or any(
            _stands_in(term, _without(text), _without) for text in telling
        )
    if term.field == "place":
        return _in_place(term.text, posting)
    if term.field == "skill":
        return _names_skill(term.text, understood)
    if term.field == "source":
        return posting.source == term.text
    return bool(getattr(understood, term.field) == label(term.text))


def _without(text: list[str]) -> list[str]:
    return ["" if word in FUNCTION_WORDS else word for word in text]


def _stands_in(term: Term, text: list[str], kept: Callable[[list[str]], list[str]] = list) -> bool:
    """Say whether a text, of which some words may be left out, has what is asked for."""
    asked = words(term.text)
    places = range(-len(asked), len(text))
    if term.prefix:
        return any(
            word.startswith(asked[-1]) and _follow(kept(asked[:-1]), text, at - len(asked) + 1)
            for at, word in enumerate(text)
        )
    if term.phrase or len(asked) > 1:
        return any(_follow(kept(asked), text, at) for at in places)
    full = kept(words(Taxonomy.load().label(term.text) or "")) or asked
    named = any(_follow(full, text, at) for at in places)
    return named or any(word in {asked[0], *inflections(asked[0])} for word in text)


def _follow(asked: list[str], text: list[str], at: int) -> bool:
    return all(
        not word or (0 <= at + number < len(text) and text[at + number] == word)
        for number, word in enumerate(asked)
    )


def _in_place(place: str, posting: Posting) -> bool:
    name = place.strip().casefold()
    return any(name == known or (len(name) > 2 and name in known) for known in place_names(posting))


def _names_skill(skill: str, understood: Understanding) -> bool:
    named = {one.skill.lower() for one in understood.skills if one.need != "negated"}
    return skill.lower() in named


def _pay(one: Change) -> float | None:
    return yearly_pay(one.posting.base_salary)


def _in_currency(filters: Filters, one: Change) -> bool:
    pay = one.posting.base_salary
    return pay is not None and pay.currency == filters.pay_currency


def _is_asked(name: str, filters: Filters) -> bool:
    values = {
        "status": filters.status != "any",
        "pay": filters.pay_at_least is not None,
        "pay_currency": filters.pay_at_least is not None and filters.pay_currency,
        "place": filters.place.strip(),
    }
    fields = {"role": "roles", "seniority": "seniorities", "source": "sources", "skill": "skills"}
    return bool(values[name] if name in values else getattr(filters, fields.get(name, name)))


_CHECKS: dict[str, Any] = {
    "status": lambda f, one: one.posting.closed == (f.status == "closed"),
    "source": lambda f, one: one.posting.source in f.sources,
    "role": lambda f, one: one.understanding.role in f.roles,
    "seniority": lambda f, one: one.understanding.seniority in f.seniorities,
    "remote": lambda f, one: one.understanding.remote in f.remote,
    "place": lambda f, one: _in_place(f.place, one.posting),
    "posted_since": lambda f, one: (
        (day_of(one.posting.date_posted) or 0) >= (day_of(f.posted_since) or 0)
    ),
    "skill": lambda f, one: all(_names_skill(skill, one.understanding) for skill in f.skills),
    "pay": lambda f, one: (_pay(one) or 0) >= f.pay_at_least and _pay(one) is not None,
    "pay_currency": lambda f, one: _in_currency(f, one) or _pay(one) is None,
}
_UNKNOWN: dict[str, Any] = {
    "seniority": lambda _, one: one.understanding.seniority == "unknown",
    "remote": lambda _, one: one.understanding.remote == "unstated",
    "place": lambda _, one: not place_names(one.posting),
    "posted_since": lambda _, one: one.posting.date_posted is None,
    "pay": lambda _, one: _pay(one) is None,
    "pay_currency": lambda f, one: not _in_currency(f, one),
}
