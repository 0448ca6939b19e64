"""Finding patterns near their cues, and words by rows, without losing an offset."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from upslope.understand import evidence
from upslope.understand.cues import cues
from upslope.understand.degree import degree
from upslope.understand.document import Document
from upslope.understand.employment import employment
from upslope.understand.evidence import Cued, find, full_title, sentence_at
from upslope.understand.reader import Fields
from upslope.understand.remote import remote
from upslope.understand.seniority import seniority
from upslope.understand.statements import Statements, TitleStatements
from upslope.understand.words import ROWS, WordRows, placed, plain
from upslope.understand.years import years

TEXTS = st.text(alphabet=st.sampled_from("ab İß\n.-•visa "), max_size=400)


VISA_TABLE = Statements("visa")
VISA = Cued(re.compile("no visa", re.IGNORECASE))


@given(TEXTS)
def test_every_match_is_found_and_stands_where_it_says(text: str) -> None:
    document = Document(id="1", title="", description=text)
    found = [match.span() for match, _ in find(document, VISA)]
    assert found == [match.span() for match in VISA.pattern.finditer(text)]


@given(TEXTS, st.integers(0, 300), st.integers(0, 300))
def test_a_statement_is_found_wherever_it_stands(noise: str, before: int, after: int) -> None:
    said = "We are unable to sponsor visas."
    text = f"{noise}{'tea ' * before}\n{said}\n{'tea ' * after}{noise}"
    assert VISA_TABLE.answer(text) == "no_sponsorship"


SAID = [
    (years, "Minimum of 5 years of experience with Python."),
    (degree, "Master's degree in Statistics or equivalent experience required."),
    (remote, "This is a fully remote position."),
    (employment, "This is a 6 month contract position."),
    (seniority, "We are looking for a senior engineer."),
]


@pytest.mark.parametrize(("reader", "said"), SAID)
@given(st.integers(0, 250), st.integers(0, 250))
def test_a_reader_finds_its_statement_wherever_it_stands(
    reader: Callable[[Document], Fields], said: str, before: int, after: int
) -> None:
    noise = "We brew tea for trains.\n"
    text = f"{noise * before}{said}\n{noise * after}"
    alone = reader(Document(id="1", title="", description=said))
    assert alone != reader(Document(id="2", title="", description=noise))
    assert reader(Document(id="3", title="", description=text)) == alone


def patterns_of_rules() -> list[re.Pattern[str]]:
    return list(dict.fromkeys(one.pattern for rows in evidence._BY_CUE.values() for one in rows))


@pytest.mark.parametrize("pattern", patterns_of_rules()[::7], ids=lambda one: one.pattern[:40])
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_match_of_a_rule_has_a_cue(data: st.DataObject, pattern: re.Pattern[str]) -> None:
    text = data.draw(st.from_regex(pattern))
    assert not pattern.search(text) or any(cue in text.lower() for cue in cues(pattern))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("visas?", {"visa"}),
        ("no (?:visa|work permit)", {"no visa", "no work permit"}),
        (r"\bwork[ -]from[ -]home\b", {f"work{a}from{b}home" for a in " -" for b in " -"}),
        ("remote(?! sensing)", {"remote"}),
        ("fully (?:remote)?", {"fully "}),
        (r"(?:remote|fully remote) \d+ days", {"remote "}),
        (r"(?:a|\d) visa[^.]{0,9}sponsorship", {"sponsorship"}),
        ("(?:ab){2,3}", {"ab"}),
        ("[1-3] days", {"1 days", "2 days", "3 days"}),
        (r"\w+", set()),
        ("visa|.*", set()),
    ],
)
def test_cues_are_what_a_match_cannot_do_without(pattern: str, expected: set[str]) -> None:
    assert cues(re.compile(pattern, re.IGNORECASE)) == expected


def test_a_pattern_without_cues_is_refused() -> None:
    with pytest.raises(ValueError, match="no word"):
        Cued(re.compile(r"\d+"))


def test_the_sentence_of_a_heading_is_its_line() -> None:
    document = Document(id="1", title="", description="Requirements:\n- SQL")
    assert sentence_at(document, 3).text == "Requirements:"


def test_the_first_statement_of_a_table_wins() -> None:
    assert Statements("remote").answer("This is a remote position.") == "remote"
    both = "This is a remote position.\nHybrid: 2 days in the office."
    assert Statements("remote").answer(both) == "hybrid"


def test_a_title_is_completed_by_the_text() -> None:
    assert full_title(Document(id="1", title="x_y", description="No more.")) == "x y"


def test_plain_words_keep_plus_and_sharp() -> None:
    assert plain("C++/C# – Node.js_2") == b" c++ c# node js 2 "


def said(rows: dict[str, list[str]], text: str) -> list[str]:
    words = WordRows(rows)
    return [words.names[row] for row in words.find([text])[1]]


def test_adjacent_words_are_both_counted() -> None:
    assert said({"a": ["rag", "llm"]}, "RAG LLM") == ["a", "a"]


def test_words_are_matched_whole_unless_starred() -> None:
    rows = {"whole": ["rag"], "start": ["statistic*"]}
    assert said(rows, "Fragile ragtime statistics") == ["start"]
    assert said({"glued": ["*data"]}, "Big modelsData") == ["glued"]


def test_words_are_found_in_the_text_that_holds_them() -> None:
    rows = WordRows({"tea": ["green tea", "tea"], "leaf": ["tea"]})
    text, row = rows.find(["", "Tea", "green", "tea\x00", "Green tea"])
    found = [*zip(text.tolist(), row.tolist(), strict=True)]
    assert found == [(1, 0), (1, 1), (3, 0), (3, 1), (4, 0), (4, 0), (4, 1)]


def test_words_are_placed_in_their_sentence_and_part_none() -> None:
    text = "Train\x00 models.\nWe use machine\n- learning tools - for ETL"
    document = Document(id="1", title="", description=text)
    words = placed((document,))["duties"]
    found = [(at, ROWS["duties"][row]) for at, row in zip(words.sentence, words.row, strict=True)]
    assert (0, "action.train") in found
    assert (0, "object.model") in found
    assert (2, "phrase.data") in found
    assert "object.ml" not in {row for _, row in found}


@pytest.mark.parametrize(
    "table",
    [
        *map(Statements, ("remote", "employment", "visa", "seniority")),
        *map(TitleStatements, ("employment_titles", "seniority_titles")),
    ],
)
def test_every_table_of_statements_says_nothing_of_nothing(
    table: Statements | TitleStatements,
) -> None:
    assert table.answer("") is None
    assert table.answer("We sell tea.") is None


@pytest.mark.parametrize(
    ("pattern", "before", "after"),
    [
        ("visa", 0, 5),
        ("(?:no |an? )?visas?(?! cards)", 3, 15),
        (r"\d{1,3} (?:days?|weeks) off", 3, 14),
        ("[^.]* visa", evidence.REACH, evidence.REACH),
        ("(?:new )?visa|(?:no )?working visa", 11, 16),
    ],
)
def test_a_pattern_is_tried_no_farther_than_it_can_match(
    pattern: str, before: int, after: int
) -> None:
    rule = Cued(re.compile(pattern))
    assert (rule.before, rule.after) == (before, after)


@pytest.mark.parametrize("pattern", patterns_of_rules()[3::9], ids=lambda one: one.pattern[:40])
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_rule_finds_near_its_cues_what_its_pattern_finds(
    data: st.DataObject, pattern: re.Pattern[str]
) -> None:
    words = {
        w: one for w, rules in evidence._BY_CUE.items() for one in rules if one.pattern is pattern
    }
    said = data.draw(st.from_regex(pattern))
    text = f"{'tea ' * 9}{said}{' tea' * 9}"
    assume(len(said) < evidence.REACH and any(word in said.lower() for word in words))
    assert next(iter(words.values())).search(text) or not pattern.search(text)
