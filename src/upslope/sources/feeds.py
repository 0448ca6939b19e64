"""Where conferences, deadlines, meetups and competitions are published, and how to ask for them.

Feeds are no sources of postings: they are read by :mod:`upslope.formats.gatherings`, and asked
through the same door.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from upslope.errors import UsageError
from upslope.records import Request

KAGGLE = "https://www.kaggle.com/api/v1"
KAGGLE_KEY = "kaggle"
_RAW = "https://raw.githubusercontent.com"
_ML = """
3dv aaai aamas acl acm_mm aistats alt bis cec chi chil cikm coling collas colm colt conll corl cpal
cvpr ecai eccv ecir ecml_pkdd emnlp emnlp_industry_track emnlp_system_demonstrations_track esann
eurographics euvip facct fg hicss icann icassp iccv icdar icdm iclr icml icomp icra ijcai
ijcnlp_and_aacl ijcnn inlg interspeech iros iui kdd ksem lrec mathai miccai naacl neurips nlbse rlc
rss ruleml+rr sgp sibgrapi siggraph sigir uai wacv wsdm www
"""
_TOPICS = ("data", "python", "general")


@dataclass(frozen=True)
class Feed:
    """One place that publishes gatherings; ``requests`` gives what to ask for on a day."""

    name: str
    label: str
    terms: str
    requests: Callable[[date], Iterator[Request]]


def _deadlines(_: date) -> Iterator[Request]:
    folder = f"{_RAW}/huggingface/ai-deadlines/HEAD/src/data/conferences"
    for name in _ML.split():
        yield Request(url=f"{folder}/{quote(name)}.yml", accept="text/plain")


def _python(_: date) -> Iterator[Request]:
    yield Request(
        url=f"{_RAW}/JesperDramsch/python-deadlines/HEAD/_data/conferences.yml", accept="text/plain"
    )


def _conferences(today: date) -> Iterator[Request]:
    folder = f"{_RAW}/tech-conferences/conference-data/HEAD/conferences"
    for year in (today.year, today.year + 1):
        for topic in _TOPICS:
            yield Request(url=f"{folder}/{year}/{topic}.json", accept="text/plain")


def _competitions(_: date) -> Iterator[Request]:
    yield kaggle_request("competitions/list?category=all&sortBy=latestDeadline")


def kaggle_request(path: str) -> Request:
    """Give a request to Kaggle's API, with the person's own token.

    >>> kaggle_request("kernels/list?group=profile").keys
    ('kaggle',)
    """
    headers = {"Authorization": f"Basic {{{KAGGLE_KEY}:basic}}"}
    return Request(url=f"{KAGGLE}/{path}", headers=headers, keys=(KAGGLE_KEY,))


FEEDS = {
    feed.name: feed
    for feed in (
        Feed(
            "ai-deadlines",
            "Deadlines of ML conferences (huggingface/ai-deadlines)",
            "MIT licence; public files on GitHub, one a conference.",
            _deadlines,
        ),
        Feed(
            "python-deadlines",
            "Deadlines of Python conferences (pythondeadlin.es)",
            "MIT licence; one public file on GitHub.",
            _python,
        ),
        Feed(
            "confs.tech",
            "Conferences for practitioners (tech-conferences/conference-data)",
            "MIT licence; public files on GitHub, one a topic and year.",
            _conferences,
        ),
        Feed(
            "kaggle",
            "Competitions on Kaggle",
            "The public API, with your own token (key kaggle, as 'username:key').",
            _competitions,
        ),
    )
}
OPEN = ("ai-deadlines", "python-deadlines", "confs.tech")
"""Feeds that need no key."""


def requests_of(feed: str, today: date) -> list[Request]:
    """Give what to ask for a feed by name, or a calendar by its address.

    Raises:
        UsageError: it is neither.

    >>> [request.url for request in requests_of("webcal://meet.example/ml.ics", date(2026, 11, 21))]
    ['https://meet.example/ml.ics']
    """
    if feed in FEEDS:
        return list(FEEDS[feed].requests(today))
    scheme, sign, rest = feed.partition("://")
    if sign and scheme.lower() in {"http", "https", "webcal"}:
        secure = "https" if scheme.lower() == "webcal" else scheme.lower()
        return [Request(url=f"{secure}://{rest}", accept="text/calendar, */*;q=0.5", page=True)]
    raise UsageError(
        f"'{feed}' is no feed of events.",
        next=f"There are {', '.join(FEEDS)}, and the address of any calendar (.ics).",
    )
