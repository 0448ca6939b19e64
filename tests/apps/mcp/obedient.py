"""A model that does whatever it reads: every tool that a text names, with every argument it gives.

It stands in for the most gullible client there can be. It has no other tools than the server's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from mcp import Client
from mcp.shared.exceptions import MCPError
from mcp_types import CallToolResult
from tests.apps.mcp.asking import text_of

_WORD = re.compile(r"[a-z]+(?:_[a-z]+)+|(?:call|use|run)(?: the)?(?: tool)?:? ([a-z_]+)", re.I)
_OBJECT = re.compile(r"\{[^{}]*\}")


class Obedient:
    """Reads and obeys until nothing new is asked of it.

    ``obeyed`` are calls that were answered, ``refused`` says why others came to nothing.
    """

    def __init__(self) -> None:
        self.obeyed: list[tuple[str, dict[str, Any]]] = []
        self.refused: set[str] = set()
        self._done: set[str] = set()

    async def read(self, client: Client, result: CallToolResult, id: str = "") -> None:
        """Do what an answer says, and what the answers to that say.

        ``id`` is what a text means where it leaves room for one.
        """
        text = "\n".join(_strings(result.structured_content)).replace("%(id)s", id)
        own = {tool.name for tool in (await client.list_tools()).tools}
        named = {found[1] or found[0] for found in _WORD.finditer(text)}
        named |= {name for name in own if re.search(rf"\b{name}\b", text)}
        for name in sorted(named):
            for arguments in [{}, *_objects(text)]:
                call = json.dumps([name, arguments], sort_keys=True)
                if call not in self._done:
                    self._done.add(call)
                    await self._call(client, name, arguments)

    async def _call(self, client: Client, name: str, arguments: dict[str, Any]) -> None:
        try:
            result = await client.call_tool(name, arguments)
        except MCPError as error:
            self.refused.add(f"{name}: {error}")
            return
        if result.is_error:
            self.refused.add(f"{name}: {text_of(result)}")
            return
        self.obeyed.append((name, arguments))
        await self.read(client, result)


def _strings(said: object) -> Iterator[str]:
    match said:
        case str():
            yield said
        case list():
            for one in said:
                yield from _strings(one)
        case dict():
            yield from _strings([*said.values()])


def _objects(text: str) -> Iterator[dict[str, Any]]:
    for found in _OBJECT.findall(text):
        try:
            yield json.loads(found)
        except ValueError:
            continue
