"""Names of countries, regions and cities, from the tables in ``data/``.

Facts: ISO 3166-1 codes and names, states and provinces, and the cities where most machine-learning
openings are, each with its spellings. Loaded once, on first use.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from upslope.records.posting import Place

_UNSAID = re.compile("[\u0300-\u036f.'’]")


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """Return the spelling under which a name is looked up: lower case, no accents or dots.

    >>> fold("São  Paulo"), fold("U.S.A.")
    ('sao paulo', 'usa')
    """
    plain = unicodedata.normalize("NFKD", name.replace("ł", "l").replace("Ł", "L"))
    return " ".join(_UNSAID.sub("", plain).lower().replace("-", " ").split())


@cache
def countries() -> dict[str, str]:
    """Country code by folded name, ISO 3166-1 alpha-2 or alpha-3 code.

    >>> countries()["deutschland"], countries()["uk"]
    ('DE', 'GB')
    """
    return {
        fold(name): code
        for code, alpha3, names in _rows("countries.tsv")
        for name in (code, alpha3, *names.split("|"))
    }


@cache
def regions() -> dict[str, tuple[Place, ...]]:
    """Regions by folded name or code; "wa" is one of several countries' codes.

    >>> regions()["tx"]
    (Place(city=None, region='Texas', country='US'),)
    """
    table: dict[str, tuple[Place, ...]] = {}
    for country, code, names in _rows("regions.tsv"):
        spellings = names.split("|")
        place = Place(region=spellings[0], country=country)
        for key in filter(None, map(fold, (code, *spellings))):
            table[key] = (*table.get(key, ()), place)
    return table


@cache
def cities() -> dict[str, Place]:
    """Cities by folded name; where two share a name, the one that a bare name means.

    >>> cities()["nyc"]
    Place(city='New York', region='New York', country='US')
    """
    table: dict[str, Place] = {}
    for country, region, names in _rows("cities.tsv"):
        for name in names.split("|"):
            main = _MAIN.get(name, name)
            table.setdefault(fold(name), Place(city=main, region=region or None, country=country))
    return table


# One city under several names.
_MAIN = {
    "New York City": "New York", "NYC": "New York", "Greater New York City": "New York",
    "New York Metropolitan": "New York", "SF": "San Francisco",
    "Bay Area": "San Francisco Bay Area",
    "San Francisco Bay": "San Francisco Bay Area", "SF Bay": "San Francisco Bay Area",
    "LA": "Los Angeles", "Washington DC": "Washington", "Washington D.C.": "Washington",
    "DC": "Washington", "Saint Paul": "St. Paul", "Saint Louis": "St. Louis",
    "Montréal": "Montreal", "Québec City": "Quebec City", "Richmond BC": "Richmond",
    "Greater London": "London", "Cambridge UK": "Cambridge", "München": "Munich", "Köln": "Cologne",
    "Frankfurt am Main": "Frankfurt", "Dusseldorf": "Düsseldorf", "Nürnberg": "Nuremberg",
    "Hannover": "Hanover", "Den Haag": "The Hague", "Bruxelles": "Brussels", "Gent": "Ghent",
    "Zürich": "Zurich", "Genève": "Geneva", "Wien": "Vienna", "Milano": "Milan", "Roma": "Rome",
    "Torino": "Turin", "Sevilla": "Seville", "Malaga": "Málaga", "Lisboa": "Lisbon",
    "København": "Copenhagen", "Göteborg": "Gothenburg", "Malmo": "Malmö", "Reykjavík": "Reykjavik",
    "Warszawa": "Warsaw", "Krakow": "Kraków", "Cracow": "Kraków", "Wroclaw": "Wrocław",
    "Gdansk": "Gdańsk", "Poznan": "Poznań", "Lodz": "Łódź", "Praha": "Prague",
    "București": "Bucharest", "Cluj": "Cluj-Napoca", "Iași": "Iasi", "Timișoara": "Timisoara",
    "Beograd": "Belgrade", "Kiev": "Kyiv", "İstanbul": "Istanbul", "Tel Aviv-Yafo": "Tel Aviv",
    "Tel-Aviv": "Tel Aviv", "Bangalore": "Bengaluru", "Gurgaon": "Gurugram", "New Delhi": "Delhi",
    "Delhi NCR": "Delhi", "Trivandrum": "Thiruvananthapuram", "Ho Chi Minh": "Ho Chi Minh City",
    "Saigon": "Ho Chi Minh City", "Ha Noi": "Hanoi", "Metro Manila": "Manila",
    "Cebu City": "Cebu", "Sao Paulo": "São Paulo", "Bogota": "Bogotá", "Medellin": "Medellín",
    "Santiago de Chile": "Santiago", "Ciudad de México": "Mexico City", "CDMX": "Mexico City",
    "St. Petersburg": "Saint Petersburg",
}  # fmt: skip


def _rows(name: str) -> Iterator[list[str]]:
    text = files("upslope.normalize").joinpath("data", name).read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines())
