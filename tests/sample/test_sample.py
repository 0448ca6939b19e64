"""The embedded sample is read by the real readers and is what it claims to be."""

from __future__ import annotations

import csv
import itertools
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

import upslope.sample
from upslope.formats.html import to_text
from upslope.normalize.language import language
from upslope.records import Posting, RawPosting
from upslope.records.understanding import Role, Seniority
from upslope.sample import recordings, resumes
from upslope.sources.find import builtin
from upslope.understand import understand

FOLDER = Path(upslope.sample.__file__).parent
FILES = sorted(path for path in FOLDER.rglob("*.*") if path.suffix not in {".py", ".pyc"})
PAIRS = 8  # openings that are in the sample twice, once per source


@cache
def postings() -> tuple[RawPosting, ...]:
    """Give every posting of the sample; a row that cannot be read fails the test."""
    found: list[RawPosting] = []
    for source, board, reply in recordings():
        reading = builtin()[source].read(reply, board)
        assert not reading.problems, (board, reading.problems)
        assert reading.total in {None, len(reading.postings)}, board
        found += reading.postings
    return tuple(found)


def text(posting: RawPosting) -> str:
    assert posting.description, posting.title
    return to_text(posting.description) if "</" in posting.description else posting.description


def shingles(posting: RawPosting) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text(posting).casefold())
    return set(zip(*(words[start:] for start in range(5)), strict=False))


@cache
def likeness() -> dict[tuple[int, int], float]:
    """Give the part of five-word runs that the smaller of two texts shares with the other."""
    runs = [shingles(posting) for posting in postings()]
    return {
        (one, other): len(runs[one] & runs[other]) / min(len(runs[one]), len(runs[other]))
        for one, other in itertools.combinations(range(len(runs)), 2)
    }


def test_the_four_readers_find_every_posting() -> None:
    assert Counter(posting.source for posting in postings()) == {
        "files": 37,
        "greenhouse": 79,
        "jsonld": 34,
        "lever": 60,
    }


def test_ids_are_unique_within_their_source() -> None:
    ids = Counter((posting.source, posting.source_id) for posting in postings())
    assert max(ids.values()) == 1


def test_every_posting_says_what_a_posting_says() -> None:
    for posting in postings():
        assert posting.hiring_organization, posting.title
        assert posting.job_location or posting.job_location_type, posting.title
        assert posting.date_posted, posting.title
        assert posting.url, posting.title
        assert 110 <= len(text(posting).split()) <= 360, posting.title


def test_eight_openings_are_there_twice_and_no_other_text_is() -> None:
    alike = [pair for pair, share in likeness().items() if share > 0.6]
    assert len(alike) == PAIRS
    for one, other in alike:
        first, second = postings()[one], postings()[other]
        assert first.hiring_organization == second.hiring_organization
        assert first.source != second.source
    assert len(postings()) - PAIRS >= 150


def test_texts_of_different_employers_share_next_to_nothing() -> None:
    for (one, other), share in likeness().items():
        first, second = postings()[one], postings()[other]
        if first.hiring_organization != second.hiring_organization:
            assert share < 0.08, (first.title, second.title)


def test_there_are_about_fifty_employers() -> None:
    assert len({posting.hiring_organization for posting in postings()}) >= 40


def test_pay_is_stated_in_many_ways_or_not_at_all() -> None:
    fields = Counter(
        (posting.base_salary.currency, posting.base_salary.unit_text)
        for posting in postings()
        if posting.base_salary
    )
    assert {"USD", "EUR", "GBP", "CAD", "AUD", "SGD", "CHF"} <= {money for money, _ in fields}
    assert {"hour", "day", "month", "year"} <= {unit for _, unit in fields}
    every = "\n".join(map(text, postings()))
    for wording in (r"\d+K", r"₹\d+", r"\d lakh", r"\d LPA", r"£\d+,000", r"CHF \d+", r"per hour"):
        assert re.search(wording, every), wording


def test_some_are_in_german_and_some_in_french() -> None:
    spoken = Counter(language(text(posting)) for posting in postings())
    assert set(spoken) == {"en", "de", "fr"}
    assert spoken["de"] >= 6
    assert spoken["fr"] >= 3


def test_every_role_and_seniority_shows() -> None:
    found = understand(
        [
            Posting(
                id=f"{posting.source}:{posting.source_id}",
                source=posting.source,
                source_id=posting.source_id,
                title=posting.title,
                description=text(posting),
                job_location=posting.job_location,
            )
            for posting in postings()
        ]
    )
    roles = Counter(one.role for one in found)
    assert set(roles) == set(get_args(Role))
    assert set(get_args(Seniority)) <= {one.seniority for one in found} | {"unknown"}
    assert {"sponsors", "no_sponsorship", "unstated"} == {one.visa for one in found}
    assert {"none_stated", "bachelor", "master", "phd"} == {one.degree_required for one in found}


def test_postings_are_from_one_autumn() -> None:
    days = [
        match.group()
        for path in FILES
        for match in re.finditer(
            r"(?<=\"(?:datePosted)\": \")[\d-]{10}", path.read_text(encoding="utf-8")
        )
    ]
    days += [
        job["first_published"][:10]
        for path in (FOLDER / "greenhouse").iterdir()
        for job in json.loads(path.read_bytes())["jobs"]
    ]
    assert len(days) > 100
    assert min(days) >= "2026-08-01"
    assert max(days) <= "2026-11-30"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_only_reserved_hosts_and_addresses_are_named(path: Path) -> None:
    body = path.read_text(encoding="utf-8")
    for host in re.findall(r"https?://([^/\"\s?#]+)", body):
        assert re.fullmatch(r"(?:[\w-]+\.)*example(?:\.com)?|schema\.org", host), host
    for host in re.findall(r"[\w.+-]+@([\w-]+\.[\w.]+)", body):
        assert host == "example.com"
    for number in re.findall(r"\(?\b\d{3}\)?[ -]\d{3}[ -]\d{4}\b", body):
        assert "555" in number


def test_one_opening_is_closed_by_its_source() -> None:
    rows = (FOLDER / "files" / "saved-search.jsonl").read_text(encoding="utf-8").splitlines()
    assert [row["title"] for row in map(json.loads, rows) if row["closed"]] == ["MLOps Engineer"]


def test_the_table_has_a_header_and_whole_rows() -> None:
    with (FOLDER / "files" / "noticeboard.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert len(table) == 18
    assert all(None not in row and None not in row.values() for row in table)


def test_the_sample_is_small() -> None:
    assert sum(path.stat().st_size for path in FILES) < 1_200_000


def test_resumes_are_three_and_of_a_page_each() -> None:
    assert sorted(resumes()) == ["data_scientist", "developer", "student"]
    for path in resumes().values():
        body = path.read_text(encoding="utf-8")
        assert 300 <= len(body.split()) <= 600, path.name
        assert re.search(r"[\w.]+@example\.com", body), path.name
        assert "555" in body, path.name


def test_the_developers_resume_has_the_json_resume_shape() -> None:
    resume = json.loads(resumes()["developer"].read_bytes())
    assert {"basics", "work", "education", "skills", "projects"} <= set(resume)
    assert {"name", "position", "startDate"} <= set(resume["work"][0])


@pytest.mark.shared
def test_no_employer_is_a_company_with_a_known_board(shared: Path) -> None:
    names: set[str] = set()
    for path in (shared / "data" / "boards").rglob("*.csv"):
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            names |= {_plain(row.get("name") or "") for row in csv.DictReader(file)}
    assert len(names) > 1000
    employers = {_plain(posting.hiring_organization or "") for posting in postings()}
    assert not employers & names


def _plain(name: str) -> str:
    return re.sub(r"\W+", "", name.casefold())
