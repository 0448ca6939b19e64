"""Finding names in text: spellings, borders, offsets."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.taxonomy import Taxonomy
from upslope.taxonomy.folded import Folded

TAXONOMY = Taxonomy.load()


def found(text: str) -> list[str]:
    return [skill.preferred_label for _, _, skill in TAXONOMY.find(text)]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("PyTorch/TensorFlow", ["pytorch", "tensorflow"]),
        ("Python,SQL", ["python", "sql"]),
        ("Python SQL", ["python", "sql"]),
        ("(Python)", ["python"]),
        ("Python.", ["python"]),
        ("Python's", ["python"]),
        ("C++", ["c++"]),
        ("C, C++ and C#.", ["c", "c++", "c#"]),
        ("C/C++", ["c", "c++"]),
        (".NET, C#", [".net", "c#"]),
        ("ASP.NET", ["asp.net"]),
        ("Node.js, Vue.js", ["node.js", "vue"]),
        ("CI/CD", ["ci/cd"]),
        ("CI / CD", ["ci/cd"]),
        ("A/B testing", ["a/b testing"]),
        ("A/B tests", ["a/b testing"]),
        ("Build the model\n- deployment to stores", []),  # two items of a list
        ("You keep the model\n* deployment", ["deployment"]),
        ("Pay: CAD$120,000 a year", []),
        ("Pay (CAD 95,000)", []),
        ("CAD, SolidWorks", ["cad", "solidworks"]),
        ("fine-tuning", ["fine-tuning"]),
        ("fine tuning", ["fine-tuning"]),
        ("fine‑tuning", ["fine-tuning"]),
        ("finetuning", ["fine-tuning"]),
        ("time–series", ["time series"]),
        ("Machine\u00a0Learning", ["machine learning"]),
        ("machine  learning", ["machine learning"]),
        ("machine\n   learning", ["machine learning"]),
        ("Machine\nLearning", ["machine learning"]),
        ("Apache Spark\nSQL", ["apache spark", "sql"]),
        ("Spark, SQL", ["apache spark", "sql"]),
        ("Spark SQL", ["spark sql"]),
        ("Docker/Kubernetes", ["docker", "kubernetes"]),
        ("ETL/ELT", ["etl", "elt"]),
        ("iOS and Android", ["ios", "android"]),
        ("supervised and unsupervised learning", ["supervised learning", "unsupervised learning"]),
        ("an agile environment", ["agile"]),
        ("data modelling", ["data modeling"]),
        ("random forests", ["random forest"]),
        ("recommendation system", ["recommender systems"]),
        ("Weights & Biases", ["weights & biases"]),
        ("KUBERNETES", ["kubernetes"]),
        ("İstanbul, Python", ["python"]),
        ("•Python•SQL", ["python", "sql"]),
        ("►Python™ → SQL\u200b", ["python", "sql"]),
        ("naïve Bayes", ["naive bayes"]),
        ("machine • learning", []),
        ("żPython", []),
        ("С++", []),  # a Cyrillic letter
        ("monkeypython", []),
        ("pythonic", []),
        ("sqlite3x", []),
        ("", []),
        (" \n ", []),
    ],
)
def test_spellings(text: str, labels: list[str]) -> None:
    assert found(text) == labels


def test_a_name_that_fails_its_check_hides_no_shorter_one() -> None:
    assert found("machine learning, models") == ["machine learning"]
    assert found("deep learning\nSystems of Linux") == ["deep learning", "linux"]


def test_surrogates_are_only_characters() -> None:
    assert found("\ud800 Python \udfff") == ["python"]


WORDS = st.sampled_from(
    ["Python", "c++", "CI/CD", "node.js", "R", "deep  learning", "\n", " ", "İ", "é"]
)
TEXTS = st.lists(WORDS | st.text(max_size=8)).map("".join)


@given(TEXTS)
def test_offsets_are_code_points_of_any_text(text: str) -> None:
    reached = 0
    for start, end, skill in TAXONOMY.find(text):
        assert 0 <= start < end <= len(text)
        surface = text[start:end]
        assert surface == surface.strip()
        again = [s.preferred_label for _, _, s in TAXONOMY.find(f"TensorFlow, {surface}")]
        assert skill.preferred_label in again
        assert start >= reached or skill.phrases
        reached = end


@given(st.lists(TEXTS, max_size=4))
def test_texts_of_a_batch_are_read_apart(texts: list[str]) -> None:
    alone = [(which, *span[:2]) for which, text in enumerate(texts) for span in TAXONOMY.find(text)]
    found = TAXONOMY.find_all(texts)
    columns = found.text.tolist(), found.start.tolist(), found.end.tolist()
    assert [*zip(*columns, strict=True)] == alone


def test_no_company_beyond_the_text() -> None:
    texts = ["I know Python and", "go", "deploying", "computer vision models", "using", "Chef"]
    assert TAXONOMY.find_all(texts).text.tolist() == [0, 3]


@given(st.lists(st.text(alphabet=st.sampled_from(" \n\t\u00a0ab-–")), min_size=1))
def test_folding_leads_back(texts: list[str]) -> None:
    folded = Folded(texts)
    for which, (opens, closes) in enumerate(zip(folded.opens, folded.closes, strict=True)):
        assert closes - opens <= len(texts[which])
        for place in range(opens, closes):
            if folded.text[place].isalpha():
                original = folded.original(np.array([which]), np.array([place]))
                assert texts[which][original[0]] == folded.text[place]
