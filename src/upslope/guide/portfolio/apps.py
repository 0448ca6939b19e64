"""Files that start something by themselves: services, pages, functions, schedules."""

from __future__ import annotations

import re
from collections.abc import Sequence

from upslope.formats.repository.commands import commands
from upslope.guide.portfolio.library import traces
from upslope.guide.portfolio.project import Source
from upslope.guide.portfolio.runs import JVM
from upslope.guide.portfolio.sighting import Run

_HANDLER = re.compile(
    r"^def \w+\(_?event\b[^,)]*, *_?(?:lambda_)?context\b"
    r"|^(?:export (?:const|async function|function) handler\b|exports\.handler\b)",
    re.MULTILINE,
)
_ANSWERS = re.compile(r"[\"']?statusCode\b|[\"']httpMethod|queryStringParameters|requestContext")
_SCHEDULES = re.compile(
    r"\.(?:serve|deploy|to_deployment)\([^()]*(?:\([^()]*\)[^()]*)*\b(?:cron|interval|rrule|schedules?)\s*="
    r"|\bschedule\s*=\s*(?:modal\.)?(?:Cron|Period)\(|@\w+\.(?:timer_trigger|schedule)\("
    r"|\bbeat_schedule\b|\.create_recurring_run\(|\bLaunchPlan\.get_or_create\([^()]*\bschedule\s*="
    r"|\.add_job\([^()]*[\"'](?:cron|interval)[\"']|@repeat_every\(|\bScheduleDefinition\("
)
"""Code that says when it is to run, or that sets up a platform's schedule for it."""


def app(source: Source) -> str | None:
    """What a file starts: ``api``, ``page``, ``function`` or ``schedule``; ``None`` mostly.

    A ``function`` is started by its platform, on whatever event.
    """
    if source.code is None or source.notebook is not None:
        return None
    pattern = traces().app_patterns.get(source.language or "")
    if pattern and re.search(pattern, source.text):
        page = re.search(r"createRoot|ReactDOM|createApp|shinyApp|shinyServer|runApp", source.text)
        return "page" if page else "api"
    kinds = [traces().apps[use.name] for use in source.code.uses if use.name in traces().apps]
    if source.language == "python" and _SCHEDULES.search(source.text):
        kinds.append("schedule")
    if _HANDLER.search(source.text):
        kinds.append("api" if _ANSWERS.search(source.text) else "function")
    order = ("api", "page", "function", "schedule")
    return min(kinds, key=order.index) if kinds else None


def said(source: Source) -> list[Run]:
    """Commands that a schedule holds as strings."""
    known = traces().commands
    texts = source.code.texts if source.code else []
    return [
        Run(step="served", command=command, path=source.path, line=line, where=source.path)
        for text, line in texts
        for command in commands(text)
        if command.files or command.tool in known
    ]


_SCANNED = re.compile(
    r"@(?:Component|Service|Repository|Configuration|KafkaListener|Scheduled|Bean|Entity)\b"
    r"|extends\s+(?:Jpa|Crud|PagingAndSorting|Mongo|Reactive\w*)Repository"
)


def scanned(sources: Sequence[Source], apps: dict[str, str]) -> dict[str, str]:
    """What Spring finds by itself and starts with the service, its settings among them."""
    started = next((p for p in apps if p.endswith((".java", ".kt", ".scala"))), None)
    if started is None:
        return {}
    return {
        s.path: f"{started} starts it"
        for s in sources
        if "src/main/resources/" in s.path
        or (s.language in JVM and "/test/" not in s.path and _SCANNED.search(s.text))
    }
