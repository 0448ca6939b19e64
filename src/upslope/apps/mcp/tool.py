"""What a tool is: a name, what it takes, what it gives, and the function between the two."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

import mcp_types as protocol
import msgspec
from msgspec import Meta

from upslope.apps.mcp.quoting import Quoter
from upslope.apps.mcp.reply import Reply, refused, told
from upslope.apps.mcp.served import Served


class Arguments(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a tool takes; every length and number has a bound."""


Asked = TypeVar("Asked", bound=Arguments)

PostingId = Annotated[
    str, Meta(pattern="^[0-9a-f]{4,64}$", description="An id, or its first characters, of search.")
]
Few = Annotated[int, Meta(ge=1, le=50, description="How many to give at most.")]
Offset = Annotated[int, Meta(ge=0, le=100_000, description="How many to pass over.")]
Words = Annotated[str, Meta(max_length=200)]


@dataclass(frozen=True)
class Tool(Generic[Asked]):
    """One tool.

    Args:
        name: that a client calls it by.
        title: for people.
        about: for the model: when to use it.
        asks: its arguments.
        gives: its answer.
        run: makes the one of the other.
        proposes: whether it puts something before the person; all others only read.
    """

    name: str
    title: str
    about: str
    asks: type[Asked]
    gives: type[Reply]
    run: Callable[[Served, Asked, Quoter], Reply]
    proposes: bool = False

    def listed(self) -> protocol.Tool:
        """Return the tool as the protocol lists it."""
        return protocol.Tool(
            name=self.name,
            title=self.title,
            description=self.about,
            input_schema=schema(self.asks),
            output_schema=schema(self.gives),
            annotations=protocol.ToolAnnotations(
                read_only_hint=not self.proposes,
                destructive_hint=False,
                idempotent_hint=True,
                open_world_hint=False,
            ),
        )

    def call(self, served: Served, arguments: Mapping[str, Any]) -> protocol.CallToolResult:
        """Answer one call; whatever goes wrong is an answer too."""
        try:
            asked = msgspec.convert(arguments, self.asks)
            msgspec.json.encode(asked)  # raises on half a character, which nothing below expects
            quoter = Quoter()
            return told(self.run(served, asked, quoter), quoter)
        except Exception as error:  # the client is told what kind it is; see refused
            return refused(error)


def schema(of: type[msgspec.Struct]) -> dict[str, Any]:
    """Return a record's JSON Schema with an object at its root, as the protocol wants it.

    >>> schema(Arguments)["additionalProperties"]
    False
    """
    _, parts = msgspec.json.schema_components([of], ref_template="#/$defs/{name}")
    root = parts.pop(of.__name__)
    return {**root, "$defs": parts} if parts else root
