"""Continuous integration: the commands that it runs, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from upslope.formats.repository.commands import Command, commands
from upslope.formats.repository.documents import documents
from upslope.guide.portfolio.library import traces
from upslope.guide.portfolio.project import Source
from upslope.guide.portfolio.sighting import Found, Run
from upslope.records.portfolio import Step

_CI = {
    r"^\.github/actions/.+/action\.ya?ml$": "github actions",
    r"^\.(?:gitea|forgejo)/workflows/[^/]+\.ya?ml$|^\.drone\.ya?ml$|^\.woodpecker[./]|^\.build\.ya?ml$"
    r"|^\.semaphore/|^\.?appveyor\.yml$|^\.cirrus\.yml$": "",
    r"^\.buildkite/.*\.ya?ml$": "buildkite",
    r"^\.github/workflows/[^/]+\.ya?ml$": "github actions",
    r"^\.gitlab-ci\.ya?ml$": "gitlab ci",
    r"^\.circleci/config\.yml$": "circleci",
    r"^azure-pipelines[^/]*\.ya?ml$|^\.azure-pipelines/.*\.ya?ml$": "azure devops",
    r"^\.travis\.yml$": "travis ci",
    r"^(?:.*/)?Jenkinsfile[^/]*$": "jenkins",
    r"^bitbucket-pipelines\.yml$": "bitbucket",
    r"^cloudbuild\.ya?ml$": "google cloud build",
    r"^buildspec\.ya?ml$": "aws codepipeline",
}
_KEYS = {
    "run", "script", "before_script", "after_script", "command", "commands", "bash", "install",
    "sh", "inlineScript",
}  # fmt: skip
_SCHEDULED = re.compile(
    r"^\s*-?\s*schedules?:|\bcron\s*[:(]|==\s*[\"']schedule[\"']|-\s*schedules\b", re.M
)
_ON_CHANGE = re.compile(r"\b(?:push|pull_request|merge_request(?:s|_event)?|pr|branches)\b")
_DEPLOYS = re.compile(
    r"\bkubectl\s+(?:apply|rollout|set image)|\bhelm\s+(?:upgrade|install)|\bterraform\s+apply"
    r"|\bgcloud\s+\w+\s+(?:\w+\s+)?deploy|\bupdate-(?:service|function-code)\b"
    r"|\b(?:fly|flyctl|serverless|sls|cdk|sam|eb|firebase|vercel|netlify|modal|prefect|bentoml)"
    r"\s+(?:deploy|up)\b|\baz\s+[\w-]+\s+(?:\w+\s+)?(?:deploy|up|update)"
    r"|\bmkdocs\s+gh-deploy|\bheroku\s+container:release|\btwine\s+upload"
    r"|uses:\s*[\w./-]*deploy[\w./-]*@|\bquarto\s+publish|\bdocker[ -]compose\s+up\s+-d"
    r"|gh-action-pypi-publish|\bdeploy(?:App|Site)\(|actions-gh-pages|\bansible-playbook\b"
)
_PAGES = r"deploy-pages@|actions-gh-pages|mkdocs\s+gh-deploy|quarto\s+publish|deployApp\("
_INSTALLERS = {"pip", "pip3", "conda", "mamba", "apt-get", "apt", "brew", "uv", "poetry", "echo"}
_TESTS = re.compile(
    r"\b(?:pytest|py\.test|tox|nox|unittest|ctest|jest|vitest|testthat|devtools::(?:test|check)"
    r"|rcmdcheck|R CMD check|check-r-package|test_dir|test_local)\b"
    r"|\b(?:mvn|mvnw)\b[^&|;\n]*\b(?:test|verify|package|install)\b"
    r"|\b(?:gradle|gradlew)\b[^&|;\n]*\b(?:test|build|check)\b"
    r"|\b(?:sbt|go|cargo|npm|pnpm|yarn|make|just|hatch|bazel)\b[^&|;\n]*\b(?:tests?|check)\b"
)


def read_workflows(source: Source, found: Found) -> bool:
    """Note what a file of continuous integration runs; whether it is one."""
    tool = next((name for pattern, name in _CI.items() if re.search(pattern, source.path)), None)
    if tool is None:
        return False
    text = source.text
    scheduled = bool(_SCHEDULED.search(text))
    on_change = tool != "github actions" or bool(_ON_CHANGE.search(text.split("jobs:")[0]))
    deploys = bool(_DEPLOYS.search(text))
    step: Step = "served" if scheduled or deploys else "tested" if on_change else "called"
    found.skills([tool] if tool else [], step, source.path, 1, "steps that run")
    if on_change:
        found.artefact("ci", "tested", source.path)
    if (
        re.search(r"pull_request|merge_request|\bpr:|changeRequest|CHANGE_ID|pull-requests:", text)
        or tool == "travis ci"
    ):
        found.duty("collaboration", "tested", source.path, 1, "checks on pull requests")
    elif on_change and tool in {"circleci", "bitbucket"}:
        found.duty("collaboration", "tested", source.path, 1, "checks on changes")
    if re.search(_PAGES, text):
        line = _line(text, re.compile(_PAGES))
        found.duty("collaboration", "served", source.path, line, "publishes a page")
        found.artefact("dashboard", "served", source.path, line)
    if deploys:
        found.duty("deployment", "served", source.path, _line(text, _DEPLOYS), "deploys")
    _actions(source, found)
    ran: Step = "served" if scheduled else "tested"
    for command, line in _steps(source):
        note_run(found, Run(step=ran, command=command, path=source.path, line=line, where=tool))
    if "check-r-package" in text:
        found.runs.append(Run(step="tested", command=Command("rcmdcheck", ()), path=source.path))
    return True


def runs_tests(command: Command) -> bool:
    """Whether a command runs the tests of the repository, as far as its words say.

    >>> [runs_tests(one) for one in commands("pip install pytest && mvn -B verify")]
    [False, True]
    """
    if command.tool in _INSTALLERS:
        return False
    return bool(_TESTS.search(" ".join([command.tool, *command.words])))


def note_run(found: Found, run: Run) -> None:
    """Note a command and the tool it is. One that only installs is a declaration."""
    found.runs.append(run)
    note_command(found, run)


def note_command(found: Found, run: Run) -> None:
    """Note the tool that a command is, at the step of what runs it."""
    labels = traces().commands.get(run.command.tool, ())
    if run.command.tool == "docker" and run.command.words[:1] == ("compose",):
        labels = ["docker compose"]
    if run.command.words[:1] == ("--version",) or run.command.tool in {"npm", "conda"}:
        return
    where = f" in {run.where}" if run.where else ""
    text = " ".join([run.command.tool, *run.command.words])
    step: Step = "served" if run.step == "tested" and _DEPLOYS.search(text) else run.step
    found.skills(labels, step, run.path, run.line, f"{run.command.tool} runs{where}")
    if run.step == "tested" and run.command.tool in {"docker", "podman", "docker-compose"}:
        found.duty("deployment", step, run.path, run.line, f"{run.command.tool} runs{where}")


def _line(text: str, pattern: re.Pattern[str]) -> int:
    hit = pattern.search(text)
    return text.count("\n", 0, hit.start()) + 1 if hit else 1


def _actions(source: Source, found: Found) -> None:
    for hit in re.finditer(r"uses:\s*[\"']?([\w./-]+)@", source.text):
        line = source.text.count("\n", 0, hit.start()) + 1
        starts = [name for name in traces().actions if hit[1].startswith(name)]
        if starts:
            labels = traces().actions[max(starts, key=len)]
            found.skills(labels, "tested", source.path, line, f"{hit[1]} in a workflow")


def _steps(source: Source) -> Iterator[tuple[Command, int]]:
    """Every command of a file, with its line."""
    if not source.path.endswith((".yml", ".yaml")):
        hits = re.finditer(
            r"\bsh\s*\(?\s*(?:script:\s*)?('''|\"\"\"|'|\")(.*?)\1", source.text, re.S
        )
        texts = [hit[2] for hit in hits]
    else:
        texts = [text for one in documents(source.text) for text in _texts(one)]
        if not texts:
            texts = re.findall(r"(?m)^\s*-?\s*(?:run:|-)\s+(.+)$", source.text)
    at = 0
    for text in texts:
        first = text.strip().split("\n")[0]
        at = max(source.text.find(first, at), at)
        line = source.text.count("\n", 0, at) + 1
        joined = text.replace("\\\n", " ")
        yield from ((command, line) for command in commands(joined))


def _texts(value: Any, key: str = "") -> Iterator[str]:
    """The texts below keys that hold commands, wherever those stand."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, name if name in _KEYS else "")
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, key)
    elif key and isinstance(value, str):
        yield value
