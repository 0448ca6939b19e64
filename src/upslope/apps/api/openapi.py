"""The OpenAPI document, made of the types that requests are checked by and answers are made of.

Source of its form: OpenAPI 3.1, https://spec.openapis.org/oas/v3.1.0
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from upslope import __version__
from upslope.apps.api.endpoint import ROOT, Endpoint, Failure
from upslope.apps.api.routes import endpoints

Schema = Mapping[str, Any]

_REF = "#/components/schemas/{name}"
_FAILURES = {
    "401": "No token was said, or a wrong one.",
    "404": "There is nothing of that name or id.",
    "409": "It cannot be done as things stand, or was changed since it was seen.",
    "413": "More was sent than is taken.",
    "422": "Something is missing, unknown or of the wrong type.",
    "500": "It failed here.",
}


@cache
def document() -> dict[str, Any]:
    """Return the OpenAPI document of the API."""
    every = endpoints()
    types = [Failure, *(one.asked for one in every), *(one.gives for one in every)]
    schemas, components = msgspec.json.schema_components(types, ref_template=_REF)
    failure, asked, gives = schemas[0], schemas[1 : len(every) + 1], schemas[len(every) + 1 :]
    paths: dict[str, Any] = {}
    for one, takes, answer in zip(every, asked, gives, strict=True):
        described = _operation(one, _resolved(takes, components), answer, failure)
        paths.setdefault(ROOT + one.path, {})[one.method.lower()] = described
    used = {name: schema for name, schema in components.items() if not _is_asked(name, every)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Upslope",
            "version": __version__,
            "description": "The openings, the person's own things and the models of one workspace, "
            "on this machine only.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": used,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _is_asked(name: str, every: tuple[Endpoint, ...]) -> bool:
    return any(one.asked.__name__ == name for one in every)


def _resolved(schema: Schema, components: Mapping[str, Schema]) -> Schema:
    return components[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def _operation(one: Endpoint, takes: Schema, answer: Schema, failure: Schema) -> dict[str, Any]:
    fields: dict[str, Schema] = dict(takes.get("properties", {}))
    in_path = {name: fields.pop(name) for name in one.in_path}
    required = [name for name in takes.get("required", []) if name in fields]
    summary, _, more = one.says.partition("\n")
    refused = {code: _reply(says, failure) for code, says in _FAILURES.items()}
    described: dict[str, Any] = {
        "operationId": one.name,
        "summary": summary,
        "tags": [one.path.split("/")[1]],
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": schema}
            for name, schema in in_path.items()
        ],
        "responses": {"200": _reply("The answer.", answer), **refused},
    }
    if more.strip():
        described["description"] = more.strip()
    if one.method == "GET":
        described["parameters"] += [_in_query(name, fields[name], required) for name in fields]
        described["responses"]["304"] = {"description": "The program has this answer already."}
    else:
        body = {"type": "object", "properties": fields, "required": required}
        content = {"application/json": {"schema": {**body, "additionalProperties": False}}}
        described["requestBody"] = {"required": bool(required), "content": content}
    return described


def _in_query(name: str, schema: Schema, required: list[str]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": name in required, "schema": schema}


def _reply(says: str, schema: Schema) -> dict[str, Any]:
    return {"description": says, "content": {"application/json": {"schema": schema}}}
