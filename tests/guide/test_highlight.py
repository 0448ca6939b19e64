"""What was understood of a posting, marked in its own text."""

from __future__ import annotations

import msgspec
import pytest

from upslope import sample
from upslope.guide.highlight import Highlighted, Mark, Piece, highlight
from upslope.records import Posting, Understanding
from upslope.understand import understand

TEXT = """About us
Quillfish makes maps of rivers. We never use PHP.

What you will do:
- Deploy ML models to production
- Build data pipelines with Spark and Airflow

Requirements:
- Master's degree in computer science
- 4+ years of Python; unit and integration testing
- Nice to have: Kubernetes

We are unable to sponsor visas. Pay: $120,000 - $150,000 a year."""


def posting(text: str | None, title: str = "Machine Learning Engineer, Python") -> Posting:
    return Posting(id="1", source="s", source_id="1", title=title, description=text)


def read(text: str | None, title: str = "Machine Learning Engineer, Python") -> Highlighted:
    one = posting(text, title)
    return highlight(one, *understand([one]))


def pieces(shown: Highlighted) -> list[Piece]:
    lines = [line for block in shown.blocks for line in block.lines]
    return [piece for line in lines for passage in line for piece in passage.pieces]


def marks(shown: Highlighted) -> dict[str, Mark]:
    return {piece.text: piece.mark for piece in pieces(shown) if piece.mark}


def test_every_kind_of_mark_stands_in_its_place() -> None:
    found = marks(read(TEXT))
    assert found["4+ years"].kind == "years"
    assert found["Master's"].kind == "degree"
    assert found["unable to sponsor"].kind == "visa"
    assert found["$120,000 - $150,000 a year"].kind == "pay"
    assert found["Kubernetes"].need == "preferred"
    assert found["Spark"].labels == ("apache spark",)
    assert all(words in TEXT[one.start : one.end] for words, one in found.items())


def test_what_is_denied_is_shown_as_denied() -> None:
    found = marks(read("Requirements:\n- Python\n- No Java needed"))
    assert (found["Python"].need, found["Java"].need) == ("required", "negated")


def test_mentions_that_share_words_are_marks_of_several_skills() -> None:
    found = marks(read("Requirements:\n- Unit and integration testing"))
    both = found["Unit and integration"]
    assert {"unit testing", "integration testing"} <= {*both.labels} == {*both.first}


def test_sentences_show_their_duties() -> None:
    shown = read(TEXT)
    told = {
        duty: "".join(piece.text for piece in passage.pieces)
        for block in shown.blocks
        for line in block.lines
        for passage in line
        for duty in passage.duties
    }
    assert told["deployment"] == "Deploy ML models to production"


def test_a_text_is_cut_into_headings_lists_and_paragraphs() -> None:
    kinds = [(block.kind, len(block.lines)) for block in read(TEXT).blocks]
    assert kinds == [
        ("heading", 1),
        ("paragraph", 1),
        ("heading", 1),
        ("list", 2),
        ("heading", 1),
        ("list", 3),
        ("paragraph", 1),
    ]


def test_a_line_that_lost_its_breaks_is_broken_at_its_headings() -> None:
    told = "We make maps of rivers, and ask for much in many words. " * 5
    shown = read(f"{told}Responsibilities: Deploy ML models.Requirements: Python and SQL.")
    assert [block.kind for block in shown.blocks].count("heading") == 2
    assert marks(shown)["SQL"].need == "required"


def test_a_mark_is_first_once_and_in_the_title() -> None:
    shown = read("Python, and more Python.\nPython")
    everywhere = [*shown.title, *pieces(shown)]
    python = [one.mark for one in everywhere if one.mark and "python" in one.mark.labels]
    assert [bool(one.first) for one in python] == [True, False, False, False]


def test_what_the_person_took_out_is_not_marked() -> None:
    one = posting("Requirements:\n- Python\n- 5 years of SQL")
    [known] = understand([one])
    without = [skill for skill in known.skills if skill.skill != "sql"]
    corrected = msgspec.structs.replace(known, skills=without, min_years=None)
    found = marks(highlight(one, corrected))
    assert "SQL" not in found and all(mark.kind != "years" for mark in found.values())


@pytest.mark.parametrize("text", [None, "", " \n\n ", "\0\r\n\u2028x", "-\n-\n•", "é" * 300])
def test_no_text_is_too_odd(text: str | None) -> None:
    shown = read(text, "")
    assert shown.title == []
    assert all(block.lines for block in shown.blocks)


def test_all_of_a_text_is_shown_once_and_in_order() -> None:
    """Of real shapes: what the sample has, and a text that is longer than is read."""
    texts = [row["description"] for row in _labelled()] + ["Python and SQL.\n" * 6_000]
    for text in texts:
        one = posting(text)
        shown = highlight(one, Understanding(id="1")) if len(text) > 50_000 else read(text)
        said = "".join(piece.text for piece in pieces(shown))
        dropped = str.maketrans("", "", " \t\r\n\xa0-*•·▪●◦‣–—")
        assert said.translate(dropped) == text.translate(dropped)


def _labelled() -> list[dict[str, str]]:
    [file] = sample.labelled_set()[1]
    rows = [msgspec.json.decode(line) for line in file.read_bytes().splitlines()]
    return [row for row in rows if row.get("description")][:40]
