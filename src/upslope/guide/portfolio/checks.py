"""Monitoring, type checks and linters, by their configuration."""

from __future__ import annotations

import re

from upslope.guide.portfolio.project import Source
from upslope.guide.portfolio.sighting import Found

_MONITORS = {
    r"(?i)(?:^|/)prometheus[\w.-]*\.ya?ml$": "prometheus",
    r"(?i)(?:^|/)(?:alert|rules?)[\w.-]*\.(?:ya?ml|rules)$": "prometheus",
    r"(?i)(?:^|/)(?:alertmanager)[\w.-]*\.ya?ml$": "prometheus",
    r"(?i)(?:^|/)(?:otel|opentelemetry)[\w-]*\.ya?ml$": "opentelemetry",
    r"(?i)(?:^|/)(?:loki|promtail)[\w-]*\.ya?ml$": "loki",
}
_ALARMS = re.compile(
    r'resource\s+"(?:aws_cloudwatch_metric_alarm|google_monitoring_alert_policy|azurerm_monitor'
    r"|datadog_monitor|newrelic_\w*alert|grafana_rule|sentry_\w*alert|pagerduty_|opsgenie_)"
    r"|Type[\"']?:\s*[\"']?AWS::(?:CloudWatch::\w*Alarm|SageMaker::\w*(?:MonitoringSchedule|QualityJob))"
    r"|Microsoft\.Insights/(?:metricAlerts|scheduledQueryRules)|\bcloudwatch\.Alarm\("
)
_CONFIGURED = (".tf", ".yml", ".yaml", ".json", ".template", ".bicep", ".ts", ".py")


def read_checks(source: Source, found: Found) -> None:
    """Note what a file sets up to watch what runs, or to check code."""
    _monitoring(source, found)
    _types(source, found)


def _monitoring(source: Source, found: Found) -> None:
    text = source.text
    for pattern, skill in _MONITORS.items():
        if re.search(pattern, source.path) and re.search(
            r"(?m)scrape_configs|^\s*-?\s*alert:|receivers:|groups:|exporters:", text
        ):
            found.skills([skill], "called", source.path, 1, "configuration")
            _monitors(source, found)
    if re.search(r"(?m)^kind:\s*(?:PrometheusRule|ServiceMonitor|PodMonitor)", text):
        _monitors(source, found)
    if source.path.endswith(".json") and '"panels"' in text and '"targets"' in text:
        found.skills(["grafana"], "called", source.path, 1, "a dashboard of measures")
        _monitors(source, found)
    if _ALARMS.search(text) and source.path.endswith(_CONFIGURED):
        _monitors(source, found)


def _monitors(source: Source, found: Found) -> None:
    found.artefact("monitoring", "called", source.path)
    found.duty("monitoring", "called", source.path, 1, "watches what runs")


_LINTERS = {
    "linters": r"(?:^|/)(?:\.?ruff\.toml|\.flake8|\.pre-commit-config\.yaml|\.pylintrc|\.lintr)$",
    "eslint": r"(?:^|/)(?:\.eslintrc[\w.]*|eslint\.config\.\w+)$",
    "mypy": r"(?:^|/)\.?mypy\.ini$",
}


def _types(source: Source, found: Found) -> None:
    """Configurations of type checkers and linters, in files of their own or shared ones."""
    for skill, pattern in _LINTERS.items():
        if re.search(pattern, source.path):
            found.skills([skill], "called", source.path, 1, "configured")
    if not re.search(
        r"(?:^|/)(?:pyproject\.toml|setup\.cfg|tox\.ini|\.pre-commit-config\.yaml)$", source.path
    ):
        return  # fmt: skip
    for skill, pattern in (
        ("mypy", r"(?m)^\[(?:tool\.)?mypy|id:\s*mypy"),
        ("type hints", r"(?m)^\[tool\.(?:pyright|pyre|pytype|ty)\]|id:\s*pyright"),
        ("linters", r"(?m)^\[(?:tool\.)?(?:ruff|flake8|black|isort)|id:\s*(?:ruff|flake8|black)"),
        ("pylint", r"(?m)^\[tool\.pylint"),
    ):
        hit = re.search(pattern, source.text)
        if hit:
            line = source.text.count("\n", 0, hit.start()) + 1
            found.skills([skill], "called", source.path, line, "configured")
            if skill in {"mypy", "type hints"}:
                found.artefact("types", "called", source.path, line)
