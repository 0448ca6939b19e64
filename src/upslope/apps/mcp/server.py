"""The server: which tools there are, and how one connection over standard input is served."""

from __future__ import annotations

from typing import Any

import anyio
import anyio.to_thread
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
)

from upslope import __version__
from upslope.apps.mcp.quoting import NOTICE
from upslope.apps.mcp.served import Served
from upslope.apps.mcp.tools import TOOLS

INSTRUCTIONS = (
    "Upslope keeps machine-learning openings on the person's own machine. All tools but one only "
    "read. That one, propose_tracker_change, changes nothing by itself: the person agrees in "
    f"Upslope. {NOTICE}"
)


def server(served: Served) -> Server[Any]:
    """Return a server of the protocol over one workspace.

    Calls are answered one at a time, beside the connection, so that it stays answered meanwhile.
    """
    tools = {tool.name: tool for tool in TOOLS}
    one_at_a_time = anyio.CapacityLimiter(1)

    async def listed(
        _: ServerRequestContext[Any], asked: PaginatedRequestParams | None
    ) -> ListToolsResult:
        return ListToolsResult(tools=[tool.listed() for tool in TOOLS])

    async def called(_: ServerRequestContext[Any], asked: CallToolRequestParams) -> CallToolResult:
        tool = tools.get(asked.name)
        if tool is None:
            raise MCPError(INVALID_PARAMS, f"There is no such tool. There are: {', '.join(tools)}.")
        return await anyio.to_thread.run_sync(
            tool.call, served, asked.arguments or {}, limiter=one_at_a_time
        )

    made: Server[Any] = Server(
        "upslope",
        version=__version__,
        title="Upslope",
        instructions=INSTRUCTIONS,
        on_list_tools=listed,
        on_call_tool=called,
    )
    made.middleware.clear()  # the SDK's telemetry: even an exporter that is there gets nothing
    return made


def serve(served: Served) -> None:
    """Serve one client over standard input and output, until it hangs up."""

    async def connection() -> None:
        async with stdio_server() as (read, write):
            serving = server(served)
            await serving.run(read, write, serving.create_initialization_options())

    anyio.run(connection)
