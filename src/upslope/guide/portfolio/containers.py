"""Containers and infrastructure: Dockerfiles, compose, Kubernetes, Helm, Terraform, Procfiles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from upslope.errors import ReadError
from upslope.formats import yaml
from upslope.formats.repository.commands import Command, commands
from upslope.formats.repository.manifests import python_name
from upslope.guide.portfolio.library import by_package, traces
from upslope.guide.portfolio.project import Source
from upslope.guide.portfolio.sighting import Found, Run
from upslope.records.portfolio import Step

_DEPLOYING = re.compile(
    r"^(?:aws_(?:ecs_service|ecs_task|lambda_function|sagemaker_endpoint|eks_|apprunner|instance|batch_job"
    r"|elastic_beanstalk)|google_(?:cloud_run|cloudfunctions|container_|vertex_ai_endpoint|compute_instance"
    r"|app_engine)|azurerm_(?:container_|linux_|kubernetes_|machine_learning_inference|app_service)"
    r"|kubernetes_(?:deployment|cron_job|job)|helm_release|module_aws_(?:eks|ecs|lambda))"
)
_WORKLOADS = {
    "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "InferenceService", "RayService",
    "SeldonDeployment", "Rollout", "CronWorkflow", "Workflow", "ScaledJob", "SparkApplication",
    "ScheduledSparkApplication", "Pod", "PyTorchJob", "TFJob", "ScheduledWorkflow",
}  # fmt: skip
_KINDS = {
    "InferenceService": ["kserve"],
    "SeldonDeployment": ["seldon"],
    "RayService": ["ray", "ray serve"],
    "RayCluster": ["ray"],
    "Workflow": ["argo workflows"],
    "CronWorkflow": ["argo workflows"],
    "Rollout": ["argo rollouts"],
    "Application": ["argo cd"],
    "SparkApplication": ["apache spark"],
    "ScheduledSparkApplication": ["apache spark"],
    "PrometheusRule": ["prometheus"],
    "ServiceMonitor": ["prometheus"],
    "PodMonitor": ["prometheus"],
    "VirtualService": ["istio"],
    "ScaledObject": ["keda"],
    "PyTorchJob": ["kubeflow"],
    "TFJob": ["kubeflow"],
    "ScheduledWorkflow": ["kubeflow"],
}
_SERVICE = re.compile(r"^\s*\w[\w.-]*\s*:\s*(.+)$")


def read_containers(source: Source, found: Found) -> bool:
    """Note what a file deploys and what it starts; whether it is one of these files."""
    name = source.path.rpartition("/")[2]
    if re.search(r"(?i)^(?:[\w-]+\.)?(?:dockerfile|containerfile)(?:[.-][\w.-]+)?$", name):
        _dockerfile(source, found)
    elif re.search(r"(?i)(?:^|-)compose[\w.-]*\.ya?ml$", name):
        _compose(source, found)
    elif name == "Procfile":
        for number, line in enumerate(source.text.splitlines(), 1):
            hit = _SERVICE.match(line)
            _start(found, source, hit[1] if hit else "", number, "Procfile")
    elif name.endswith(".tf"):
        _terraform(source, found)
    elif name == "Chart.yaml":
        found.skills(["helm"], "called", source.path, 1, "a chart")
        found.artefact("infrastructure", "called", source.path)
    elif re.fullmatch(r"kustomization\.ya?ml", name):
        found.skills(["kustomize", "kubernetes"], "called", source.path, 1, "resources")
        found.artefact("infrastructure", "called", source.path)
    elif re.search(r"(?i)(?:serverless|template|samconfig)\.ya?ml$", name):
        _serverless(source, found)
    elif name.endswith((".yml", ".yaml")) and re.search(r"(?m)^apiVersion:", source.text):
        _kubernetes(source, found)
    else:
        return False
    return True


def _start(found: Found, source: Source, text: str, line: int, where: str) -> bool:
    """Note the commands that a container or a platform starts; whether there are any."""
    started = [one for one in commands(text) if one.tool not in {"", "bash", "sh", "cd", "echo"}]
    for command in started:
        run = Run(step="served", command=command, path=source.path, line=line, where=where)
        found.runs.append(run)
        labels = traces().commands.get(command.tool, ())
        found.skills(labels, "served", source.path, line, f"{command.tool} starts in {where}")
    shell = re.findall(r"[\w./-]+\.sh\b", text)
    if shell:
        script = Command("sh", (), (), tuple(shell))
        found.runs.append(Run(step="served", command=script, path=source.path, line=line))
    return bool(started or shell)


def _dockerfile(source: Source, found: Found) -> None:
    started = False
    own = False
    for text, line in _instructions(source.text):
        word, _, rest = text.partition(" ")
        if word.upper() in {"CMD", "ENTRYPOINT"}:
            started = _start(found, source, rest, line, "a container") or started
        elif word.upper() in {"COPY", "ADD"}:
            own = own or "--from" not in rest
        elif word.upper() == "RUN":
            _installs(source, rest, line, found)
            for command in commands(rest):
                found.runs.append(Run(step="called", command=command, path=source.path, line=line))
        elif word.upper() == "FROM":
            found.skills(_of_image(rest.split(" ", 1)[0]), "declared", source.path, line, "image")
    step: Step = "served" if started and own else "called"
    found.skills(["docker"], step, source.path, 1, "starts own code" if own else "an image")
    found.artefact("container", step, source.path)
    found.duty("deployment", step, source.path, 1, "a container")


def _instructions(text: str) -> Iterator[tuple[str, int]]:
    """Instructions of a Dockerfile with continued lines joined."""
    kept, first = "", 1
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("#"):
            continue
        first = first if kept else number
        kept += line.rstrip().removesuffix("\\") + " "
        if not line.rstrip().endswith("\\"):
            if kept.strip():
                yield kept.strip(), first
            kept = ""


def _installs(source: Source, text: str, line: int, found: Found) -> None:
    for name in installed(text):
        library = by_package(name)
        if library:
            found.skills(library.skills, "declared", source.path, line, f"{name} installed")


def installed(text: str) -> list[str]:
    """Packages that a command line installs for Python.

    >>> installed("pip install --no-cache-dir 'torch==2.5' -r requirements.txt && ls")
    ['torch']
    """
    found: list[str] = []
    for hit in re.finditer(r"\b(?:pip3?|uv pip|conda|mamba)\s+install\s+([^&|;\n]*)", text):
        words = re.sub(r"(?:-r|-c|-e|--\S+-url|-i|-f)\s+\S+", " ", hit[1]).split()
        named = [word.strip("\"'") for word in words if not word.startswith(("-", ".", "/", "$"))]
        found += [name for word in named if (name := python_name(word))]
    return found


def _of_image(image: str) -> list[str]:
    name = image.partition("@")[0].rpartition("/")[2].split(":")[0].lower()
    starts = [one for one in traces().images if name.startswith(one)]
    return traces().images[max(starts, key=len)] if starts else []


def _compose(source: Source, found: Found) -> None:
    try:
        services = (yaml.load(source.text, source.path) or {}).get("services", {})
    except (ReadError, AttributeError):
        services = {}
    own = False
    for service in services.values() if isinstance(services, dict) else ():
        if not isinstance(service, dict):
            continue
        image, text = str(service.get("image", "")), _joined(service.get("command", ""))
        line = _line_of(source.text, image or text)
        builds = "build" in service
        own = own or builds or bool(commands(text) and commands(text)[0].files)
        found.skills(_of_image(image), "declared", source.path, line, f"image {image}")
        if text and (builds or not _of_image(image)):
            _start(found, source, text, _line_of(source.text, text[:20]), "a container")
    step: Step = "served" if own else "called"
    found.skills(["docker compose", "docker"], step, source.path, 1, "services")
    found.artefact("container", step, source.path)
    if own:
        found.duty("deployment", step, source.path, 1, "containers")


def _joined(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(str(one) for one in value)
    return value if isinstance(value, str) else ""


def _line_of(text: str, part: str) -> int:
    at = text.find(part) if part else -1
    return text.count("\n", 0, at) + 1 if at >= 0 else 1


def _kubernetes(source: Source, found: Found) -> None:
    for part in re.split(r"(?m)^---.*$", source.text):
        kind = re.search(r"(?m)^kind:\s*[\"']?(\w+)", part)
        if not kind:
            continue
        line = _line_of(source.text, kind[0])
        served = kind[1] in _WORKLOADS
        step: Step = "served" if served else "called"
        labels = ["kubernetes", *_KINDS.get(kind[1], [])]
        if "templates/" in source.path:
            labels.append("helm")
        found.skills(labels, step, source.path, line, kind[1])
        found.artefact("infrastructure", step, source.path, line)
        found.duty("deployment", step, source.path, line, f"{kind[1]} on Kubernetes")
        if kind[1] in {"InferenceService", "SeldonDeployment", "RayService"}:
            found.artefact("api", step, source.path, line)
            found.skills(["model serving"], step, source.path, line, kind[1])
        if kind[1] in {"Workflow", "CronWorkflow", "ScheduledWorkflow"}:
            found.artefact("pipeline", step, source.path, line)
        for words in _container_commands(part, source.path):
            _start(found, source, words, _line_of(source.text, words.split(" ")[0]), kind[1])


def _container_commands(text: str, path: str) -> Iterator[str]:
    try:
        waiting = [yaml.load(text, path)]
    except ReadError:
        waiting = []
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            words = [_joined(value.get(key, "")) for key in ("command", "args")]
            if any(words):
                yield " ".join(word for word in words if word)
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


def _terraform(source: Source, found: Found) -> None:
    for hit in re.finditer(
        r'^\s*resource\s+"(\w+)"|source\s*=\s*"terraform-(aws|google|azure)\w*-modules/([\w-]+)',
        source.text,
        re.M,
    ):
        name = hit[1] or f"module_{hit[2]}_{hit[3]}"
        line = source.text.count("\n", 0, hit.start()) + 1
        step: Step = "served" if _DEPLOYING.match(name) else "called"
        starts = [one for one in traces().resources if name.startswith(one)]
        labels = traces().resources[max(starts, key=len)] if starts else []
        found.skills(
            ["terraform", "infrastructure as code", *labels], step, source.path, line, name
        )
        found.artefact("infrastructure", step, source.path, line)
        found.duty("deployment", step, source.path, line, name)
    for hit in re.finditer(r'handler\s*=\s*"([\w./]+)\.(\w+)"', source.text):
        _handler(source, hit, found)


def _handler(source: Source, hit: re.Match[str], found: Found) -> None:
    line = source.text.count("\n", 0, hit.start()) + 1
    command = Command("handler", (), (hit[1].replace("/", "."),))
    run = Run(step="served", command=command, path=source.path, line=line, where="a function")
    found.runs.append(run)


def _serverless(source: Source, found: Found) -> None:
    hits = list(re.finditer(r"(?im)^\s*handler:\s*[\"']?([\w./]+)\.(\w+)", source.text))
    sam = re.search(r"AWS::Serverless", source.text)
    aws = sam or re.search(r"(?m)^\s*name:\s*aws\b", source.text)
    if not hits and not sam:
        return
    labels = ["serverless", *(["aws lambda", "amazon web services"] if aws else [])]
    found.skills(labels, "served", source.path, 1, "functions")
    found.artefact("infrastructure", "served", source.path)
    found.duty("deployment", "served", source.path, 1, "functions")
    for hit in hits:
        _handler(source, hit, found)
