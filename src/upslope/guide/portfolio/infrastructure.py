"""Infrastructure as files: Kubernetes, Helm, Kustomize, Terraform."""

from __future__ import annotations

import re
from collections.abc import Iterator

from upslope.formats.repository.documents import documents
from upslope.guide.portfolio.containers import joined, line_of, start
from upslope.guide.portfolio.deployments import note_handler
from upslope.guide.portfolio.library import traces
from upslope.guide.portfolio.project import Source
from upslope.guide.portfolio.sighting import Found
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
    "ScheduledSparkApplication", "Pod", "PyTorchJob", "TFJob", "ScheduledWorkflow", "RayJob",
    "MPIJob", "FlinkDeployment", "TrainJob", "ReplicaSet",
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


def read_infrastructure(source: Source, found: Found) -> bool:
    """Note what a file sets up and deploys; whether it is one of these files."""
    name = source.path.rpartition("/")[2]
    if name.endswith(".tf"):
        _terraform(source, found)
    elif name == "Chart.yaml":
        found.skills(["helm"], "called", source.path, 1, "a chart")
        found.artefact("infrastructure", "called", source.path)
    elif re.fullmatch(r"kustomization\.ya?ml", name):
        found.skills(["kustomize", "kubernetes"], "called", source.path, 1, "resources")
        found.artefact("infrastructure", "called", source.path)
    elif name.endswith((".yml", ".yaml")) and re.search(r"(?m)^apiVersion:", source.text):
        _kubernetes(source, found)
    else:
        return False
    return True


def _kubernetes(source: Source, found: Found) -> None:
    for part in re.split(r"(?m)^---.*$", source.text):
        kind = re.search(r"(?m)^kind:\s*[\"']?(\w+)", part)
        if not kind:
            continue
        line = line_of(source.text, kind[0])
        served = kind[1] in _WORKLOADS or (kind[1] == "Service" and "knative.dev" in part)
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
        for words in _container_commands(part):
            start(found, source, words, line_of(source.text, words.split(" ")[0]), kind[1])


def _container_commands(text: str) -> Iterator[str]:
    waiting = documents(text)
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            words = [joined(value.get(key, "")) for key in ("command", "args")]
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
        note_handler(source, hit[1], line_of(source.text, hit[0]), found)
