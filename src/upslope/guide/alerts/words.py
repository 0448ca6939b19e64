"""Foreign text and addresses made fit for a message: one line, no controls, plain web links."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from upslope.formats.characters import clean
from upslope.guide.alerts.news import News

_LONGEST, _LONGEST_LINK = 160, 600
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]")
_UNPLAIN = re.compile(r"[\x00-\x20\x7f-\xa0\ud800-\udfff\\<>\"`]|^\w+://[^/?#]*[^\x00-\x7f]")
_KEPT = "".join(map(chr, range(0x21, 0x7F)))


def line(text: str | None, most: int = _LONGEST) -> str:
    r"""Return a text as one line without anything that steers what shows it.

    >>> line("ML\r\nBcc: all@quillfish.example\x1b[2J"), line("x" * 9, 4)
    ('ML Bcc: all@quillfish.example[2J', 'xxx…')
    """
    said = " ".join(_CONTROLS.sub("", clean(text or "").replace("\n", " ")).split())
    return said if len(said) <= most else said[: most - 1].rstrip() + "…"


def link(url: str | None) -> str | None:
    """Return an address if it is a plain one of a web page, to be clicked without a thought.

    >>> link("https://jobs.quillfish.example/7"), link("javascript:alert(1)")
    ('https://jobs.quillfish.example/7', None)
    """
    url = (url or "").strip()
    if len(url) > _LONGEST_LINK or _UNPLAIN.search(url):
        return None
    url = quote(url, safe=_KEPT)  # letters beyond ASCII, in UTF-8
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    plain = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
    return url if plain else None


def about(news: News) -> str:
    """Return the line under a title: company, places, and the score if it is to be told."""
    posting = news.posting
    score = "" if news.score is None else f"match {news.score:.0f} of 100"
    places = ", ".join(posting.job_location[:2])
    return " · ".join(filter(None, [line(posting.hiring_organization), line(places), score]))
