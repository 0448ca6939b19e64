"""A workspace full of texts that run in a page that takes them for HTML, and all of its pages."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import msgspec
from tests.apps.served import Served

from upslope.apps.web.parts.questions import GROUPS
from upslope.apps.web.routes import found as routes_found
from upslope.errors import UpslopeError
from upslope.records import (
    Correction,
    Deadline,
    Evidence,
    Filters,
    Gathering,
    Place,
    Posting,
    Suggestion,
)
from upslope.store.evidence import EvidenceKept
from upslope.store.gatherings import Gatherings
from upslope.workspace import Workspace

_LINES = 60  # payloads in one description
_NOTES = 20  # payloads in one note
_FEW = 60  # channels, each a write of its own
_ASKS = ("You need Python and PyTorch", "Nice to have: Docker", "Deploy models with Kubernetes")


def payloads(shared: Path) -> list[str]:
    """Return every distinct payload."""
    lines = (shared / "hostile/xss/all_payloads.jsonl").read_text(encoding="utf-8").splitlines()
    return list(dict.fromkeys(json.loads(line)["p"] for line in lines))


def fill(workspace: Workspace, texts: Sequence[str], pages: Sequence[Path] = ()) -> None:
    """Put every text wherever a text of others, or of the person, can be.

    Args:
        workspace: the person's own, empty.
        texts: every one comes into each kind of place.
        pages: of openings, to be read as a source reads them.
    """
    _openings(workspace, texts)
    for file in pages:
        workspace.collect_from(str(file))
    workspace.follow()
    _applications(workspace, texts)
    _person(workspace, texts)
    _around(workspace, texts)


def _openings(workspace: Workspace, texts: Sequence[str]) -> None:
    store, today = workspace.store, date.today().isoformat()
    postings = [
        Posting(
            id=f"h{number}",
            source="greenhouse",
            source_id=str(number),
            title=text,
            clean_title=text,
            # Of employers and places with many openings the market tells.
            hiring_organization=texts[number if number % 2 else number // 40],
            job_location=[texts[-number]],
            places=[Place(city=texts[number // 40], country="DE")],
            url=text,
            date_posted=today,
            description=description,
            language="en",
        )
        for number, (text, description) in enumerate(zip(texts, _descriptions(texts), strict=False))
    ]
    run = store.runs.start("greenhouse", texts[0])
    run = msgspec.structs.replace(run, verdict="complete", reason=" ".join(texts[:_FEW]))
    store.postings.ingest(run, postings, workspace.understand(postings))
    store.corrections.add(
        Correction(
            posting=f"h{number}", field="skills", answered="", truth=text, at=datetime.now(UTC)
        )
        for number, text in enumerate(texts[: len(postings)])
    )


def _descriptions(texts: Sequence[str]) -> Iterator[str]:
    """Give the first postings texts with all payloads, the others short ones."""
    for number, some in enumerate(_by(texts, _LINES)):
        told = [f"{_ASKS[at % 3]}. {text}" for at, text in enumerate(some)]
        yield f"About us {number}\n" + "\n".join(f"- {line}" for line in told)
    for number in range(len(texts)):
        yield f"We build rankings, number {number}. You need Python. {texts[number]}"


def _applications(workspace: Workspace, texts: Sequence[str]) -> None:
    tracker, sheet = workspace.tracker, io.StringIO()
    rows = csv.writer(sheet)
    rows.writerow(["company", "title", "place", "url", "status", "date", "notes"])
    for number, text in enumerate(texts):
        status = ("saved", "applied", "interview", "rejected")[number % 4]
        named = [texts[-number], text, texts[number // 2]]
        rows.writerow([*named, "https://quillfish.example", status, "2026-11-02", text])
    taken = tracker.read_file("applications.csv", sheet.getvalue().encode())
    assert taken.taken, taken
    one = tracker.add(company=texts[0], title=texts[1], place=texts[2])
    for some in _by(texts, _NOTES):
        text = "\n".join(some)
        tracker.note(one, text)
        tracker.document(one, some[0][:200], text=text)
        tracker.contact(one, some[0][:200], role=some[1][:200], text=text)
        tracker.remind(one, date.today().isoformat(), text)
        tracker.date(one, date.today().isoformat(), text)
    tracker.track("h0")
    workspace.store.suggestions.put(
        Suggestion(
            id=f"s{number}",
            application=one.id if number % 2 else None,
            status="rejected",
            day="2026-11-02",
            quote=text,
            sender=texts[-number],
            subject=text,
        )
        for number, text in enumerate(texts)
    )


def _person(workspace: Workspace, texts: Sequence[str]) -> None:
    workspace.person.want(places=list(texts))
    resume = ["Ada Testfolk", "Skills", "Python, PyTorch, SQL", "Experience"]
    for number, text in enumerate(texts):
        if number % 10 == 0:
            resume.append(f"ML Engineer, Quillfish {number // 10}, 2019 - 2021")
        resume.append(f"- Trained models in PyTorch and Python. {text}".replace("\0", ""))
    workspace.person.keep_resume("\n".join(resume).encode()[: 2**20])
    EvidenceKept(workspace.store.database).put(
        Evidence(id=f"e{number}", kind="project", title=text, url=text, shows=texts[-number])
        for number, text in enumerate(texts)
    )


def _around(workspace: Workspace, texts: Sequence[str]) -> None:
    ahead = (date.today() + timedelta(days=9)).isoformat()
    Gatherings(workspace.store.database).put(
        [
            Gathering(
                id=f"g{number}",
                kind="conference",
                title=text,
                full_name=texts[-number],
                place=text,
                note=texts[number // 2],
                url=" ".join(text.split()),  # readers take no line ends
                starts=ahead,
                deadlines=[Deadline(at=ahead, label=text, kind=text)],
            )
            for number, text in enumerate(texts)
        ],
        texts[0],
    )
    alerts = workspace.alerts
    for text in texts[:_FEW]:
        with suppress(UpslopeError):  # some are too long for a name
            alerts.add_channel(text, "desktop")
    for text in texts:
        asked = Filters(query=text[:400], place=text[:90], skills=(text[:90],))
        with suppress(UpslopeError):
            alerts.save(text, asked)
        workspace.store.boards.add("greenhouse", text, text)
    alerts.save("everything", Filters())


def _by(texts: Sequence[str], size: int) -> Iterator[list[str]]:
    """Cut into parts of a size; the last one goes on with the first texts again."""
    whole = [*texts, *texts[: -len(texts) % size]]
    for start in range(0, len(whole), size):
        yield whole[start : start + size]


def addresses(app: Served, texts: Sequence[str]) -> dict[str, list[str]]:
    """Return the addresses of every page, by the path of its route."""
    site, count = app.site, len(texts)
    own, ask = site.own, quote(texts[7], safe="")
    listed = -(-count // 20) + 1
    told = [f"h{number}" for number in range(-(-count // _LINES))]
    one = max(own.tracker.all(), key=lambda known: len(known.written))
    params: dict[str, list[str]] = {
        "/openings": [
            *(f"/openings?page={page}" for page in range(1, listed + 1)),
            f"/openings?q={ask}&place={ask}&skill={ask}&pay={ask}&currency={ask}&since={ask}"
            f"&undo={ask}&of={ask}&sort={ask}&level={ask}&remote={ask}",
        ],
        "/openings/{id}": [f"/openings/{id}" for id in told],
        "/openings/{id}/prepare": [f"/openings/{id}/prepare" for id in told[:3]],
        "/openings/{id}/tailor": [f"/openings/{id}/tailor" for id in told[:3]],
        "/match": [f"/match?page={page}" for page in range(1, listed + 1)]
        + [f"/match?place={ask}"],
        "/gap": ["/gap", f"/gap?skills={ask}&line={ask}"],
        "/plan": ["/plan", f"/plan?hours={ask}&until={ask}&deadline={ask}"],
        "/plan/learn": [f"/plan/learn?skill={ask}", "/plan/learn?skill=python"],
        "/plan/projects/{id}": ["/plan/projects/" + ask],
        "/tracker": [
            "/tracker",
            *(f"/tracker?view=list&page={page}" for page in range(1, count // 100 + 2)),
            f"/tracker?view=list&q={ask}&sort={ask}&status={ask}",
        ],
        "/tracker/{id}": [
            f"/tracker/{one.id}",
            *(f"/tracker/{x.id}" for x in own.tracker.all()[:5]),
        ],
        "/suggestions/{id}": [f"/suggestions/{x.id}" for x in own.tracker.suggestions()[:5]],
        "/market": [f"/market?place={ask}&role={ask}&currency={ask}&day={ask}", "/market"],
        "/market/{group}": [f"/market/{group}" for group in (*GROUPS, ask)],
        "/market/estimate": [
            f"/market/estimate?title={ask}&company={ask}&place={ask}&skills={ask}&text={ask}"
        ],
        "/events": [
            f"/events?shown={count + 10}",
            f"/events?field={ask}&place={ask}&country={ask}",
        ],
        "/alerts": ["/alerts", f"/alerts?query={ask}&place={ask}&skills={ask}&pay_at_least={ask}"],
        "/alerts/searches/{id}": [f"/alerts/searches/{x.id}" for x in own.alerts.searches()[:_FEW]],
        "/feed/{key}/{search}.atom": [f"/feed/{site.access.secret('feed')}/all.atom"],
        "/sources/{name}": ["/sources/greenhouse", "/sources/" + ask],
        "/models/{name}": [f"/models/{name}" for name in own.model_life.tasks()]
        + ["/models/" + ask],
        "/models/drift": ["/models/drift", f"/models/drift?since={ask}"],
        "/enter": ["/enter?next=" + ask],
        "/": ["/", "/?days=30&said=" + ask],
    }
    read = [one.path for one in routes_found() if "GET" in (one.methods or ())]
    found = {path: params.get(path, [] if "{" in path else [path]) for path in read}
    assert all(found.values()), [path for path, there in found.items() if not there]
    return found | {"nowhere": ["/nowhere/" + ask, "/tracker/" + ask]}
