"""Each tool: listed as what it is, answered as its schema says, with nothing of the resume."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from tests.apps.mcp.asking import FENCED, Session, text_of

from upslope import sample
from upslope.apps.mcp.quoting import NOTICE
from upslope.apps.mcp.served import Served
from upslope.apps.mcp.server import server

jsonschema = pytest.importorskip("jsonschema")  # comes with the extra
pytestmark = pytest.mark.in_file

CALLS: dict[str, dict[str, Any]] = {
    "search": {"query": "python", "limit": 3},
    "show": {"id": ""},
    "match": {"limit": 3},
    "gap": {"skills": ["spark"]},
    "plan": {"hours": 60},
    "market": {"table": "employers"},
    "events": {},
    "tracker": {},
    "propose_tracker_change": {"id": "", "status": "saved"},
}


def first(session: Session) -> str:
    id: str = session.call("search", limit=1)["openings"][0]["id"]
    return id


def test_tools_are_listed_as_what_they_do(session: Session) -> None:
    listed = {tool.name: tool for tool in session.tools()}
    assert set(listed) == set(CALLS)
    for name, tool in listed.items():
        jsonschema.Draft202012Validator.check_schema(tool.input_schema)
        jsonschema.Draft202012Validator.check_schema(tool.output_schema or {})
        assert tool.input_schema["type"] == "object"
        assert tool.input_schema["additionalProperties"] is False
        assert tool.annotations
        assert tool.annotations.read_only_hint is (name != "propose_tracker_change")
        assert tool.annotations.destructive_hint is tool.annotations.open_world_hint is False


def test_no_tool_takes_a_path_an_address_or_a_query_language(session: Session) -> None:
    taken = {name for tool in session.tools() for name in tool.input_schema["properties"]}
    assert not taken & {"path", "file", "url", "sql", "to", "resume", "format", "regex", "command"}


@pytest.mark.parametrize("name", CALLS)
def test_an_answer_is_what_its_schema_says(session: Session, name: str) -> None:
    arguments = {key: given or first(session) for key, given in CALLS[name].items()}
    result = session.result(name, **arguments)
    assert not result.is_error, text_of(result)
    [schema] = [tool.output_schema for tool in session.tools() if tool.name == name]
    jsonschema.Draft202012Validator(schema or {}).validate(result.structured_content)
    fenced = FENCED.search(text_of(result))
    assert fenced
    assert {"notice": NOTICE, **json.loads(fenced[2])} == result.structured_content
    assert text_of(result).startswith(NOTICE)


def test_there_is_no_telemetry(session: Session) -> None:
    assert server(session.served).middleware == []


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_both_generations_of_the_protocol_are_spoken(session: Session, mode: str) -> None:
    async def asked(client: Client) -> Any:
        return (await client.call_tool("search", {"limit": 2})).structured_content

    assert len(session.ask(asked, mode)["openings"]) == 2


def test_a_tool_that_does_not_exist_is_an_error_of_the_protocol(session: Session) -> None:
    for name in ("export_resume", "track", "agree", "__class__", "fetch"):
        assert "no such tool" in session.protocol_error(name)


def test_pages_of_a_search_are_those_of_one_list(session: Session) -> None:
    whole = session.call("search", limit=8)
    ids = [row["id"] for row in whole["openings"]]
    pages = [session.call("search", limit=4, offset=offset) for offset in (0, 4)]
    assert [row["id"] for page in pages for row in page["openings"]] == ids
    assert whole["total"] > 100
    assert session.call("search", offset=whole["total"])["openings"] == []


def test_an_opening_is_shown_by_the_beginning_of_its_id(session: Session) -> None:
    id = first(session)
    shown = session.call("show", id=id[:10], characters=100)
    assert shown["opening"]["id"] == id
    assert len(shown["quoted"]["description"]) == 100
    assert any(one.startswith("description: the first 100 of") for one in shown["cut"])
    assert shown["asks"]["skills"]["required"]
    assert shown["history"][0]["kind"] == "appeared"


def test_a_match_tells_reasons_but_no_line_of_the_resume(session: Session) -> None:
    lines = sample.resumes()["data_scientist"].read_text("utf-8").splitlines()
    private = {line.strip(" -*#•").casefold() for line in lines}
    private = {line for line in private if len(line) > 24}
    found = session.result("match", limit=50)
    matches = found.structured_content["matches"]
    assert [one["rank"] for one in matches] == [*range(1, 51)]
    assert all(one["reasons"] for one in matches)
    said = "".join(
        text_of(session.result(name, **CALLS[name])) for name in ("gap", "plan")
    ) + text_of(found)
    assert private
    assert not [line for line in private if line in said.casefold()]


def test_a_match_goes_on_where_the_page_before_ended(session: Session) -> None:
    best = session.call("match", limit=6)["matches"]
    assert session.call("match", limit=3, offset=3)["matches"] == best[3:]


def test_a_table_is_named_and_paged(session: Session) -> None:
    names = session.call("market")["tables"]
    assert {"skills", "pay_by_role", "employers"} <= set(names)
    table = session.call("market", table="skills", limit=5, offset=2)
    assert table["rows_in_all"] > 5
    assert len(table["quoted"]["rows"]) == 5
    assert table["definition"]
    assert "skills" in session.refusal("market", table="skill")["says"]


def test_the_sample_is_said_to_be_one(session: Session) -> None:
    for name in ("search", "match", "gap"):
        assert "invented" in session.call(name)["notes"][0]


def test_without_a_resume_the_person_is_told_what_to_do(tmp_path: Path, session: Session) -> None:
    nobody = Session(Served(session.served.own))
    of_the_sample = nobody.call("match", limit=1)
    assert of_the_sample["matches"]
    assert "invented person" in of_the_sample["notes"][1]
    missing = Session(Served(session.served.own, tmp_path / "secret-name" / "cv.pdf"))
    said = missing.refusal("match")
    assert said["error"] == "resume_unreadable" or "resume" in said["says"]
    assert "secret-name" not in json.dumps(said)
