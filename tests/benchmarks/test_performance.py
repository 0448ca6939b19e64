"""The pure parts of the figures of speed, and the document that holds them."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from benchmarks.performance.corpus import Corpus, sentences, shown_as
from benchmarks.performance.document import BEGIN, DOC, END, Measured, read, with_figures, write
from benchmarks.performance.figures import Figure, markdown, table
from benchmarks.performance.fit import growth
from benchmarks.performance.plots import draw
from benchmarks.performance.queries import questions

from upslope.normalize.records import posting_of
from upslope.records import Posting, Understanding
from upslope.understand import understand

SENTENCES = [
    "We train ranking models in PyTorch.",
    "You know SQL and Python!",
    "Our team works in Oslo",
    "Do you like Kubernetes?",
    "Pay is fair.",
]


@pytest.fixture(scope="module")
def rows() -> list[tuple[Posting, Understanding]]:
    postings = [
        posting_of(
            {
                "id": str(n),
                "source": "files",
                "title": f"Senior Machine Learning Engineer {n}",
                "company": ["Quillfish Labs", "Tern Audio", "Plum Systems"][n % 3],
                "location": ["Oslo, Norway", "Leeds, UK"][n % 2],
                "description": "\n".join((SENTENCES * 3)[n : n + 3 + n % 4]),
            }
        )
        for n in range(8)
    ]
    return list(zip(postings, understand(postings), strict=True))


def figure(**changed: object) -> Figure:
    known = {"part": "way", "name": "all", "unit": "ms", "values": [1.0], "command": "measure it"}
    return Figure(**{**known, **changed})  # type: ignore[arg-type]


def test_the_first_postings_are_the_same_however_many_follow(
    rows: list[tuple[Posting, Understanding]],
) -> None:
    few, many = (list(Corpus(rows).postings(number)) for number in (20, 60))
    assert few == many[:20]
    assert [*islice(Corpus(rows, seed=1).postings(20), 20)] != few
    assert len({posting.id for posting, _ in many}) == 60


def test_made_postings_are_of_real_sentences_and_as_long(
    rows: list[tuple[Posting, Understanding]],
) -> None:
    real = {one.text for row in rows for one in sentences(*row)}
    assert real == set(SENTENCES)
    longest = max(len(posting.description or "") for posting, _ in rows)
    for posting, _ in Corpus(rows).postings(100):
        lines = (posting.description or "").split("\n")
        assert set(lines) <= real
        assert len(posting.description or "") <= longest + max(map(len, real))


def test_a_made_posting_has_the_skills_of_its_sentences(
    rows: list[tuple[Posting, Understanding]],
) -> None:
    for posting, known in Corpus(rows).postings(50):
        named = {one.skill for one in known.skills}
        assert ("kubernetes" in named) == ("Kubernetes" in (posting.description or ""))


def test_of_thirty_changes_one_stands_behind_another(
    rows: list[tuple[Posting, Understanding]],
) -> None:
    changes = list(Corpus(rows).changes(90))
    behind = [one for one in changes if one.shown_as != one.posting.id]
    assert len(behind) == 3
    assert {one.shown_as for one in behind} == {
        one.posting.id for one in changes if one.stands_for_others
    }
    assert not any(one.stands_for_others for one in Corpus(rows).changes(29))
    assert Counter(map(shown_as, range(90))).most_common(1)[0][1] == 2


def test_questions_are_the_same_for_one_seed_and_of_words_that_are_there(
    rows: list[tuple[Posting, Understanding]],
) -> None:
    asked = questions(rows, 10)
    assert asked == questions(rows, 10) != questions(rows, 10, seed=1)
    assert all(len(kind) == 10 for kind in asked.values())
    titles = " ".join(posting.title.lower() for posting, _ in rows)
    assert all(one.query.strip('"') in titles for one in asked["words side by side"])
    assert all(" OR " in one.query for one in asked["OR with filters"])


@pytest.mark.parametrize("exponent", [-0.5, 0.0, 0.3, 1.0])
def test_the_fit_finds_the_exponent_within_its_interval(exponent: float) -> None:
    chance = np.random.default_rng(3)
    sizes = np.repeat([1e3, 1e4, 1e5, 1e6], 5)
    costs = 7.0 * sizes**exponent * np.exp(chance.normal(0, 0.05, len(sizes)))
    found = growth(sizes.tolist(), costs.tolist())
    assert found.low < exponent < found.high
    assert found.high - found.low < 0.05


def test_a_fit_needs_sizes() -> None:
    with pytest.raises(ValueError, match="two sizes"):
        growth([10, 10, 10], [1.0, 2.0, 3.0])


def test_a_ratio_above_one_is_better_for_rates_and_for_costs() -> None:
    assert figure(values=[2.0], others=[6.0]).ratio == 3.0
    assert figure(values=[6.0], others=[2.0], more_is_better=True).ratio == 3.0
    assert figure().ratio is None
    assert figure(values=[5.0], target=5.0).met
    assert not figure(values=[4.9], target=5.0, more_is_better=True).met


def test_tables_hold_every_figure() -> None:
    shown = [figure(name="slow", values=[1.0, 3.0, 2.0], target=1.0), figure(name="quick")]
    printed, put_down = table(shown).splitlines(), markdown(shown).splitlines()
    assert len(printed) == 3 and len(put_down) == 4
    assert "≤ 1 missed" in printed[1] and "1 - 3" in printed[1]
    assert put_down[0].startswith("| figure | ratio |")


def test_plots_are_well_formed(tmp_path: Path) -> None:
    points = [
        figure(name=f"<{size}>", values=[cost], others=[1.0], series="a & b: seconds", size=size)
        for size, cost in ((1_000, 2.0), (10_000, 1.5))
    ]
    files = draw(points, tmp_path)
    assert [file.name for file in files] == ["ratios.svg", "growth-seconds.svg"]
    for file in files:
        assert ElementTree.parse(file).getroot().tag.endswith("svg")
    assert "a &amp; b" in files[1].read_text("utf-8")


def test_a_part_that_is_measured_again_takes_the_place_of_the_old(tmp_path: Path) -> None:
    document = tmp_path / "figures.md"
    document.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    write(document, Measured("A", "2026-01-01", [figure(), figure(part="search", name="old")]))
    write(document, Measured("B", "2026-01-02", [figure(part="search", name="new")]))
    assert [one.name for one in read(document).figures] == ["all", "new"]
    text = document.read_text("utf-8")
    assert text.startswith("before\n") and text.endswith("\nafter\n")
    assert "| new |" in text and "old" not in text


def test_a_document_without_a_place_is_refused() -> None:
    with pytest.raises(ValueError, match="needs the lines"):
        with_figures("nothing", Measured("A", "2026-01-01", []))


def test_the_document_holds_its_rows_and_names_a_command_for_each() -> None:
    text, measured = DOC.read_text("utf-8"), read(DOC)
    assert with_figures(text, measured) == text, "write it by its command; see its head"
    assert measured.figures
    for one in measured.figures:
        assert f"`{one.command}`" in text and f"| {one.name} |" in text
