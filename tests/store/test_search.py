"""Looking postings up: by id, by filters, and what a filter could not judge."""

from __future__ import annotations

from typing import Any

import pytest
from tests.store.made_up import ended, posting, salary, take, understanding

from upslope.errors import UsageError
from upslope.records import Filters, Place, Posting, SkillMention, Understanding
from upslope.store import Store


@pytest.fixture
def found(store: Store) -> Any:
    """Store seven different postings and return a search that gives their numbers."""
    rows: list[tuple[Posting, Understanding]] = [
        (
            posting(1, title="Ranking Engineer", base_salary=salary(120_000, 150_000)),
            understanding("gh-1", "python", "c++", seniority="senior", remote="remote"),
        ),
        (
            posting(
                2,
                job_location=["Austin, TX, US"],
                places=[Place(city="Austin", country="US")],
                base_salary=salary(60, 70, "hour"),
            ),
            understanding("gh-2", "python", seniority="mid", remote="onsite"),
        ),
        (
            posting(
                3,
                job_location=["Zürich"],
                places=[Place(city="Zürich", country="CH")],
                base_salary=salary(160_000, 180_000, currency="CHF"),
                date_posted="2026-05-01",
            ),
            understanding("gh-3", "SQL", role="data_engineer", remote="hybrid"),
        ),
        (
            posting(4, description="We rank 100% of the feed_items", date_posted=None),
            understanding("gh-4", role="data_scientist", seniority="senior"),
        ),
        (
            posting(5, job_location=[], places=[], date_posted="2026-01-15T10:00:00+00:00"),
            understanding("gh-5", base_salary=salary(90_000, 95_000), remote="remote"),
        ),
        (posting(6, closed=True), understanding("gh-6", "python")),
        (
            posting(7, source="lever", hiring_organization="Ranking Works"),
            understanding(
                "gh-7",
                skills=[
                    SkillMention(
                        skill="python",
                        surface="Python",
                        need="negated",
                        field="description",
                        start=0,
                        end=6,
                    )
                ],
            ),
        ),
    ]
    run = ended(store.runs.start("greenhouse", "quillfeather"))
    store.postings.ingest(run, [p for p, _ in rows], [u for _, u in rows])

    def search(**asked: Any) -> tuple[set[int], dict[str, int]]:
        answer = store.postings.search(Filters(**asked))
        assert answer.total == len(answer.rows)
        assert all(p.id == u.id for p, u in answer.rows)
        return {int(p.source_id) for p, _ in answer.rows}, answer.left_out

    return search


@pytest.mark.parametrize(
    ("asked", "numbers", "left_out"),
    [
        ({}, {1, 2, 3, 4, 5, 7}, {}),
        ({"status": "closed"}, {6}, {}),
        ({"status": "any"}, {1, 2, 3, 4, 5, 6, 7}, {}),
        ({"sources": ("lever",)}, {7}, {}),
        ({"query": "RANKING"}, {1, 7}, {}),
        ({"query": "rank feed"}, {4}, {}),
        ({"query": "100%"}, {4}, {}),
        ({"query": "d_i"}, {4}, {}),
        ({"query": "f__d"}, set(), {}),
        ({"query": "100%feed"}, set(), {}),
        ({"place": "ger%ny"}, set(), {"place": 1}),
        ({"query": "'; DROP TABLE postings; --"}, set(), {}),
        ({"roles": ("data_engineer", "data_scientist")}, {3, 4}, {}),
        ({"seniorities": ("senior",)}, {1, 4}, {"seniority": 3}),
        ({"place": "germany"}, {1, 4, 7}, {"place": 1}),
        ({"place": "us"}, {2}, {"place": 1}),
        ({"place": "ZÜRICH"}, {3}, {"place": 1}),
        ({"remote": ("remote", "hybrid")}, {1, 3, 5}, {"remote": 2}),
        ({"posted_since": "2026-03-01"}, {1, 2, 3, 7}, {"posted_since": 1}),
        ({"posted_since": "2026-01-15"}, {1, 2, 3, 5, 7}, {"posted_since": 1}),
        ({"skills": ("Python",)}, {1, 2}, {}),
        ({"skills": ("python", "c++")}, {1}, {}),
        ({"skills": ("sql",)}, {3}, {}),
        ({"pay_at_least": 140_000}, {1, 2, 3}, {"pay": 2}),
        ({"pay_at_least": 95_000}, {1, 2, 3, 5}, {"pay": 2}),
        (
            {"pay_at_least": 140_000, "pay_currency": "USD"},
            {1, 2},
            {"pay": 2, "pay_currency": 1},
        ),
        ({"pay_at_least": 140_000, "seniorities": ("senior",)}, {1}, {"pay": 1, "seniority": 1}),
    ],
)
def test_each_filter(
    found: Any, asked: dict[str, Any], numbers: set[int], left_out: dict[str, int]
) -> None:
    assert found(**asked) == (numbers, left_out)


def test_the_newest_come_first_and_a_limit_still_counts_all(found: Any, store: Store) -> None:
    answer = store.postings.search(Filters(limit=2))
    assert [one.id for one, _ in answer.rows] == ["gh-3", "gh-1"]
    assert answer.total == 6


def test_get_takes_the_beginning_of_an_id(store: Store) -> None:
    take(store, [posting("ab12"), posting("ab34"), posting("ab3")])
    assert store.postings.get("gh-ab1")[0].id == "gh-ab12"
    assert store.postings.get("gh-ab3")[0].id == "gh-ab3"  # whole, though another begins so
    with pytest.raises(UsageError, match=r"Several.*gh-ab12 or gh-ab3 or gh-ab34"):
        store.postings.get("gh-ab")
    with pytest.raises(UsageError, match=r"no posting gh-ab99.*Did you mean gh-ab12"):
        store.postings.get("gh-ab99")
    with pytest.raises(UsageError, match=r"no posting %"):
        store.postings.get("%")
    with pytest.raises(UsageError, match="no posting"):
        store.postings.history("zz")


def test_understanding_again_replaces_what_was_understood(store: Store) -> None:
    take(store, [posting(1, base_salary=salary(1, 2)), posting(2)], reader="1")
    assert [one.id for one in store.postings.outdated("2")] == ["gh-1", "gh-2"]

    read = [understanding("gh-1", "rust", role="other"), understanding("never stored")]
    assert store.postings.understand_again(read, reader="2") == 1

    assert store.postings.get("gh-1")[1] == read[0]
    assert [one.id for one in store.postings.outdated("2")] == ["gh-2"]
    assert store.postings.search(Filters(skills=("rust",))).total == 1
    assert store.postings.search(Filters(skills=("python",))).total == 1
    assert store.postings.search(Filters(pay_at_least=1)).total == 1
    assert len(store.postings.history("gh-1")) == 1  # our rules changed, not the posting
