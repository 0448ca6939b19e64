"""Place of work: labels, statements of this job, general words, and what only sounds like them."""

from __future__ import annotations

import pytest

from upslope.understand.document import Document
from upslope.understand.remote import remote

LABELS = [
    ("Data Scientist (Remote)", "", "remote"),
    ("Data Scientist", "Leeds, England (Hybrid)", "hybrid"),
    ("Data Scientist", "Haifa (On-site)", "onsite"),
    ("Data Scientist", "Remote - US", "remote"),
    ("Remote Sensing Scientist", "Bonn", "unstated"),
    ("Hybrid Cloud Engineer", "Bonn", "unstated"),
]

TEXTS = [
    ("This is a fully remote position.", "remote"),
    ("Work location: Remote", "remote"),
    ("This role can be performed remotely in the United States.", "remote"),
    ("We are a remote-first company.", "remote"),
    ("#LI-Remote", "remote"),
    ("You may work from anywhere in Europe.", "remote"),
    ("This is a hybrid role based in Lisbon.", "hybrid"),
    ("Come to the office 3 days a week.", "hybrid"),
    ("Hybrid: two days per week in our Porto office, the rest from home.", "hybrid"),
    ("You are expected to spend at least half of their work time in the office.", "hybrid"),
    ("Partial home office is possible.", "hybrid"),
    ("Flexible working and a hybrid work model.", "hybrid"),
    ("Work Remotely: No", "onsite"),
    ("Work location: In person", "onsite"),
    ("This is an on-site role at our plant.", "onsite"),
    ("Five days a week in the office.", "onsite"),
    ("The position is based in our Turin office.", "onsite"),
    ("This is not a remote position.", "onsite"),
    # Words that are no statement of where the work is done.
    ("Experience with hybrid cloud environments and hybrid search.", "unstated"),
    ("Build remote sensing pipelines.", "unstated"),
    ("The final round is an on-site interview.", "unstated"),
    ("Free gym, on-site yoga and snacks.", "unstated"),
    ("You report to the Chief Data Officer.", "unstated"),
    ("Proficient in Microsoft Office.", "unstated"),
    ("A work from home stipend.", "unstated"),
    ("", "unstated"),
]


@pytest.mark.parametrize(("title", "place", "expected"), LABELS)
def test_labels(title: str, place: str, expected: str) -> None:
    document = Document(id="1", title=title, description="", location=place)
    assert remote(document) == {"remote": expected}


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_texts(text: str, expected: str) -> None:
    assert remote(Document(id="1", title="Analyst", description=text)) == {"remote": expected}


def test_the_source_is_believed_where_the_text_is_silent() -> None:
    silent = Document(id="1", title="", description="", location_type="hybrid")
    assert remote(silent) == {"remote": "hybrid"}


def test_the_text_outweighs_the_source() -> None:
    said = Document(id="1", title="", description="Fully remote role.", location_type="onsite")
    assert remote(said) == {"remote": "remote"}
