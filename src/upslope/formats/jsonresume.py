"""A JSON Resume (https://jsonresume.org/schema, version 1.0) as the text a person would write.

One way of reading is enough: the file becomes headed lines, and those are read as any resume is.
``basics`` gives its name apart, and its label and summary only: contacts are never taken over.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

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
    ("skills", "SKILLS", ("name",)),
)


def text_of(data: bytes) -> tuple[str, str]:
    """Return the name that a JSON Resume states, and the rest of it as text.

    Raises:
        DocumentError: it is not JSON (``damaged``), or not a JSON Resume (``unsupported``).

    >>> text_of(b'{"basics": {"name": "Ada"}, "skills": [{"name": "ML", "keywords": ["SQL"]}]}')
    ('Ada', 'SKILLS\\n\\nML\\nSQL')
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
    return _text(basics.get("name")), "\n".join(lines)


def _entry(entry: dict[str, Any], keys: tuple[str, ...]) -> Iterator[str]:
    """Yield the lines of one entry, a blank one first."""
    yield ""
    if headline := ", ".join(filter(None, (_text(entry.get(key)) for key in keys))):
        yield headline
    start, end = _text(entry.get("startDate"))[:7], _text(entry.get("endDate"))[:7]
    if start or end:
        yield f"{start} - {end or 'Present'}" if start else f"Expected or ended {end}"
    if summary := _text(entry.get("summary")) or _text(entry.get("description")):
        yield summary
    if keywords := ", ".join(filter(None, map(_text, _list(entry.get("keywords"))))):
        yield keywords
    for listed in ("highlights", "courses", "roles"):
        yield from (f"- {line}" for line in map(_text, _list(entry.get(listed))) if line)


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
