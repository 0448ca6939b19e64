"""What a person wants moves the order, says so, and is neutral where nothing is known."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from upslope.guide.match import Pool, match
from upslope.records import (
    Match,
    PayFloor,
    Place,
    Posting,
    Profile,
    Resume,
    Salary,
    Understanding,
)

RESUME = Resume(text="Python", roles=["data_engineer"], seniority="mid")
GRAZ = Place(city="Graz", country="AT")
PAY = Salary(currency="EUR", min_value=60_000, max_value=70_000, unit_text="year")


def scored(
    profile: Profile | None, posting: dict[str, Any] | None = None, **understood: Any
) -> Match:
    offer = msgspec.structs.replace(
        Posting(id="1", source="s", source_id="1", title="Data Engineer"), **(posting or {})
    )
    known = msgspec.structs.replace(
        Understanding(id="1", role="data_engineer", role_probability=1.0, seniority="mid"),
        **understood,
    )
    [found] = match(RESUME, [offer], [known], profile=profile)
    [of_pool] = Pool([offer], [known]).scores(RESUME, profile)
    assert found.score == of_pool
    assert sum(one.effect for one in found.reasons) == pytest.approx(found.score, abs=0.01)
    return found


UNMET: list[tuple[str, Profile, dict[str, Any], dict[str, Any]]] = [
    ("role", Profile(roles=["data_analyst"]), {}, {}),
    ("seniority", Profile(levels=["senior"]), {}, {}),
    ("place", Profile(places=["Berlin, Germany"]), {"places": [GRAZ]}, {}),
    ("place", Profile(places=["Vienna, Austria"]), {"places": [GRAZ]}, {}),
    ("place", Profile(remote=["remote"]), {}, {"remote": "onsite"}),
    ("pay", Profile(pay_floor=PayFloor(amount=80_000, currency="EUR")), {}, {"base_salary": PAY}),
    ("visa", Profile(needs_visa=True), {}, {"visa": "no_sponsorship"}),
]
MET: list[tuple[Profile, dict[str, Any], dict[str, Any]]] = [
    (Profile(), {"places": [GRAZ]}, {"base_salary": PAY}),
    (Profile(roles=["data_engineer"], levels=["mid"]), {}, {}),
    (Profile(places=["Graz, Austria"]), {"places": [GRAZ]}, {}),
    (Profile(places=["Austria"]), {"places": [GRAZ]}, {}),
    (Profile(places=["Vienna, Austria"]), {"places": [Place(country="AT")]}, {"remote": "remote"}),
    (Profile(pay_floor=PayFloor(amount=30, currency="EUR", unit="hour")), {}, {"base_salary": PAY}),
    (Profile(needs_visa=True), {}, {"visa": "sponsors"}),
    (Profile(needs_visa=False), {}, {"visa": "no_sponsorship"}),
    (Profile(remote=["remote", "hybrid"]), {}, {"remote": "hybrid"}),
]
EVERYTHING = Profile(
    places=["Berlin"],
    remote=["remote"],
    pay_floor=PayFloor(amount=200_000, currency="USD"),
    needs_visa=True,
)


@pytest.mark.parametrize(("kind", "profile", "posting", "understood"), UNMET)
def test_an_unmet_wish_costs_and_is_told(
    kind: str, profile: Profile, posting: dict[str, Any], understood: dict[str, Any]
) -> None:
    found, plain = scored(profile, posting, **understood), scored(None, posting, **understood)
    assert 0 < found.score < plain.score
    [why] = [one for one in found.reasons if one.effect < 0]
    assert why.kind == kind
    assert (found.chance, found.band) == (plain.chance, plain.band)


@pytest.mark.parametrize(("profile", "posting", "understood"), MET)
def test_a_met_wish_costs_nothing(
    profile: Profile, posting: dict[str, Any], understood: dict[str, Any]
) -> None:
    plain = scored(None, posting, **understood)
    assert scored(profile, posting, **understood).score == plain.score


def test_what_a_posting_does_not_say_is_no_penalty() -> None:
    assert scored(EVERYTHING).score == scored(None).score
    other = Salary(currency="INR", max_value=9, unit_text="year")
    assert scored(EVERYTHING, base_salary=other).score == scored(None).score


def test_many_unmet_wishes_leave_a_score() -> None:
    posting = {"places": [GRAZ]}
    understood = {
        "visa": "no_sponsorship",
        "remote": "onsite",
        "base_salary": msgspec.structs.replace(PAY, currency="USD"),
    }
    assert 0 < scored(EVERYTHING, posting, **understood).score < scored(None).score / 2
