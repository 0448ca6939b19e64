"""Whether two postings are one opening: what keeps them apart, and what copies may change."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.normalize.duplicates.blocking import keys
from upslope.normalize.duplicates.decide import Decision, decide
from upslope.normalize.duplicates.employers import kinship
from upslope.normalize.duplicates.groups import groups
from upslope.normalize.duplicates.overlap import overlap
from upslope.normalize.duplicates.profile import Profile
from upslope.normalize.duplicates.titles import alone, parse
from upslope.normalize.duplicates.where import nearness
from upslope.normalize.duplicates.wording import Wording
from upslope.normalize.records import posting_of
from upslope.workspace.duplicates import answers

DUTIES = (
    "You design experiments and ship ranking models to millions of travellers every single week. "
    "You own data pipelines from raw events to features, and you watch what they do in production. "
    "You review the work of colleagues, write down what you learn, and explain it to people who "
    "never saw a gradient. You bring some years of Python and a liking for plain solutions. "
)
STORY = (
    "Quillfish maps the sea for those who sail it. We were founded by two pilots in a harbour "
    "office, are owned by those who work here, and have a good kitchen. "
)
OTHER_STORY = (
    "Who sets sail trusts our charts: forty people in four countries draw them day and night. "
    "Our investors are patient, our customers are not, and every voice counts on deck. "
)
OTHER_DUTIES = (
    "You write control loops for winches in C, test them on a rig below the quay, and certify them "
    "with the harbour authority. You read circuit diagrams as others read novels, and solder. "
    "You are on call when a storm is near, and you teach crews how to reset a drive at night. "
)


def profile(**fields: Any) -> Profile:
    record = {
        "source": "greenhouse",
        "title": "ML Engineer",
        "company": "Quillfish",
        "location": "Bergen, Norway",
        "description": STORY + DUTIES,
    }
    return Profile(posting_of(record | fields))


def both(one: dict[str, Any], other: dict[str, Any]) -> Decision:
    """Decide, from either side."""
    first, second = profile(**one), profile(**{"source": "linkedin"} | other)
    found = decide(first, second)
    assert decide(second, first) == found == decide(profile(**one), second)
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ML Engineer", "Senior ML Engineer"),
        ("Junior Data Scientist", "Senior Data Scientist"),
        ("Senior Data Scientist", "Senior Staff Data Scientist"),
        ("Data Scientist II", "Data Scientist III"),
        ("Data Scientist", "Data Scientist 2"),
        ("Software Engineer L4", "Software Engineer L5"),
        ("Data Science Intern", "Data Scientist"),
        ("Working Student Data Science", "Data Science"),
        ("ML Intern, Summer 2026", "ML Intern, Summer 2027"),
        ("ML Intern (Fall)", "ML Intern (Spring)"),
        ("Nurse - Part Time", "Nurse"),
        ("Data Scientist, Ads Ranking", "Data Scientist, Ads Fairness"),
        ("ML Engineer - Search", "ML Engineer (Payments)"),
        ("Backend Engineer", "Frontend Engineer"),
        ("Applied Scientist - EMEA", "Applied Scientist - Singapore"),
        ("ML Engineer (JR-10293)", "ML Engineer (JR-10294)"),
    ],
)
def test_titles_that_cannot_be_one_opening(one: str, other: str) -> None:
    found = both({"title": one, "location": None}, {"title": other, "location": None})
    assert not found.same
    assert found.why.startswith(("Another", "One is an internship"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sr. ML Engineer", "Senior Machine Learning Engineer"),
        ("BI Analyst", "Business Intelligence Analyst"),
        ("Data Scientist II", "Data Scientist 2"),
        ("ML Engineer", "ML Engineer (Remote) - Apply now!"),
        ("ML Engineer (m/f/d)", "ML Engineer - Bergen"),
        ("MLOps Engineer", "ML Ops Engineer"),
        ("Data Visualisation Engineer", "Data Visualization Engineer"),
        ("Mid/Senior Data Scientist", "Senior Data Scientist"),
        ("Analyste données", "Analyste Données H/F"),
    ],
)
def test_titles_of_one_opening(one: str, other: str) -> None:
    assert both({"title": one}, {"title": other}).same


@pytest.mark.parametrize(
    "copy",
    [
        {"company": "Quillfish AS"},
        {"company": "QUILLFISH"},
        {"company": "Quillfish Charts Ltd."},
        {"company": "Quillfish (formerly Tallis)"},
        {"location": "Bergen"},
        {"location": "Bergen, Vestland, Norway (Hybrid)"},
        {"location": "12 Strandgaten, Bergen, Norway"},
        {"location": None},
        {"location": "Norway"},
        {"description": f"<p>{STORY}</p><ul><li>{DUTIES}</li></ul>"},
        {"description": (STORY + DUTIES).replace(". ", ".")},
        {"description": "Shown by a portal for you. " + STORY + DUTIES + "Set an alert now."},
        {"description": DUTIES},
        {"description": (STORY + DUTIES)[:330]},
        {"description": None},
        {"description": "You design experiments"},
    ],
)
def test_what_a_copy_may_change(copy: dict[str, Any]) -> None:
    [said] = answers([{"a": _record(), "b": _record(source="linkedin") | copy}])
    assert said.same, said.why
    assert said.probability > 0.7


def _record(**fields: Any) -> dict[str, Any]:
    posting = profile(**fields).posting
    return {
        "source": posting.source,
        "title": posting.title,
        "company": posting.hiring_organization,
        "location": ", ".join(posting.job_location),
        "description": posting.description,
    }


@pytest.mark.parametrize(
    "other",
    [
        {"location": "Oslo, Norway"},
        {"location": "Austin, TX"},
        {"location": "Austin, TX", "description": STORY + DUTIES + "This role is remote."},
        {"location": "Remote - United States", "title": "ML Engineer (Remote)"},
        {"description": STORY + OTHER_DUTIES},
        {"company": "Tallis Robotics", "description": STORY + OTHER_DUTIES},
        {"company": "Tallis Robotics", "description": None},
        {"company": None, "location": None, "description": None},
        {"description": None, "location": "Oslo"},
        {"employment_type": "internship"},
    ],
)
def test_what_another_opening_is(other: dict[str, Any]) -> None:
    assert not both({"employment_type": "full_time"}, other).same


def test_a_copy_in_another_language_needs_the_number_of_the_opening() -> None:
    norwegian = (
        "Du lager modeller som sorterer reiser for folk, og du holder dem i drift hver dag. "
        "Du kan Python, liker enkle svar og skriver ned det du lærer, så andre kan lese det. " * 2
    )
    assert not both({}, {"description": norwegian}).same
    number = "Job ID: QF-20931. "
    found = both({"description": number + DUTIES}, {"description": number + norwegian})
    assert not found.same  # the number alone is no proof where nothing else of the text agrees


def test_one_list_holds_an_opening_once() -> None:
    alike = {"source": "greenhouse", "description": STORY + DUTIES + "You sail with our own team."}
    team = {"source": "greenhouse", "description": STORY + DUTIES.replace("ranking", "pricing")
            .replace("travellers", "shipowners").replace("gradient", "bill of lading")}  # fmt: skip
    assert both({}, alike).same
    assert not both({}, team).same
    assert not both({"description": None}, {"source": "greenhouse", "description": None}).same
    assert both({"description": None}, {"source": "linkedin", "description": None}).same


def test_an_address_is_no_place_of_work_where_the_text_says_where_it_is() -> None:
    remote = STORY + DUTIES + "This role is remote within Norway."
    assert both({"description": remote}, {"description": remote, "location": "Oslo, Norway"}).same
    named = STORY + DUTIES + "You work at our pier in Bergen."
    assert both({"description": named}, {"description": named, "location": "Oslo, Norway"}).same
    offices = STORY + DUTIES + "We have offices in Bergen and Oslo."
    assert not both(
        {"description": offices}, {"description": offices, "location": "Oslo, Norway"}
    ).same


def test_an_employer_may_tell_its_story_anew_on_another_board() -> None:
    tasks = DUTIES + OTHER_DUTIES
    anew = {"description": OTHER_STORY[:88] + tasks}
    assert both({"description": STORY + tasks}, anew).same
    assert not both({"description": STORY + tasks}, anew | {"source": "greenhouse"}).same


def test_strangers_may_only_add_around_the_text() -> None:
    agency = {"company": "Tallis Talent"}
    whole = STORY + DUTIES
    assert both({}, agency | {"description": "Found for you. " + whole}).same
    edited = whole.replace("single week", "day").replace("raw events", "logs of trips")
    assert not both({}, agency | {"description": edited}).same


def test_numbers_of_a_requisition_decide() -> None:
    first, second = (f"Requisition ID: R-{n}. {STORY + DUTIES}" for n in (20931, 20932))
    assert "Another requisition" in both({"description": first}, {"description": second}).why
    year = f"{STORY + DUTIES} Posted 2026. Reference: none."
    assert both({"description": year}, {"description": year.replace("2026", "2025")}).same


def test_words_are_found_however_they_are_glued() -> None:
    one, other = Wording("Must have:\n- Python\n- SQL"), Wording("must haveTime Python, sql")
    assert set(one.words.tolist()) < set(other.words.tolist())
    said = "a naïve model in a café by the quay"
    assert Wording(said).words.tolist() == Wording(said.replace("ï", "?")).words.tolist()
    assert len(Wording("機械学習 の 仕事").words) == 3


def test_places_fit() -> None:
    def near(one: str | None, other: str | None) -> str:
        return nearness(*(posting_of({"location": place}) for place in (one, other)))

    assert near("Brooklyn, NY", "New York City, NY") == "same"
    assert near("San Francisco Bay Area", "Oakland, CA") == "near"
    assert near("European Union", "United States") == "apart"
    assert near("Portland, OR", "Portland, ME") == "apart"
    assert near(None, "Oslo") == "unknown"


def test_employers_are_told_apart() -> None:
    assert kinship("General Charts", "General Winches") == "other"
    assert kinship("Scaleworks", "ScaleWorks AI") == "alias"
    assert kinship("The Quillfish Company", "Quillfish") == "same"
    assert kinship("Kingfisher Sea Maps", "KSM") == "alias"


def test_no_third_joins_what_is_apart() -> None:
    same = {("a", "b"): 0.9, ("b", "c"): 0.95, ("c", "d"): 0.8}

    def apart(one: str, other: str) -> bool:
        return {one, other} == {"a", "c"}

    assert groups(same, apart) == [["b", "c", "d"]]
    assert groups(dict(reversed(same.items())), apart) == [["b", "c", "d"]]
    assert groups(same, apart, together=[("a", "c")]) == [["a", "b", "c", "d"]]


def test_every_pair_is_answered_in_order() -> None:
    pairs: list[dict[str, Any]] = [
        {"pair": 2, "a": {}, "b": {}},
        {"pair": "x"},
        {"a": None, "b": 7, "pair": None},
    ]
    said = list(answers(pairs))
    assert [one.pair for one in said] == [2, "x", None]
    assert not any(one.same for one in said)


words = st.lists(st.sampled_from((STORY + DUTIES + OTHER_DUTIES).split()), max_size=120).map(
    " ".join
)
records = st.fixed_dictionaries(
    {
        "source": st.sampled_from(["greenhouse", "linkedin", ""]),
        "title": st.one_of(
            st.text(max_size=30), st.sampled_from(["ML Engineer", "Data Scientist II"])
        ),
        "company": st.none() | st.text(max_size=12) | st.just("Quillfish"),
        "location": st.none() | st.text(max_size=12) | st.sampled_from(["Bergen", "Remote", "US"]),
        "description": st.none() | st.text(max_size=80) | words,
        "date_posted": st.none() | st.just("2026-05-01"),
    }
)


@given(records, records)
def test_any_pair_is_decided_alike_from_either_side(one: Any, other: Any) -> None:
    first, second = (Profile(posting_of(record)) for record in (one, other))
    found = decide(first, second)
    assert found == decide(second, first)
    assert 0 < found.probability < 1
    assert found.why.endswith(".")
    assert keys(first) == keys(Profile(posting_of(one)))
    assert overlap(first.wording, second.wording) == overlap(second.wording, first.wording)
    ours, theirs = alone(parse(one["title"]), parse(other["title"]))
    assert alone(parse(other["title"]), parse(one["title"])) == (theirs, ours)
