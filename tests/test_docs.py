"""Figures in the documents are those of what ships."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
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


def test_the_python_of_the_api_runs(
    sample_home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(sample_home, tmp_path / "my-search")
    text = (DOC.parent / "api.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    exec(code, {})
    assert "applied" in capsys.readouterr().out
