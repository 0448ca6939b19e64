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
    ("Location: Porto or Lyon, or Remote", "remote"),
    ("Remote (European time zones)", "remote"),
    ("The team is 100% distributed.", "remote"),
    ("You come to the office on set days, as a rule\n2-3 days per week.", "hybrid"),
    ("Work from Bonn, with two days per\n  week from home.", "hybrid"),
    ("We offer flexible WFH.", "hybrid"),
    ("The possibility to work in a home-office.", "hybrid"),
    ("This job does not have the option to work from home.", "onsite"),
    ("Telecommuter?\n\nNo", "onsite"),
    ("In-office every day.", "onsite"),
    ("You come to your team's office five days a week.", "onsite"),
    ("We are an in-office company.", "onsite"),
    ("5 days on-site in Leeds", "onsite"),
    ("Onsite from day 1", "onsite"),
    ("You work on an on-site basis.", "onsite"),
    ("Remote - USA", "remote"),
    ("Global, Remote, full time", "remote"),
    ("Location:\nTelecommuting", "remote"),
    ("We run an all-remote company.", "remote"),
    ("Be in our harbour office 4-5 days per week", "hybrid"),
    ("Flexible hours and home office", "hybrid"),
    ("Possibility of teleworking", "hybrid"),
    ("You come into the office 3x a week.", "hybrid"),
    ("2 Tage im Home Office", "hybrid"),
    ("Private pensionHybrid WorkingFree parking", "hybrid"),
    ("Work in Porto at least 3 days a week.", "hybrid"),
    ("Lisbon (Remote/Hybrid)", "hybrid"),
    ("Remote is fine.", "remote"),
    ("Remote:\nNo", "onsite"),
    ("We have an in-person culture.", "onsite"),
    ("This hybrid role combines law and code.", "unstated"),
    ("You will be working at our new office in Bonn.", "onsite"),
    ("We need a hybrid professional who knows law and code.", "unstated"),
    ("Lunch in the office once a month.", "unstated"),
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
    # Short words of employers, as they stand at the end of a text.
    ("Hybrid, two days a week.", "hybrid"),
    ("Salary on request. Hybrid: three days near the harbour.", "hybrid"),
    ("Hybrid in Ghent.", "hybrid"),
    ("Base pay is 90,000, hybrid from Leeds.", "hybrid"),
    ("On site in Porto with two home days.", "hybrid"),
    ("An office-based post, with one day at home by agreement.", "hybrid"),
    ("Two days a week near Elm Street.", "hybrid"),
    ("Two days per week in our Canal Street office.", "hybrid"),
    ("Our Turin office twice a week.", "hybrid"),
    ("We meet in the Turin office on Tuesdays.", "hybrid"),
    ("Telework up to two days a week.", "hybrid"),
    ("Four office days per week.", "hybrid"),
    ("Remote up to three days weekly.", "hybrid"),
    ("An option to work from home on Fridays.", "hybrid"),
    ("Télétravail deux jours par semaine.", "hybrid"),
    ("Bis zu drei Tage Homeoffice.", "hybrid"),
    ("Zwei Tage pro Woche im Büro.", "hybrid"),
    ("Hybrides Arbeiten ist bei uns normal.", "hybrid"),
    ("We pay well. Remote within Spain.", "remote"),
    ("Remote, anywhere in two time zones.", "remote"),
    ("Worksite flexibility:\n\nRemote", "remote"),
    ("The contract is small (8 hours a week, remote).", "remote"),
    ("The position is full-time and remote.", "remote"),
    ("You can live anywhere in the Nordics.", "remote"),
    ("On site in Oslo.", "onsite"),
    ("On site, five days.", "onsite"),
    ("In person in Oslo.", "onsite"),
    ("It pays well, on site in Oslo.", "onsite"),
    ("Interns work on site.", "onsite"),
    ("The team will be onsite in Pune.", "onsite"),
    ("Job location: Chennai (In-Office)", "onsite"),
    ("Must be willing to work out of an office in Turin.", "onsite"),
    ("We have an office-first culture.", "onsite"),
    ("Work is performed in a normal office environment.", "onsite"),
    ("Live within commuting distance of Ghent.", "onsite"),
    ("Join our search team at our Turin office.", "onsite"),
    ("This job is part of the data team and located in our Oslo office.", "onsite"),
    ("Location: Ghent, Porto, Remote\nStart: now", "remote"),
    ("Flexible, hybrid work environment", "hybrid"),
    ("Flexible hours and the option for remote work.", "hybrid"),
    # Words that are no statement of where the work is done.
    ("Experience with hybrid cloud environments and hybrid search.", "unstated"),
    ("Build remote sensing pipelines.", "unstated"),
    ("The final round is an on-site interview.", "unstated"),
    ("Free gym, on-site yoga and snacks.", "unstated"),
    ("You report to the Chief Data Officer.", "unstated"),
    ("Proficient in Microsoft Office.", "unstated"),
    ("A work from home stipend.", "unstated"),
    ("Work from anywhere for up to 20 days a year.", "unstated"),
    ("Enjoy 20 days a year of working from anywhere.", "unstated"),
    ("A bright new office environment.", "unstated"),
    ("A hybrid observability platform for banks.", "unstated"),
    ("Vector stores, hybrid\n  search and reranking.", "unstated"),
    ("A hybrid builder who links product and code.", "unstated"),
    ("Four remote weeks per year.", "unstated"),
    ("Ride along on site visits.", "unstated"),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This is a hybrid/onsite position.", "hybrid"),
        ("Location: Houston, TX – Onsite (5 days a week)", "onsite"),
        ("Solutions / Full-time / On-site apply for this job", "onsite"),
        ("This role will be based out of the Oslo office.", "onsite"),
        ("On site, in a very bright building.", "onsite"),
        ("We visit clients onsite, hybrid or remote.", "unstated"),
    ],
)
def test_places_said_in_passing(text: str, expected: str) -> None:
    assert remote(Document(id="1", title="", description=text))["remote"] == expected
