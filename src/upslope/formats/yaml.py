"""YAML without what makes it dangerous: texts, lists and mappings, no types, no aliases.

Built from the parser's events (PyYAML, https://pyyaml.org), so that nothing can be constructed,
nothing is repeated by reference ("billion laughs") and nesting costs no stack. Every value stays
the text that was written: ``no`` is Norway, and a date is not turned into another.
"""

from __future__ import annotations

from typing import Any

import yaml

from upslope.errors import ReadError

MAX_BYTES = 4 * 2**20
MAX_DEPTH = 32
_PARSER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def load(body: bytes | str, sender: str) -> Any:
    """Read the first document.

    Raises:
        ReadError: it is no YAML, larger than 4 MiB, nested too deeply, or uses aliases.

    >>> load("- title: ICML\\n  year: 2026\\n  open: no", "the file")
    [{'title': 'ICML', 'year': '2026', 'open': 'no'}]
    """
    if len(body) > MAX_BYTES:
        raise ReadError(f"{sender} sent {len(body) >> 20} MiB of YAML, more than is ever read.")
    try:
        return _built(yaml.parse(body, Loader=_PARSER), sender)
    except (yaml.YAMLError, ValueError) as error:  # ValueError: characters that no YAML may hold
        why = " ".join(str(error).split())[:120]
        raise ReadError(f"{sender} sent text that is not YAML ({why}).") from None


def _built(events: Any, sender: str) -> Any:
    top: list[Any] = []
    stack: list[Any] = [top]
    for event in events:
        if isinstance(event, yaml.AliasEvent):
            raise ReadError(f"{sender} sent YAML with aliases, which are not read.")
        if isinstance(event, yaml.DocumentEndEvent):
            break
        if isinstance(event, yaml.CollectionEndEvent):
            _put(stack, _closed(stack.pop()))
        elif isinstance(event, yaml.MappingStartEvent):
            stack.append(_Mapping())
        elif isinstance(event, yaml.SequenceStartEvent):
            stack.append([])
        elif isinstance(event, yaml.ScalarEvent):
            _put(stack, event.value)
        if len(stack) > MAX_DEPTH:
            raise ReadError(f"{sender} sent YAML that is nested too deeply to be true.")
    return top[0] if top else None


class _Mapping(list[Any]):
    """Keys and values of a mapping that is still open, in turn."""


def _put(stack: list[Any], value: Any) -> None:
    stack[-1].append(value)


def _closed(value: list[Any]) -> Any:
    if not isinstance(value, _Mapping):
        return value
    pairs = zip(value[::2], value[1::2], strict=True)
    return {key: item for key, item in pairs if isinstance(key, str)}
