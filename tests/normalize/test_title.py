"""Titles keep the words of the role and lose the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.normalize.place import places
from upslope.normalize.title import clean_title


@pytest.mark.parametrize(
    ("title", "location", "expected"),
    [
        ("Data Scientist (m/f/d)", "", "Data Scientist"),
        ("Data Scientist (all genders)", "", "Data Scientist"),
        ("Chargé de données H/F", "", "Chargé de données"),
        ("Data Analyst (W/M/D) - Wien", "1030 Wien", "Data Analyst"),
        ("We are hiring: ML Engineer!", "", "ML Engineer"),
        ("Now Hiring: Data Engineer", "", "Data Engineer"),
        ("ML Engineer - NEW", "", "ML Engineer"),
        ("1027- AI Engineer (Backend focus)", "", "AI Engineer (Backend focus)"),
        ("Applied Scientist [JR-10293]", "", "Applied Scientist"),
        ("Applied Scientist (REQ12345)", "", "Applied Scientist"),
        ("ML Engineer - Porto, Portugal", "Porto, Portugal", "ML Engineer"),
        ("ML Engineer (Springfield, IL)", "", "ML Engineer"),
        ("ML Engineer (San Jose, CA, US, 95110)", "", "ML Engineer"),
        ("ML Engineer, Search - Remote, US", "", "ML Engineer, Search"),
        ("ML Engineer (Hybrid, Toronto)", "", "ML Engineer"),
        ("ML Engineer | Nowheresville", "Nowheresville", "ML Engineer"),
        ("Head of AI | Germany | €150K + Benefits", "", "Head of AI"),
        ("Data Engineer $60-$75/hr", "", "Data Engineer"),
        ("R&amp;D Engineer", "", "R&D Engineer"),
        ("Data\u200b  Scientist\n", "", "Data Scientist"),
        # what must stay
        ("C/C++ Engineer, AI/ML", "", "C/C++ Engineer, AI/ML"),
        ("Research Engineer, Remote Sensing", "", "Research Engineer, Remote Sensing"),
        ("Hybrid Cloud Engineer", "", "Hybrid Cloud Engineer"),
        ("Recruiter - GTM", "Remote - Mexico", "Recruiter - GTM"),
        ("Manager, IT", "Rome, Georgia", "Manager, IT"),
        ("Data Engineer in Test", "", "Data Engineer in Test"),
        ("Data Scientist II", "", "Data Scientist II"),
        ("3D Computer Vision Engineer", "", "3D Computer Vision Engineer"),
        ("Intern 2026", "", "Intern 2026"),
        ("New Grad Software Engineer", "", "New Grad Software Engineer"),
        ("Remote", "", "Remote"),
    ],
)
def test_what_goes_and_what_stays(title: str, location: str, expected: str) -> None:
    assert clean_title(title, places([location])[0]) == expected


@given(st.text(max_size=500))
def test_cleaning_never_fails_and_settles(title: str) -> None:
    once = clean_title(title)
    assert once == once.strip()
    assert "\n" not in once
