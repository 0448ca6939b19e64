"""A batch of raw postings becomes comparable, whatever it holds."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upslope.normalize import fingerprint, normalize, posting_id, posting_of
from upslope.normalize.company import company_key, company_name
from upslope.normalize.employment import employment_type, location_type
from upslope.normalize.identity import web_url
from upslope.normalize.language import language
from upslope.records import Posting, RawPosting, Salary

NOW = date(2026, 9, 20)
TEXT = "You train models and you ship them with our team of engineers. " * 8


def raw(**changes: object) -> RawPosting:
    fields: dict[str, object] = {
        "source": "lever", "source_id": "1", "title": "ML Engineer (m/f/d)",
        "hiring_organization": "Nordlicht Labs GmbH", "job_location": ["Berlin"],
        "description": f"<p>{TEXT}</p>",
    }  # fmt: skip
    return msgspec.convert(fields | changes, RawPosting)


def one(**changes: object) -> Posting:
    return normalize([raw(**changes)], NOW)[0]


def test_a_posting_is_made_comparable() -> None:
    posting = one(
        title=" Senior ML&nbsp;Engineer\u200b (m/f/d)\n- Berlin",
        job_location=[" Berlin ", "Berlin", "Remote - Germany"],
        employment_type="FullTime",
        date_posted=1786480529000,
        valid_through="2026-12-31T23:59",
        base_salary=Salary(currency="eur", min_value=90000, max_value=70000, unit_text="year"),
        url="https://jobs.example.org/1",
    )
    assert posting.title == "Senior ML Engineer (m/f/d) - Berlin"
    assert posting.clean_title == "Senior ML Engineer"
    assert posting.job_location == ["Berlin", "Remote - Germany"]
    assert [place.country for place in posting.places] == ["DE", "DE"]
    assert (posting.job_location_type, posting.employment_type) == ("remote", "full_time")
    assert (posting.date_posted, posting.valid_through) == ("2026-08-11", "2026-12-31")
    assert posting.base_salary == Salary(
        currency="EUR", min_value=70000, max_value=90000, unit_text="year"
    )
    assert posting.description == TEXT.strip()
    assert (posting.language, posting.id) == ("en", posting_id("lever", "1"))


def test_nothing_given_is_nothing_guessed() -> None:
    posting = one(title="", hiring_organization=None, job_location=[], description="<p> </p>")
    assert posting.hiring_organization is posting.description is posting.language is None
    assert posting.places == [] and posting.base_salary is None and posting.clean_title == ""


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "//example.org/1", "ftp://example.org", "http://",
     "https://a b.org", "http://127.0.0.1\\@example.org", "https://user@example.org", "x", "",
     "http://example.org:99999999/", "http://[::1", "java\nscript:x"],
)  # fmt: skip
def test_only_web_addresses_stay(url: str) -> None:
    assert web_url(url) is None
    assert one(url=url).url is None


@pytest.mark.parametrize(
    ("words", "kind"),
    [("FULL_TIME", "full_time"), ("Full-time", "full_time"), ("Permanent", "full_time"),
     ("Regular Full Time (Salary)", "full_time"), ("Vollzeit", "full_time"),
     ("unbefristet", "full_time"), ("PART_TIME", "part_time"), ("Teilzeit", "part_time"),
     ("CONTRACTOR", "contract"), ("Fixed-term", "contract"), ("TEMPORARY", "contract"),
     ("INTERN", "internship"), ("Werkstudent", "internship"),
     ("internship, full time", "internship"),
     ("OTHER", None), ("", None), (None, None)],
)  # fmt: skip
def test_kinds_of_contract(words: str | None, kind: str | None) -> None:
    assert employment_type(words) == kind


@pytest.mark.parametrize(
    ("words", "way"),
    [("TELECOMMUTE", "remote"), ("Remote", "remote"), ("hybrid", "hybrid"), ("OnSite", "onsite"),
     ("on-site", "onsite"), ("unspecified", None), (None, None)],
)  # fmt: skip
def test_ways_of_working(words: str | None, way: str | None) -> None:
    assert location_type(words) == way


@pytest.mark.parametrize(
    ("name", "key"),
    [("Nordlicht Labs, Inc.", "nordlicht labs"), ("NORDLICHT LABS GmbH & Co. KG", "nordlicht labs"),
     ("Nordlicht Labs\n3.0", "nordlicht labs"), ("The Nordlicht Labs", "nordlicht labs"),
     ("Nördlicht.ai ", "nordlicht"), ("A.C.M.E. Ltd", "acme"), ("SE", "se"), (None, "")],
)  # fmt: skip
def test_company_keys(name: str | None, key: str) -> None:
    assert company_key(name) == key


def test_company_names_stay_as_written() -> None:
    assert company_name(" Nordlicht  Labs, Inc.\n4.5 ") == "Nordlicht Labs, Inc."


@pytest.mark.parametrize(
    ("text", "code"),
    [(TEXT, "en"), ("Wir suchen eine Person, die unsere Modelle trainiert und betreibt.", "de"),
     ("Nous cherchons une personne qui entraîne nos modèles et les met en production.", "fr"),
     ("Buscamos una persona para entrenar modelos y llevarlos a los clientes.", "es"),
     ("Cerchiamo una persona che addestri i modelli e li porti ai clienti della banca.", "it"),
     ("Busquem una persona amb experiència en aprenentatge automàtic per entrenar models.", "ca"),
     ("Procuramos uma pessoa para treinar modelos e levá-los para produção com a nossa equipe em"
      " Lisboa. Você vai trabalhar com os dados dos clientes e com as áreas de negócio.", "pt"),
     ("ML Engineer", None), ("", None), (None, None), ("1234 5678 " * 20, None)],
)  # fmt: skip
def test_languages(text: str | None, code: str | None) -> None:
    assert language(text) == code


def test_twins_share_a_fingerprint() -> None:
    twin = one(source="greenhouse", source_id="9", hiring_organization="Nordlicht Labs",
               title="ML Engineer - Berlin", job_location=["Berlin, Germany"],
               description=TEXT.upper())  # fmt: skip
    assert fingerprint(one()) == fingerprint(twin) is not None


@pytest.mark.parametrize(
    "changes",
    [{"title": "Senior ML Engineer"}, {"title": "ML Engineer II"}, {"job_location": ["Hamburg"]},
     {"hiring_organization": "Other Labs"}, {"description": TEXT + "Another team entirely."}],
)  # fmt: skip
def test_other_openings_do_not(changes: dict[str, object]) -> None:
    assert fingerprint(one()) != fingerprint(one(**changes))


def test_too_little_to_tell() -> None:
    assert fingerprint(one(hiring_organization=None)) is None
    assert fingerprint(one(job_location=["Remote"], description=None)) is None


raws = st.builds(
    RawPosting,
    source=st.just("x"),
    source_id=st.text(max_size=8),
    title=st.text(max_size=40),
    url=st.none() | st.text(max_size=30),
    hiring_organization=st.none() | st.text(max_size=20),
    job_location=st.lists(
        st.sampled_from(["Berlin", "Remote - US", "\x00", "Paris, TX"]), max_size=3
    ),
    job_location_type=st.none() | st.text(max_size=10),
    employment_type=st.none() | st.text(max_size=10),
    date_posted=st.none() | st.text(max_size=20) | st.floats(),
    valid_through=st.none() | st.floats(),
    base_salary=st.none() | st.builds(Salary, min_value=st.floats(), max_value=st.floats()),
    description=st.none() | st.text(max_size=30),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(raws, max_size=6), st.integers(0, 6))
def test_splitting_a_batch_changes_nothing(batch: list[RawPosting], at: int) -> None:
    whole = normalize(batch, NOW)
    assert whole == normalize(batch[:at], NOW) + normalize(batch[at:], NOW)
    assert len(whole) == len(batch)
    assert msgspec.json.encode(whole)  # no lone surrogate, nothing that cannot be written


def test_piped_records_keep_their_text() -> None:
    description = " Train\ud800 models.\r\n\u200b • Ship & watch &amp; "
    record = {"id": 7, "title": " ML\tEngineer ", "company": {"name": "Nordlicht"}, "odd": object()}
    posting = posting_of(record | {"location": "Berlin; Remote", "description": description})
    assert posting.id == "7"
    assert posting.title == " ML\tEngineer "
    assert posting.description == description.replace("\ud800", "\ufffd")
    assert posting.hiring_organization == "Nordlicht"
    assert posting.job_location == ["Berlin; Remote"]
    assert (posting.places[0].country, posting.job_location_type) == ("DE", "remote")


def test_records_without_id_get_a_stable_one() -> None:
    record = {"title": "ML Engineer", "description": "Train."}
    assert posting_of(record).id == posting_of(dict(record)).id
    assert posting_of(record).id != posting_of(record | {"title": "Data Engineer"}).id
    assert posting_of({"id": 0}).id == "0"


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=2)
    ),
    max_leaves=5,
)
KEYS = ["id", "title", "description", "company", "hiring_organization", "location", "job_location",
        "url", "source", "date_posted", "employment_type", "base_salary", "closed"]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), values))
def test_records_of_any_types_are_read(record: dict[str, object]) -> None:
    posting = posting_of(record)
    assert posting.id
    assert msgspec.json.encode(posting)


@pytest.mark.shared
def test_no_false_merge_on_labelled_pairs(shared: Path) -> None:
    with (shared / "gold" / "duplicate_pairs.jsonl").open(encoding="utf-8") as lines:
        pairs = [json.loads(line) for line in lines]
    merged = [pair for pair in pairs
              if (mark := _mark(pair["a"])) is not None and mark == _mark(pair["b"])]  # fmt: skip
    assert merged
    assert all(pair["label"] == "same" for pair in merged)


def _mark(side: dict[str, str]) -> str | None:
    return fingerprint(posting_of(side))
