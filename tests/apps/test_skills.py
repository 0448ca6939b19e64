"""``upslope skills``: an entry, the families, and terms that the taxonomy lacks."""

from __future__ import annotations

import json
from typing import Any

from click.testing import CliRunner, Result

from upslope.apps.cli import cli
from upslope.taxonomy import FAMILIES, Taxonomy

LISTED = [
    {"id": str(n), "title": "ML Engineer", "company": company, "description": text}
    for n, (company, text) in enumerate(
        [
            ("Alder", "Requirements:\n- Python, SQL, QuillDB and Docker"),
            ("Birch", "Requirements:\n- Spark, Kafka, QuillDB"),
            ("Cedar", "What you bring:\n- Postgres, QuillDB, Redis"),
        ]
    )
]


def skills(*words: str, text: str | None = None) -> Result:
    return CliRunner().invoke(cli, ("skills", *words), input=text)


def lines(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_an_entry_is_shown_by_any_of_its_names() -> None:
    [entry] = lines(skills("K8s", "--json"))
    assert entry["preferred_label"] == "kubernetes"
    assert entry["family"] in FAMILIES
    assert "container orchestration" in entry["broader"]
    assert "containerization" in entry["all_broader"]
    assert {"helm", "openshift"} <= set(entry["narrower"])
    assert "docker" in entry["related"]
    assert entry["onet"] == "Kubernetes"
    assert entry["yes"]


def test_a_name_of_several_words_needs_no_quotes() -> None:
    shown = skills("random", "forest")
    assert shown.exit_code == 0
    assert "ensemble methods" in shown.stdout


def test_a_skill_may_be_called_as_a_command_is() -> None:
    assert Taxonomy.load().label("unknown") is None
    assert Taxonomy.load().label("show") is None


def test_an_unknown_name_fails_and_says_what_is_near() -> None:
    refused = skills("pytorhc")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "pytorch" in str(refused.exception)


def test_without_a_name_the_families_are_counted() -> None:
    counted = {row["family"]: row["skills"] for row in lines(skills("--json"))}
    assert counted.keys() == FAMILIES.keys()
    assert sum(counted.values()) == len(Taxonomy.load().skills)


def test_terms_that_the_taxonomy_lacks_are_listed_from_a_file() -> None:
    given = "\n".join(map(json.dumps, LISTED))
    [found] = lines(skills("unknown", "-", "--json", text=given))
    assert (found["term"], found["postings"], found["employers"]) == ("QuillDB", 3, 3)
    assert "QuillDB" in found["example"]


def test_a_bad_line_is_said_and_the_others_are_read() -> None:
    given = "\n".join([*map(json.dumps, LISTED), "{no json"])
    read = skills("unknown", "-", "--json", text=given)
    assert read.exit_code == 1
    assert "QuillDB" in read.stdout
    assert "line 4" in read.stderr


def test_the_stored_postings_are_looked_at_without_a_file() -> None:
    looked = skills("unknown")
    assert looked.exit_code == 0
    assert "sample" in looked.stderr
