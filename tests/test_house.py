"""The house rules that a program can check."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _needed(names: set[str]) -> set[str]:
    """Names and everything they need, extras left out."""
    waiting, found = list(names), set[str]()
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in found:
            continue
        found.add(name)
        for line in metadata.requires(name) or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(requirement.name)
    return found


def _core() -> set[str]:
    return {Requirement(line).name for line in PROJECT["dependencies"]}


def test_core_install_is_lean() -> None:
    assert len(_needed(_core())) <= 50


def test_every_dependency_is_explained() -> None:
    table = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    missing = [name for name in _core() if f"| {name.lower()} |" not in table]
    assert not missing


def test_every_dependency_is_pinned() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = {re.sub(r"[-_.]+", "-", line.split("==")[0]).lower() for line in lines if "==" in line}
    assert _needed(_core()) <= pins
    assert all(re.fullmatch(r"#.*|[\w.-]+==[\w.+!-]+", line) for line in lines)


def test_no_unsafe_loading() -> None:
    unsafe = re.compile(
        r"\b(pickle|joblib|cloudpickle|marshal)\b|torch\.load|yaml\.load|shell=True"
    )
    files = [*(ROOT / "src").rglob("*.py")]
    assert len(files) > 20
    assert not [f for f in files if unsafe.search(f.read_text(encoding="utf-8"))]


def test_help_imports_nothing_heavy() -> None:
    heavy = "msgspec sqlalchemy alembic httpx rich sklearn numpy pyarrow selectolax"
    code = (
        "import sys; from click.testing import CliRunner; from upslope.apps.cli import cli;"
        "result = CliRunner().invoke(cli, ['--help']); assert result.exit_code == 0, result.output;"
        f"print([m for m in {heavy.split()!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_links_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert (ROOT / target).exists(), target


def test_changelog_fragments_are_one_sentence() -> None:
    fragments = [*(ROOT / "changelog").glob("*.md")]
    assert fragments
    for fragment in fragments:
        assert re.fullmatch(r"[\w-]+\.(added|changed|fixed|removed)\.md", fragment.name)
