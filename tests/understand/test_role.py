"""Role: by title and by what the text says the person will do, with an honest probability."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any, get_args

import msgspec
import numpy as np
import pytest

from upslope.models import SHIPPED, Labelled, shipped_files
from upslope.records import Posting
from upslope.records.understanding import Role
from upslope.understand.document import Document
from upslope.understand.role import ROLES, TASK, chances, roles, votes


def role(document: Document) -> dict[str, Any]:
    [read] = roles([document], SHIPPED)
    return dict(read)


CASES = [
    (
        "Machine Learning Engineer",
        "Train deep learning models in PyTorch and ship them to production.",
        "ml_engineer",
    ),
    (
        "Computer Vision Engineer",
        "Develop object detection models and deploy them on cameras.",
        "ml_engineer",
    ),
    (
        "AI Engineer",
        "Build RAG applications and AI agents with LangChain, prompts and OpenAI models.",
        "ai_engineer",
    ),
    (
        "Generative AI Engineer",
        "Build chatbots on LLMs: prompt engineering, vector databases, agentic workflows.",
        "ai_engineer",
    ),
    (
        "MLOps Engineer",
        "Run the ML platform: model serving, feature store, Kubeflow, CI/CD, Kubernetes.",
        "mlops_engineer",
    ),
    (
        "ML Platform Engineer",
        "Build machine learning infrastructure for training and inference on GPUs.",
        "mlops_engineer",
    ),
    (
        "Research Scientist",
        "Publish novel methods at NeurIPS and ICML. PhD required.",
        "research_scientist",
    ),
    (
        "Applied Scientist",
        "Design machine learning models for our product with scientific depth.",
        "applied_scientist",
    ),
    (
        "Data Scientist",
        "Predictive models, experiments and insights for business stakeholders.",
        "data_scientist",
    ),
    (
        "Data Engineer",
        "Build ETL data pipelines with Airflow, Spark and dbt into Snowflake.",
        "data_engineer",
    ),
    (
        "Data Analyst",
        "Dashboards in Tableau and Power BI, SQL, KPI reporting.",
        "data_analyst",
    ),
    (
        "Analytics Engineer",
        "Model data in dbt and build Looker dashboards and reports.",
        "data_analyst",
    ),
    ("Frontend Developer", "Build React and TypeScript interfaces.", "software_engineer"),
    ("Backend Engineer", "Java microservices and REST APIs.", "software_engineer"),
    ("Sales Manager", "Grow revenue with customers and clients.", "other"),
    ("Product Manager", "Own the roadmap, the product strategy and the budget.", "other"),
    (
        "Android Engineer",
        "Build Android apps in Kotlin for our AI assistant. Work with designers. Unit tests.",
        "software_engineer",
    ),
    (
        "Build and Release Engineer",
        "Own our build system and release pipelines with Jenkins for machine learning teams.",
        "software_engineer",
    ),
    (
        "Linguist",
        "Annotate text and speech in Spanish and judge the quality of model output.",
        "other",
    ),
    (
        "Developer Advocate",
        "Write tutorials, give talks and grow our community around our machine learning platform.",
        "other",
    ),
    (
        "Sales Engineer, AI Platform",
        "Run demos and proofs of concept for customers of our ML platform.",
        "other",
    ),
    ("AI Trainer", "Write and rate answers of chatbots in your language. Part time.", "other"),
    (
        "ML Platform and Infrastructure Engineer",
        "Build the platform that teams train and serve models on: Kubernetes, GPUs, monitoring.",
        "mlops_engineer",
    ),
    (
        "Machine Learning Engineer - Platform",
        "Build the platform on which teams train and serve models: GPU clusters, feature store.",
        "mlops_engineer",
    ),
    (
        "Clinical Machine Learning Engineer",
        "Train deep learning models on medical images in PyTorch, deploy them in hospitals.",
        "ml_engineer",
    ),
    (
        "Postdoctoral Researcher",
        "Research on probabilistic machine learning. Publish at NeurIPS and ICML. PhD required.",
        "research_scientist",
    ),
    (
        "Research Engineer (Large-Scale Training)",
        "Work with our researchers on training large models. Run experiments and publish.",
        "research_scientist",
    ),
    (
        "Computational Scientist",
        "Develop novel machine learning methods for simulations, publish papers. PhD in physics.",
        "research_scientist",
    ),
]


@pytest.mark.parametrize(("title", "text", "expected"), CASES)
def test_roles(title: str, text: str, expected: str) -> None:
    assert role(Document(id="1", title=title, description=text))["role"] == expected


def test_duties_outweigh_a_title_that_could_be_anything() -> None:
    text = (
        "Responsibilities:\n- Build dashboards and reports in Tableau and Power BI\n"
        "- Ad hoc reporting in SQL and Excel\n- KPIs for sales\n- Visualizations and analytics"
    )
    title = "Data Scientist / Data Analyst"
    assert role(Document(id="1", title=title, description=text))["role"] == "data_analyst"


def test_duties_speak_louder_than_the_story_of_the_company() -> None:
    duty = "Duties:\n- Write microservices in Java"
    story = "About us:\n- We love machine learning, LLMs and agents"
    alone = Document(id="1", title="Engineer", description=duty)
    below = Document(id="2", title="Engineer", description=f"{duty}\n{story}")
    among = Document(id="3", title="Engineer", description=f"{duty}\n{story.split(chr(10))[1]}")
    found = [chances(document)["software_engineer"] for document in (alone, below, among)]
    assert found == sorted(found, reverse=True)


def test_benefits_say_nothing_about_the_role() -> None:
    duty = "Duties:\n- Write microservices in Java"
    more = f"{duty}\nBenefits:\n- Machine learning courses, GPUs and research time"
    documents = [Document(id="1", title="Engineer", description=text) for text in (duty, more)]
    assert chances(documents[0]) == chances(documents[1])


def test_a_title_in_german() -> None:
    text = "Aufbau von ETL-Strecken mit Airflow und Spark."
    found = role(Document(id="1", title="Dateningenieur (m/w/d)", description=text))
    assert found["role"] == "data_engineer"


def test_probabilities_sum_to_one() -> None:
    found = chances(Document(id="1", title="Data Scientist", description="Statistics."))
    assert sum(found.values()) == pytest.approx(1)
    assert len(found) == 10


def test_nothing_to_read_is_said() -> None:
    nothing = Document(id="1", title=" ", description="")
    assert role(nothing) == {"role": "other", "role_probability": 0.0}


def test_a_clear_posting_is_surer_than_a_vague_one() -> None:
    clear = Document(
        id="1", title="Data Engineer", description="ETL data pipelines with Airflow, Spark, Kafka."
    )
    vague = Document(id="2", title="Specialist", description="You join a team.")
    assert max(chances(clear).values()) > max(chances(vague).values())


def test_the_model_knows_all_rows_of_words_and_all_roles() -> None:
    words = tomllib.loads((files("upslope.understand") / "data/role_words.toml").read_text("utf-8"))
    rows = {f"{place}.{row}" for place, table in words.items() for row in table}
    features = set(msgspec.json.decode(shipped_files("role")["model.json"])["features"])
    assert features == rows
    assert SHIPPED["role"].classes == get_args(Role) == ROLES


def test_the_card_says_that_the_rules_are_beaten_and_how_sure_one_may_be() -> None:
    card = msgspec.json.decode(shipped_files("role")["card.json"])
    rungs = {row["rung"]: row for row in card["ladder"]}
    assert rungs["logistic"]["accuracy"][0] > rungs["rules"]["accuracy"][2]
    assert rungs["logistic"]["calibration_error"] < 0.05


def test_a_batch_is_read_as_each_alone() -> None:
    documents = [Document(id="1", title=title, description=text) for title, text, _ in CASES]
    assert roles(documents, SHIPPED) == [role(document) for document in documents]


@pytest.mark.parametrize(
    ("title", "rule"),
    [
        ("Senior Machine Learning Engineer", "ml_engineer"),
        ("MLOps Engineer", "mlops_engineer"),
        ("Sales Engineer, AI", "other"),
        ("Data Scientist, AI", "data_scientist"),
        ("Nurse", "other"),
    ],
)
def test_the_rule_to_beat_reads_the_title_alone(title: str, rule: str) -> None:
    posting = Posting(id="1", source="", source_id="1", title=title, description="SQL dashboards.")
    [example] = TASK.examples(Labelled(posting, {"role": "data_analyst"}))
    assert (example.rule, example.label) == (rule, "data_analyst")
    assert [example.features] == votes((Document.of(posting),)).as_rows()


def test_a_posting_whose_role_was_not_read_teaches_nothing() -> None:
    posting = Posting(id="1", source="", source_id="1", title="Data Engineer")
    assert not list(TASK.examples(Labelled(posting, {"seniority": "mid"})))


def test_arrays_are_answered_as_examples_are() -> None:
    texts = ["Train models in PyTorch.", "", "Requirements:\n- SQL dashboards and statistics"]
    documents = [Document(id="1", title="ML Engineer", description=text) for text in texts]
    features, model = votes(tuple(documents)), SHIPPED["role"]
    np.testing.assert_allclose(features.asked(model), model.predict_proba(features.as_rows()))
