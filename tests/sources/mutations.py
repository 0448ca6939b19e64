"""A reply with one of its fields renamed, dropped or of another type, wherever it stands."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import msgspec

from upslope.records import Reply

Path = tuple[str, ...]
_EACH = "*"  # any element of a list
_SCRIPT = re.compile(rb"(<script[^>]*json[^>]*>)(.*?)(</script>)", re.I | re.S)
_TAG = re.compile(rb"<([a-zA-Z][\w:.-]*)")
_ATTRIBUTE = re.compile(rb"\b(class|id|itemprop|data-[\w-]+)=([\"'])(.*?)\2", re.S)


class Mutation(NamedTuple):
    """What was done to a reply, in words, and what came of it."""

    what: str
    reply: Reply


def mutations(reply: Reply) -> Iterator[Mutation]:
    """Yield a reply with each of its fields changed, one at a time, in all rows at once."""
    try:
        data = json.loads(reply.body)
    except ValueError:
        yield from _of_markup(reply)
    else:
        for what, changed in _of_json(data):
            yield Mutation(what, _with(reply, json.dumps(changed).encode()))


def _with(reply: Reply, body: bytes) -> Reply:
    return msgspec.structs.replace(reply, body=body)


def _of_json(data: Any) -> Iterator[tuple[str, Any]]:
    for path in sorted(set(_paths(data))):
        for how, change in _CHANGES.items():
            yield f"{how} {'.'.join(path)}", _changed(data, path, change)


def _paths(value: Any, here: Path = ()) -> Iterator[Path]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield (*here, key)
            yield from _paths(one, (*here, key))
    elif isinstance(value, list):
        for one in value:
            yield from _paths(one, (*here, _EACH))


def _rename(row: dict[str, Any], key: str) -> None:
    row[f"{key}_v2"] = row.pop(key)


def _drop(row: dict[str, Any], key: str) -> None:
    del row[key]


def _retype(row: dict[str, Any], key: str) -> None:
    row[key] = {"v2": row[key]} if not isinstance(row[key], dict) else [[row[key]]]


_CHANGES: dict[str, Callable[[dict[str, Any], str], None]] = {
    "rename": _rename,
    "drop": _drop,
    "retype": _retype,
}


def _changed(data: Any, path: Path, change: Callable[[dict[str, Any], str], None]) -> Any:
    changed = copy.deepcopy(data)
    for row in list(_at(changed, path[:-1])):
        if isinstance(row, dict) and path[-1] in row:
            change(row, path[-1])
    return changed


def _at(value: Any, path: Path) -> Iterator[Any]:
    if not path:
        yield value
    elif path[0] == _EACH and isinstance(value, list):
        for one in value:
            yield from _at(one, path[1:])
    elif isinstance(value, dict) and path[0] in value:
        yield from _at(value[path[0]], path[1:])


def _of_markup(reply: Reply) -> Iterator[Mutation]:
    """Yield changes of tags and of telling attributes, and of the JSON that stands in scripts."""
    for tag in sorted(set(_TAG.findall(reply.body))):
        renamed = re.sub(
            rb"(</?)" + re.escape(tag) + rb"(?=[\s/>])", rb"\1" + tag + b"_v2", reply.body
        )
        yield Mutation(f"rename <{tag.decode()}>", _with(reply, renamed))
    found = {(name, value) for name, _, value in _ATTRIBUTE.findall(reply.body)}
    for name, value in sorted(found):
        said = re.compile(rb"\b" + name + rb"=([\"'])" + re.escape(value) + rb"\1")
        for how, new in (("rename", name + b'="' + value + b'_v2"'), ("drop", b"")):
            changed = said.sub(lambda _, new=new: new, reply.body)  # type: ignore[misc]
            yield Mutation(f"{how} {(name + b'=' + value).decode()}", _with(reply, changed))
    for number, script in enumerate(_SCRIPT.finditer(reply.body)):
        try:
            data = json.loads(script[2])
        except ValueError:
            continue
        before, after = reply.body[: script.start(2)], reply.body[script.end(2) :]
        for what, changed in _of_json(data):
            body = before + json.dumps(changed).encode() + after
            yield Mutation(f"{what} of script {number + 1}", _with(reply, body))
