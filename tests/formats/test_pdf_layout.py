"""Columns, tables, headers and bullets of a PDF come in the order in which a person reads them."""

from __future__ import annotations

import random

import msgspec
import pytest
from tests.formats.pdfs import Word, drawn, placed

from upslope.formats.document import Document
from upslope.formats.pdf import extract

EM = 6.0  # advance of a letter of 10 points in Courier


def document(*pages: list[Word]) -> Document:
    return msgspec.convert(extract(placed(*pages)), Document)


def text(*pages: list[Word]) -> list[str]:
    return [line for line in document(*pages).text.split("\n") if line]


def column(left: float, top: float, *lines: str, pitch: float = 14) -> list[Word]:
    return [(left, top - pitch * at, line) for at, line in enumerate(lines)]


SIDE = ("CONTACT", "Fjordby", "SKILLS", "Python", "PyTorch", "Airflow", "LANGUAGES", "Norwegian")
MAIN = (
    "EXPERIENCE",
    "Data Engineer, Quillfish",
    "2019 - 2021",
    "- Wrote the feature store in Python",
    "- Moved 40 jobs to Airflow",
    "EDUCATION",
    "M.Sc. Physics, University of Fjord",
    "2015 - 2017",
    "Thesis on waves in shallow water",
)
ORDERS = ["as written", "row by row", "shuffled"]


def in_order(words: list[Word], order: str) -> list[Word]:
    if order == "row by row":
        return sorted(words, key=lambda word: (-word[1], word[0]))
    if order == "shuffled":
        return random.Random(7).sample(words, len(words))
    return words


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("down", [0.0, 5.0])
def test_a_sidebar_and_the_column_beside_it_come_one_after_the_other(
    order: str, down: float
) -> None:
    words = column(40, 700, *SIDE) + column(200, 700 - down, *MAIN)
    assert text(in_order(words, order)) == [*SIDE, *MAIN]


@pytest.mark.parametrize("order", ORDERS)
def test_a_sidebar_on_the_right_comes_after_the_column(order: str) -> None:
    words = column(40, 700, *MAIN) + column(400, 693, *SIDE)
    assert text(in_order(words, order)) == [*MAIN, *SIDE]


def test_lines_over_both_columns_stay_above_and_below_them() -> None:
    wide = "a line of words that runs over the whole width of the page and is read by itself"
    words: list[Word] = [
        (40, 740, wide),
        *column(40, 700, *SIDE),
        *column(200, 695, *MAIN),
        (40, 560, "PROJECTS"),
        (40, 546, wide),
    ]
    assert text(words) == [wide, *SIDE, *MAIN, "PROJECTS", wide]


def test_two_columns_of_sentences_on_one_grid_are_read_one_after_the_other() -> None:
    left = [f"Sentence {at} of the first column." for at in "abcdef"]
    right = [f"Sentence {at} of the second one." for at in "uvwxyz"]
    words = column(40, 700, *left) + column(310, 700, *right)
    assert text(in_order(words, "row by row")) == [*left, *right]


def test_three_columns() -> None:
    columns = [[f"{name}{at}x" for at in "abcd"] for name in ("left", "mid", "right")]
    words = [
        word
        for at, lines in enumerate(columns)
        for word in column(40 + 180 * at, 700 - 4 * at, *lines)
    ]
    assert text(words) == [line for lines in columns for line in lines]


@pytest.mark.parametrize("order", ORDERS)
def test_dates_flush_right_stay_beside_their_titles(order: str) -> None:
    words: list[Word] = []
    for at, (title, dates) in enumerate(
        (("Data Engineer", "2019 - 2021"), ("Analyst, Tarnbeck", "May 2016 - June 2019"),
         ("Intern", "2015"), ("Teaching assistant", "Jan 2014 - Present"))
    ):  # fmt: skip
        base = 700 - 42 * at
        words += [(50, base, title), (560 - EM * len(dates), base, dates)]
        words += column(60, base - 14, "- Did one thing", "- Did another thing")
    lines = text(in_order(words, order))
    assert lines[0] == "Data Engineer  2019 - 2021"
    assert lines[3] == "Analyst, Tarnbeck  May 2016 - June 2019"
    assert lines[9] == "Teaching assistant  Jan 2014 - Present"


@pytest.mark.parametrize("order", ["as written", "row by row"])
def test_a_table_is_read_row_by_row(order: str) -> None:
    cells = [("Languages", "Python, SQL"), ("Tools", "Airflow, Docker"), ("Cloud", "GCP"),
             ("Other", "Norwegian")]  # fmt: skip
    words: list[Word] = [
        word
        for at, (label, said) in enumerate(cells)
        for word in ((50.0, 700 - 14.0 * at, label), (150.0, 700 - 14.0 * at, said))
    ]
    assert text(in_order(words, order)) == [f"{label}  {said}" for label, said in cells]


def test_dates_on_the_left_stay_beside_their_titles() -> None:
    words: list[Word] = []
    for at, dates in enumerate(("2019 - 2021", "2016 - 2019", "2012 - 2016", "2010 - 2012")):
        words += [(50, 700 - 42.0 * at, dates)]
        words += column(150, 700 - 42.0 * at, f"Engineer {at}", "- Did one thing", "- And another")
    assert text(words)[:4] == [
        "2019 - 2021  Engineer 0", "- Did one thing", "- And another", "2016 - 2019  Engineer 1",
    ]  # fmt: skip


def test_a_heading_in_the_margin_gets_its_own_line() -> None:
    words: list[Word] = [(50, 700, "EXPERIENCE"), (180, 700, "Data Engineer, Quillfish")]
    assert text([*words, *column(180, 686, "Wrote jobs", "in Spark")])[:2] == [
        "EXPERIENCE",
        "Data Engineer, Quillfish",
    ]


def test_a_sidebar_goes_on_over_the_page() -> None:
    first = column(40, 760, *SIDE) + column(200, 755, *MAIN)
    second = column(40, 760, "COURSES", "Waves", "Tides") + column(200, 755, *MAIN[3:])
    assert text(first, second) == [*SIDE, "COURSES", "Waves", "Tides", *MAIN, *MAIN[3:]]


def test_two_equal_columns_are_read_page_by_page() -> None:
    pages = [
        [
            word
            for side, left in (("left", 40), ("right", 310))
            for word in column(left, 700, *(f"The {side} side of page {number}, line {at}."
                                            for at in "abcdef"))
        ]
        for number in "st"
    ]  # fmt: skip
    lines = [line[:20] for line in text(*pages)]
    assert list(dict.fromkeys(lines)) == [
        "The left side of pag", "The right side of pa",
    ]  # fmt: skip
    assert [line.split(",")[0][-1] for line in text(*pages)] == ["s"] * 12 + ["t"] * 12


def test_the_name_comes_first_beside_a_sidebar() -> None:
    main: list[Word] = [
        (200, 740, "Ada Byron", 24),
        (200, 715, "ML Engineer"),
        (200, 690, "Fjordby"),
    ]
    words = column(40, 745, *SIDE) + main + column(200, 650, *MAIN)
    lines = text(words)
    assert lines[:2] == ["Ada Byron", "ML Engineer"]
    assert lines[3:11] == [*SIDE] or lines[2:10] == [*SIDE]


def test_headers_and_footers_are_read_once() -> None:
    pages: list[list[Word]] = [
        [(50, 770, "Ada Byron"), *column(50, 700, f"{word} one", f"{word} two and more"),
         (300, 30, f"Page {at + 1} of 3")]
        for at, word in enumerate(("Tide", "Wave", "Storm"))
    ]  # fmt: skip
    lines = text(*pages)
    assert lines == [
        "Ada Byron", "Tide one", "Tide two and more", "Wave one", "Wave two and more",
        "Storm one", "Storm two and more", "Page 1 of 3",
    ]  # fmt: skip
    assert document(*pages).layout.around == ["Ada Byron", "Page 1 of 3"]


def test_bullets_are_written_alike_whatever_draws_them() -> None:
    dot = "53 652 m 56 652 l 56 655 l 53 655 l f"
    page = "\n".join(
        [
            "BT /F2 10 Tf 50 700 Td (\x95) Tj 30 0 Td (Python at work) Tj ET",
            "BT /F2 10 Tf 50 680 Td (o) Tj 30 0 Td (Spark at home) Tj ET",
            dot,
            "BT /F2 10 Tf 70 650 Td (Airflow) Tj ET",
        ]
    )
    found = str(extract(drawn(page.replace("\x95", "\\225")))["text"])
    lines = [line for line in found.split("\n") if line]
    assert lines == ["- Python at work", "- Spark at home", "- Airflow"]


def test_a_sentence_that_goes_on_is_one_line_and_a_list_is_not() -> None:
    words = column(
        50, 700,
        "- Built the pipelines that feed the ranking models of the whole company with Apache",
        "  Spark and moved them to a cluster of our own, which saved half of the cost of it imple-",
        "  mented end to end.", "Python", "SQL", "Docker",
    )  # fmt: skip
    lines = text(words)
    assert "Apache Spark" in lines[0] and lines[0].endswith("of it implemented end to end.")
    assert lines[1:] == ["Python", "SQL", "Docker"]


def test_letters_set_apart_and_blanks_left_out_make_words() -> None:
    spaced = "BT /F2 10 Tf 3 Tc 50 700 Td (EXPERIENCE) Tj ET"
    split = "BT /F2 10 Tf 50 680 Td 0 Tc (machine) Tj 45 0 Td (learning) Tj ET"
    assert str(extract(drawn(f"{spaced}\n{split}"))["text"]).split("\n")[0] == "EXPERIENCE"
    assert "machine learning" in str(extract(drawn(f"{spaced}\n{split}"))["text"])


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_it_is_seen(turn: int) -> None:
    matrix = {0: "1 0 0 1 50 700", 90: "0 1 -1 0 50 50", 180: "-1 0 0 -1 560 90",
              270: "0 -1 1 0 560 740"}[turn]  # fmt: skip
    page = f"BT /F2 10 Tf {matrix} Tm 14 TL (first line) Tj T* (second line) Tj ET"
    assert str(extract(drawn(page, turn=turn))["text"]).split("\n") == ["first line", "second line"]


def test_a_long_file_says_what_was_not_read() -> None:
    pages: list[list[Word]] = [[(50, 700, f"Words of page {at}")] for at in range(300)]
    found = document(*pages)
    assert "page 49" in found.text and "page 50" not in found.text
    assert found.left_out == "The file has 300 pages; pages 51 to 300 were not read."
