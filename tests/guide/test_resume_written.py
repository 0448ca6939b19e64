"""A resume that is written anew says what the old one said: no line lost, no skill invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from upslope import sample
from upslope.formats.resume_files import FORMS, Form
from upslope.guide.resume import read_resume, resume_of
from upslope.guide.resume.write import json_resume
from upslope.records import Resume

RESUMES = [*sample.resumes().values(), *sorted(Path(__file__).with_name("resumes").glob("*.txt"))]
WORDS = "workflow classification difference-in-differences offline Snowflake MLflow Airflow ffi"


def again(resume: Resume, form: Form, folder: Path) -> Resume:
    file = folder / f"resume.{form}"
    file.write_bytes(FORMS[form](json_resume(resume, name="Ada Byron", email="ada@x.example")))
    return read_resume(file, as_written=True)


def skills(resume: Resume) -> set[str]:
    return {one.skill for one in resume.skills}


@pytest.mark.parametrize("path", RESUMES, ids=lambda path: path.name)
def test_skills_years_degree_and_level_come_back(path: Path, tmp_path: Path) -> None:
    before = read_resume(path, as_written=True)
    after = again(before, "json", tmp_path)
    assert len(skills(before) - skills(after)) <= 1
    assert len(skills(after) - skills(before)) <= 1  # a line break no longer parts two words
    assert after.years == pytest.approx(before.years, abs=0.2)
    assert (after.degree, after.seniority) == (before.degree, before.seniority)


@pytest.mark.parametrize("form", ["docx", "pdf"])
@pytest.mark.parametrize("path", RESUMES[:3], ids=lambda path: path.name)
def test_every_form_says_the_same(path: Path, form: Form, tmp_path: Path) -> None:
    resume = read_resume(path, as_written=True)
    plain, other = again(resume, "json", tmp_path), again(resume, form, tmp_path)
    assert skills(plain) == skills(other)
    assert (plain.years, plain.degree) == (other.years, other.degree)
    assert len(plain.positions) == len(other.positions)


def test_joined_letters_of_a_pdf_are_read_as_words(tmp_path: Path) -> None:
    text = f"Projects\n\nTools\n- Wrote {WORDS} daily and {'again and ' * 20}once more"
    read = again(resume_of(text, as_written=True), "pdf", tmp_path)
    assert WORDS in " ".join(read.text.split())


def test_what_was_not_understood_is_kept_under_its_heading() -> None:
    text = "Ada Byron\n\nEXPERIENCE\n\nData Analyst at Tarnbeck\n- Built SQL reports\n"
    made = json_resume(resume_of(text, as_written=True))
    assert "Built SQL reports" in str(made)
    assert "Data Analyst at Tarnbeck" in str(made)


def test_gender_and_markup_in_words_stay_words(tmp_path: Path) -> None:
    text = (
        "Ada Byron\n\nEXPERIENCE\n\nData Engineer, Quillfish\nJan 2020 - Dec 2022\n"
        "- Told them why #panic and <b>tags</b> and $x^2$ are words\n"
        "- Wrote the notes for the next team and kept the nightly load of all shops in time\n"
    )
    resume = resume_of(text, as_written=True)
    for form in ("pdf", "docx"):
        assert "Told them why #panic and" in again(resume, form, tmp_path).text


def test_who_the_person_is_stands_only_where_it_is_said_again(tmp_path: Path) -> None:
    resume = read_resume(sample.resumes()["student"], as_written=True)
    name = sample.resumes()["student"].read_text().split("\n")[0].split()[0]
    assert name.casefold() not in str(json_resume(resume)).casefold()
    assert json_resume(resume, name="Zyx")["basics"]["name"] == "Zyx"
