"""Pay from a posting's text: where the text answers, where the table, and what is never seen."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upslope.errors import ModelError
from upslope.estimate import Asked, estimate_pay, packaged
from upslope.estimate.table import shipped
from upslope.estimate.text import shipped_text
from upslope.estimate.words import shares, title_words, words
from upslope.normalize import posting_of
from upslope.records import PayEstimate
from upslope.understand import understand

ABOUT = """Quillfish builds planning software for hospitals across the United States.
What you will do:
- Train, evaluate and deploy machine learning models with Python and PyTorch.
- Design distributed systems and data pipelines on AWS, and monitor them in production.
- Lead technical projects with product managers and mentor other engineers.
What we are looking for:
- 6+ years of experience in software engineering or applied machine learning.
- Strong knowledge of statistics, SQL, Kubernetes and large language models.
- A bachelor's degree in computer science or a related field.
What we offer:
- Medical, dental and vision insurance, 401(k) matching, paid holidays and parental leave.
Quillfish is an equal opportunity employer. All qualified applicants will receive consideration
without regard to race, color, religion, sex, national origin, disability or veteran status.
"""
TITLE = "Senior Machine Learning Engineer"


def estimated(
    description: str = ABOUT, title: str = TITLE, location: str = "Seattle, WA"
) -> PayEstimate:
    record = {"id": "1", "title": title, "description": description, "location": location}
    posting = posting_of(record)
    [found] = estimate_pay([posting], understand([posting]))
    return found


def test_the_model_stands_on_the_table_that_ships() -> None:
    """Else: python -m benchmarks.train_pay_text --write."""
    assert shipped_text().table == shipped()[1]


def test_a_us_posting_with_a_text_is_answered_by_its_text() -> None:
    found = estimated()
    assert found.model.startswith("text")
    assert found.currency == "USD"
    assert found.unit_text == "year"
    assert found.p10 and found.p50 and found.p90
    assert 60_000 < found.p10 < found.p50 < found.p90 < 500_000
    assert "employers" in found.why


@pytest.mark.parametrize(
    "stated",
    [
        "The base salary range for this role is $420,000 - $560,000 per year.",
        "Pay: $22/hr - $25/hr.",
        "Compensation: 150-200K USD, plus a $10,000 sign-on bonus and equity.",
        "We offer a competitive salary.",
        "Annual base pay is between 90,000 and 110,000 dollars depending on location.",
    ],
)
def test_what_a_posting_states_changes_nothing(stated: str) -> None:
    assert estimated(f"{ABOUT}\n{stated}\n") == estimated()
    lead, rest = ABOUT.split("\n", 1)
    assert estimated(f"{lead}\n{stated}\n{rest}").p50 == estimated().p50


@given(low=st.integers(30_000, 400_000), share=st.floats(1, 2), sign=st.sampled_from("$€£"))
@settings(max_examples=20, deadline=None)
def test_words_are_blind_to_amounts(low: int, share: float, sign: str) -> None:
    said = f"{sign}{low:,} to {sign}{low * share:,.0f}"
    assert words(f"{ABOUT}\nThis position pays {said}.") == words(ABOUT)


def test_a_title_is_read_without_the_pay_in_it() -> None:
    with_pay = estimated(title=f"{TITLE} ($180k-$220k/yr)")
    assert with_pay.p50 == estimated().p50


def test_the_level_is_seen() -> None:
    titles = ("Junior Data Analyst", "Data Analyst", "Staff Machine Learning Engineer")
    paid = [estimated(title=title).p50 or 0 for title in titles]
    assert paid == sorted(paid)
    assert paid[-1] > 1.3 * paid[0]


def test_without_a_text_the_table_answers() -> None:
    assert estimated("").model.startswith("table")
    assert estimated("Train models.").model.startswith("table")


def test_another_country_is_the_tables() -> None:
    found = estimated(location="London, United Kingdom")
    assert found.model.startswith("table")
    assert found.currency == "GBP"


def test_without_a_place_the_text_tells_the_country_or_nothing_is_said() -> None:
    found = estimated(location="")
    assert found.p50 and "names no place" in found.why
    abroad = "Wir suchen für unser Team in der Stadt neue Kollegen, die gerne Modelle bauen. " * 9
    assert estimated(abroad, location="").p50 is None
    assert estimated(location="Europe").p50 is None


@pytest.mark.parametrize("kind", ["Internship", "Part-time", "Contract"])
def test_work_that_is_paid_otherwise_is_refused(kind: str) -> None:
    found = estimated(f"Job type: {kind}\n{ABOUT}", title=f"{TITLE} ({kind})")
    assert found.p50 is None
    assert found.why


def test_a_title_of_another_trade_is_refused() -> None:
    nurse = "Care for patients on the ward, give medication and keep records. " * 3
    found = estimated(nurse + ABOUT, title="Registered Nurse Anesthetist")
    assert found.p50 is None
    assert found.why


@pytest.mark.parametrize(
    "odd", ["", "\x00" * 50, "𝕸𝖆𝖈𝖍𝖎𝖓𝖊 " * 400, "a " * 200_000, "$" * 5_000, "k\u2028" * 9_000]
)
def test_odd_texts_are_answered_or_refused(odd: str) -> None:
    found = estimated(odd)
    assert found.p50 is None or math.isfinite(found.p50)
    assert found.why


def test_the_weights_are_plain_words_and_finite() -> None:
    model = shipped_text()
    assert len(model.words) > 1_000
    assert all(re.fullmatch(r"[a-z+#]+", word) for word in model.words)
    assert model.words.keys() == model.here.keys()
    assert not {"salary", "usd", "compensation", "hourly"} & model.words.keys()
    numbers = [*model.words.values(), *model.attributes.values(), *model.here.values()]
    assert all(map(math.isfinite, numbers))


def test_long_texts_do_not_weigh_more() -> None:
    known = {"train", "models", "deploy", "sql"}
    assert shares(set(), known) == ([], 1.0)
    assert shares(known, known)[1] == 0.5


def test_pairs_of_a_title_are_neighbours() -> None:
    assert title_words("data engineer data") == {
        "data",
        "engineer",
        "data engineer",
        "engineer data",
    }


def test_a_damaged_model_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(packaged, "files", lambda _: tmp_path)
    shipped_text.cache_clear()
    with pytest.raises(ModelError, match="missing or damaged"):
        shipped_text()
    shipped_text.cache_clear()


def test_a_profile_has_no_text() -> None:
    posting = posting_of({"id": "1", "title": TITLE, "location": "Seattle, WA"})
    [known] = understand([posting])
    asked = Asked.of(posting, known)
    assert shipped_text().answer(posting, known, asked, shipped()[0]) is None
