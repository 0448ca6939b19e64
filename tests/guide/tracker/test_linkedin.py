"""LinkedIn's data export: applications and saved openings become rows."""

import io
import zipfile
from pathlib import Path

import pytest

from upslope.errors import DocumentError
from upslope.guide.tracker.linkedin import read

HEAD = (
    "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,"
    "Resume Name,Question And Answers\n"
)
APPLIED = HEAD + (
    '"1/5/26, 3:04 PM",me@home.example,1,Quillfish,ML Engineer,'
    "http://www.linkedin.com/jobs/view/4000000001,cv_ml.pdf,Secret answer\n"
    '"1/25/26, 9:00 AM",,,Osprey Health,Data Scientist,https://q.example/7,,\n'
    '"1/25/26, 9:00 AM",,,Osprey Health,Data Scientist,https://q.example/7,,\n'
    "no day,,,Kestrelworks,Engineer,,,\n"
    '"2/2/26, 9:00 AM",,,,,,,\n'
)
SAVED = (
    "Saved Date,Job Url,Job Title,Company Name\n"
    '"1/4/26, 1:00 PM",http://www.linkedin.com/jobs/view/4000000001,ML Engineer,Quillfish\n'
    '"2/1/26, 1:00 PM",http://www.linkedin.com/jobs/view/4000000002,"Chef, Pastry",Brasa Datos\n'
)


def packed(**files: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in files.items():
            out.writestr(f"Jobs/{name.replace('_', ' ', 1)}.csv", text)
    return made.getvalue()


def test_reads_the_zip_and_counts_what_was_saved_and_applied_for_once() -> None:
    rows, problems = read("x.zip", packed(Job_Applications=APPLIED, Saved_Jobs=SAVED))
    assert [(row.company, row.status, row.day) for row in rows] == [
        ("Quillfish", "applied", "2026-01-05"),
        ("Osprey Health", "applied", "2026-01-25"),
        ("Kestrelworks", "applied", None),
        ("Brasa Datos", "saved", "2026-02-01"),
    ]
    assert rows[0].url == "https://www.linkedin.com/jobs/view/4000000001/"
    assert rows[0].text == "Resume: cv_ml.pdf"
    assert [problem.where for problem in problems] == ["application 4", "application 5"]
    again, _ = read("x.zip", packed(Job_Applications=APPLIED, Saved_Jobs=SAVED))
    assert [row.key for row in again] == [row.key for row in rows]


def test_answers_and_addresses_of_the_person_are_never_looked_at() -> None:
    rows, problems = read("Job Applications.csv", APPLIED.encode())
    assert "Secret" not in repr((rows, problems))
    assert "me@home" not in repr((rows, problems))


def test_several_files_of_a_kind_and_single_files() -> None:
    two = packed(Job_Applications=APPLIED, Job_Applications_1=HEAD + ",,,A,Cook,,,\n")
    assert "A" in {row.company for row in read("x.zip", two)[0]}
    assert {row.status for row in read("Saved Jobs.csv", SAVED.encode())[0]} == {"saved"}


def test_days_of_a_reader_elsewhere() -> None:
    text = HEAD + '"25/1/26, 15:04",,,A,Cook,,,\n"3/2/26, 15:04",,,B,Cook,,,\n'
    assert [row.day for row in read("x.csv", text.encode())[0]] == ["2026-01-25", "2026-02-03"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "unsupported"),
        (b"First Name,Last Name\nAda,B\n", "unsupported"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"Application Date,Job Url,Company Name\0\nx,y,z\n", "unsupported"),
        (packed(Job_Applications=HEAD + ",,,A,Cook,,,\n" * 21_000), "too_big"),
    ],
    ids=range(5),
)
def test_what_is_no_export_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read("x.zip", data)
    assert caught.value.reason == reason


@pytest.mark.shared
def test_reads_the_recorded_headings(shared: Path) -> None:
    for file in sorted((shared / "recordings" / "linkedin_export").glob("*.csv")):
        rows, problems = read(file.name, file.read_bytes())
        assert rows
        assert problems == []
        assert all(row.day and row.url and row.company for row in rows)


@pytest.mark.shared
def test_hostile_archives_end_in_a_typed_error(shared: Path) -> None:
    for file in sorted((shared / "hostile" / "bombs").glob("*zip*")):
        with pytest.raises(DocumentError):
            read(file.name, file.read_bytes())
