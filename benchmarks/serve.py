"""How long one posting waits for its answer from ``upslope serve --models``.

Sends at a fixed rate, whether or not earlier requests are answered (an open loop, from a process of
its own), and counts from the moment at which each was due, so that a slow answer is not hidden by
those that it delays. wrk, which sends the next request only after an answer, is run beside it::

    python benchmarks/serve.py --rate 50 --seconds 60

Reads real postings of ``../shared`` if they are there, else those of the embedded sample.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow.parquet as pq

from upslope.workspace import Workspace

SHARED = Path(__file__).resolve().parents[2] / "shared/data/postings_fulltext.parquet"
_POSTINGS = 500
_LUA = """
local bodies = {{{bodies}}}
local at = 0
request = function()
  at = at % #bodies + 1
  return wrk.format("POST", "/predict", {{["Content-Type"] = "application/json"}}, bodies[at])
end
"""


class Answered(NamedTuple):
    """Seconds from when a request was due to its answer, and its status."""

    waited: float
    status: int


def postings() -> list[dict[str, Any]]:
    """Postings to ask about, each with its whole text."""
    if SHARED.exists():
        table = pq.read_table(SHARED).slice(0, 20_000)
        rows = table.take(np.random.default_rng(0).permutation(len(table))[:_POSTINGS]).to_pylist()
        names = {"title", "company", "location", "description"}
        return [
            {"id": str(at)} | {key: str(row[key] or "") for key in names & set(row)}
            for at, row in enumerate(rows)
        ]
    with tempfile.TemporaryDirectory() as folder, Workspace(folder) as workspace:
        kept = [posting for posting, _ in workspace.sample.store.postings.all()]
    return [{"id": p.id, "title": p.title, "description": p.description} for p in kept]


@contextmanager
def server(home: Path, *, log: bool) -> Iterator[tuple[int, int]]:
    """Run the server; give its port and process. ``log``: with a workspace, so that it logs."""
    if log:
        with Workspace(home) as workspace:
            workspace.store.check()
    command = [sys.executable, "-m", "upslope", "serve", "--models", "--port", "0"]
    environment = {**os.environ, "UPSLOPE_HOME": str(home), "OMP_NUM_THREADS": "1"}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stderr is not None
        yield int(process.stderr.readline().rpartition(":")[2]), process.pid
    finally:
        process.terminate()
        process.wait()


async def ask(port: int, free: asyncio.Queue[Any], body: bytes, due: float) -> Answered:
    """Send one request over a connection that is free, or a new one."""
    try:
        reader, writer = free.get_nowait()
    except asyncio.QueueEmpty:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"POST /predict HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
    writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    said = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", said)
    assert length, said
    await reader.readexactly(int(length[1]))
    free.put_nowait((reader, writer))
    return Answered(time.perf_counter() - due, int(said.split()[1]))


async def open_loop(port: int, bodies: list[bytes], rate: float, seconds: float) -> list[Answered]:
    """Send so many requests a second, each when it is due."""
    free: asyncio.Queue[Any] = asyncio.Queue()
    started, tasks = time.perf_counter() + 0.1, []
    for number, body in zip(range(int(rate * seconds)), cycle(bodies), strict=False):
        due = started + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        tasks.append(asyncio.create_task(ask(port, free, body, due)))
    return await asyncio.gather(*tasks)


def cpu_seconds(pid: int) -> float:
    """CPU time of a process so far (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wrk(port: int, bodies: list[bytes], seconds: float, folder: Path) -> str:
    """What wrk says of as many requests as four connections can make."""
    script = folder / "post.lua"
    quoted = ",".join(f"[====[{body.decode()}]====]" for body in bodies[:100])
    script.write_text(_LUA.format(bodies=quoted))
    command = ["wrk", "-t1", "-c4", f"-d{seconds:.0f}s", "--latency", "-s", str(script)]
    done = subprocess.run(
        [*command, f"http://127.0.0.1:{port}"], capture_output=True, text=True, check=True
    )
    return done.stdout


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=50.0)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--no-log", action="store_true", help="without a workspace")
    asked = parser.parse_args()
    bodies = [json.dumps(one).encode() for one in postings()]
    letters = sum(map(len, bodies)) / len(bodies)
    with tempfile.TemporaryDirectory() as name:
        home = Path(name) / "home"
        with server(home, log=not asked.no_log) as (port, pid):
            asyncio.run(
                open_loop(port, bodies, asked.rate, 3)
            )  # connections are open, code is warm
            busy, before = cpu_seconds(pid), time.process_time()
            found = asyncio.run(open_loop(port, bodies, asked.rate, asked.seconds))
            busy, own = cpu_seconds(pid) - busy, time.process_time() - before
            waited = np.array([one.waited for one in found]) * 1000
            p50, p95, p99 = np.percentile(waited, [50, 95, 99])
            good = sum(one.status == 200 for one in found)
            print(f"{len(found):,} postings of {letters:,.0f} bytes at {asked.rate:g}/s, one each")
            print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} CPUs")
            print(f"answered  {good:,}")
            print(f"wait      p50 {p50:.1f} ms, p95 {p95:.1f} ms, p99 {p99:.1f} ms")
            print(f"server    {busy / len(found) * 1000:.2f} ms of CPU a request")
            print(f"client    {own / len(found) * 1000:.2f} ms of CPU a request")
            if shutil.which("wrk"):
                print("\nwrk, four connections, as fast as they can:")
                print(wrk(port, bodies, min(asked.seconds, 15), Path(name)))


if __name__ == "__main__":
    main()
