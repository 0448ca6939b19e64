"""A digest: the same few lines as plain text and as small HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from upslope.guide.alerts.news import News
from upslope.guide.alerts.words import about, line, link


class Message(NamedTuple):
    """What is sent. The title holds nothing that a source wrote."""

    title: str
    text: str
    html: str


TEST = Message(
    "Upslope: a test",
    "This channel works: your alerts will come here.",
    "<p>This channel works: your alerts will come here.</p>",
)


def digest(name: str, news: Sequence[News]) -> Message:
    """Write a message on news.

    What leaves the machine is what stands here: the search's name, titles, companies, places,
    links, and scores only where the news have one.

    Args:
        name: of the search.
        news: in the order in which they are told.

    >>> from upslope.records import Posting
    >>> one = Posting(id="1", source="x", source_id="1", title="<b>ML</b> Engineer",
    ...               hiring_organization="Quillfish", url="https://quillfish.example/1")
    >>> message = digest("Oslo", [News(one)])
    >>> message.title
    'Oslo: 1 new opening'
    >>> print(message.text)
    <b>ML</b> Engineer
    Quillfish
    https://quillfish.example/1
    >>> print(message.html.splitlines()[2])
    <li><a href="https://quillfish.example/1">&lt;b&gt;ML&lt;/b&gt; Engineer</a><br>Quillfish</li>
    """
    name, count = line(name, 80), f"{len(news)} new opening{'' if len(news) == 1 else 's'}"
    items = "\n".join(map(_item, news))
    html = f"<p>{count} for your search {escape(name)}.</p>\n<ul>\n{items}\n</ul>"
    return Message(f"{name}: {count}", "\n\n".join(map(_text, news)), html)


def parts(news: Sequence[News], *, most: int, size: int) -> Iterator[list[News]]:
    """Cut news into lists of ``most`` that each make a text of at most ``size`` bytes.

    One that is longer by itself makes a list of its own.
    """
    part: list[News] = []
    used = 0
    for one in news:
        length = len(_text(one).encode()) + 2
        if part and (len(part) == most or used + length > size):
            yield part
            part, used = [], 0
        part.append(one)
        used += length
    if part:
        yield part


# What chats read as a call to everybody, or to one: @here, <!channel>, <@U123>.
_CALLS = re.compile(r"@(?=everyone|here|channel|all)|<(?=[!@#])", re.I)


def _text(news: News) -> str:
    said = (_CALLS.sub("\\g<0>\u200b", text) for text in (_title(news), about(news)))
    return "\n".join(filter(None, (*said, link(news.posting.url))))


def _item(news: News) -> str:
    title, url = escape(_title(news)), link(news.posting.url)
    titled = f'<a href="{escape(url)}">{title}</a>' if url else title
    return f"<li>{titled}<br>{escape(about(news))}</li>"


def _title(news: News) -> str:
    return line(news.posting.title) or "An opening without a title"
