"""Terms that stand among skills and are none."""

from __future__ import annotations

import pytest

from upslope.guide.unknown import Unknown, unknown_terms
from upslope.records import Posting
from upslope.taxonomy import Taxonomy

EMPLOYERS = ["Alder Labs", "Birch Works", "Cedar Systems", "Dogwood Data"]


def found(text: str, *, more: str = "", places: tuple[str, ...] = ()) -> list[Unknown]:
    """What is unknown when four employers write the same text."""
    postings = [
        Posting(
            id=name,
            source="",
            source_id="",
            title="Engineer",
            hiring_organization=name,
            job_location=[*places],
            description=f"Requirements:\n- {text}\n{more}",
        )
        for name in EMPLOYERS
    ]
    return unknown_terms(postings, Taxonomy.load())


@pytest.mark.parametrize(
    "text",
    [
        "Python, Quillon, SQL",
        "Python/Quillon/SQL",
        "Databases (Quillon, Postgres, Redis)",
        "Tools such as Quillon, Docker and Git",
        "Docker\nQuillon\nGit\nPython",
    ],
)
def test_an_item_among_known_skills_is_a_candidate(text: str) -> None:
    assert [one.term for one in found(text)] == ["Quillon"]


@pytest.mark.parametrize(
    "text",
    [
        "Python, SQL, Docker",  # nothing unknown
        "Quillon, Merrowby, Python",  # one known skill makes no list of skills
        "Python, SQL, Berlin",  # a place
        "Python, SQL, Alder Labs",  # an employer
        "Python, SQL, PhD",  # a degree
        "Python, SQL, curiosity",  # nothing technical about it
        "Additionally, Python and SQL",  # how a sentence begins
    ],
)
def test_what_is_no_candidate(text: str) -> None:
    assert found(text) == []


def test_a_word_that_is_common_in_lower_case_is_left_out() -> None:
    assert found("Python, SQL, Gravity", more="You defy gravity and like gravity.") == []


def test_what_stands_among_benefits_is_left_out() -> None:
    text = "Benefits:\n- Zoom, Slack, Quillon and Python courses"
    assert found("Python, SQL", more=text) == []


def test_one_employers_own_words_are_left_out() -> None:
    posting = Posting(
        id="1", source="", source_id="", title="", description="Python, SQL, Quillon",
        hiring_organization="Alder",
    )  # fmt: skip
    assert unknown_terms([posting] * 9, Taxonomy.load()) == []


def test_spelling_counts_and_example_are_those_of_the_postings() -> None:
    [one] = found("Python, QuillonDB, SQL")
    assert (one.term, one.postings, one.employers) == ("QuillonDB", 4, 4)
    assert one.example == "Python, QuillonDB, SQL"
    assert one.score > 0
