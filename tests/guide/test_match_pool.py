"""A pool gives the scores of match, alone or joined, before and after it was kept in a file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from upslope.guide.match import Pool, match
from upslope.guide.resume import resume_of
from upslope.records import Posting, Understanding
from upslope.understand import understand

POSTINGS = [
    Posting(id=str(number), source="s", source_id=str(number), title=title, description=text)
    for number, (title, text) in enumerate(
        [
            ("Machine Learning Engineer", "Requirements:\n- 3+ years of Python and PyTorch\n- SQL"),
            ("Data Analyst", "Nice to have:\n- Tableau\n- SQL\nMaster's degree required."),
            ("Senior Data Engineer", "You build Spark pipelines. 5+ years of experience. AWS."),
            ("Barista", ""),
        ]
    )
]
KNOWN = understand(POSTINGS)
RESUME = resume_of("Data Engineer\nJan 2020 - Jan 2024\n- Built Spark pipelines in Python on AWS")


def scores(pool: Pool) -> dict[str, float]:
    return dict(zip(pool.ids, map(float, pool.scores(RESUME)), strict=True))


WHOLE = scores(Pool(POSTINGS, KNOWN))


def test_a_pool_scores_as_match_does() -> None:
    assert {one.posting: one.score for one in match(RESUME, POSTINGS, KNOWN)} == WHOLE


@pytest.mark.parametrize("posting", POSTINGS, ids=lambda one: one.title)
def test_a_score_does_not_depend_on_the_other_postings(posting: Posting) -> None:
    assert scores(Pool([posting], KNOWN)) == {posting.id: WHOLE[posting.id]}


def test_pools_are_taken_apart_and_joined() -> None:
    first, second = Pool(POSTINGS[:3], KNOWN), Pool(POSTINGS[2:], KNOWN)
    joined = first.joined(second)
    assert joined.ids == ["0", "1", "2", "3"]
    assert scores(joined) == WHOLE
    assert scores(joined.without({"1", "gone"})) == {
        one: score for one, score in WHOLE.items() if one != "1"
    }
    assert scores(Pool([], []).joined(first)) == scores(first)


def test_what_is_in_both_is_taken_from_the_newer() -> None:
    older = Pool(POSTINGS, [Understanding(id=one.id) for one in POSTINGS])
    assert scores(older) != WHOLE
    assert scores(older.joined(Pool(POSTINGS, KNOWN))) == WHOLE


def test_a_kept_pool_is_the_same(tmp_path: Path) -> None:
    file = tmp_path / "pool.npz"
    Pool(POSTINGS, KNOWN).save(file, tmp_path / "part")
    kept = Pool.load(file)
    assert kept is not None
    assert scores(kept) == WHOLE
    assert [path.name for path in tmp_path.iterdir()] == ["pool.npz"]


@pytest.mark.parametrize("cut", [0, 1, 100, 1000, -1])
def test_a_damaged_file_is_no_pool(tmp_path: Path, cut: int) -> None:
    file = tmp_path / "pool.npz"
    Pool(POSTINGS, KNOWN).save(file, tmp_path / "part")
    file.write_bytes(file.read_bytes()[:cut])
    assert Pool.load(file) is None


def test_a_pool_of_another_version_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "pool.npz"
    Pool(POSTINGS, KNOWN).save(file, tmp_path / "part")
    monkeypatch.setattr("upslope.guide.match.pool.FORMAT", -1)
    assert Pool.load(file) is None


def test_no_posting_is_no_trouble() -> None:
    assert Pool([], []).scores(RESUME).dtype == np.float64
    assert match(RESUME, [], []) == []
