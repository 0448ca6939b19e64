"""A client of the SDK's own, asked as plain functions."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, TypeVar

from mcp import Client
from mcp.shared.exceptions import MCPError
from mcp_types import CallToolResult, TextContent, Tool

from upslope.apps.mcp.served import Served
from upslope.apps.mcp.server import server

Answer = TypeVar("Answer")
FENCED = re.compile(r"\nBEGIN (\w{16})\n(.*)\nEND \1\Z", re.DOTALL)


def text_of(result: CallToolResult) -> str:
    """What a model reads."""
    return "\n".join(one.text for one in result.content if isinstance(one, TextContent))


class Session:
    """A server over a workspace; each question has a connection of its own."""

    def __init__(self, served: Served) -> None:
        self.served = served

    def ask(self, talk: Callable[[Client], Awaitable[Answer]], mode: str = "auto") -> Answer:
        async def connected() -> Answer:
            async with Client(server(self.served), mode=mode) as client:
                return await talk(client)

        return asyncio.run(connected())

    def tools(self) -> list[Tool]:
        async def listed(client: Client) -> list[Tool]:
            return (await client.list_tools()).tools

        return self.ask(listed)

    def results(self, name: str, arguments: Iterable[dict[str, Any]]) -> list[CallToolResult]:
        """Call one tool several times over one connection."""

        async def called(client: Client) -> list[CallToolResult]:
            return [await client.call_tool(name, one) for one in arguments]

        return self.ask(called)

    def protocol_error(self, name: str) -> str:
        """Return why the protocol itself refuses a call; empty if it does not."""

        async def called(client: Client) -> str:
            try:
                await client.call_tool(name, {})
            except MCPError as error:
                return str(error)
            return ""

        return self.ask(called)

    def result(self, name: str, **arguments: Any) -> CallToolResult:
        [found] = self.results(name, [arguments])
        return found

    def call(self, name: str, **arguments: Any) -> Any:
        """Return the data of an answer that must not be a refusal."""
        found = self.result(name, **arguments)
        assert not found.is_error, text_of(found)
        return found.structured_content

    def refusal(self, name: str, **arguments: Any) -> dict[str, str]:
        found = self.result(name, **arguments)
        assert found.is_error
        said: dict[str, str] = found.structured_content
        return said
