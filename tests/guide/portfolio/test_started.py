"""What starts a program: tasks, console scripts, units, schedulers, model servers, functions."""

from __future__ import annotations

import pytest
from tests.guide.portfolio.conftest import Commit

from upslope.guide.portfolio import read_repository
from upslope.guide.portfolio.objects import Entry
from upslope.guide.portfolio.tree import chosen

ME = ["Ada Invented"]
JOB = {"fish/__init__.py": "", "fish/job.py": "import numpy as np\nprint(np.zeros(3))\n"}
TEST = {"tests/test_job.py": "import fish.job\n\ndef test_job():\n    assert fish.job.np\n"}
CI = ".github/workflows/ci.yml"
RUNS = "on: pull_request\njobs:\n  a:\n    steps:\n      - run: {}\n"


def _steps(commit: Commit, files: dict[str, str], kind: str = "skill") -> dict[str, str]:
    _, claims = read_repository(commit(files), ME)
    return {claim.subject: claim.step for claim in claims if claim.kind == kind}


@pytest.mark.parametrize(
    "files",
    [
        {"Dockerfile": "FROM a\nCOPY . .\nENTRYPOINT ['fish-job']\n".replace("'", '"'),
         "pyproject.toml": "[project.scripts]\nfish-job = 'fish.job:main'\n"},
        {"Dockerfile": 'FROM a\nCOPY . .\nCMD ["fish-job"]\n',
         "setup.py": "setup(entry_points={'console_scripts': ['fish-job=fish.job:main']})\n"},
        {"compose.yml": "services:\n  a: &a\n    build: .\n    command: make job\n"
                        "  b:\n    <<: *a\n",
         "Makefile": "job:\n\tpython -m fish.job\n"},
        {"deploy/fish.service": "[Service]\nExecStart=/srv/venv/bin/python -m fish.job\n"},
        {"supervisord.conf": "[program:fish]\ncommand=python -m fish.job\n"},
        {"crontab": "0 3 * * * cd /srv && python fish/job.py\n"},
        {"app.yaml": "runtime: python312\nentrypoint: python -m fish.job\n"},
        {"prefect.yaml": "deployments:\n- name: a\n  entrypoint: fish/job.py:main\n"},
        {"template.yaml": "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n"
                          "      Handler: fish.job.handler\n"},
    ],
    ids=["scripts", "setup.py", "compose", "systemd", "supervisord", "cron", "app engine",
         "prefect", "sam"],
)  # fmt: skip
def test_what_a_platform_starts_is_served(files: dict[str, str], commit: Commit) -> None:
    assert _steps(commit, JOB | files)["numpy"] == "served"


@pytest.mark.parametrize(
    ("runs", "files"),
    [
        ("tox -e py", {"tox.ini": "[testenv]\ncommands =\n    pytest {posargs}\n"}),
        ("nox", {"noxfile.py": "def tests(session):\n    session.run('pytest', '-q')\n"}),
        ("hatch run cov", {"pyproject.toml": "[tool.hatch.envs.a.scripts]\ncov = 'pytest'\n"}),
        ("make check", {"Makefile": "check:\n\ttox\n", "tox.ini": "[testenv]\ncommands = pytest"}),
        ("uv run poe check", {"pyproject.toml": "[tool.poe.tasks.check]\ncmd = 'pytest -q'\n"}),
    ],
)  # fmt: skip
def test_tests_behind_a_task_run(runs: str, files: dict[str, str], commit: Commit) -> None:
    steps = _steps(commit, JOB | TEST | files | {CI: RUNS.format(runs)})
    assert steps["pytest"] == steps["numpy"] == "tested"


def test_tasks_that_name_each_other_end(commit: Commit) -> None:
    files = {"Makefile": "a:\n\tmake b\nb:\n\tmake a\n", CI: RUNS.format("make a")}
    assert _steps(commit, files)["makefile"] == "tested"


def test_a_flow_that_serves_itself_is_served(commit: Commit) -> None:
    flow = "from prefect import flow\n@flow\ndef day(): ...\nday.serve(cron='0 1 * * *')\n"
    assert _steps(commit, {"flow.py": flow})["prefect"] == "served"


def test_an_alarm_watches_what_runs(commit: Commit) -> None:
    template = (
        "Resources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties:\n"
        "      Handler: fish.job.handler\n  A:\n    Type: AWS::CloudWatch::Alarm\n"
    )
    duties = _steps(commit, JOB | {"stack.yaml": template}, "duty")
    assert duties["monitoring"] == duties["deployment"] == "served"


def test_what_cassandra_is_asked_is_no_sql(commit: Commit) -> None:
    code = "from cassandra.cluster import Cluster\nCluster().connect().execute('SELECT a FROM b')\n"
    assert "sql" not in _steps(commit, {"a.py": code})


def test_whole_projects_below_tests_are_material(commit: Commit) -> None:
    inner = {"README.md": "a\nb\nc\n", "requirements.txt": "flask\n", "app.py": "import flask\n"}
    files = JOB | {f"tests/cases/shop/{path}": text for path, text in inner.items()}
    repository, claims = read_repository(commit(files), ME)
    assert "flask" not in {claim.subject for claim in claims}
    assert repository.left_out == {"material of tests": 3}


def test_no_time_left_is_said(commit: Commit, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = commit(JOB)
    clock = iter(range(1000))
    monkeypatch.setattr("upslope.guide.portfolio.read.time.monotonic", lambda: next(clock) * 1.0)
    repository, _ = read_repository(folder, [], seconds=8)
    assert repository.files < 2
    assert repository.left_out["not read: the time was up"] == 2 - repository.files


def test_files_nearest_to_the_root_come_first() -> None:
    entries = [Entry(path, "100644", "0", 9) for path in ("a/b/c.py", "z.py")]
    assert [entry.path for entry in chosen(entries)[0]] == ["z.py", "a/b/c.py"]
