"""The facts on learning hold together, and what was not judged is said to be a guess."""

from __future__ import annotations

from datetime import date, timedelta
from graphlib import TopologicalSorter
from typing import get_args
from urllib.parse import urlsplit

import msgspec
import pytest

from upslope.guide.learning import (
    certificates,
    prerequisites,
    resources,
    set_aside,
    stale,
    unit,
    worth,
    worths,
)
from upslope.guide.learning.unit import guess
from upslope.records.learning import Certificate, CertificateStatus, Confidence
from upslope.records.understanding import DUTIES
from upslope.taxonomy import FAMILIES, Taxonomy

ASKED = """
python|sql|data analysis|machine learning|statistics|data science|cloud computing|mathematics|r
data visualization|databases|excel|amazon web services|dashboards|data pipelines|java|algorithms
business intelligence|software testing|tableau|data quality|data modeling|agile|apache spark
technical documentation|software development|monitoring|security|model evaluation|deployment|kpis
power bi|etl|model deployment|data warehouse|microsoft azure|predictive modeling|experimentation
api development|data platform|ci/cd|data engineering|apache hadoop|google cloud platform|linux|git
natural language processing|relational databases|backend development|software engineering|c++
data mining|deep learning|time series forecasting|distributed systems|large language models
tensorflow|data governance|pytorch|data cleaning|docker|kubernetes|mlops|scikit-learn|pandas
"""
ASKED_MOST = ASKED.replace("\n", "|").strip("|").split("|")
"""Skills that postings of the field ask for most, in some 11,800 of ten years, without those that
nobody sits down to learn."""

TODAY = date(2026, 12, 1)


def test_labels_are_of_the_taxonomy() -> None:
    known = Taxonomy.load().skills
    named = {
        label for one in prerequisites().values() for label in (one.skill, *one.needs, *one.helps)
    }
    assert not (named | set(set_aside())) - set(known)


def test_what_is_needed_or_helps_has_an_entry() -> None:
    entries = prerequisites()
    named = {label for one in entries.values() for label in (*one.needs, *one.helps)}
    assert not named - set(entries)


def test_there_is_an_order_in_which_to_learn() -> None:
    order = TopologicalSorter({one.skill: one.needs for one in prerequisites().values()})
    assert len([*order.static_order()]) == len(prerequisites()) >= 200


def test_each_entry_is_sound() -> None:
    for entry in prerequisites().values():
        low, high = entry.hours
        assert 0 < low < high <= 300, entry
        assert entry.skill not in {*entry.needs, *entry.helps}, entry
        assert not set(entry.needs) & set(entry.helps), entry
        assert entry.why.endswith(".") and len(entry.why) <= 130, entry
        assert not entry.guessed, entry


def test_judged_skills_are_not_set_aside() -> None:
    assert not set(set_aside()) & set(prerequisites())
    assert all(unit(skill) is None for skill in set_aside())


@pytest.mark.parametrize("skill", ASKED_MOST)
def test_what_is_asked_most_is_judged_and_can_be_learned_for_free(skill: str) -> None:
    assert unit(skill) is prerequisites()[skill]
    assert any(one.free and skill in one.skills for one in resources())


def test_every_skill_is_a_unit_or_set_aside() -> None:
    """A plan asks for any skill that a posting names."""
    for skill in Taxonomy.load().skills:
        found = unit(skill)
        assert found is None or 0 < found.hours[0] < found.hours[1]
        assert found is None or not set(found.needs) - set(prerequisites())


def test_guessed_hours_meet_the_judged_ones() -> None:
    """Each judged entry is guessed from the others of its kind."""
    entries = prerequisites()
    met = [
        guess(skill).hours[0] <= entry.hours[1] and entry.hours[0] <= guess(skill).hours[1]
        for skill, entry in entries.items()
    ]
    assert sum(met) / len(met) >= 0.9


def test_a_guess_says_so() -> None:
    found = unit("apache beam")
    assert found is not None and found.guessed and found.needs and "Nobody judged" in found.why


def test_unknown_label() -> None:
    with pytest.raises(KeyError):
        unit("juggling")


def _by_id(id: str) -> Certificate:
    return next(one for one in certificates() if one.id == id)


def test_ids_are_unique() -> None:
    for facts in (resources(), certificates()):
        ids = [one.id for one in facts]
        assert len(set(ids)) == len(ids)
    links = [one.url for one in resources()]
    assert len(set(links)) == len(links)


def test_there_is_enough_to_learn_from() -> None:
    assert len(resources()) >= 60
    assert len(certificates()) >= 13
    assert {duty for one in resources() for duty in one.duties} == set(DUTIES)
    families = Taxonomy.load().skills
    free = {skill for one in resources() if one.free for skill in one.skills}
    assert {families[skill].family for skill in free} == set(FAMILIES)


def test_each_resource_is_sound() -> None:
    known = Taxonomy.load().skills
    for one in resources():
        address = urlsplit(one.url)
        assert address.scheme == "https" and "." in address.netloc and " " not in one.url, one
        assert address.netloc != "roadmap.sh", one
        assert 0 < one.hours[0] < one.hours[1], one
        assert one.skills and not set(one.skills) - set(known), one
        assert date.fromisoformat(one.checked_on) <= TODAY, one
        assert one.name and one.provider and len(one.note) <= 80, one


def test_each_certificate_is_sound() -> None:
    known, ids = Taxonomy.load().skills, {one.id for one in certificates()}
    for one in certificates():
        assert one.status in get_args(CertificateStatus), one
        assert one.successor is None or one.successor in ids - {one.id}, one
        assert urlsplit(one.source).scheme == "https" and one.names, one
        assert set(one.confidence) <= {"status", "price", "domains"}, one
        assert set(one.confidence.values()) <= set(get_args(Confidence)), one
        assert (one.price_usd is not None) <= ("price" in one.confidence), one
        assert (one.hours is None) == (one.status == "retired"), one
        assert date.fromisoformat(one.checked_on) <= TODAY, one
        for domain in one.domains:
            assert not set(domain.skills) - set(known), domain
        shares = [domain.percent for domain in one.domains if domain.percent]
        assert all(0 < low <= high <= 100 for low, high in shares), one
        assert sum(low for low, _ in shares) <= 100, one
        if len(shares) == len(one.domains) and shares:
            assert sum(high for _, high in shares) >= 95, one


def test_old_facts_are_told() -> None:
    checked = date.fromisoformat(_by_id("cka").checked_on)
    assert not stale(_by_id("cka"), checked + timedelta(days=180))
    assert stale(_by_id("cka"), checked + timedelta(days=181))
    assert stale(resources()[0], checked + timedelta(days=400))
    said = worth(_by_id("cka"), [], [], checked + timedelta(days=400)).says
    assert any("more than 180 days ago" in one for one in said)


def test_a_retired_certificate_is_never_put_forward() -> None:
    taught = {skill for one in certificates() for d in one.domains for skill in d.skills}
    for one in worths(["AWS Certified Machine Learning - Specialty"] * 9, taught, TODAY):
        certificate = _by_id(one.certificate)
        if certificate.status == "retired":
            assert not one.eligible and one.per_100_usd is None
            after = certificate.successor
            assert (_by_id(after).name if after else "Nothing replaces it") in " ".join(one.says)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("An AWS Certified Machine Learning – Specialty is a plus", "aws-mls-c01"),
        ("AWS Certified Machine Learning Engineer (MLA-C01)", "aws-mla-c01"),
        ("azure certifications (AI-102, DP-203)", "ms-ai-102"),
        ("Certified Kubernetes Administrator", "cka"),
        ("CKA/CKAD", "cka"),
        ("SnowPro® Core Certification", "snowpro-core"),
        ("Terraform Associate,", "terraform-associate"),
    ],
)
def test_a_certificate_is_found_by_its_names(text: str, id: str) -> None:
    counts = {one.certificate: one.named.count for one in worths([text, "nothing"], [], TODAY)}
    assert {name for name, count in counts.items() if count} == {id}


@pytest.mark.parametrize("text", ["cka", "work as a professional, machine learning engineers", ""])
def test_a_certificate_is_not_found_in_other_words(text: str) -> None:
    assert not any(one.named.count for one in worths([text], [], TODAY))


def test_worth_counts_what_is_covered_for_money_and_time() -> None:
    terraform = msgspec.structs.replace(_by_id("terraform-associate"), price_usd=50.0)
    found = worth(terraform, ["x"] * 20, ["terraform", "cloud computing", "python"], TODAY)
    assert found.eligible and sorted(found.covers) == ["cloud computing", "terraform"]
    assert found.per_100_usd == 4.0
    assert found.per_10_hours == (0.4, 1.0)
    assert (found.named.count, found.named.of) == (0, 20) and 0.1 < found.named.high < 0.2
    assert not worth(terraform, [], ["python"], TODAY).eligible


def test_nothing_promises_a_job() -> None:
    for one in worths(["CKA"], list(prerequisites()), TODAY):
        assert not any(word in " ".join(one.says).lower() for word in ("hired", "guarantee"))
