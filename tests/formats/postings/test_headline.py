"""First lines of postings in forums, in the many ways people write them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.formats.postings.headline import Headline, read_headline


@pytest.mark.parametrize(
    ("line", "company", "role", "places"),
    [
        ("Quillfish | Senior ML Engineer | Oslo, Norway | ONSITE | $180k + equity",
         "Quillfish", "Senior ML Engineer", ["Oslo, Norway"]),
        ("Quillfish (https://quillfish.example) | Multiple Roles | Remote (US/Canada)",
         "Quillfish", "Multiple Roles", ["US", "Canada"]),
        ("Quillfish | Oslo or Remote US | Staff Engineer (Rust) | Designer",
         "Quillfish", "Staff Engineer (Rust) | Designer", ["Oslo", "US"]),
        ("Senior Data Engineer | Quillfish | Bonn | Hybrid",
         "Quillfish", "Senior Data Engineer", ["Bonn"]),
        ("Remote | Quillfish | Python Developer", "Quillfish", "Python Developer", []),
        ("Lead Fish | Product Designer | Bonn, Germany; Oslo, Norway",
         "Lead Fish", "Product Designer", ["Bonn, Germany", "Oslo, Norway"]),
        ("Quillfish (Remote US) — ML Engineer — Rust / Postgres / AI",
         "Quillfish", "ML Engineer", ["US"]),
        ("Quillfish - ML Engineer - Oslo, Norway - Onsite",
         "Quillfish", "ML Engineer", ["Oslo, Norway"]),
        ("Quillfish (YC W22) is hiring a Founding Engineer in Oslo | $90k",
         "Quillfish", "Founding Engineer", ["Oslo"]),
        ("Quillfish is looking for a U.S.-based developer for a share of it.",
         "Quillfish", "U.S.-based developer", []),
        ("Senior Rust Developer at Quillfish | Remote (UTC-5 to UTC+3)",
         "Quillfish", "Senior Rust Developer", []),
        ("Hiring: **Quillfish** | Remote | ML Engineer", "Quillfish", "ML Engineer", []),
        ("We are hiring engineers to count fish. We are few.", None, "engineers", []),
        ("Quillfish | On-Premises SRE | Remote (EMEA) | Salary up to $185,500 + equity",
         "Quillfish", "On-Premises SRE", ["EMEA"]),
        ("Quillfish | Series B | Equity | Rust | Visa | Fintech | 5 days | Remote only",
         "Quillfish", None, []),
        ("Quillfish", "Quillfish", None, []),
        ("https://quillfish.example", None, None, []),
    ],
)  # fmt: skip
def test_who_what_and_where(line: str, company: str, role: str | None, places: list[str]) -> None:
    assert read_headline(line)[:3] == (company, role, places)


@pytest.mark.parametrize(
    ("line", "way", "employment"),
    [
        ("Quillfish | REMOTE (worldwide) | Full-time", "REMOTE (worldwide)", "Full-time"),
        ("Quillfish | Hybrid (3 days/week) | INTERNS, VISA", "Hybrid (3 days/week)",
         "INTERNS, VISA"),
        ("Quillfish | Remote Contract Engineer | Oslo", "Remote Contract Engineer",
         "Remote Contract Engineer"),
        ("Remote Fish | Oslo | QA", None, None),
        ("Quillfish | Internal Tools Engineer", None, None),
    ],
)  # fmt: skip
def test_how_one_works(line: str, way: str | None, employment: str | None) -> None:
    found = read_headline(line)
    assert (found.way, found.employment) == (way, employment)


@given(st.text(max_size=80) | st.text(alphabet="Aa |-—;()[],.$9\n", max_size=200))
def test_any_line_is_read(line: str) -> None:
    found = read_headline(line)
    assert isinstance(found, Headline)
    assert found.role != ""
    assert found.company != ""


@pytest.mark.parametrize("piece", ["a.", "(", "| ", " - ", "A is ", "in A ", "hiring a ", "www."])
def test_a_long_line_takes_no_time(piece: str) -> None:
    began = time.process_time()
    read_headline(piece * 100_000)
    assert time.process_time() - began < 0.5
