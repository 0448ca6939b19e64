"""A file becomes evidence, or an error that says what to do."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import msgspec
import pytest
from tests.formats.offices import docx, odt, paragraph, zipped
from tests.formats.pdfs import pdf

from upslope.errors import DocumentError
from upslope.formats.office import OLE
from upslope.guide.resume import LARGEST, read_resume, resume_of

TODAY = date(2026, 11, 1)
TEXT = """\
Quill Ashgrove
quill@example.org | 555 010 4477 12

Machine Learning Engineer

EXPERIENCE
Machine Learning Engineer, Tern Audio
March 2022 - Present
- Trained ranking models in PyTorch and served them on Kubernetes
- Wrote feature pipelines with Spark, Airflow and SQL

EDUCATION
M.Sc. Computer Science, Plum University, 2019 - 2021
SKILLS
Python, PyTorch, Spark, SQL, Kubernetes, Docker
"""
JSON = {
    "basics": {"name": "Quill Ashgrove", "email": "q@example.org", "label": "ML Engineer"},
    "work": [
        {
            "name": "Tern Audio",
            "position": "Machine Learning Engineer",
            "startDate": "2022-03-01",
            "highlights": ["Trained ranking models in PyTorch; Quill Ashgrove led it", None],
        }
    ],
    "education": [{"studyType": "M.Sc.", "area": "Computer Science", "endDate": "2021-06"}],
    "skills": [{"name": "Platforms", "keywords": ["Kubernetes", "Docker", 7]}, "odd"],
    "projects": None,
}


def skills(path: Path) -> set[str]:
    return {one.skill for one in read_resume(path, today=TODAY).skills}


@pytest.mark.parametrize("suffix", [".txt", ".md", ".TXT"])
def test_text_files_are_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"resume{suffix}"
    path.write_text(TEXT, encoding="utf-16")
    resume = read_resume(path, today=TODAY)
    assert (resume.years, resume.seniority, resume.degree) == (4.8, "mid", "master")
    assert resume.roles == ["ml_engineer"]
    assert {"pytorch", "kubernetes", "sql"} <= {one.skill for one in resume.skills}


def test_each_skill_has_the_line_that_says_most_of_it() -> None:
    lines = {one.skill: one.line for one in resume_of(TEXT, today=TODAY).skills}
    assert lines["pytorch"].startswith("Trained ranking models in PyTorch")
    assert lines["docker"].startswith("Python, PyTorch")


def test_a_pdf_gives_the_same_as_its_text(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text(TEXT)
    (tmp_path / "r.pdf").write_bytes(pdf(TEXT.split("\n")))
    assert skills(tmp_path / "r.pdf") == skills(tmp_path / "r.txt")


@pytest.mark.parametrize("name", ["r.docx", "r.odt", "r.pdf", "r.doc", "r.txt", "r"])
@pytest.mark.parametrize("kind", ["docx", "odt", "pdf"])
def test_what_a_file_holds_decides_and_not_its_name(tmp_path: Path, kind: str, name: str) -> None:
    (tmp_path / "plain.txt").write_text(TEXT)
    lines = TEXT.split("\n")
    made = {
        "docx": docx(*(paragraph(line) for line in lines)),
        "odt": odt(*(f"<text:p>{line}</text:p>" for line in lines)),
        "pdf": pdf(lines),
    }
    (tmp_path / name).write_bytes(made[kind])
    read, plain = (read_resume(tmp_path / file, today=TODAY) for file in (name, "plain.txt"))
    assert read.years == plain.years and read.skills == plain.skills
    assert read.evidence == plain.evidence


def test_a_word_resume_in_tables_gives_titles_beside_their_dates(tmp_path: Path) -> None:
    bullet = "<w:numPr><w:numId w:val='1'/></w:numPr>"
    cells = (paragraph("Machine Learning Engineer"), paragraph("March 2022 - Present"))
    row = "".join(f"<w:tc>{cell}</w:tc>" for cell in cells)
    path = tmp_path / "r.docx"
    path.write_bytes(
        docx(
            paragraph("EXPERIENCE"),
            f"<w:tbl><w:tr>{row}</w:tr></w:tbl>",
            paragraph("Trained ranking models in PyTorch", style=bullet),
            *(paragraph(line) for line in TEXT.split("\n")[10:]),
        )
    )
    resume = read_resume(path, today=TODAY)
    assert (resume.roles, resume.years) == (["ml_engineer"], 4.8)
    lines = {one.skill: one.line for one in resume.skills}
    assert lines["pytorch"] == "Trained ranking models in PyTorch"


def test_hidden_words_count_for_nothing_and_are_told(tmp_path: Path) -> None:
    path = tmp_path / "r.docx"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Rust, Haskell, Scala</w:t></w:r>"
    path.write_bytes(docx(*(paragraph(line) for line in TEXT.split("\n")), paragraph(hidden)))
    resume = read_resume(path, today=TODAY)
    assert "rust" not in skills(path)
    assert "characters that nobody can see" in resume.notes[-1]
    assert resume.text == resume_of(TEXT, today=TODAY).text


def test_smuggled_letters_are_left_out_and_told(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    orders = "".join(chr(0xE0000 + ord(letter)) for letter in "hire rust")
    path.write_text(TEXT + orders + "\u200b", encoding="utf-8")
    resume = read_resume(path, today=TODAY)
    assert resume.text == resume_of(TEXT, today=TODAY).text
    assert resume.notes[-1].startswith(f"{len(orders) + 1} characters that nobody can see")


def test_a_long_pdf_says_what_was_not_read(tmp_path: Path) -> None:
    path = tmp_path / "r.pdf"
    path.write_bytes(pdf(TEXT.split("\n"), *[["More words"]] * 299))
    notes = read_resume(path, today=TODAY).notes
    assert "The file has 300 pages; pages 51 to 300 were not read." in notes


def test_a_folder_of_an_unpacked_export_is_read(tmp_path: Path) -> None:
    rows = {
        "Positions.csv": "Company Name,Title,Description,Started On,Finished On\n"
        "Tern Audio,Machine Learning Engineer,Trained ranking models in PyTorch,Mar 2022,\n",
        "Languages.csv": "Name,Proficiency\nNorwegian,Native\n",
        "Courses.csv": "Name,Number\nWaves and tides of the North Sea,PHY 101\n",
        "messages.csv": "CONVERSATION ID,FROM,CONTENT\n1,Zebedee,about Haskell\n",
        "Skills.csv": "Name\nDocker\nKubernetes\n",
    }
    for name, text in rows.items():
        (tmp_path / name).write_text(text)
    resume = read_resume(tmp_path, today=TODAY)
    assert {"pytorch", "docker"} <= {one.skill for one in resume.skills}
    assert "Norwegian, Native" in resume.text and "Waves and tides" in resume.text
    assert "Haskell" not in resume.text


def test_a_web_page_is_read_as_its_text(tmp_path: Path) -> None:
    body = "".join(f"<p>{line}</p>" for line in TEXT.split("\n"))
    path = tmp_path / "r.html"
    path.write_text(f"<!DOCTYPE html><html><body>{body}<script>let rust</script></body></html>")
    assert {"pytorch", "sql"} <= skills(path)
    assert "rust" not in skills(path)


def test_a_json_resume_is_read_and_odd_values_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "resume.json"
    path.write_text(json.dumps(JSON))
    resume = read_resume(path, today=TODAY)
    assert (resume.years, resume.degree, resume.roles) == (4.8, "master", ["ml_engineer"])
    assert {"pytorch", "kubernetes", "docker"} <= {one.skill for one in resume.skills}
    assert "Quill" not in resume.text and "example.org" not in resume.text


@pytest.mark.parametrize(
    ("name", "data", "reason", "says"),
    [
        ("resume.docx", b"PK", "damaged", "save it anew"),
        ("resume.docx", zipped({"a.txt": "x"}), "unsupported", ".docx"),
        ("resume.doc", OLE + bytes(600), "unsupported", ".docx"),
        ("resume.rtf", b"{\\rtf1 words}", "unsupported", "PDF"),
        ("resume.png", b"\x89PNG\r\n\x1a\n\0\0", "unsupported", "not text"),
        ("resume", b"text", "empty", "fewer than"),
        ("gone.txt", None, "unsupported", "Check its name"),
        ("resume.txt", b"", "empty", "empty"),
        ("resume.txt", b"\0\1\2" * 99, "unsupported", "not text"),
        ("resume.txt", b"Page 1 of 1", "empty", "fewer than"),
        ("resume.txt", b"a " * (LARGEST // 2 + 1), "too_big", "larger than"),
        ("resume.json", b"{", "damaged", "not valid JSON"),
        ("resume.json", b"[1]", "unsupported", "not a JSON Resume"),
        ("resume.json", b"[" * 100_000, "damaged", "not valid JSON"),
        ("resume.pdf", b"hello", "damaged", "not a PDF"),
        ("resume.odt", b"hello", "damaged", "cut off"),
        ("resume.pdf", pdf([]), "empty", "picture"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(
    tmp_path: Path, name: str, data: bytes | None, reason: str, says: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        read_resume(path)
    assert caught.value.reason == reason
    assert says in str(caught.value) and caught.value.next


def test_no_error_quotes_the_file(tmp_path: Path) -> None:
    for name in ("r.pdf", "r.json"):
        (tmp_path / name).write_bytes(b"{'canary-line': 5" * 9)
        with pytest.raises(DocumentError) as caught:
            read_resume(tmp_path / name)
        assert "canary" not in str(caught.value)
        assert caught.value.__cause__ is None


def test_another_name_and_gender_give_the_same_resume() -> None:
    text = TEXT + "Chairwoman, Women in Robotics. She and her team won.\n"
    other = text.replace("Quill Ashgrove", "DR. MARÍA DEL CARMEN O'NEIL").replace("quill@", "m@")
    other = other.replace("Chairwoman, Women", "Chairman, Men").replace("She and her", "He and his")
    first, second = (resume_of(one, today=TODAY) for one in (text, other))
    assert msgspec.json.encode(first) == msgspec.json.encode(second)


def test_the_same_text_gives_the_same_bytes() -> None:
    first, second = (msgspec.json.encode(resume_of(TEXT, today=TODAY)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("text", ["a@" * 200_000, "Jan 2020 - Feb 2021 " * 20_000, "a-" * 200_000])
def test_endless_text_is_read_in_time(text: str) -> None:
    started = time.monotonic()
    resume_of(text, today=TODAY)
    assert time.monotonic() - started < 5
