"""The taxonomy as a whole."""

from __future__ import annotations

import subprocess
import sys

import pytest

from upslope.taxonomy import Taxonomy


def test_it_is_read_once() -> None:
    assert Taxonomy.load() is Taxonomy.load()


def test_broader_goes_all_the_way_up() -> None:
    taxonomy = Taxonomy.load()
    assert {"apache spark", "python"} <= taxonomy.broader("pyspark")
    assert "machine learning" in taxonomy.broader("pytorch")
    assert taxonomy.broader("python") == {"programming languages"}
    assert taxonomy.broader("mathematics") == frozenset()
    with pytest.raises(KeyError):
        taxonomy.broader("cooking")


def test_related_is_the_same_from_both_sides() -> None:
    taxonomy = Taxonomy.load()
    assert "langgraph" in taxonomy.related("langchain")
    assert "langchain" in taxonomy.related("langgraph")
    with pytest.raises(KeyError):
        taxonomy.related("cooking")


def test_narrower_is_the_way_back_of_broader() -> None:
    taxonomy = Taxonomy.load()
    assert {"pytorch", "tensorflow"} <= set(taxonomy.narrower("deep learning"))
    assert taxonomy.narrower("cooking") == []


@pytest.mark.parametrize(
    ("typed", "meant"), [("pytorhc", "pytorch"), ("Kubernets", "kubernetes"), ("k8", "kubernetes")]
)
def test_a_misspelled_name_is_found_near(typed: str, meant: str) -> None:
    assert meant in Taxonomy.load().nearest(typed)


def test_nonsense_is_near_nothing() -> None:
    assert Taxonomy.load().nearest("zzzqqqxxx") == []


def test_loading_is_quick() -> None:
    """Under a tenth of a second alone; the bound leaves room for a busy machine."""
    code = (
        "import time; from upslope.taxonomy import Taxonomy; start = time.process_time();"
        "Taxonomy.load(); print(time.process_time() - start)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(run.stdout) < 0.5


def test_find_is_for_any_text() -> None:
    resume = "Jane Doe\nSkills: Python, scikit-learn\n2019-2023 Built ETL jobs in Airflow at ACME"
    found = [skill.preferred_label for _, _, skill in Taxonomy.load().find(resume)]
    assert found == ["python", "scikit-learn", "etl", "apache airflow"]
