"""How soon a first ``collect`` of 50 companies gives a useful list.

    python -m benchmarks.collect [--seconds 75]

Fifty invented boards on five systems are played on loopback with delays as real servers have them
(a list takes 0.3 to 1.5 s, a text 0.2 to 0.8 s), asked through the real door, which waits between
two requests to one host. Prints how many openings can be found after each five seconds, when the
last list was stored and how many texts had come by the end.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator

from tests.replay import Asked, Replay, reply

from upslope.records import Filters
from upslope.sources.door.clock import SystemClock
from upslope.workspace import Workspace

BOARDS = {"greenhouse": 20, "lever": 10, "ashby": 6, "smartrecruiters": 7, "workday": 7}
TITLES = (
    "Machine Learning Engineer",
    "Data Scientist",
    "Software Engineer, ML Platform",
    "Account Executive",
    "Office Manager",
    "Nurse",
)
TEXT = "<p>You train and deploy models.</p><ul><li>Python</li><li>PyTorch</li></ul>" * 20
PER_BOARD = 40


def main() -> None:
    """Collect from the played boards and print what could be found when."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--seconds", type=float, default=75.0, help="stop after so many")
    limit = ask.parse_args().seconds
    replay, chance = Replay(), random.Random(3)
    boards = {
        source: list(_serve(source, number, replay, chance)) for source, number in BOARDS.items()
    }
    with tempfile.TemporaryDirectory() as folder, Workspace(folder) as workspace:
        workspace.door = replay.door(validators=workspace.store.replies, clock=SystemClock())
        began, shown = time.monotonic(), 0.0

        def progress(label: str, done: int, total: int) -> None:
            nonlocal shown
            now = time.monotonic() - began
            if now - shown >= 5 or (label.startswith("list") and done == sum(BOARDS.values())):
                shown = now
                found = _found(workspace)
                print(f"{now:6.1f} s  {done:4} of {total:4} asked, {found:5} found  {label}")
            if now > limit:
                raise KeyboardInterrupt

        try:
            workspace.collect(boards, only_ml=True, progress=progress)
        except KeyboardInterrupt:
            print(f"stopped after {limit:.0f} s")
        rows = list(workspace.store.postings.all(fold_duplicates=False))
        texts = sum(posting.description is not None for posting, _ in rows)
        print(f"{len(rows)} openings of the field stored, {texts} with their text")
    print("most requests at once to one host:", max(replay.most_at_once.values()))


def _found(workspace: Workspace) -> int:
    return workspace.store.postings.search(Filters(limit=1), fold_duplicates=False).total


def _serve(source: str, number: int, replay: Replay, chance: random.Random) -> Iterator[str]:
    for n in range(number):
        name = f"company{n}"
        yield _BOARDS[source](name, replay, chance)


def _greenhouse(name: str, replay: Replay, chance: random.Random) -> str:
    jobs = [
        {
            "id": int(name.removeprefix("company")) * 1000 + n,
            "title": title,
            "absolute_url": f"https://boards.greenhouse.io/{name}/jobs/{n}",
            "location": {"name": "Leeds, UK"},
            "first_published": f"2026-10-{1 + n % 28:02}T08:00:00Z",
            "content": f"{name} {TEXT}",
        }
        for n, title in enumerate(_titles())
    ]
    body = json.dumps({"jobs": jobs, "meta": {"total": len(jobs)}})
    _slow(
        replay, chance, f"https://boards-api.greenhouse.io/v1/boards/{name}/jobs?content=true", body
    )
    return name


def _lever(name: str, replay: Replay, chance: random.Random) -> str:
    jobs = [
        {
            "id": f"{name}-{n}",
            "text": title,
            "categories": {"location": "Leeds"},
            "descriptionBody": f"{name} {TEXT}",
            "createdAt": 1_790_000_000_000 + n * 86_400_000,
            "hostedUrl": f"https://jobs.lever.co/{name}/{n}",
        }
        for n, title in enumerate(_titles())
    ]
    site = f"https://api.lever.co/v0/postings/{name}?mode=json"
    for skip in (0, 100):
        page = json.dumps(jobs[skip : skip + 100])
        _slow(replay, chance, f"{site}&skip={skip}&limit=100", page)
    return name


def _ashby(name: str, replay: Replay, chance: random.Random) -> str:
    jobs = [
        {
            "id": f"{name}-{n}",
            "title": title,
            "location": "Leeds",
            "publishedAt": f"2026-10-{1 + n % 28:02}T08:00:00Z",
            "isListed": True,
            "jobUrl": f"https://jobs.ashbyhq.com/{name}/{n}",
            "descriptionHtml": f"{name} {TEXT}",
        }
        for n, title in enumerate(_titles())
    ]
    url = f"https://api.ashbyhq.com/posting-api/job-board/{name}?includeCompensation=true"
    _slow(replay, chance, url, json.dumps({"jobs": jobs, "apiVersion": "1"}))
    return name


def _smartrecruiters(name: str, replay: Replay, chance: random.Random) -> str:
    site = f"https://api.smartrecruiters.com/v1/companies/{name}/postings"
    rows = [
        {
            "id": f"{name}{n}",
            "name": title,
            "company": {"name": name},
            "releasedDate": f"2026-10-{1 + n % 28:02}T08:00:00Z",
        }
        for n, title in enumerate(_titles())
    ]
    body = {"offset": 0, "limit": 100, "totalFound": len(rows), "content": rows}
    _slow(replay, chance, f"{site}?limit=100&offset=0", json.dumps(body))
    for row in rows:
        text = {"sections": {"jobDescription": {"text": f"{name} {row['id']} {TEXT}"}}}
        _slow(replay, chance, f"{site}/{row['id']}", json.dumps(row | {"jobAd": text}), 0.2, 0.8)
    return name


def _workday(name: str, replay: Replay, chance: random.Random) -> str:
    base = f"https://{name}.wd5.myworkdayjobs.com/wday/cxs/{name}/Jobs"
    rows = [
        {"title": title, "externalPath": f"/job/Leeds/Job_R{n}", "postedOn": f"Posted {n} Days Ago"}
        for n, title in enumerate(_titles())
    ]

    def page(asked: Asked) -> list[bytes]:
        time.sleep(chance.uniform(0.3, 1.5))
        offset = json.loads(asked.body)["offset"]
        part = rows[offset : offset + 20]
        return [reply(json.dumps({"total": len(rows), "jobPostings": part}))]

    replay.play(f"{base}/jobs", page)
    for n, row in enumerate(rows):
        info = {
            "title": row["title"],
            "jobDescription": f"{name} {n} {TEXT}",
            "jobPostingId": f"Job_R{n}",
            "startDate": f"2026-10-{1 + n % 28:02}",
        }
        text = json.dumps({"jobPostingInfo": info})
        _slow(replay, chance, f"{base}/job/Leeds/Job_R{n}", text, 0.2, 0.8)
    return f"{name}.wd5/Jobs"


def _titles() -> Iterator[str]:
    return (TITLES[n % len(TITLES)] for n in range(PER_BOARD))


def _slow(  # noqa: PLR0913, PLR0917
    replay: Replay,
    chance: random.Random,
    url: str,
    body: str,
    least: float = 0.3,
    most: float = 1.5,
) -> None:
    wait = chance.uniform(least, most)

    def play(_: Asked) -> list[bytes]:
        time.sleep(wait)
        return [reply(body)]

    replay.play(url, play)


_BOARDS: dict[str, Callable[[str, Replay, random.Random], str]] = {
    "greenhouse": _greenhouse,
    "lever": _lever,
    "ashby": _ashby,
    "smartrecruiters": _smartrecruiters,
    "workday": _workday,
}

if __name__ == "__main__":
    main()
