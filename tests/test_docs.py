"""Figures in the documents are those of what ships."""

from __future__ import annotations

import re

from benchmarks.models_doc import DOC, with_ladders

from benchmarks import sources_doc
from upslope.models import shipped_names


def test_the_ladders_are_those_of_the_cards() -> None:
    text = DOC.read_text("utf-8")
    assert with_ladders(text) == text, "run: python benchmarks/models_doc.py"
    assert set(re.findall(r"<!-- ladder (\w+) -->", text)) == set(shipped_names())


def test_the_sources_are_those_that_ship() -> None:
    text = sources_doc.DOC.read_text("utf-8")
    assert sources_doc.with_sources(text) == text, "run: python benchmarks/sources_doc.py"
