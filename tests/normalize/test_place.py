"""Free-text places in the forms that boards use."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.normalize.gazetteer import cities, countries, regions
from upslope.normalize.place import places

Row = tuple[str | None, str | None, str | None]


@pytest.mark.parametrize(
    ("text", "rows", "way"),
    [
        ("New York City, NY; San Francisco, CA",
         [("New York", "New York", "US"), ("San Francisco", "California", "US")], None),
        ("Remote - US", [(None, None, "US")], "remote"),
        ("Remote (EMEA)", [(None, "EMEA", None)], "remote"),
        ("Hybrid - Austin, TX", [("Austin", "Texas", "US")], "hybrid"),
        ("In-office: Denver, CO", [("Denver", "Colorado", "US")], "onsite"),
        ("Paris / Remote", [("Paris", None, "FR")], "remote"),
        ("Bengaluru, Karnataka, India", [("Bengaluru", "Karnataka", "IN")], None),
        ("Bangalore, IN", [("Bengaluru", "Karnataka", "IN")], None),
        ("London, UK", [("London", "England", "GB")], None),
        ("London, England, United Kingdom", [("London", "England", "GB")], None),
        ("London, Ontario", [("London", "Ontario", "CA")], None),
        ("Berlin", [("Berlin", None, "DE")], None),
        ("Berlin, DE", [("Berlin", None, "DE")], None),
        ("München, Bavaria, Germany", [("Munich", "Bavaria", "DE")], None),
        ("Wilmington, DE", [("Wilmington", "Delaware", "US")], None),
        ("7 Quill Street, Wilmington, DE 19801", [(None, "Delaware", "US")], None),
        ("Georgetown, DE 19947", [("Georgetown", "Delaware", "US")], None),
        ("München, DE 80331", [("Munich", None, "DE")], None),
        ("Metzingen, DE", [("Metzingen", None, "DE")], None),
        ("Remote, DE", [(None, None, "DE")], "remote"),
        ("Anywhere in the World", [], "remote"),
        ("Georgia", [(None, "Georgia", "US")], None),
        ("US-CA-Menlo Park", [("Menlo Park", "California", "US")], None),
        ("IL-Bloomington", [("Bloomington", "Illinois", "US")], None),
        ("NY - Buffalo", [("Buffalo", "New York", "US")], None),
        ("India - Pune", [("Pune", "Maharashtra", "IN")], None),
        ("Canada, Toronto", [("Toronto", "Ontario", "CA")], None),
        ("Austin | Chicago", [("Austin", "Texas", "US"), ("Chicago", "Illinois", "US")], None),
        ("Los Angeles, Toronto",
         [("Los Angeles", "California", "US"), ("Toronto", "Ontario", "CA")], None),
        ("Madrid, Spain, London, United Kingdom",
         [("Madrid", None, "ES"), ("London", "England", "GB")], None),
        ("Washington, DC", [("Washington", "District of Columbia", "US")], None),
        ("Tbilisi, Georgia", [("Tbilisi", None, "GE")], None),
        ("Atlanta, Georgia", [("Atlanta", "Georgia", "US")], None),
        ("San Jose, CR", [("San Jose", None, "CR")], None),
        ("12 W 30th St New York, NY 10001", [("New York", "New York", "US")], None),
        ("1030 Wien", [("Vienna", None, "AT")], None),
        ("Singapore, Singapore", [("Singapore", None, "SG")], None),
        ("Smallville", [("Smallville", None, None)], None),
        ("Worldwide", [], "remote"),
        ("2 Locations", [], None),
        ("", [], None),
    ],
)  # fmt: skip
def test_forms_of_places(text: str, rows: list[Row], way: str | None) -> None:
    found, said = places([text])
    assert [(place.city, place.region, place.country) for place in found] == rows
    assert said == way


def test_a_place_named_twice_counts_once() -> None:
    assert len(places(["Berlin", "Berlin, Germany", "Berlin | Berlin"])[0]) == 1


def test_tables_agree_with_each_other() -> None:
    codes = set(countries().values())
    assert all(len(code) == 2 and code.isupper() for code in codes)
    assert {place.country for place in cities().values()} <= codes
    assert {place.country for group in regions().values() for place in group} <= codes
    assert len(cities()) > 300


@given(st.lists(st.text(max_size=80), max_size=4))
def test_any_text_is_read(texts: list[str]) -> None:
    found, _ = places(texts)
    assert len(found) == len(set(found))
    assert all(place.city or place.region or place.country for place in found)


@pytest.mark.parametrize("bomb", ["a, ", "; ", "Remote ", "(", "Berlin; ", "1 "])
def test_endless_places_are_not_slow(bomb: str) -> None:
    start = time.process_time()
    found, _ = places([bomb * 100_000])
    assert time.process_time() - start < 1
    assert len(found) <= 60
