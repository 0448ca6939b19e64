"""Cutting postings into sections and sentences, in every shape their text comes in."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upslope.records import Posting
from upslope.understand import headings
from upslope.understand.document import Document, split
from upslope.understand.headings import heading_kind


def sections(text: str) -> list[tuple[str, str]]:
    return [(sentence.section, sentence.text) for sentence in split(text)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Requirements", "required"),
        ("REQUIREMENTS:", "required"),
        ("## Minimum Qualifications", "required"),
        ("What you’ll bring", "required"),
        ("Who you are", "required"),
        ("You might be a good fit if you:", "required"),
        ("Nice to have", "preferred"),
        ("Nice-to-haves:", "preferred"),
        ("Preferred Qualifications", "preferred"),
        ("Desired skills & experience", "required"),
        ("Bonus points if you have:", "preferred"),
        ("What would make you stand out", "preferred"),
        ("It would be a plus if you have:", "preferred"),
        ("Responsibilities", "duties"),
        ("What You'll Do:", "duties"),
        ("Key duties and responsibilities", "duties"),
        ("In this role, you will:", "duties"),
        ("About the role", "duties"),
        ("About us", "about"),
        ("About Brindlewick", "about"),
        ("Our mission", "about"),
        ("Our tech stack", "about"),
        ("Benefits & Perks", "benefits"),
        ("What we offer", "benefits"),
        ("Why join us?", "benefits"),
        ("Equal Opportunity Employer", "legal"),
        ("How to apply", "legal"),
        ("Ihr Profil", "required"),
        ("Deine Aufgaben", "duties"),
        ("Wir bieten", "benefits"),
        ("- Excellent communication skills", None),
        ("Strong analytical skills", None),
        ("- Linux knowledge would be a plus", None),
        ("Experience with Python preferred.", None),
        ("We train models that read invoices for small shops in nine countries today", None),
        ("Python", None),
        ("", None),
        ("***", None),
    ],
)
def test_headings(line: str, kind: str | None) -> None:
    assert heading_kind(line) == kind


def test_list_under_headings() -> None:
    text = "About us\nWe sell tea.\n\nRequirements:\n- Python\n* SQL. And more.\n\n"
    text += "Nice to have\n• Rust"
    assert sections(text) == [
        ("about", "We sell tea."),
        ("required", "Python"),
        ("required", "SQL."),
        ("required", "And more."),
        ("preferred", "Rust"),
    ]
    assert [s.bullet for s in split(text)] == [False, True, True, True, True]
    assert [s.heading for s in split(text)][1] == "Requirements:"


def test_text_after_a_heading_on_its_line() -> None:
    assert sections("Requirements: Python, SQL\nBonus skills - Rust") == [
        ("required", "Python, SQL"),
        ("preferred", "Rust"),
    ]


def test_text_that_lost_its_line_breaks() -> None:
    text = (
        "Brindlewick makes kettles for trains. " * 8
        + "Key Responsibilities Train models. Ship them. "
        + "Requirements: Python • SQL • three years of work "
        + "Nice to have: Rust. Benefits Free tea for all."
    )
    found = sections(text)
    assert ("duties", "Train models.") in found
    assert ("required", "SQL") in found
    assert ("preferred", "Rust.") in found
    assert found[-1] == ("benefits", "Free tea for all.")


def test_text_wrapped_at_a_fixed_width() -> None:
    text = (
        "Requirements\n\n"
        "- You have trained models that recommend kettles to\n"
        "  people who travel by train, and measured how well\n"
        "  they did it.\n"
        "- You write Python that other people like to read and\n"
        "  to change.\n"
        "- You know what a confusion matrix is and when it is\n"
        "  of no use at all to anybody.\n"
        "Nice to have\n\n"
        "- Rust\n"
        "- You have shipped models to devices that run without\n"
        "  any connection.\n"
    )
    found = sections(text)
    assert [section for section, _ in found] == ["required"] * 3 + ["preferred"] * 2
    assert found[0][1].endswith("did it.")
    assert found[3][1] == "Rust"


def test_short_lines_without_marks_are_lines_of_their_own() -> None:
    text = "\n".join(f"Requirement number {n} of this long list" for n in range(12))
    assert len(sections(text)) == 12


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("We use tools, e.g. Python, i.e. code. We ship.", 2),
        ("Ph.D. in the U.S. or elsewhere. Good.", 2),
        ("Version 3.5 of node.js works.", 1),
        ("We grow.We learn daily.", 2),
        ("Who? You! Now.", 3),
    ],
)
def test_sentence_ends(text: str, count: int) -> None:
    assert len(sections(text)) == count


PIECES = st.sampled_from(
    [
        "Requirements",
        "Nice to have:",
        "\n",
        "\n\n",
        "- ",
        "• ",
        ". ",
        "Python",
        " ",
        "a" * 70,
        "\r\n",
    ]
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=60).map("".join))
def test_sentences_are_spans_in_order(text: str) -> None:
    reached = 0
    for sentence in split(text):
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.text.strip()
        assert sentence.start >= reached
        reached = sentence.end


def test_a_posting_without_description() -> None:
    posting = Posting(id="1", source="lever", source_id="1", title="ML Engineer")
    document = Document.of(posting)
    assert (document.description, document.sentences) == ("", ())


@pytest.mark.parametrize(
    "bomb",
    ["Requirements and Skills ", "Key ", "Requirements" + " " * 60_000, "Skills :", "- ", "As A "],
)
def test_a_huge_line_is_cut_in_good_time(bomb: str) -> None:
    document = Document.of(
        Posting(
            id="1", source="", source_id="1", title="", description=bomb * (60_000 // len(bomb))
        )
    )
    start = time.process_time()
    assert document.sentences is document.sentences
    assert time.process_time() - start < 3


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_every_name_of_a_section_is_tried_where_its_first_word_opens(data: st.DataObject) -> None:
    _, pattern = data.draw(st.sampled_from(headings._rows("names")))
    name = data.draw(st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True))
    assert heading_kind(name[:1].upper() + name[1:]) or len(name) > headings.LONGEST


def test_a_sentence_that_is_glued_to_the_last_word_of_a_line_is_cut() -> None:
    text = "We grow teams.Values\n- Tea"
    assert [said for _, said in sections(text)] == ["We grow teams.", "Values", "Tea"]


@pytest.mark.parametrize(
    "heading",
    [
        "It would be great if you also have",
        "Also good",
        "Nice if you bring",
        "Perhaps you also",
        "Das wäre schön",
        "Serait un plus",
    ],
)
def test_a_heading_of_wishes_opens_what_is_preferred(heading: str) -> None:
    text = f"Requirements\n- Python\n\n{heading}\n- Rust\n"
    assert sections(text) == [("required", "Python"), ("preferred", "Rust")]
