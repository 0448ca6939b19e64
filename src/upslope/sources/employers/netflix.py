"""Netflix: the search of its career site, which runs Eightfold (the older interface)."""

from __future__ import annotations

from typing import ClassVar

from upslope.formats.systems.eightfold import OLDER
from upslope.sources.careers import CareerSearch


class Netflix(CareerSearch):
    """Openings of Netflix that a search finds.

    >>> next(Netflix().requests("recommender systems")).url[:64]
    'https://explore.jobs.netflix.net/api/apply/v2/jobs?domain=netfli'
    >>> Netflix().spellings("https://explore.jobs.netflix.net/careers?query=ml&location=Poland")
    ['ml place:"Poland"']
    """

    name: ClassVar[str] = "netflix"
    label: ClassVar[str] = "Netflix"
    about: ClassVar[str] = "the requests of the public career pages themselves, without a key"
    terms: ClassVar[str] = (
        "The career site's own interface, not documented; asked ten positions at a time, every "
        "two seconds."
    )
    gives: ClassVar[str] = "Places, way of working, dates; texts one request each."
    limits: ClassVar[str] = (
        "Not tried against the service, no reply of it is at hand; it is said to want a browser's "
        "headers, which are not sent. If it refuses: save the page of a posting and read it with "
        "--source jsonld. Pay stands in the text."
    )
    hosts: ClassVar[tuple[str, ...]] = ("explore.jobs.netflix.net",)
    site: ClassVar[str] = "https://explore.jobs.netflix.net"
    domain: ClassVar[str] = "netflix.com"
    interface: ClassVar[str] = OLDER
