"""What the files of each series look like: their columns, also those of years ago.

As in the READMEs and the history of https://github.com/hiring-lab (ai-tracker,
job_postings_tracker, indeed-wage-tracker, pay-transparency). Names of columns are in lower case.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from upslope.formats.characters import clean
from upslope.records.series import Step


@dataclass(frozen=True)
class Layout:
    """The files of one series.

    Args:
        step: how often it has a value.
        values: columns that hold it, the best first, with what is added to their numbers.
        least: no value can be smaller; in the unit of the series.
        most: none can be larger.
        shared: columns that do not say of which series they are.
        fraction: a middle value below this shows that a file has fractions in place of percent;
            0 where that cannot be told.
        in_fractions: it is published so, else in percent.
    """

    step: Step
    values: Mapping[str, float]
    least: float
    most: float
    shared: tuple[str, ...] = ()
    fraction: float = 0.0
    in_fractions: bool = False

    def value(self, header: Container[str]) -> str | None:
        """Give the column of a file that holds the values, if it has one."""
        return next((name for name in (*self.values, *self.shared) if name in header), None)


_EARLY_SHARES = ("ma_share_perc", "% of job postings")  # AI and generative AI alike, in 2024

LAYOUTS = {
    "ai_share": Layout(
        step="day",
        values={"ai_share_postings": 0},
        least=0,
        most=100,
        shared=_EARLY_SHARES,
        fraction=0.3,
    ),
    "genai_share": Layout(
        step="day", values={"genai_share_postings": 0}, least=0, most=100, shared=_EARLY_SHARES
    ),
    "postings_index": Layout(
        step="day",
        values={
            "indeed_job_postings_index_sa": 0,
            "indeed_job_postings_index": 0,
            "pct_chng_feb_1": 100,  # until 2021: percent above or below, with the base at 0
        },
        least=0,
        most=10_000,
    ),
    "wage_growth": Layout(
        step="month",
        values={"posted_wage_growth_yoy_3moavg": 0},
        least=-90,
        most=900,
        fraction=0.3,
        in_fractions=True,
    ),
    "pay_transparency": Layout(
        step="month", values={"pay_transparency_pct": 0}, least=0, most=100, fraction=1
    ),
}

DAYS = ("date", "modified_date", "month")
COUNTRIES = ("jobcountry", "country_code")
REGIONS = {"state": "US-", "province": "CA-"}
"""Columns with a state or province, and what ISO 3166-2 puts before it."""

PARTS = ("cbsa title", "region", "cities", "city", "sector", "display_name", "variable")
"""Columns that say of which part of a country's postings a line speaks."""

MAX_PLACE = 100
"""Letters of the longest name of a place."""

PLACES = (*COUNTRIES, *REGIONS, *PARTS)
"""All columns that say of what a line speaks."""

WHOLE = frozenset({"", "total postings"})
"""Parts that are none."""


def place(cells: Mapping[str, str]) -> str:
    """Say of what a line speaks: a country, a state, or a part of one's postings.

    Args:
        cells: its cells by column; empty ones too.

    >>> place({"jobcountry": "US", "variable": "total postings"}), place({"state": "ak"})
    ('US', 'US-AK')
    >>> place({"jobcountry": "us", "variable": "new postings", "display_name": "Therapy"})
    'US / Therapy / new postings'
    >>> place({"jobcountry": "", "variable": "new postings"})
    ''
    """
    countries = [cells[name].upper() for name in COUNTRIES if name in cells]
    regions = [before + cells[name].upper() for name, before in REGIONS.items() if cells.get(name)]
    parts = [cells[name] for name in PARTS if cells.get(name, "") not in WHOLE]
    if countries == [""]:
        return ""
    where = regions or [{"UK": "GB"}.get(country, country) for country in countries]
    told = clean(" / ".join([*where, *parts]))
    return "" if "\n" in told or len(told) > MAX_PLACE else told  # lines that run together
