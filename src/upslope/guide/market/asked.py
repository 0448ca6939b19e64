"""What is asked of people, and offered: degrees, years, visas, duties, industries, areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upslope.guide.market.breakdown import By, breakdown
from upslope.guide.market.frame import Question
from upslope.records.market import MarketTable

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_DEGREE = """replace(degree, '_', ' ') || CASE
    WHEN degree_or_equivalent AND degree <> 'none_stated' THEN ' or equivalent' ELSE ''
END"""
_YEARS = """CASE
    WHEN min_years IS NULL THEN 'not stated'
    WHEN min_years < 1 THEN 'none'
    WHEN min_years < 3 THEN '1 to 2'
    WHEN min_years < 5 THEN '3 to 4'
    WHEN min_years < 8 THEN '5 to 7'
    WHEN min_years < 11 THEN '8 to 10'
    ELSE '11 or more'
END"""


def degrees(con: DuckDBPyConnection) -> MarketTable:
    """Return which degree is asked for, and whether experience may stand for it."""
    question = Question(
        name="degrees",
        title="Degrees asked for",
        definition="Open openings of machine-learning roles, by the lowest degree that they ask"
        ' for. "Or equivalent": experience may stand for it.',
    )
    return breakdown(con, question, By(_DEGREE, "degree", cap=True))


def years(con: DuckDBPyConnection) -> MarketTable:
    """Return how many years of experience are asked for."""
    question = Question(
        name="years",
        title="Years of experience asked for",
        definition="Open openings of machine-learning roles, by the fewest years asked for.",
    )
    return breakdown(con, question, By(_YEARS, "years", cap=True))


def visas(con: DuckDBPyConnection) -> MarketTable:
    """Return what is said of visa sponsorship, of all openings."""
    question = Question(
        name="visas",
        title="Visa sponsorship",
        definition="Open openings of machine-learning roles, by what they say of sponsorship."
        " Most say nothing, which means neither yes nor no.",
    )
    return breakdown(con, question, By("visa", "sponsorship", cap=True))


def visas_said(con: DuckDBPyConnection) -> MarketTable:
    """Return what is said of visa sponsorship, of the openings that say anything."""
    question = Question(
        name="visas_said",
        title="Visa sponsorship, where it is spoken of",
        definition="The same of only those that say anything. Employers who speak of it may differ"
        " from those who do not.",
        where="in_field AND visa <> 'unstated'",
    )
    return breakdown(con, question, By("visa", "sponsorship", cap=True))


def employment(con: DuckDBPyConnection) -> MarketTable:
    """Return the kinds of employment."""
    question = Question(
        name="employment",
        title="Kinds of employment",
        definition="Open openings of machine-learning roles, by kind of employment.",
    )
    return breakdown(con, question, By("employment_type", "employment", cap=True))


def duties(con: DuckDBPyConnection) -> MarketTable:
    """Return which of the six responsibilities are asked for."""
    question = Question(
        name="duties",
        title="Responsibilities",
        definition="Open openings of machine-learning roles that ask for each of the six"
        " responsibilities; most ask for several.",
    )
    return breakdown(con, question, By("unnest(duties)", "responsibility", cap=True))


def industries(con: DuckDBPyConnection) -> MarketTable:
    """Return the industries of the employers."""
    question = Question(
        name="industries",
        title="Industries",
        definition="Open openings of machine-learning roles, by their employer's industry.",
    )
    value = "coalesce(industry, 'not stated')"
    return breakdown(con, question, By(value, "industry", cap=True))


def areas(con: DuckDBPyConnection) -> MarketTable:
    """Return what machine learning is applied to."""
    question = Question(
        name="areas",
        title="Application areas",
        definition="Open openings of machine-learning roles, by what they apply it to; one may"
        " name several, or none.",
    )
    return breakdown(con, question, By("unnest(areas)", "area", cap=True))
