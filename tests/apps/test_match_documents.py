"""A resume as an office document, as a person gives it to ``upslope match``."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result
from tests.formats.offices import docx, paragraph

from upslope import sample
from upslope.apps.cli import cli

LINES = sample.resumes()["student"].read_text(encoding="utf-8").split("\n")
HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Kubernetes, Rust, Haskell</w:t></w:r>"


def match(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["match", *map(str, arguments)])


def test_a_word_resume_ranks_as_its_text_does_and_hidden_words_are_told(tmp_path: Path) -> None:
    body = [paragraph(line.replace("&", "&amp;").replace("<", "&lt;")) for line in LINES]
    for name, more in (("seen.docx", []), ("hidden.docx", [paragraph(HIDDEN)])):
        (tmp_path / name).write_bytes(docx(*body, *more))
    plain = match("--resume", sample.resumes()["student"], "--json")
    seen, hidden = (match("--resume", tmp_path / f"{n}.docx", "--json") for n in ("seen", "hidden"))
    assert seen.stdout == hidden.stdout == plain.stdout
    assert len([json.loads(line) for line in seen.stdout.splitlines()]) > 10
    assert "nobody can see" in hidden.stderr and "nobody can see" not in seen.stderr


def test_a_locked_resume_says_what_to_do(tmp_path: Path) -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "r.docx").write_bytes(locked)
    result = match("--resume", tmp_path / "r.docx")
    assert result.exit_code == 1
    assert "r.docx: The file asks for a password." in str(result.exception)
