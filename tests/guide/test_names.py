"""No name, address or number of a person is kept anywhere, however it is written."""

from __future__ import annotations

import logging
import re
from datetime import date
from pathlib import Path

import msgspec
import pytest

from upslope.errors import DocumentError
from upslope.guide.resume import read_resume, resume_of
from upslope.guide.resume.links import links
from upslope.guide.resume.redact import redact

TODAY = date(2026, 11, 1)
RESUME = """\
{head}
{mail} | {phone} | {link}

SUMMARY
Data engineer with five years of pipelines in health care.

EXPERIENCE
Data Engineer, Quillfish Health, Denver, CO
May 2021 - Present
- Built Airflow pipelines on AWS for 40 hospitals
- Cut the nightly load from 6 hours to 2
{whole} - Page 1

Software Engineer, Larch & Sons
June 2018 - April 2021
- Wrote services in Go and PostgreSQL

PROJECTS
Bird Calls, 2024
- A PyTorch classifier of 18 species

EDUCATION
B.Sc. Computer Science, Plum Lake University, 2018

SKILLS
Python, SQL, Spark, Docker

REFERENCES
Pat Marlowe, Head of Data, Quillfish Health, +44 20 7946 0991
"""
# What stands at the head, the name as a footer has it, and parts that must be gone.
SHAPES = [
    ("Ada Byron", "Ada Byron", "Ada|Byron"),
    ("ADA BYRON-VOSS", "Ada Byron-Voss", "Ada|Byron|Voss"),
    ("Byron, Ada", "Ada Byron", "Ada|Byron"),
    ("BYRON, Ada Maria", "A. M. Byron", "Ada|Byron"),
    ("Ada M. Byron", "Ada Byron", "Ada|Byron"),
    ("Dr. Ada Byron", "Dr. Byron", "Ada|Byron"),
    ("Name: Ada Byron", "Ada Byron", "Ada|Byron"),
    ("Curriculum Vitae\nName: Byron, Ada", "Ada Byron", "Ada|Byron"),
    ("Resume of Ada Byron", "Ada Byron", "Ada|Byron"),
    ("# Ada Byron", "Ada Byron", "Ada|Byron"),
    ("**Ada Byron**", "Ada Byron", "Ada|Byron"),
    ("María del Carmen O'Neil", "MARÍA O'NEIL", "(?i:mar[ií]a|carmen|neil)"),
    ("D’Arcy O’Connor", "D’Arcy O’Connor", "Arcy|Connor"),
    ("Nguyễn Thị Minh", "Nguyễn Minh", "Nguyễn|Minh"),
    ("Ludwig van der Meer", "Ludwig van der Meer", "Ludwig|Meer"),
    ("jane doe", "Jane Doe", "(?i:jane|doe)"),
    ("Zoë", "Zoë", "Zoë"),
    ("Владимир Петров", "Петров Владимир", "Владимир|Петров"),
    ("山田 太郎", "山田太郎", "山田|太郎"),
    ("محمد علي", "محمد علي", "محمد|علي"),
    ("김민수", "김민수", "김민수"),
    ("प्रिया शर्मा", "प्रिया शर्मा", "प्रिया|शर्मा"),
    ("Ada Byron    Denver", "Ada Byron", "Ada|Byron"),
]
MAILS = [
    "ada.byron@example.com",
    "ab @ mail.example.co.uk",
    "ada [at] example.com",
    "ada(at)example(dot)com",
    "ada at example dot com",
    "mailto:ada+jobs@example.org",
]
PHONES = [
    "(303) 555-0119",
    "+44 20 7946 0958",
    "+49 (0)30 1234567",
    "0049 30 1234567",
    "+1.555.123.4567",
    "+91-98765-43210",
    "Tel: 555-0119",
    "030 / 123 45 67 89",
    "Mobile: 0171/1234567",
    "+33 1 23 45 67 89",
    "555.123.4567 ext. 12",
    "Phone (303) 555 0119",
]
LINKS = ["linkedin.com/in/adab", "https://github.com/adab", "www.ada.example", "GitHub: @adab", ""]


def resume(
    shape: tuple[str, str, str] = SHAPES[0],
    mail: str = MAILS[0],
    phone: str = PHONES[0],
    link: str = LINKS[0],
) -> str:
    return RESUME.format(head=shape[0], whole=shape[1], mail=mail, phone=phone, link=link)


def told(text: str) -> bytes:
    return msgspec.json.encode(resume_of(text, today=TODAY))


def bare(text: str) -> bytes:
    """What is kept, but for blanks and for a place beside the name."""
    return re.sub(rb"\\n|Denver", b"", told(text)).replace(b'"text":" ', b'"text":"')


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape[0])
def test_a_name_in_any_shape_is_gone_and_changes_nothing(shape: tuple[str, str, str]) -> None:
    kept = told(resume(shape)).decode()
    assert not re.search(shape[2], kept)
    assert bare(resume(shape)) == bare(resume())


@pytest.mark.parametrize("mail", MAILS)
def test_a_mail_address_in_any_shape_is_gone(mail: str) -> None:
    assert not re.search(r"(?i)\bada\b|example|\bdot\b", told(resume(mail=mail)).decode())
    assert told(resume(mail=mail)) == told(resume())


@pytest.mark.parametrize("phone", PHONES)
def test_a_telephone_number_in_any_shape_is_gone(phone: str) -> None:
    kept = told(resume(phone=phone)).decode()
    assert not re.search(r"555|1234|123 45|98765|0119|0958|ext\\.|Phone", kept)
    assert told(resume(phone=phone)) == told(resume())


@pytest.mark.parametrize("link", LINKS)
def test_a_profile_in_any_shape_is_gone(link: str) -> None:
    assert told(resume(link=link)) == told(resume())


def test_referees_are_gone_and_headings_after_them_stay() -> None:
    text = resume() + "\nLANGUAGES\nEnglish, German\n"
    kept = resume_of(text, today=TODAY)
    assert not re.search("Marlowe|7946", kept.text)
    assert "English, German" in kept.text


@pytest.mark.parametrize(
    "line",
    [
        "References: Pat Marlowe, +44 20 7946 0991",
        "Supervisor: Dr. Pat Marlowe",
        "Pat Marlowe, pat@example.com, 555 010 9988 11",
        "Reported to Mrs. Marlowe",
    ],
)
def test_other_people_are_gone(line: str) -> None:
    assert "Marlowe" not in redact(
        resume().replace("- Cut the nightly", f"{line}\n- Cut the nightly")
    )


@pytest.mark.parametrize(
    "address",
    [
        "12 Elm Grove Street, Denver, CO 80202",
        "Lindenstraße 12, 10115 Berlin",
        "12 rue des Lilas, 75002 Paris",
        "Calle Mayor 5, 28013 Madrid",
        "Flat 3, 9 Acacia Close, London SW1A 1AA",
        "P.O. Box 1234",
        "Address: 7 Nowhere",
    ],
)
def test_addresses_are_gone(address: str) -> None:
    kept = redact(f"Ada Byron\n{address}\n\nData Engineer")
    assert not re.search(r"\d|Elm|Linden|Lilas|Mayor|Acacia|Nowhere", kept)


@pytest.mark.parametrize(
    "line",
    [
        "Data Engineer, Johnson & Johnson, 2019 - 2021",
        "Served 2,300,000 events, 0.91 to 0.74 and 99.99% in 2021-2022",
        "Python 3.11.7, CUDA 12.1, ISO 27001, RFC 7231, IEEE 802.11",
        "Node.js/Express, ASP.NET/C#, CI/CD, GitHub/GitLab Actions",
        "GPT-4, Llama 3.1 70B, 2x A100 80GB; 10-12 models at p99 of 45 ms",
        "AWS Certified Data Engineer - Associate (DEA-C01)",
    ],
)
def test_employers_skills_and_figures_stay(line: str) -> None:
    text = f"Ada Johnson\nada@example.com\n\nEXPERIENCE\n{line}"
    assert redact(text, known=lambda word: word == "Python").split("\n")[-1] == line


def test_a_canary_is_in_no_field_log_or_error(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    canary = ("Zyxwina Quorvath", "Zyxwina Quorvath", "")
    text = resume(
        canary, "zyxwina.quorvath@canary.example", "+49 151 2345 6789", "github.com/zyxwina"
    )
    kept = resume_of(text, today=TODAY)
    everything = msgspec.json.encode(kept).decode() + repr(kept)
    (tmp_path / "r.json").write_text(text)
    (tmp_path / "r.pdf").write_text(text)
    for name in ("r.json", "r.pdf"):
        with pytest.raises(DocumentError) as caught:
            read_resume(tmp_path / name, today=TODAY)
        everything += (
            f"{caught.value!r} {caught.value} {caught.value.__cause__} {caught.value.__dict__}"
        )
    everything += caplog.text
    assert not re.search("(?i)zyxwina|quorvath|canary.example|2345", everything)


def test_links_are_kept_as_works_without_who_made_them() -> None:
    text = (
        "github.com/adab/bird-calls https://huggingface.co/adab/tern-small kaggle.com/adab "
        "github.com/adab linkedin.com/in/adab https://adab.dev/posts/one arxiv.org/abs/2101.00001 "
        "github.com/adab/adab.github.io https://www.kaggle.com/code/adab/late-buses "
        "github.com/quillfish/ada-byron-cv"
    )
    assert links(text, "Ada Byron") == [
        "github.com/…/bird-calls",
        "huggingface.co/…/tern-small",
        "arxiv.org/2101.00001",
        "kaggle.com/…/late-buses",
    ]
