"""How long each page of the web app takes, on the server and in Chromium.

    python benchmarks/web_pages.py WORKSPACE [--requests 20] [--views 5]

WORKSPACE is served as ``upslope serve`` does, in a process of its own; use a copy with a resume
kept. Each page is first asked until all that it works out is there, then as often as said: seconds
are of the clock, as the asker sees them, and of the processor, as the server's process spent them.
The first view is that of a browser that keeps nothing yet, until it paints text or a picture; it is
left out where Chromium is missing. A machine that does other things too is slower.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import sync_playwright

from upslope.workspace import Workspace

PATIENCE = 600.0


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, int]]:
    """Serve a workspace; yields the address and the process."""
    command = [sys.executable, "-u", "-m", "upslope", "--workspace", str(folder)]
    with subprocess.Popen(
        [*command, "serve", "--no-browser", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        line = next(line for line in process.stdout if "http://127.0.0.1:" in line)
        port = line.partition("http://127.0.0.1:")[2].partition("/")[0].split()[0].rstrip(".")
        try:
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()


def pages(folder: Path) -> list[str]:
    """Return the address of every page, with things of this workspace."""
    with Workspace(folder) as workspace:
        shown = workspace.stocked()
        opening = next(iter(shown.store.postings.all()))[0].id
        applications = workspace.tracker.all()
    return [
        *("/", "/?days=30", "/openings", "/openings?page=40", "/openings?q=machine+learning"),
        *("/openings?role=ml_engineer&remote=remote&sort=pay", "/openings?sort=match"),
        *(f"/openings/{opening}", f"/openings/{opening}/tailor", f"/openings/{opening}/prepare"),
        *("/match", "/match?page=20", "/gap", "/plan", "/plan/learn?skill=kubernetes"),
        *("/plan/projects", "/plan/papers", "/plan/early", "/portfolio"),
        *("/tracker", "/tracker?view=list", "/tracker/funnel"),
        *(f"/tracker/{one.id}" for one in applications[:1]),
        *("/market", "/market/skills", "/market/pay", "/market/closing", "/market/time"),
        *("/events", "/alerts", "/sources", "/models", "/models/drift", "/models/role"),
        *("/settings", "/settings/resume", "/settings/left", "/settings/data", "/settings/about"),
    ]


def processor(pid: int) -> float:
    """Return the seconds that a process spent on processors so far (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def warmed(client: httpx.Client, path: str) -> tuple[float, float, int]:
    """Ask until all is worked out; seconds of the first answer, until then, and the status."""
    began = time.monotonic()
    found = client.get(path)
    first = time.monotonic() - began
    while 'class="working"' in found.text and time.monotonic() - began < PATIENCE:
        time.sleep(0.2)
        found = client.get(path)
    return first, time.monotonic() - began, found.status_code


def measured(ask: Callable[[], object], pid: int, times: int) -> tuple[float, float, float]:
    """Return the median and the 95th percentile by the clock, and the mean of the processor."""
    seconds, before = [], processor(pid)
    for _ in range(times):
        began = time.monotonic()
        ask()
        seconds.append(time.monotonic() - began)
    spent = (processor(pid) - before) / times
    return statistics.median(seconds), statistics.quantiles(seconds, n=20)[-1], spent


@contextmanager
def viewer(address: str, token: str) -> Iterator[Callable[[str], float]]:
    """Yield what views a page in a browser that keeps nothing, and returns the seconds it took."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )

        def view(path: str) -> float:
            said = {"authorization": f"Bearer {token}"}
            context = browser.new_context(extra_http_headers=said)
            page = context.new_page()
            page.goto(address + path, wait_until="load")
            painted = page.evaluate(_PAINTED)
            context.close()
            return float(painted) / 1000

        yield view
        browser.close()


_PAINTED = """() => new Promise((done) => new PerformanceObserver((list) => {
    const found = list.getEntriesByName('first-contentful-paint');
    if (found.length) done(found[0].startTime);
}).observe({type: 'paint', buffered: true}))"""


def main() -> None:
    """Print a row for each page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--requests", type=int, default=20)
    parser.add_argument("--views", type=int, default=5)
    asked = parser.parse_args()
    every = pages(asked.workspace)
    print("| page | first answer | all there | median | p95 | processor |")
    print("|---|---:|---:|---:|---:|---:|")
    with serving(asked.workspace) as (address, pid):
        token = (asked.workspace / "access" / "token").read_text().strip()
        said = {"authorization": f"Bearer {token}"}
        with httpx.Client(base_url=address, headers=said, timeout=PATIENCE) as client:
            for path in every:
                first, whole, status = warmed(client, path)
                took = measured(lambda path=path: client.get(path), pid, asked.requests)
                cells = " | ".join(f"{1000 * one:,.0f} ms" for one in (first, whole, *took))
                print(
                    f"| `{path}`{'' if status == 200 else f' ({status})'} | {cells} |", flush=True
                )
        if asked.views and shutil.which("chromium"):
            print("\n| page | first view, median |\n|---|---:|")
            with viewer(address, token) as view:
                for path in every:
                    seen = statistics.median(view(path) for _ in range(asked.views))
                    print(f"| `{path}` | {1000 * seen:,.0f} ms |", flush=True)


if __name__ == "__main__":
    main()
