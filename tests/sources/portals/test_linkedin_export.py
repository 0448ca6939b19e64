"""LinkedIn's data export: jobs become postings, and nothing of other people is read."""

from __future__ import annotations

import io
import zipfile

import pytest

from upslope.errors import DocumentError, ReadError
from upslope.formats.linkedin_export import Export, is_export, jobs_only
from upslope.formats.linkedin_resume import month, resume_text
from upslope.records import RawPosting, Reply
from upslope.sources import builtin
from upslope.sources.portals.linkedin_export import LinkedInExport
from upslope.sources.recognize import recognize

SAVED = """Saved Date,Job Url,Job Title,Company Name
"3/24/26, 4:11 PM",http://www.linkedin.com/jobs/view/4000000001,"ML Engineer, Ranking",Quillfish AS
24.03.26 16:11,https://www.linkedin.com/jobs/view/data-at-nook-4000000002,Data Scientist,Nook
"""
APPLIED = """Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,\
Resume Name,Question And Answers
"3/24/26, 4:11 PM",ada@home.example,555 0100,Nook,Data Scientist,\
http://www.linkedin.com/jobs/view/4000000002,cv.pdf,Salary? Secret
"""
APPLIED_TOO = APPLIED.replace("4000000002", "4000000003").replace("Nook", "Tarnbeck")
CONNECTIONS = """Notes:
"When exporting your connection data, you may notice that some addresses are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Zebedee,Secretname,https://www.linkedin.com/in/zebedee,z@home.example,Quillfish,Cook,24 Mar 2024
Marzipan,Otherperson,,,"Quillfish, AS",Head Cook,25 Mar 2024
Nobody,Employed,,,,,26 Mar 2024
"""
PROFILE = """First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary
Ada,Byron,,Some Street 1,10 Dec,Machine Learning Engineer,I build ranking systems for readers.
"""
POSITIONS = """Company Name,Title,Description,Location,Started On,Finished On
Quillfish,Machine Learning Engineer,"Trained ranking models in PyTorch, served them.",Oslo,Mar 2021,
Tarnbeck,Data Engineer,Wrote Spark jobs and SQL pipelines.,Bergen,janv. 2018,Feb 2021
"""
SKILLS = "Name\nPython\nKubernetes\n"
EDUCATION = """School Name,Start Date,End Date,Notes,Degree Name,Activities
University of Fjord,2013,2017,,Master of Science in Computer Science,
"""
PROJECTS = """Title,Description,Url,Started On,Finished On
Salmon counter,Counted fish with OpenCV.,https://a.example,Jan 2020,Mar 2020
"""
MESSAGES = "CONVERSATION ID,FROM,CONTENT\n1,Zebedee,top secret\n"


def packed(**files: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        for name, text in files.items():
            out.writestr(name.replace("__", "/").replace("_", " ") + ".csv", text)
    return made.getvalue()


def whole() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        for name, text in {
            "Jobs/Saved Jobs.csv": SAVED,
            "Jobs/Job Applications.csv": APPLIED,
            "Jobs/Job Applications_1.csv": APPLIED_TOO,
            "Connections.csv": CONNECTIONS,
            "Profile.csv": PROFILE,
            "Positions.csv": POSITIONS,
            "Skills.csv": SKILLS,
            "Education.csv": EDUCATION,
            "Projects.csv": PROJECTS,
            "messages.csv": MESSAGES,
        }.items():
            out.writestr(name, text)
    return made.getvalue()


REPLY = Reply(url="export.zip", body=whole())


def read(body: bytes) -> list[RawPosting]:
    return LinkedInExport().read(Reply(url="", body=body)).postings


def test_jobs_of_all_files_are_read_and_one_that_was_both_is_one() -> None:
    reading = LinkedInExport().read(REPLY)
    assert reading.problems == []
    assert [(one.source_id, one.hiring_organization) for one in reading.postings] == [
        ("4000000001", "Quillfish AS"),
        ("4000000002", "Nook"),
        ("4000000003", "Tarnbeck"),
    ]
    assert reading.postings[0] == RawPosting(
        source="linkedin_export",
        source_id="4000000001",
        title="ML Engineer, Ranking",
        url="https://www.linkedin.com/jobs/view/4000000001/",
        hiring_organization="Quillfish AS",
    )


@pytest.mark.parametrize(("text", "count"), [(SAVED, 2), (APPLIED, 1), ("\ufeff" + SAVED, 2)])
def test_a_single_file_is_read(text: str, count: int) -> None:
    assert len(read(text.encode())) == count


def test_a_row_without_a_title_hides_no_other() -> None:
    reading = LinkedInExport().read(
        Reply(url="", body=(SAVED + "x,https://a.example,,\n").encode())
    )
    assert (len(reading.postings), len(reading.problems)) == (2, 1)


def test_an_export_without_jobs_is_an_export() -> None:
    assert read(packed(Connections=CONNECTIONS)) == []


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"title,company\nCook,Acme", b"PK\x03\x04broken", packed(messages=MESSAGES)],
)
def test_what_is_no_export_is_refused(body: bytes) -> None:
    with pytest.raises(ReadError):
        read(body)
    assert not is_export(body)


def test_connections_give_companies_and_nothing_else() -> None:
    for body in (whole(), CONNECTIONS.encode(), CONNECTIONS.partition("\n\n")[2].encode()):
        assert Export(body).companies() == ["Quillfish", "Quillfish, AS"]
    assert is_export(CONNECTIONS.encode())


def test_what_is_kept_of_an_export_holds_its_jobs_only() -> None:
    kept = jobs_only(whole())
    assert read(kept) == read(whole())
    with zipfile.ZipFile(io.BytesIO(kept)) as file:
        text = "".join(file.read(name).decode() for name in file.namelist())
    for secret in ("Zebedee", "Secretname", "ada@home", "555 0100", "Salary?", "top secret"):
        assert secret not in text
    assert jobs_only(whole()) == kept


def test_the_profile_is_a_resume() -> None:
    name, text = resume_text(whole())
    assert name == "Ada Byron" and name not in text
    assert text.startswith("Machine Learning Engineer\nI build ranking systems")
    assert "Machine Learning Engineer, Quillfish\nMar 2021 - Present\nTrained" in text
    assert "Data Engineer, Tarnbeck\nJan 2018 - Feb 2021" in text
    assert "Master of Science in Computer Science, University of Fjord\n2013 - 2017" in text
    assert text.endswith("SKILLS\nPython\nKubernetes")
    assert "Zebedee" not in text and "Some Street" not in text


@pytest.mark.parametrize(
    ("said", "written"),
    [("Mar 2026", "Mar 2026"), ("mars 2026", "Mar 2026"), ("mai 2020", "May 2020"),
     ("ott 2019", "Oct 2019"), ("dez. de 2018", "Dec 2018"), ("juil. 2021", "Jul 2021"),
     ("juin 2021", "Jun 2021"), ("2026", "2026"), ("", ""), ("Frimaire 1793", "Frimaire 1793")],
)  # fmt: skip
def test_months_of_other_languages(said: str, written: str) -> None:
    assert month(said) == written


def test_a_bomb_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("Jobs/Saved Jobs.csv", b"a" * (20 << 20))
    with pytest.raises(DocumentError):
        Export(made.getvalue())
    with pytest.raises(ReadError):
        read(made.getvalue())


def test_an_export_is_recognised() -> None:
    assert recognize(builtin(), REPLY).name == "linkedin_export"
