"""YAML as repositories have it: several documents in a file, aliases, lines of a template."""

from __future__ import annotations

import re
from typing import Any

from upslope.errors import ReadError
from upslope.formats.yaml import load

_MERGED = re.compile(r"(?m)^[ \t]*<<[ \t]*:.*$|^[ \t]*\{\{.*\}\}[ \t]*$")
_ALIAS = re.compile(r"(?m)((?:^|[:\[,-])[ \t]+)[*&][\w.-]+")
_PLACE = re.compile(r"\{\{.*?\}\}")
_MOST = 200


def documents(text: str) -> list[Any]:
    """Return the documents of a file that can be read, values as texts; damaged ones are left out.

    What an alias stands for is missing, and what a template would fill in is an "x".

    >>> documents("a: &x 1\\n---\\nb: *x\\nc: {{ .Values.c }}")
    [{'a': '1'}, {'c': 'x'}]
    """
    found = []
    for part in re.split(r"(?m)^---(?:\s.*)?$", text)[:_MOST]:
        try:
            found.append(load(_plain(part), "the file"))
        except ReadError:
            continue
    return [one for one in found if one is not None]


def _plain(text: str) -> str:
    """The text without aliases and templates, on the same lines."""
    return _PLACE.sub("x", _ALIAS.sub(r"\1", _MERGED.sub("", text)))
