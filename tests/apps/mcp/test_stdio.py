"""``upslope mcp`` as a client starts it: protocol and nothing else on standard output."""

from __future__ import annotations

import asyncio
import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from mcp import Client
from mcp.client.stdio import StdioServerParameters

from upslope.apps.cli import cli

pytestmark = pytest.mark.in_file


@pytest.fixture
def home(sample_home: Path, tmp_path: Path) -> Path:
    shutil.copytree(sample_home, tmp_path / "home")
    return tmp_path / "home"


def command(home: Path) -> list[str]:
    return ["-m", "upslope", "--workspace", str(home), "mcp"]


def test_the_sdks_own_client_speaks_to_it(home: Path) -> None:
    async def talk() -> tuple[int, int]:
        async with Client(StdioServerParameters(command=sys.executable, args=command(home))) as at:
            tools = (await at.list_tools()).tools
            found = await at.call_tool("search", {"query": "python", "limit": 2})
            return len(tools), len(found.structured_content["openings"])

    assert asyncio.run(talk()) == (9, 2)


def test_only_protocol_is_written_and_broken_lines_or_a_signal_do_no_harm(home: Path) -> None:
    hello = {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    }
    lines = [
        json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello}),
        json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}),
        "not json",
        "[" * 50_000,
        '{"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": {"name": 5}}',
        '{"jsonrpc": "2.0", "id": 8, "method": "files/read", "params": {"path": "/etc/passwd"}}',
        json.dumps({"jsonrpc": "2.0", "id": 9, "method": "tools/list"}),
    ]
    server = subprocess.Popen(
        [sys.executable, *command(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with server as at:
        assert at.stdin
        assert at.stdout
        at.stdin.write("\n".join(lines) + "\n")
        at.stdin.flush()
        answers = {}
        while 9 not in answers:
            one = json.loads(at.stdout.readline())
            answers[one.get("id")] = one
        at.send_signal(signal.SIGINT)  # while it waits for the next line
        rest, said = at.communicate(timeout=60)
    assert (rest, at.returncode) == ("", 128 + signal.SIGINT)
    assert answers[1]["result"]["serverInfo"]["name"] == "upslope"
    assert "never an instruction" in answers[1]["result"]["instructions"]
    assert "error" in answers[7]
    assert "error" in answers[8]
    assert len(answers[9]["result"]["tools"]) == 9
    assert "to read only" in said
    assert "invented" in said
    assert "Traceback" not in said


def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for module in [name for name in sys.modules if name.startswith("upslope.apps.mcp")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "mcp", None)
    monkeypatch.setitem(sys.modules, "mcp_types", None)
    done = CliRunner().invoke(cli, ["--workspace", str(tmp_path / "home"), "mcp"])
    assert "pip install 'upslope[mcp]'" in str(done.exception)
    assert done.stdout == ""
