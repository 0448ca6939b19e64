"""Read the briefs, once. Each is a file of ``data/``, named by its id."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from upslope.records import Brief


@cache
def briefs() -> dict[str, Brief]:
    """Return every project brief by its id, in order of the ids.

    >>> brief = briefs()["card-fraud"]
    >>> brief.title, brief.hours, brief.duties
    ('Stop the stolen card', (20.0, 40.0), ['data', 'modelling', 'tuning', 'collaboration'])
    """
    found = files("upslope.guide.practice").joinpath("data").iterdir()
    texts = {file.name.removesuffix(".toml"): file.read_text(encoding="utf-8") for file in found}
    return {
        name: msgspec.convert({"id": name, **tomllib.loads(text)}, Brief)
        for name, text in sorted(texts.items())
    }
