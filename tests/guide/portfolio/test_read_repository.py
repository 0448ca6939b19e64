"""What committed files show, step by step of the ladder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.guide.portfolio.conftest import BEN, Commit, git

from upslope.guide.portfolio import duties, gaps, read_repository, resume_skills
from upslope.guide.portfolio.library import libraries, traces
from upslope.guide.portfolio.tree import chosen
from upslope.records.portfolio import Claim
from upslope.taxonomy import Taxonomy

ME = ["Ada Invented"]
TRAIN = """
import joblib
import pandas as pd
from sklearn.linear_model import Ridge as Line

def load():
    return pd.read_csv("fish.csv").dropna()

def train():
    model = Line().fit(load()[["length"]], load()["weight"])
    joblib.dump(model, "model.joblib")
    return model
"""


def _steps(folder: Path, kind: str = "skill", me: list[str] = ME) -> dict[str, str]:
    return {c.subject: c.step for c in read_repository(folder, me)[1] if c.kind == kind}


def _claim(folder: Path, subject: str) -> Claim:
    return next(c for c in read_repository(folder, ME)[1] if c.subject == subject)


def test_the_ladder(commit: Commit) -> None:
    folder = commit({"requirements.txt": "scikit-learn\npandas\njoblib\nxgboost\n"})
    assert _steps(folder)["scikit-learn"] == "declared"
    commit({"train.py": "from sklearn.linear_model import Ridge\n"})
    assert _steps(folder)["scikit-learn"] == "imported"
    commit({"train.py": TRAIN})
    assert _steps(folder)["scikit-learn"] == "called"
    test = "from train import train\n\ndef test_train():\n    assert train()\n"
    commit({"tests/test_train.py": test})
    assert _steps(folder)["scikit-learn"] == "tested"
    app = "import fastapi\nimport train\napp = fastapi.FastAPI()\n"
    commit({"app.py": app})
    steps = _steps(folder)
    assert steps["scikit-learn"] == steps["fastapi"] == "served"
    assert steps["xgboost"] == "declared"


def test_a_claim_names_its_place_and_its_calls(commit: Commit) -> None:
    folder = commit({"src/train.py": TRAIN})
    claim = _claim(folder, "scikit-learn")
    assert (claim.repository, claim.path, claim.line) == ("fish", "src/train.py", 10)
    assert {"Ridge", "fit"} <= set(claim.calls)
    assert len(claim.commit) == 12
    [skill] = [one for one in resume_skills([claim]) if one.skill == "scikit-learn"]
    assert skill.line.startswith("fish: src/train.py:10 (")
    assert skill.where == "portfolio"


def test_training_without_serving_is_a_gap(commit: Commit) -> None:
    claims = read_repository(commit({"train.py": TRAIN}), ME)[1]
    shown = duties(claims)
    assert shown["modelling"]
    assert shown["deployment"] is None
    assert "Nothing here deploys or serves." in gaps(claims)
    assert "Nothing here monitors what runs." in gaps(claims)


@pytest.mark.parametrize(
    ("code", "label", "step"),
    [
        ("import cv2\ncv2.imread('a')\n", "opencv", "called"),
        ("from PIL import Image\nImage.open('a')\n", "pillow", "called"),
        ("from google.cloud import bigquery as bq\nbq.Client()\n", "google bigquery", "called"),
        ("import torch.nn as nn\nclass N(nn.Module):\n    pass\n", "pytorch", "called"),
        ("if True:\n    import numpy as n\n    n.zeros(3)\n", "numpy", "called"),
        ("from numpy import *\nx = linspace(0, 1)\n", "numpy", "called"),
        ("from numpy import *\nprint(sum([1]))\n", "numpy", "imported"),
        ("import numpy as np\ndef f(x: np.ndarray) -> None: ...\n", "numpy", "imported"),
        ('"""import torch"""\nprint("import keras")\n', "pytorch", None),
        ("# import torch\n", "pytorch", None),
        ("import numpy\nprint 'old'\n", "numpy", "imported"),
        ("import boto3\nboto3.client('s3').upload_file('a', 'b', 'c')\n", "amazon s3", "called"),
        ("u = 'postgresql+asyncpg://localhost/fish'\n", "postgresql", "called"),
        ("run('SELECT weight FROM fish')\n", "sql", "called"),
        (
            "import mlflow\nwith mlflow.start_run() as r:\n    pass\n",
            "experiment tracking",
            "called",
        ),
    ],
)
def test_python(code: str, label: str, step: str | None, commit: Commit) -> None:
    assert _steps(commit({"main.py": code})).get(label) == step


def test_a_local_module_is_not_the_library_it_hides(commit: Commit) -> None:
    folder = commit(
        {"main.py": "import numpy\nnumpy.zeros(2)\n", "numpy.py": "def zeros(n): ...\n"}
    )
    assert "numpy" not in _steps(folder)


def test_a_folder_that_is_named_like_a_library_hides_nothing(commit: Commit) -> None:
    folder = commit({"main.py": "import docker\ndocker.from_env()\n", "docker/build.py": "x = 1\n"})
    assert _steps(folder)["docker"] == "called"


def test_methods_of_texts_are_no_library_s(commit: Commit) -> None:
    code = "import pandas\ndef f(words):\n    return words.join('a').replace('b', 'c')\n"
    assert _steps(commit({"main.py": code}))["pandas"] == "imported"


def test_a_notebook(commit: Commit) -> None:
    lines = ["%pip install xgboost\n", "import pandas as pd\n", "%matplotlib inline\n", "!ls\n"]
    cells = [
        {"cell_type": "markdown", "source": "import torch"},
        {"cell_type": "code", "source": [*lines, "pd.read_csv('a')"], "execution_count": 1},
        {"cell_type": "code", "source": "%%sql\nSELECT a FROM b"},
    ]
    notebook = json.dumps({"cells": cells, "nbformat": 4}, indent=1)
    folder = commit({"look.ipynb": notebook})
    steps = _steps(folder)
    assert steps["pandas"] == steps["jupyter"] == steps["sql"] == "called"
    assert steps["xgboost"] == "declared"
    assert "pytorch" not in steps
    assert "notebook" in _steps(folder, "artefact")
    place = _claim(folder, "pandas")
    assert "read_csv" in notebook.splitlines()[place.line - 1]


def test_what_is_not_read_is_counted(commit: Commit, tmp_path: Path) -> None:
    (tmp_path / "secret.py").write_text("import torch\n", encoding="utf-8")
    files = {
        "main.py": "x = 1\n",
        "vendor/lib.py": "import torch\n",
        "node_modules/a/index.js": "x",
        "a_pb2.py": "import torch\n",
        "tests/fixtures/a.py": "import torch\n",
        "b.py": "# Generated by a tool. DO NOT EDIT.\nimport torch\n",
        "big.py": "x = 1\n" * 200_000,
        "weights.json": "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n",
        "broken.ipynb": "{",
        "photo.png": "x",
    }
    folder = commit(files)
    (folder / "link.py").symlink_to(tmp_path / "secret.py")
    git(folder, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},sub")
    git(folder, "add", "link.py")
    git(folder, "commit", "-q", "-m", "More")
    repository, claims = read_repository(folder, ME)
    assert "pytorch" not in {claim.subject for claim in claims}
    assert repository.left_out == {
        "damaged notebooks": 1,
        "generated": 2,
        "kept in Git LFS": 1,
        "material of tests": 1,
        "of other kinds": 1,
        "submodules": 1,
        "symbolic links, never followed": 1,
        "too large": 1,
        "written by others: vendored": 2,
    }


def test_more_files_than_are_read_are_counted_and_the_choice_is_the_same() -> None:
    from upslope.guide.portfolio.objects import Entry

    entries = [Entry(f"a/{n:06}.py", "100644", "0", 1000) for n in range(5_000)]
    kept, left = chosen(entries)
    assert len(kept) + left["more than is read of one repository"] == 5_000
    assert kept == chosen(reversed(entries))[0]


def test_only_what_the_person_wrote_counts(commit: Commit) -> None:
    folder = commit({"theirs.py": "import torch\ntorch.ones(2)\n" * 5}, author=BEN)
    commit({"mine.py": "import numpy\nnumpy.ones(2)\n"})
    commit({"theirs.py": "import torch\ntorch.ones(2)\n" * 5 + "x = 1\n"})
    repository, claims = read_repository(folder, ME)
    subjects = {claim.subject for claim in claims}
    assert "numpy" in subjects
    assert "pytorch" not in subjects
    assert repository.left_out["written by others: not yours"] == 1
    assert repository.share is not None
    assert 0 < repository.share < 0.5
    said = f"{repository} {claims}"
    assert not any(name in said for name in ("Ada", "Ben", "ada@", "ben@"))
    assert "pytorch" in _steps(folder, me=[])


def test_a_stranger_s_repository_shows_nothing(commit: Commit) -> None:
    repository, claims = read_repository(commit({"a.py": "import torch\n"}), ["Nobody Here"])
    assert claims == []
    assert any("No commit here is by you" in note for note in repository.notes)


SERVICES = {
    "spring": {
        "src/main/java/fish/App.java": "package fish;\nimport org.springframework.boot."
        "autoconfigure.SpringBootApplication;\n@SpringBootApplication\n"
        "public class App { static void main() { new Scores(); } }\n",
        "src/main/java/fish/Scores.java": "package fish;\nimport org.apache.kafka.clients.producer"
        ".KafkaProducer;\nclass Scores { KafkaProducer p = new KafkaProducer(); }\n",
    },
    "streamlit": {
        "page.py": "import streamlit as st\nfrom lib import answer\nst.title('Fish')\nanswer()\n",
        "lib.py": "import confluent_kafka\ndef answer():\n    confluent_kafka.Producer({})\n",
    },
    "container": {
        "Dockerfile": 'FROM python:3.12\nCOPY . /app\nCMD ["python", "-m", "fish.consume"]\n',
        "fish/consume.py": "from confluent_kafka import Consumer\nConsumer({})\n",
    },
    "schedule": {
        ".github/workflows/night.yml": "on:\n  schedule:\n    - cron: '0 1 * * *'\njobs:\n  a:\n"
        "    steps:\n      - run: |\n          pip install .\n          python jobs/night.py\n",
        "jobs/night.py": "import confluent_kafka\nconfluent_kafka.Producer({})\n",
    },
    "dag": {
        "dags/night.py": "from airflow.decorators import dag, task\nimport confluent_kafka\n"
        "@dag(schedule='@daily')\ndef night():\n    confluent_kafka.Producer({})\n",
    },
    "cronjob": {
        "k8s/job.yaml": "apiVersion: batch/v1\nkind: CronJob\nspec:\n  jobTemplate:\n    spec:\n"
        "      containers:\n        - command: [python, night.py]\n",
        "night.py": "import confluent_kafka\nconfluent_kafka.Producer({})\n",
    },
    "go": {
        "main.go": 'package main\n\nimport (\n\t"net/http"\n\t"github.com/segmentio/kafka-go"\n)\n'
        "func main() {\n\tkafka.NewReader(nil)\n\thttp.ListenAndServe(\"\", nil)\n}\n",
    },
    "dbt": {
        ".gitlab-ci.yml": "night:\n  only: [schedules]\n  script:\n    - dbt build\n"
        "  rules:\n    - if: $CI_PIPELINE_SOURCE == 'schedule'\n",
        "dbt_project.yml": "name: fish\n",
        "models/fish.sql": "select 1\n",
        "profiles.yml": "fish:\n  outputs:\n    dev:\n      type: kafka\n",
    },
    "spring finds it": {
        "src/main/java/fish/App.java": "@SpringBootApplication\npublic class App { }\n",
        "src/main/java/fish/Hears.java": "import org.apache.kafka.clients.Consumer;\n"
        "@Component\nclass Hears { Consumer c; }\n",
    },
    "lambda": {
        "serverless.yml": "provider:\n  name: aws\nfunctions:\n  a:\n    handler: handler.run\n",
        "handler.py": "import confluent_kafka\ndef run(e, c):\n    confluent_kafka.Producer({})\n",
    },
}  # fmt: skip


@pytest.mark.parametrize("how", SERVICES)
def test_what_a_service_or_a_schedule_runs_is_served(how: str, commit: Commit) -> None:
    assert _steps(commit(SERVICES[how]))["apache kafka"] == "served"


def test_what_runs_in_continuous_integration_is_tested(commit: Commit) -> None:
    flow = "on: [push]\njobs:\n  a:\n    steps:\n      - run: make check\n      - run: mypy .\n"
    folder = commit(
        {
            ".github/workflows/ci.yml": flow,
            "Makefile": "check:\n\tpython score.py\n",
            "score.py": "import numpy\nnumpy.ones(2)\n",
        }
    )
    steps = _steps(folder)
    assert steps["numpy"] == steps["mypy"] == steps["github actions"] == "tested"
    assert _steps(folder, "artefact")["ci"] == "tested"


def test_installing_in_continuous_integration_runs_no_tests(commit: Commit) -> None:
    test = "import pytest\n\n@pytest.fixture\ndef a(): ...\ndef test_a(a): ...\n"
    flow = "on: [push]\njobs:\n  a:\n    steps:\n      - run: npm ci && pip install pytest-cov\n"
    folder = commit({".github/workflows/ci.yml": flow, "test_a.py": test})
    assert _steps(folder)["pytest"] == "called"


@pytest.mark.parametrize(
    ("path", "text", "labels"),
    [
        ("pyproject.toml", '[project]\ndependencies = ["torch>=2"]\n', {"pytorch"}),
        ("pyproject.toml", '[tool.poetry.dependencies]\npython = "3.11"\nshap = "1"\n', {"shap"}),
        ("pyproject.toml", '[dependency-groups]\ndev = ["pytest"]\n', {"pytest"}),
        ("setup.py", 'setup(install_requires=["Pillow"])\n', {"pillow"}),
        ("setup.cfg", "[options]\ninstall_requires =\n    flask\n    redis\n", {"flask", "redis"}),
        ("Pipfile", '[packages]\ndask = "*"\n', {"dask"}),
        ("environment.yml", "dependencies:\n- pytorch=2\n- pip:\n  - shap\n", {"pytorch", "shap"}),
        ("package.json", '{"dependencies": {"react": "1"}}', {"react"}),
        ("go.mod", "module a\nrequire github.com/gin-gonic/gin v1.9.1\n", {"gin gonic"}),
        ("Cargo.toml", '[dependencies]\ntokio = "1"\n', {"tokio"}),
        ("build.gradle", "implementation 'org.apache.kafka:kafka-clients:3.7'\n", {"apache kafka"}),
        ("DESCRIPTION", "Package: a\nImports:\n  dplyr,\n  caret (>= 3)\n", {"dplyr", "caret"}),
        ("package-lock.json", '{"dependencies": {"react": "1"}}', set()),
        ("pyproject.toml", "not = [toml", set()),
        ("package.json", "[1]", set()),
        ("environment.yml", "- a\n", set()),
    ],
)  # fmt: skip
def test_manifests_declare(path: str, text: str, labels: set[str], commit: Commit) -> None:
    steps = _steps(commit({path: text}))
    assert {label for label, step in steps.items() if step == "declared"} >= labels
    assert bool(labels) == ("declared" in steps.values())


def test_every_label_is_in_the_taxonomy() -> None:
    known = Taxonomy.load().skills
    tables = [traces().images, traces().commands, traces().actions, traces().resources,
              traces().schemes, traces().boto3, traces().formats]  # fmt: skip
    named = {label for table in tables for labels in table.values() for label in labels}
    for library in libraries():
        named |= {*library.skills, *library.shows}
    assert named <= known.keys()


def test_no_import_or_package_is_claimed_twice() -> None:
    for names in ("imports", "packages"):
        every = [name for library in libraries() for name in getattr(library, names)]
        assert sorted({name for name in every if every.count(name) > 1}) == []
