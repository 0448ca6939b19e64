"""Need and negation, by sentences of our own: traps that rules fall into."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.models import SHIPPED
from upslope.records.understanding import Need
from upslope.understand.clause import _CLAUSE_ENDS, pattern
from upslope.understand.document import Document
from upslope.understand.mention import need_at
from upslope.understand.need import SPEAKS, Wordings
from upslope.understand.skills import skills

REQUIRED = [
    ("Python is required.", "Python"),
    ("Must have strong SQL skills.", "SQL"),
    ("You have 3+ years of experience with Spark.", "Spark"),
    ("Build data pipelines in Spark.", "Spark"),
    ("You will deploy models with Docker and Kubernetes.", "Kubernetes"),
    ("Not only Python but also C++ is used daily by you.", "Python"),
    ("Experience not limited to Python, SQL and Spark.", "Python"),
    ("Languages including but not limited to Java.", "Java"),
    ("You are not afraid of Kubernetes.", "Kubernetes"),
    ("No less than five years of Java.", "Java"),
    ("Python is a must; Scala is a plus.", "Python"),
    ("Python required, Java preferred but not required.", "Python"),
    ("Proficiency in Python, PhD preferred.", "Python"),
    ("Experience in deep learning, master's degree a plus.", "deep learning"),
    ("You cannot do this job without Python.", "Python"),
    ("Knowledge of AWS, and Terraform would be a plus.", "AWS"),
    ("We need someone who knows PyTorch well.", "PyTorch"),
    ("No matter your background, you know Python.", "Python"),
    ("Strong Java, however no PHP.", "Java"),
    ("Comfortable with Linux and git.", "Linux"),
    ("You don't just know SQL, you live it.", "SQL"),
    ("Python (required), R (nice to have)", "Python"),
    ("At least one of Go, Rust or C++", "Rust"),
    ("The ideal candidate knows TensorFlow.", "TensorFlow"),
    ("Knowledge of cloud (AWS preferred) and CI/CD.", "cloud"),
    ("Experience with Docker (or similar), preferably with Helm.", "Docker"),
    ("Strong in Python or Go (Go a plus; tests required)", "Python"),
    ("Work with NodeJS and Python.", "Python"),
    ("Use no-code tools and Python.", "Python"),
    ("Checks of transmission lines in MATLAB.", "MATLAB"),
    ("Train modelsExperience with PyTorch on our platform", "PyTorch"),
]

PREFERRED = [
    ("Experience with Kafka is a plus.", "Kafka"),
    ("Kafka would be a big plus.", "Kafka"),
    ("Scala preferred.", "Scala"),
    ("Preferably with knowledge of Terraform.", "Terraform"),
    ("Ideally you have worked with Ray.", "Ray"),
    ("Nice to have: Rust", "Rust"),
    ("Familiarity with Airflow is desirable.", "Airflow"),
    ("Knowledge of Kubernetes is beneficial.", "Kubernetes"),
    ("Knowledge of Helm would be an advantage.", "Helm"),
    ("Bonus points for CUDA.", "CUDA"),
    ("Bonus: experience with JAX.", "JAX"),
    ("Python is a must; Scala is a plus.", "Scala"),
    ("Python is a must, and Scala is a plus.", "Scala"),
    ("Python is required but Java is optional.", "Java"),
    ("Experience with AWS is not required but a plus.", "AWS"),
    ("Docker is not mandatory, but helpful.", "Docker"),
    ("Terraform is helpful but not required.", "Terraform"),
    ("We'd love it if you know Rust.", "Rust"),
    ("Exposure to Databricks is welcome.", "Databricks"),
    ("Python, ideally with PyTorch", "PyTorch"),
    ("Python (required), R (nice to have)", "R"),
    ("Good to have: Tableau or Power BI", "Power BI"),
    ("It would be great if you had used Snowflake.", "Snowflake"),
    ("Experience with dbt is highly valued.", "dbt"),
    ("Spark is an asset.", "Spark"),
    ("It helps if you know MLflow.", "MLflow"),
    ("Desired: Golang", "Golang"),
    ("Familiarity with vector databases (preferred)", "vector databases"),
    ("Extra credit for Haskell.", "Haskell"),
    ("Prior use of LangChain is appreciated.", "LangChain"),
    ("Cloud platforms (AWS preferred) and CI/CD.", "AWS"),
    ("Familiarity with cloud is a plus (Azure, GCP).", "GCP"),
    ("These are a plus, but by no means required: Metabase, dbt", "dbt"),
    ("Golang knowledge - advantage.", "Golang"),
    ("These are a plus, but by no means required: Metabase, dbt", "Metabase"),
    ("Familiarity with cloud is a plus (Azure, GCP).", "Azure"),
    ("Python (a big plus) and SQL", "Python"),
    ("Kafka is a benefit, but not essential.", "Kafka"),
]

NEGATED = [
    ("No experience with Java needed.", "Java"),
    ("No prior experience with Spark is required.", "Spark"),
    ("No knowledge of Kubernetes necessary.", "Kubernetes"),
    ("Java is not required.", "Java"),
    ("C++ is not needed for this role.", "C++"),
    ("PHP isn't necessary.", "PHP"),
    ("You don't need to know Scala.", "Scala"),
    ("You don’t need to know Scala.", "Scala"),
    ("You do not need to be an expert in Kubernetes.", "Kubernetes"),
    ("There is no need for Terraform here.", "Terraform"),
    ("No need to know Rust.", "Rust"),
    ("You won't need deep learning.", "deep learning"),
    ("Unlike Java shops, we write Python.", "Java"),
    ("We use Postgres instead of MongoDB.", "MongoDB"),
    ("We use PyTorch rather than TensorFlow.", "TensorFlow"),
    ("We do not use Java.", "Java"),
    ("We no longer use Hadoop.", "Hadoop"),
    ("We don't expect you to know Go.", "Go"),
    ("No Java, no PHP.", "PHP"),
    ("Python only, no R.", "R"),
    ("Strong Java, however no PHP.", "PHP"),
    ("Without any knowledge of Spark you will do fine.", "Spark"),
    ("This role does not require SQL.", "SQL"),
    ("This role does not involve machine learning.", "machine learning"),
    ("Machine learning experience is not expected.", "Machine learning"),
    ("Neither Java nor Scala is needed.", "Scala"),
    ("Neither Java nor Scala is needed.", "Java"),
    ("We are moving away from SAS.", "SAS"),
    ("Prior knowledge of Airflow is not a requirement.", "Airflow"),
    ("You need not know Kubernetes.", "Kubernetes"),
    ("Tableau knowledge is unnecessary.", "Tableau"),
    ("Not looking for PHP developers.", "PHP"),
    ("Not looking for: PhD, Kubernetes, five rounds.", "Kubernetes"),
]

CONTEXT = [
    ("About us\nOur platform is built on Spark.", "Spark"),
    ("About the company\nWe are a leader in computer vision.", "computer vision"),
    ("Benefits\nCourses on machine learning.", "machine learning"),
    ("Who we are\nOur product brings generative AI to farms.", "generative AI"),
    ("We are a company that offers data science to clients.", "data science"),
    ("Our customers trust our machine learning platform.", "machine learning"),
]


def by_rule(document: Document, at: int, start: int, end: int) -> Need:
    wordings = Wordings([document])
    [said] = wordings.of(at, [(start, end)])
    return need_at(document.sentences[at].section, said, SPEAKS[wordings.speaks[at]])


@pytest.mark.parametrize(
    ("text", "skill", "expected"),
    [
        (text, skill, expected)
        for expected, probes in (
            ("required", REQUIRED),
            ("preferred", PREFERRED),
            ("negated", NEGATED),
            ("context", CONTEXT),
        )
        for text, skill in probes
    ],
)
def test_wording(text: str, skill: str, expected: str) -> None:
    document = Document(id="1", title="", description=text)
    at = next(at for at, one in enumerate(document.sentences) if skill in one.text)
    start = document.sentences[at].start + document.sentences[at].text.index(skill)
    assert by_rule(document, at, start, start + len(skill)) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Requirements", "required"),
        ("What you'll do", "required"),
        ("Nice to have", "preferred"),
        ("Preferred qualifications:", "preferred"),
        ("**Bonus points**", "preferred"),
        ("About us", "context"),
        ("Benefits", "context"),
    ],
)
def test_a_heading_decides_where_the_wording_does_not(heading: str, expected: str) -> None:
    document = Document(id="1", title="", description=f"{heading}\n- Kafka")
    (sentence,) = document.sentences
    assert by_rule(document, 0, sentence.start, sentence.end) == expected


def test_the_strongest_need_wins() -> None:
    text = "Nice to have\n- Python\nRequirements\n- Python and SQL\nAbout us\nWe use Python."
    [read] = skills([Document(id="1", title="Engineer", description=text)], SHIPPED)
    python = next(m for m in read["skills"] if m.skill == "python")  # type: ignore[attr-defined]
    assert (python.need, text[python.start - 2 : python.end]) == ("required", "- Python")
    assert python.start > text.index("Requirements")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No Java, Scala or C++ needed", ["negated"] * 3),
        ("Knowledge of Java, Scala and C++ is not required", ["negated"] * 3),
        ("Experience with Java, Scala, and C++ is a plus", ["preferred"] * 3),
        ("Java is a must, Scala a plus; no C++", ["", "preferred", "negated"]),
        ("You bring Java and know Scala well, no C++", ["", "", "negated"]),
    ],
)
def test_what_is_said_of_one_name_holds_for_its_list(text: str, expected: list[str]) -> None:
    spans = [(text.index(word), text.index(word) + len(word)) for word in ("Java", "Scala", "C++")]
    assert Wordings([Document(id="1", title="", description=text)]).of(0, spans) == expected


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("It would be lovely, and a plus, if you had:", "preferred"),
        ("What you do not need:", "negated"),
        ("Not needed:", "negated"),
        ("Our stack:", "context"),
        ("You must have:", ""),
    ],
)
def test_a_line_before_a_list_speaks_of_its_items(lead: str, expected: str) -> None:
    text = f"{lead}\n- Kafka\n- Go"
    document = Document(id="1", title="", description=text)
    wordings = Wordings([document])
    said = [
        wordings.of(at, [(one.start, one.end)])[0]
        for at, one in enumerate(document.sentences)
        if one.bullet
    ]
    assert said == [expected, expected]


_SAID = ["sql", "required", "a plus", "(must)", "is", "nice to have", "but", "not", "and",
         "however", "whereas", "ideally", ",", ";", ".", ")", "-", "–"]  # fmt: skip


@given(st.lists(st.sampled_from(_SAID)).map(" ".join))
def test_no_end_of_a_clause_begins_otherwise_than_the_table_says(text: str) -> None:
    text = text.replace(" ,", ",")
    told = [found.span() for found in _CLAUSE_ENDS.finditer(text)]
    assert told == [found.span() for found in pattern("clause_ends").finditer(text)]
