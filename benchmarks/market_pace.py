"""How long each table of the market takes over a million postings with 17 skills each.

    python benchmarks/market_pace.py [--postings 1000000] [--folder /tmp/market_pace] [--files 10]

The postings are invented: 17 of 300 skills each and 5,000 employers, both by Zipf's law, in
snapshots of equal size, a tenth of the postings changed by a later one. Each table is then asked
for cold, in a process of its own on two cores, and at last all of them in one. Seconds are of the
CPU (user and system) and of the clock, from reading the snapshots to the table, without starting
Python; memory is the most that the process held. A machine that does other things too is slower.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from upslope.records.understanding import DUTIES, Degree, Remote, Role, Seniority, Visa

SKILLS, EMPLOYERS, EACH = 300, 5_000, 17
FIRST = date(2026, 1, 5)
COUNTRIES = ["US", "GB", "DE", "IN", "CA", "FR", "NL", "PL", "SG", "AU"]


def words(values: list[str], codes: Any) -> Any:
    """Return words by their places in a list."""
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype("int32")), values).cast(pa.string())


def lists(values: list[str], codes: Any) -> Any:
    """Return a list of words for each row of codes."""
    ends = np.arange(0, codes.size + 1, codes.shape[1], dtype=np.int32)
    return pa.ListArray.from_arrays(pa.array(ends), words(values, codes.ravel()))


def zipf(rng: Any, number: int, power: float, shape: tuple[int, int]) -> Any:
    """Draw without replacement in each row, the first most often (Gumbel's trick)."""
    weight = -power * np.log(np.arange(1, number + 1))
    drawn = weight.astype(np.float32) + rng.gumbel(size=(shape[0], number)).astype(np.float32)
    return np.argpartition(-drawn, shape[1], axis=1)[:, : shape[1]]


def facts(rng: Any, ids: Any, snapshot: int, files: int) -> Any:
    """Return invented facts of some postings, as a snapshot holds them."""
    n = len(ids)
    day = np.datetime64(FIRST + timedelta(days=7 * snapshot * 26 // files))
    chance = 1 / np.arange(1, EMPLOYERS + 1)
    employer = rng.choice(EMPLOYERS, n, p=chance / chance.sum())
    skills = np.concatenate(
        [zipf(rng, SKILLS, 0.8, (min(20_000, n - at), EACH)) for at in range(0, n, 20_000)]
    )
    country = rng.choice(10, n, p=[0.4, 0.15, 0.1, 0.1, 0.08, 0.05, 0.04, 0.03, 0.03, 0.02])
    seen = day - rng.integers(0, 7 * 26 // files + 1, n)
    closed, unpaid = rng.random(n) < 0.3, rng.random(n) > 0.4
    pay = np.round(np.exp(rng.normal(11.9, 0.3, n)), -2)
    told = {
        "role": get_args(Role),
        "seniority": get_args(Seniority),
        "remote": get_args(Remote),
        "degree": get_args(Degree),
        "visa": get_args(Visa),
        "employment_type": ("full_time", "contract"),
        "industry": tuple(f"industry {at}" for at in range(12)),
    }
    return pa.table(
        {
            "snapshot": pa.array(np.full(n, snapshot + 1, np.int32)),
            "day": pa.array(np.full(n, day)).cast(pa.date32()),
            "gone": pa.array(np.zeros(n, bool)),
            "id": pa.array([f"{one:016x}" for one in ids]),
            "source": words(["greenhouse", "lever", "ashby", "adzuna"], employer % 4),
            "board": words([f"board {at}" for at in range(EMPLOYERS)], employer),
            "employer": words([f"employer {at}" for at in range(EMPLOYERS)], employer),
            "company": words([f"Employer {at} Ltd" for at in range(EMPLOYERS)], employer),
            **{
                name: words(list(values), rng.integers(0, len(values), n))
                for name, values in told.items()
            },
            "degree_or_equivalent": pa.array(rng.random(n) < 0.4),
            "countries": lists(COUNTRIES, country[:, None]),
            "places": lists(
                [f"Town {at % 10}, {COUNTRIES[at // 10]}" for at in range(100)],
                (country * 10 + rng.integers(0, 10, n))[:, None],
            ),
            "posted": pa.array(seen - rng.integers(0, 3, n), mask=rng.random(n) < 0.1).cast(
                pa.date32()
            ),
            "first_seen": pa.array(seen).cast(pa.date32()),
            "closed": pa.array(np.maximum(seen, day), mask=~closed).cast(pa.date32()),
            "open": pa.array(~closed),
            "copy": pa.array(rng.random(n) < 0.03),
            "earlier": pa.array(np.full(n, "x"), mask=rng.random(n) < 0.97),
            "pay_low": pa.array(pay, mask=unpaid),
            "pay_high": pa.array(pay * 1.4, mask=unpaid),
            "pay_currency": pa.array(
                np.array(["USD", "EUR", "GBP"])[rng.choice(3, n, p=[0.7, 0.2, 0.1])], mask=unpaid
            ),
            "pay_from": pa.array(np.full(n, "text"), mask=unpaid),
            "min_years": pa.array(rng.integers(0, 10, n, np.int32), mask=rng.random(n) < 0.5),
            "skills": lists([f"skill {at:03}" for at in range(SKILLS)], skills),
            "required": lists([f"skill {at:03}" for at in range(SKILLS)], skills[:, :6]),
            "duties": lists(list(DUTIES), np.argsort(rng.random((n, 6)), axis=1)[:, :3]),
            "areas": lists([f"area {at}" for at in range(10)], rng.integers(0, 10, (n, 1))),
        }
    )


def make(folder: Path, postings: int, files: int) -> None:
    """Write the snapshots, unless they are there."""
    folder.mkdir(parents=True, exist_ok=True)
    if len([*folder.glob("facts-*.parquet")]) == files:
        return
    rng = np.random.default_rng(7)
    each = postings // files
    for snapshot in range(files):
        fresh = np.arange(snapshot * each, (snapshot + 1) * each)
        again = rng.choice(snapshot * each, each // 10, replace=False) if snapshot else fresh[:0]
        table = facts(rng, np.concatenate([fresh, again]), snapshot, files)
        name = folder / f"facts-{snapshot + 1:06}.parquet"
        pq.write_table(table, name, compression="zstd", row_group_size=100_000)
    boards = np.arange(EMPLOYERS)
    days = [FIRST + timedelta(days=7 * at) for at in range(27)]
    visits = pa.table(
        {
            "snapshot": pa.array(np.full(EMPLOYERS * len(days), files, np.int32)),
            "source": words(
                ["greenhouse", "lever", "ashby", "adzuna"], np.tile(boards % 4, len(days))
            ),
            "board": words([f"board {at}" for at in boards], np.tile(boards, len(days))),
            "day": pa.array([day for day in days for _ in boards]),
        }
    )
    pq.write_table(visits, folder / f"visits-{files:06}.parquet", compression="zstd")


def measure(folder: Path, names: list[str]) -> None:
    """Print what tables take, after the snapshots were read; run in a process of its own."""
    from upslope.guide import market  # noqa: PLC0415

    clock, cpu = time.perf_counter(), time.process_time()
    with market.read(folder) as opened:
        read = time.process_time() - cpu
        tables = opened.tables(*names)
    spent, taken = time.process_time() - cpu, time.perf_counter() - clock
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    what = names[0] if len(names) == 1 else f"all {len(tables)}"
    answered = sum(not table.refused for table in tables)
    print(
        f"| {what} | {spent:.2f} | {read:.2f} | {taken:.2f} | {most:.0f} | {answered} |", flush=True
    )


def main() -> None:
    """Make the postings, then ask for each table in a fresh process."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--postings", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path("/tmp/market_pace"))
    parser.add_argument("--files", type=int, default=10)
    parser.add_argument("--only", nargs="*", help="measure these tables in this process")
    asked = parser.parse_args()
    if asked.only is not None:
        measure(asked.folder, asked.only)
        return
    from upslope.guide import market  # noqa: PLC0415

    make(asked.folder, asked.postings, asked.files)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    print("| table | CPU s | of that reading | clock s | MiB | answered |")
    print("|---|---|---|---|---|---|", flush=True)
    for names in (*([name] for name in market.names()), []):
        command = [sys.executable, __file__, "--folder", str(asked.folder), "--only", *names]
        subprocess.run(command, check=True, env={**os.environ, "OMP_NUM_THREADS": "2"})


if __name__ == "__main__":
    main()
