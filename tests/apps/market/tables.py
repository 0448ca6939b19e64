"""Tables of an invented market, one of each kind that is shown."""

from __future__ import annotations

import math
from datetime import date, timedelta

from upslope.records.market import Cell, Chart, Column, MarketTable

PERIOD = ("2026-08-24", "2026-11-21")
SOURCES = ["greenhouse", "lever", "ashby"]


def roles() -> MarketTable:
    """Counts and shares with intervals, a bar a row."""
    counts = [("ml_engineer", 412, 61), ("data_scientist", 305, 38), ("ai_engineer", 188, 57)]
    counts += [("data_engineer", 96, 12), ("research_scientist", 41, 3), ("mlops_engineer", 9, 1)]
    total = sum(active for _, active, _ in counts)
    rows: list[list[Cell]] = []
    for role, active, new in counts:
        share, wide = active / total, 1.96 * math.sqrt(active * (total - active) / total**3)
        rows.append([role, active, new, share, max(share - wide, 0), share + wide])
    return MarketTable(
        name="roles",
        title="Openings by role",
        definition="Openings that are open on the last day, by role; new: first seen in its last "
        "four weeks. Interval: 95 %, Wilson.",
        n=total,
        period=PERIOD,
        sources=SOURCES,
        columns=[
            Column(name="role", label="role"),
            Column(name="active", label="active", kind="count"),
            Column(name="new", label="new", kind="count"),
            Column(name="share", label="share", kind="share"),
            Column(name="low", label="95 % from", kind="share"),
            Column(name="high", label="to", kind="share"),
        ],
        rows=rows,
        excluded={"copy of an opening that is shown": 211, "date in the future": 3},
        notes=["Employers that list one opening in many places count once."],
        chart=Chart(kind="bars", x="role", y="share", low="low", high="high"),
    )


def pay() -> MarketTable:
    """Money with intervals, labels that alone do not tell rows apart, and a number that lacks."""
    cells: list[list[Cell]] = [
        ["ml_engineer", "junior", 38, 118_000, 110_500, 127_000],
        ["ml_engineer", "mid", 104, 152_000, 148_000, 157_500],
        ["ml_engineer", "senior", 131, 186_000, 181_000, 194_000],
        ["data_scientist", "senior", 77, 171_000, 164_000, 179_000],
        ["research_scientist", "senior", 4, None, None, None],
    ]
    return MarketTable(
        name="pay_by_role",
        title="Stated base pay by role and level",
        definition="Median of the middles of stated yearly base pay, each employer weighing at "
        "most 5 %. Interval: 95 %, bootstrap over employers.",
        n=354,
        period=PERIOD,
        sources=SOURCES,
        columns=[
            Column(name="role", label="role"),
            Column(name="level", label="level"),
            Column(name="n", label="openings", kind="count"),
            Column(name="median", label="median", kind="money", unit="USD"),
            Column(name="low", label="95 % from", kind="money", unit="USD"),
            Column(name="high", label="to", kind="money", unit="USD"),
        ],
        rows=cells,
        excluded={"no pay stated": 690, "other currency": 44, "pay that cannot be": 2},
        notes=["Pay is base pay as postings state it; where laws ask for it more is known."],
        chart=Chart(kind="bars", x="role", y="median", low="low", high="high"),
    )


def rising() -> MarketTable:
    """Changes on both sides of nothing."""
    cells: list[list[Cell]] = [
        ["LangGraph", 0.062, 0.031, 0.094],
        ["Rust", 0.011, -0.004, 0.027],
        ["TensorFlow", -0.048, -0.081, -0.016],
    ]
    return MarketTable(
        name="rising",
        title="Skills that rise and fall",
        definition="Share of openings that name the skill, last 13 weeks less the 13 before.",
        n=1_940,
        period=PERIOD,
        sources=SOURCES,
        columns=[
            Column(name="skill", label="skill"),
            Column(name="change", label="change of share", kind="share"),
            Column(name="low", label="95 % from", kind="share"),
            Column(name="high", label="to", kind="share"),
        ],
        rows=cells,
        chart=Chart(kind="bars", x="skill", y="change", low="low", high="high"),
    )


def index(weeks: int = 40) -> MarketTable:
    """One line over weeks, with a band and a hole."""
    rows: list[list[Cell]] = []
    for week in range(weeks):
        day = (date(2026, 2, 16) + timedelta(weeks=week)).isoformat()
        level = None if week == 17 else 100 + 9 * math.sin(week / 6) + week / 4
        wide = 2 + week / 10
        rows.append([day, level, *((level - wide, level + wide) if level else (None, None))])
    return MarketTable(
        name="index",
        title="Index of openings",
        definition="Openings of boards seen in both weeks, chained; the first week is 100.",
        n=22_410,
        period=(str(rows[0][0]), str(rows[-1][0])),
        sources=SOURCES,
        columns=[
            Column(name="week", label="week of", kind="date"),
            Column(name="index", label="index", kind="index"),
            Column(name="low", label="95 % from", kind="index"),
            Column(name="high", label="to", kind="index"),
        ],
        rows=rows,
        chart=Chart(kind="lines", x="week", y="index", low="low", high="high"),
    )


def outside() -> MarketTable:
    """Several lines that cross."""
    rows: list[list[Cell]] = []
    for at, (place, start, growth) in enumerate(
        [("US", 0.019, 0.00052), ("GB", 0.022, 0.00034), ("DE", 0.012, 0.00061), ("FR", 0.017, 0.0)]
    ):
        for month in range(24):
            day = f"{2024 + month // 12}-{month % 12 + 1:02}-01"
            rows.append([day, place, start + growth * month + 0.001 * math.sin(month + at)])
    return MarketTable(
        name="ai_share",
        title="AI in job postings, by country",
        definition="Share of postings on a large board that name AI, as its publisher counts.",
        n=len(rows),
        period=("2024-01-01", "2025-12-01"),
        sources=["Quillfish Labs (CC BY 4.0), as of 2026-01-05"],
        columns=[
            Column(name="month", label="month", kind="date"),
            Column(name="place", label="country"),
            Column(name="share", label="share", kind="share"),
        ],
        rows=rows,
        chart=Chart(kind="lines", x="month", y="share", by="place"),
    )


def closing() -> MarketTable:
    """Curves that stay level between two points."""
    rows: list[list[Cell]] = []
    for level, rate in (("junior", 0.035), ("senior", 0.018)):
        for day in range(0, 91, 3):
            left = math.exp(-rate * day)
            rows.append([level, day, left, max(left - 0.05, 0), min(left + 0.05, 1)])
    return MarketTable(
        name="time_to_close",
        title="How long openings stay open",
        definition="Share of openings still open so many days after they began, Kaplan-Meier.",
        n=871,
        period=PERIOD,
        sources=SOURCES,
        columns=[
            Column(name="level", label="level"),
            Column(name="day", label="days open", kind="days"),
            Column(name="open", label="still open", kind="share"),
            Column(name="low", label="95 % from", kind="share"),
            Column(name="high", label="to", kind="share"),
        ],
        rows=rows,
        chart=Chart(kind="steps", x="day", y="open", low="low", high="high", by="level"),
    )


def refused() -> MarketTable:
    """No answer, and why."""
    return MarketTable(
        name="forecast",
        title="Forecast of the AI share",
        definition="Share of postings that name AI, some months on.",
        n=2,
        columns=[Column(name="month", label="month", kind="date")],
        rows=[],
        notes=["Past forecasts are counted as they were known then."],
        refused="2 vintages are too few to show skill: 6 are needed.",
    )


def all_tables() -> list[MarketTable]:
    """One of each."""
    return [roles(), pay(), rising(), index(), outside(), closing(), refused()]
