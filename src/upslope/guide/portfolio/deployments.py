"""Files that tell a platform what to start: units, schedulers, model servers, cloud functions.

``data/traces.toml`` says of each kind how it is known and on which lines it names what it starts.
"""

from __future__ import annotations

import re

from upslope.formats.repository.commands import Command
from upslope.guide.portfolio.containers import start
from upslope.guide.portfolio.library import Deployment, traces
from upslope.guide.portfolio.project import Source
from upslope.guide.portfolio.sighting import Found, Run
from upslope.records.portfolio import Step

_RESOURCE = re.compile(r"[\"']?\bType[\"']?:\s*[\"']?AWS::(\w+)::(\w+)")
_RUNS = re.compile(
    r"(?:serverless|lambda)_function|ecs_(?:service|taskdefinition)|sagemaker_endpoint$|ec2_instance"
    r"|batch_job|glue_job|stepfunctions_|serverless_statemachine|apprunner_|ecs_|eks_"
)
_ALIASES = {
    "serverless_function": "lambda_function",
    "serverless_api": "api_gateway",
    "serverless_httpapi": "apigatewayv2",
    "serverless_simpletable": "dynamodb_table",
    "serverless_statemachine": "sfn_machine",
    "stepfunctions_": "sfn_",
    "events_": "cloudwatch_event_",
    "scheduler_": "cloudwatch_event_",
    "apigateway_": "api_gateway_",
    "ec2_instance": "instance",
    "ec2_vpc": "vpc",
    "logs_": "cloudwatch_",
}
"""CloudFormation's names of resources that Terraform's, which the facts have, differ from."""
_HANDLER = re.compile(r"(?im)^\s*[\"']?handler[\"']?:\s*[\"']?([\w./-]+)\.(\w+)")


def read_deployments(source: Source, found: Found) -> None:
    """Note what a file has a platform start, if it is of a kind that does so."""
    for kind in traces().deployments:
        if re.search(kind.path, source.path) and re.search(kind.text, source.text, re.MULTILINE):
            _deployment(kind, source, found)
    if source.path.endswith((".yml", ".yaml", ".json", ".template")):
        if _RESOURCE.search(source.text) and re.search(r"\bResources\b", source.text):
            _cloudformation(source, found)
        elif re.search(r"(?:^|/)serverless[\w.-]*\.(?:ya?ml|json)$", source.path):
            _serverless(source, found)


def _deployment(kind: Deployment, source: Source, found: Found) -> None:
    started = False
    hits = re.finditer(kind.starts, source.text, re.MULTILINE) if kind.starts else ()
    for hit in hits:
        line = source.text.count("\n", 0, hit.start()) + 1
        said = (hit[1] or "").strip().strip("\"'")
        started = True
        if said and kind.module:
            note_handler(source, said, line, found)
        elif said:
            start(found, source, f"{kind.prefix} {said}".strip(), line, kind.says)
    step: Step = "served" if started or not kind.starts else "called"
    if kind.deploys:
        found.duty("deployment", step, source.path, 1, kind.says)
    found.skills(kind.skills, step if kind.deploys else "called", source.path, 1, kind.says)
    for artefact in kind.artefacts:
        found.artefact(artefact, step, source.path)


def note_handler(source: Source, name: str, line: int, found: Found) -> None:
    """Note a module that a platform loads to answer events."""
    command = Command("handler", (), (name.strip("./").replace("/", "."),))
    run = Run(step="served", command=command, path=source.path, line=line, where="a function")
    found.runs.append(run)


def _cloudformation(source: Source, found: Found) -> None:
    hits = list(_RESOURCE.finditer(source.text))
    runs = any(_RUNS.match(f"{hit[1]}_{hit[2]}".lower()) for hit in hits)
    step: Step = "served" if runs else "called"
    labels = ["aws cloudformation", "infrastructure as code"]
    if "AWS::Serverless" in source.text:
        labels.append("serverless")
    found.skills(labels, step, source.path, 1, "resources")
    found.artefact("infrastructure", step, source.path)
    found.duty("deployment", step, source.path, 1, "resources")
    for hit in hits:
        name = _terraform_name(hit)
        line = source.text.count("\n", 0, hit.start()) + 1
        starts = [one for one in traces().resources if name.startswith(one)]
        known = traces().resources[max(starts, key=len)] if starts else []
        found.skills(known, step, source.path, line, name)
        if name.startswith("aws_sfn_"):
            found.artefact("pipeline", step, source.path, line)
    _handlers(source, found)


def _terraform_name(hit: re.Match[str]) -> str:
    name = f"{hit[1]}_{hit[2]}".lower()
    for ours, theirs in _ALIASES.items():
        if name.startswith(ours):
            name = theirs + name.removeprefix(ours)
            break
    return f"aws_{name}"


def _serverless(source: Source, found: Found) -> None:
    if not _HANDLER.search(source.text):
        return
    aws = re.search(r"(?m)^\s*[\"']?name[\"']?:\s*[\"']?aws\b|arn:aws", source.text)
    labels = ["serverless", *(["aws lambda", "amazon web services"] if aws else [])]
    found.skills(labels, "served", source.path, 1, "functions")
    found.artefact("infrastructure", "served", source.path)
    found.duty("deployment", "served", source.path, 1, "functions")
    _handlers(source, found)


def _handlers(source: Source, found: Found) -> None:
    for hit in _HANDLER.finditer(source.text):
        line = source.text.count("\n", 0, hit.start()) + 1
        note_handler(source, hit[1], line, found)
