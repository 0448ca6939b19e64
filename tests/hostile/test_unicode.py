"""Characters that cannot be seen, or that reverse a line: kept out, or made equal."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.apps.cli.screen import plain
from upslope.normalize import normalize
from upslope.normalize.duplicates import fingerprint
from upslope.records import Posting, RawPosting
from upslope.store.export.cells import cell

UNSEEN = [chr(c) for c in (0x200B, 0x200D, 0x202E, 0x2066, 0xFEFF, 0xAD, 0, 0x1B, 0xE0041, 0x2060)]
TEXT = "Ingénieur en apprentissage automatique: Python et modèles. " * 4


def posting(title: str, text: str = TEXT) -> Posting:
    [made] = normalize(
        [
            RawPosting(
                source="files",
                source_id="1",
                title=title,
                hiring_organization="Fernwick",
                job_location=["Lyon, France"],
                description=text,
            )
        ]
    )
    return made


@given(st.text(alphabet=st.sampled_from(UNSEEN), max_size=5), st.integers(0, 10))
def test_what_cannot_be_seen_changes_neither_title_nor_twin(unseen: str, place: int) -> None:
    title = "ML Engineer"
    hidden = posting(title[:place] + unseen + title[place:], TEXT[:place] + unseen + TEXT[place:])
    clear = posting(title)
    assert hidden.clean_title == clear.clean_title
    assert fingerprint(hidden) == fingerprint(clear)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_composed_and_decomposed_are_one(form: str) -> None:
    made = posting(unicodedata.normalize(form, "Ingénieur ML"), unicodedata.normalize(form, TEXT))  # type: ignore[arg-type]
    assert (made.title, fingerprint(made)) == ("Ingénieur ML", fingerprint(posting("Ingénieur ML")))


@given(st.text(max_size=60))
def test_no_title_splits_or_colours_a_line_of_the_terminal(title: str) -> None:
    shown = plain(title)
    assert not any(unicodedata.category(c) == "Cc" for c in shown)
    assert not set(shown) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200b")


@pytest.mark.shared
def test_naughty_strings_go_through_as_titles_and_texts(shared: Path) -> None:
    for path in sorted((shared / "hostile/naughty-strings").glob("*.txt")):
        for line in path.read_text(encoding="utf-8", errors="surrogateescape").splitlines():
            made = posting(line or "-", line)
            assert not any(unicodedata.category(c) == "Cc" for c in made.title)
            assert "\ud800" not in json.dumps(made.title, ensure_ascii=False)


@pytest.mark.shared
def test_no_cell_of_the_bad_ones_is_a_formula(shared: Path) -> None:
    for text in json.loads((shared / "hostile/bombs/csv_cells.json").read_text()):
        written = cell(text)
        seen = written.lstrip(" \t\r\n\u200b\ufeff")
        assert not seen.startswith(("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")), (
            text
        )
        restored = (
            written[1:] if written.startswith("'") and cell(written[1:]) == written else written
        )
        assert restored == text
