"""What a plain reader loses of a resume is told, and no name or address is repeated."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest
from tests.formats.offices import docx, paragraph
from tests.formats.pdfs import Word, drawn, pdf, placed

from upslope.guide.resume.check import Checked, check

TODAY = date(2026, 11, 1)
LINES = [
    "Quill Ashgrove",
    "quill@mail.example, +47 555 01 044",
    "EXPERIENCE",
    "Machine Learning Engineer, Tern Audio",
    "March 2022 - Present",
    "- Trained ranking models in PyTorch and served them on Kubernetes",
    "EDUCATION",
    "M.Sc. Computer Science, Plum University, 2019 - 2021",
    "SKILLS",
    "Python, PyTorch, Spark, SQL, Kubernetes, Docker",
]


def checked(path: Path, data: bytes) -> Checked:
    path.write_bytes(data)
    return check(path, TODAY)


def says(found: Checked) -> str:
    return "\n".join(finding.says for finding in found.findings)


def test_a_plain_resume_loses_nothing(tmp_path: Path) -> None:
    found = checked(tmp_path / "r.pdf", pdf(LINES))
    assert found.findings == []
    assert (found.positions, found.months, found.lost_skills) == (1, 58, [])
    assert {"work", "education", "skills"} <= set(found.sections)
    assert "1 page" in found.summary[0] and "1 position" in found.summary[0]


def test_columns_that_a_plain_reader_glues_are_told(tmp_path: Path) -> None:
    side = ["SKILLS", "Apache Spark", "Kubernetes", "PyTorch", "LANGUAGES", "Norwegian"]
    words: list[Word] = [(250, 720, LINES[0], 20)]
    words += [
        word
        for at, (left, right) in enumerate(zip([*side, *[""] * 9], LINES[1:], strict=False))
        for word in ((40.0, 700 - 14.0 * at, left), (250.0, 700 - 14.0 * at, right))
        if word[2]
    ]
    found = checked(tmp_path / "r.pdf", placed(words))
    glued = next(finding for finding in found.findings if "glues" in finding.says)
    assert glued.severity == "lost"
    assert any("Kubernetes" in line and "Machine Learning" in line for line in glued.where)
    assert "Quill" not in str(found) and "mail.example" not in str(found)


PICTURE = "q 600 0 0 700 0 0 cm BI /W 1 /H 1 /CS /RGB /BPC 8 /F /AHx ID 204060> EI Q"
TEXT = "BT /F1 11 Tf 14 TL 50 780 Td {} ET".format(" T* ".join(f"({line}) Tj" for line in LINES))
WHITE = "BT /F1 11 Tf 1 g 50 100 Td (haskell haskell haskell haskell) Tj ET"


@pytest.mark.parametrize(
    ("name", "data", "severity", "expected"),
    [
        ("r.pdf", drawn(TEXT, PICTURE), "lost", "1 page of the file is only a picture"),
        ("r.pdf", drawn(f"{TEXT}\n{WHITE}"), "risk", "cannot be seen"),
        ("r.pdf", pdf([*LINES[:1], *LINES[2:]]), "risk", "No mail address"),
        ("r.pdf", pdf([LINES[0], "ask me", *LINES[2:]]), "note", "No phone number"),
        ("r.pdf", pdf(LINES, *[["Paper " + "abcdefg"[at]] for at in range(4)]), "note", "5 pages"),
        ("r.pdf", pdf([*LINES[:8], LINES[9]]), "risk", "No section was recognised as: Skills"),
        ("r.txt", "\n".join(LINES).encode(), "note", "PDF or Word"),
        ("r.pdf", pdf([*LINES[:4], "Q3 22 - now", *LINES[5:]]), "risk", "may not be understood"),
        ("r.pdf", pdf(["Quill Ashgrove", "word " * 30]), "lost", "No position"),
        ("r.pdf", pdf(LINES) + b" " * (3 << 20), "risk", "3.0 MiB"),
        ("r.pdf", pdf(*[[f"{line} {at}" for line in LINES] for at in range(60)]), "lost", "51 to"),
    ],
)  # fmt: skip
def test_what_is_at_risk_is_told(
    tmp_path: Path, name: str, data: bytes, severity: str, expected: str
) -> None:
    found = checked(tmp_path / name, data)
    mine = [finding for finding in found.findings if expected in finding.says]
    assert [finding.severity for finding in mine] == [severity], says(found)
    assert mine[0].do


def test_a_table_and_a_text_box_in_word_are_told(tmp_path: Path) -> None:
    row = "".join(f"<w:tc>{paragraph(line)}</w:tc>" for line in LINES[8:])
    box = f"<w:r><w:txbxContent>{paragraph('boxed')}</w:txbxContent></w:r>"
    body = [paragraph(line) for line in LINES[:8]]
    found = checked(
        tmp_path / "r.docx", docx(*body, f"<w:tbl><w:tr>{row}</w:tr></w:tbl>", paragraph(box))
    )
    assert "1 table" in says(found) and "1 text box" in says(found)


def test_contacts_in_a_header_only_are_told(tmp_path: Path) -> None:
    header = f"<w:hdr>{paragraph(LINES[1])}</w:hdr>"
    found = checked(
        tmp_path / "r.docx",
        docx(
            *(paragraph(line) for line in (LINES[0], *LINES[2:])),
            related=[("header", "header1.xml")],
            parts={"word/header1.xml": header},
        ),
    )
    assert "The mail address stands only in a header" in says(found)
    assert "mail.example" not in str(found)


def test_a_link_behind_words_is_told(tmp_path: Path) -> None:
    body = [paragraph(line) for line in LINES]
    related = [("hyperlink", "https://code.example/work")]
    found = checked(tmp_path / "r.docx", docx(*body, related=related))
    assert "1 link can only be seen by clicking" in says(found)
    shown = docx(*body, paragraph("code.example/work"), related=related)
    assert "link" not in says(checked(tmp_path / "r.docx", shown))


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (msgspec.json.encode(checked(tmp_path / "r.pdf", pdf(LINES))) for _ in range(2))
    assert first == second
