"""What the person says stands in place of what was read, until it is taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.store.made_up import posting, take

from upslope.apps.cli import cli
from upslope.errors import UsageError
from upslope.records import Filters, Understanding
from upslope.store import Store
from upslope.workspace import Workspace

TEXT = "We hire an engineer.\n\nRequirements:\n- 5+ years of Python\n- Java\n- SQL"
CSV = 'id,title,description\nab1,Data Analyst,"%s"\nab2,ML Engineer,Train models in Python.\n'


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    file = tmp_path / "openings.csv"
    file.write_text(CSV % TEXT)
    with Workspace(tmp_path / "home") as workspace:
        workspace.collect_from(str(file))
    yield tmp_path / "home"


def upslope(*words: str) -> Result:
    return CliRunner().invoke(cli, words)


def found(home: Path, title: str = "Data Analyst") -> tuple[str, Understanding]:
    with Workspace(home) as workspace:
        for one, understood in workspace.store.postings.all():
            if one.title == title:
                return one.id, understood
    raise AssertionError(title)


def skills(understood: Understanding) -> set[str]:
    return {one.skill for one in understood.skills}


def test_a_correction_shows_everywhere_at_once(home: Path, tmp_path: Path) -> None:
    id, before = found(home)
    assert skills(before) >= {"python", "java", "sql"}
    done = upslope(
        "correct", id[:8], "--role", "data_scientist", "--seniority", "senior", "--remote",
        "hybrid", "--employment-type", "contract", "--visa", "sponsors", "--min-years", "3",
        "--degree-required", "phd", "--skill", "K8s", "--skill", "underwater  basketry",
        "--no-skill", "java",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    shown = json.loads(upslope("show", id, "--json").stdout)
    assert [shown[field] for field in ("role", "seniority", "remote", "visa", "min_years")] == [
        "data_scientist", "senior", "hybrid", "sponsors", 3,
    ]  # fmt: skip
    assert (shown["degree_required"], found(home)[1].employment_type) == ("phd", "contract")
    assert shown["role_probability"] == 1.0
    wanted = (skills(before) - {"java"}) | {"kubernetes", "underwater basketry"}
    assert skills(found(home)[1]) == wanted
    with Workspace(home) as workspace:
        for filters in (
            Filters(roles=("data_scientist",)),
            Filters(skills=("kubernetes",)),
            Filters(query="skill:kubernetes"),
            Filters(seniorities=("senior",), remote=("hybrid",)),
        ):
            assert [one.id for one, _ in workspace.search(filters).rows] == [id], filters
        assert workspace.search(Filters(skills=("java",))).total == 0
        resume = tmp_path / "resume.txt"
        resume.write_text(
            "Ada Quill\nML engineer\nSkills: Kubernetes, Python\n" + "I ran models. " * 9
        )
        (match,) = [one for one in workspace.rank(resume).matches if one.posting == id]
        assert any(reason.skill == "kubernetes" for reason in match.reasons)
    lines = upslope("export", "--format", "jsonl").stdout.splitlines()
    (line,) = [one for one in map(json.loads, lines) if one["id"] == id]
    assert (line["role"], line["min_years"]) == ("data_scientist", 3)
    assert "kubernetes" in line["skills"]


def test_it_survives_understanding_again_and_a_changed_text(home: Path, tmp_path: Path) -> None:
    id, _ = found(home)
    assert upslope("correct", id, "--role", "other", "--no-skill", "java").exit_code == 0
    with Workspace(home) as workspace:
        stored = [one for one, _ in workspace.store.postings.all()]
        workspace.store.postings.understand_again(workspace.understand(stored), reader="next")
        assert (found(home)[1].role, "java" in skills(found(home)[1])) == ("other", False)
        file = tmp_path / "openings.csv"
        file.write_text(CSV % (TEXT + "\n- Rust"))
        assert workspace.collect_from(str(file)).changed == 1
    _, after = found(home)
    assert (after.role, "java" in skills(after), "rust" in skills(after)) == ("other", False, True)


def test_the_latest_holds_and_undo_brings_the_answers_back(home: Path) -> None:
    id, before = found(home)
    for role in ("data_engineer", "data_scientist"):
        assert upslope("correct", id, "--role", role, "--skill", "rust").exit_code == 0
    assert found(home)[1].role == "data_scientist"
    done = upslope("correct", id, "--json")
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["field"], one["answered"], one["truth"]) for one in said] == [
        ("role", before.role, "data_scientist"),
        ("skills", "", "rust"),
    ]
    assert upslope("correct", id, "--no-skill", "rust").exit_code == 0
    assert "rust" not in skills(found(home)[1])
    assert upslope("correct", id, "--no-skill", "java").exit_code == 0
    assert upslope("correct", id, "--skill", "java").exit_code == 0
    assert "java" in skills(found(home)[1])
    done = upslope("correct", id, "--undo")
    assert done.exit_code == 0
    assert "Nothing is corrected" in done.stderr
    assert found(home)[1] == before
    with Store(home) as store:
        log = store.corrections.all(id)
        assert len(log) == 9  # nothing is ever deleted
        assert sum(one.taken_back for one in log) == 3


def test_an_answer_can_be_confirmed(home: Path) -> None:
    id, before = found(home)
    assert upslope("correct", id, "--role", before.role, "--skill", "sql").exit_code == 0
    with Store(home) as store:
        confirmed = store.corrections.in_force(id)
    assert {one.answered == one.truth for one in confirmed} == {True}
    assert skills(found(home)[1]) == skills(before)
    assert [one.start for one in found(home)[1].skills] == [one.start for one in before.skills]


@pytest.mark.parametrize(
    ("truths", "named", "not_named", "says"),
    [
        ({"role": "wizard"}, [], [], "There is no role 'wizard'"),
        ({"employer": "Acme"}, [], [], "cannot be corrected"),
        ({"skills": "java"}, [], [], "cannot be corrected"),
        ({"min_years": "-1"}, [], [], "no number of years"),
        ({"min_years": "٣"}, [], [], "no number of years"),
        ({"min_years": "51"}, [], [], "no number of years"),
        ({}, [" "], [], "1 to 100 characters"),
        ({}, ["x" * 101], [], "1 to 100 characters"),
        ({}, [], ["cobol"], "not among the skills"),
        ({}, ["java"], ["Java"], "both there and not there"),
    ],
)
def test_what_makes_no_sense_is_refused(
    home: Path, truths: dict[str, str], named: list[str], not_named: list[str], says: str
) -> None:
    id, before = found(home)
    with Workspace(home) as workspace:
        with pytest.raises(UsageError, match=says):
            workspace.correct(id, truths, named=named, not_named=not_named)
        assert workspace.store.corrections.all() == []
    assert found(home)[1] == before


def test_bad_usage(home: Path) -> None:
    id, _ = found(home)
    assert isinstance(upslope("correct", "nosuch").exception, UsageError)
    assert upslope("correct", id, "--role", "wizard").exit_code == 2
    assert upslope("correct", id, "--undo", "--role", "other").exit_code == 2
    assert upslope("correct").exit_code == 2


def test_other_postings_stay_as_they_are(home: Path) -> None:
    other = found(home, "ML Engineer")
    assert upslope("correct", found(home)[0], "--role", "other").exit_code == 0
    assert found(home, "ML Engineer") == other


def test_both_databases_keep_corrections(store: Store) -> None:
    from datetime import UTC, datetime

    from upslope.records import Correction

    take(store, [posting(1), posting(2)])
    said = Correction(
        posting="gh-1", field="role", answered="ml_engineer", truth="oth\0er", at=datetime.now(UTC)
    )
    store.corrections.add([said])
    (kept,) = store.corrections.in_force()
    assert kept.truth == "oth\ufffder"
    assert store.corrections.in_force("gh-2") == []
