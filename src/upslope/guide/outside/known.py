"""What was known of a series on a day: later files revise what earlier ones said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from upslope.records.series import Vintage


def joined(files: Iterable[Vintage]) -> list[Vintage]:
    """Make files into vintages: all that was known of the series on each day.

    Some series come in several files, one for each country. A file takes the place of the earlier
    ones with which it shares a place, whole: a country that it has no more is gone.

    Args:
        files: what each says, in the order in which they came.

    Returns:
        One vintage for each day, the earliest first.

    >>> us = Vintage(series="s", as_of="2026-01-02", values={"US": [("2026-01-01", 1.0)]})
    >>> gb = Vintage(series="s", as_of="2026-01-09", values={"GB": [("2026-01-01", 2.0)]})
    >>> [(vintage.as_of, list(vintage.values)) for vintage in joined([us, gb])]
    [('2026-01-02', ['US']), ('2026-01-09', ['US', 'GB'])]
    """
    in_force, made = list[Vintage](), dict[str, Vintage]()
    for file in files:
        in_force = [one for one in in_force if one.values.keys().isdisjoint(file.values)]
        in_force.append(file)
        made[file.as_of] = _union(in_force, file.as_of)
    return list(made.values())


def _union(files: Sequence[Vintage], as_of: str) -> Vintage:
    values = {place: found for file in files for place, found in file.values.items()}
    skipped: dict[str, int] = {}
    for file in files:
        for why, count in file.skipped.items():
            skipped[why] = skipped.get(why, 0) + count
    notes = list(dict.fromkeys(note for file in files for note in file.notes))
    changed = {"as_of": as_of, "values": values, "skipped": skipped, "notes": notes}
    return msgspec.structs.replace(files[0], **changed)


def countries(vintage: Vintage) -> list[str]:
    """Return the whole countries (and the euro area) of a vintage; if it has none, all places.

    >>> countries(Vintage(series="s", as_of="2026-01-02", values={"US": [], "US / Therapy": []}))
    ['US']
    """
    found = [place for place in vintage.values if len(place) == len("US") and place.isalpha()]
    return found or list(vintage.values)
