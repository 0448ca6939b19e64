"""A JSON Resume (https://jsonresume.org/schema, version 1.0) as the text a person would write.

One way of reading is enough: the file becomes headed lines, and those are read as any resume is.
``basics`` gives its name apart, and its label and summary only: contacts are never taken over, and
neither are ``references``, which name other people.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from upslope.formats.document import Document, web_links
from upslope.formats.worker import failure

# Section, heading, keys of the headline, in the schema's own order of importance.
_SECTIONS = (
    ("work", "EXPERIENCE", ("position", "name")),
    ("projects", "PROJECTS", ("name", "entity")),
    ("education", "EDUCATION", ("studyType", "area", "institution")),
    ("certificates", "CERTIFICATIONS", ("name", "issuer")),
    ("publications", "PUBLICATIONS", ("name", "publisher")),
    ("awards", "AWARDS", ("title", "awarder")),
    ("volunteer", "VOLUNTEER", ("position", "organization")),
    ("skills", "SKILLS", ("name", "level")),
    ("languages", "LANGUAGES", ("language", "fluency")),
    ("interests", "INTERESTS", ("name",)),
)


def read(data: bytes) -> Document:
    """Return a JSON Resume as text, with the name and the links that it states.

    Raises:
        DocumentError: it is not JSON (``damaged``), or not a JSON Resume (``unsupported``).

    >>> read(b'{"basics": {"name": "Ada"}, "skills": [{"name": "ML", "keywords": ["SQL"]}]}').text
    'SKILLS\\n\\nML\\nSQL'
    """
    try:
        file = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise failure("damaged", "The file is not valid JSON.") from None
    if not isinstance(file, dict) or not any(key in file for key in ("basics", "work", "skills")):
        raise failure("unsupported", "The JSON is not a JSON Resume.")
    basics = _object(file.get("basics"))
    lines = [line for key in ("label", "summary") if (line := _text(basics.get(key)))]
    for section, heading, keys in _SECTIONS:
        entries = [entry for one in _list(file.get(section)) if (entry := _object(one))]
        if entries:
            lines += [heading, *(line for entry in entries for line in _entry(entry, keys))]
    return Document(
        text="\n".join(lines),
        name=_text(basics.get("name")),
        links=web_links([*_links(basics, "profiles"), *_links(file, "projects", "work")]),
    )


def _links(holder: dict[str, Any], *lists: str) -> Iterator[str]:
    yield _text(holder.get("url"))
    for name in lists:
        yield from (_text(_object(one).get("url")) for one in _list(holder.get(name)))


def _entry(entry: dict[str, Any], keys: tuple[str, ...]) -> Iterator[str]:
    """Yield the lines of one entry, a blank one first."""
    yield ""
    headline = ", ".join(filter(None, (_text(entry.get(key)) for key in keys)))
    keywords = ", ".join(filter(None, map(_text, _list(entry.get("keywords")))))
    told = (_text(entry.get(key)) for key in ("url", "summary", "description"))
    yield from filter(None, (headline, _dates(entry), *told, keywords))
    if score := _text(entry.get("score")) or _text(entry.get("gpa")):
        yield f"Grade: {score}"
    for listed in ("highlights", "courses", "roles"):
        yield from (f"- {line}" for line in map(_text, _list(entry.get(listed))) if line)


def _dates(entry: dict[str, Any]) -> str:
    """Write the dates of an entry: a period, or the day of a certificate, award or paper."""
    start, end = _text(entry.get("startDate"))[:7], _text(entry.get("endDate"))[:7]
    if start:
        return f"{start} - {end or 'Present'}"
    return end or (_text(entry.get("date")) or _text(entry.get("releaseDate")))[:7]


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:g}"
    return value.strip() if isinstance(value, str) else ""
