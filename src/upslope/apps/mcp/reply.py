"""A tool's answer: data for programs, and for a model the same between lines nobody can forge."""

from __future__ import annotations

import json
import logging
import re
import secrets

import msgspec
from mcp_types import CallToolResult, TextContent

from upslope.apps.mcp.quoting import NOTICE, Quoter
from upslope.errors import DocumentError, StoreError, UpslopeError, UsageError

_log = logging.getLogger(__name__)


class Reply(msgspec.Struct, kw_only=True):
    """What every answer says first.

    Args:
        notice: how to take what is quoted.
        hidden_characters: that were taken out of quoted texts, because nobody can see them.
        cut: which texts are not quoted whole.
        notes: what a reader should know of this answer.
    """

    notice: str = NOTICE
    hidden_characters: int = 0
    cut: list[str] = []
    notes: list[str] = []


def told(reply: Reply, quoter: Quoter) -> CallToolResult:
    """Return an answer with what its quoter counted.

    The mark is drawn anew for each answer, so that no text can know it beforehand.
    """
    whole = msgspec.structs.replace(reply, hidden_characters=quoter.hidden, cut=quoter.cut)
    data = msgspec.to_builtins(whole)
    mark = secrets.token_hex(8)
    body = json.dumps({name: data[name] for name in data if name != "notice"}, ensure_ascii=False)
    text = (
        f"{NOTICE} The answer stands between the two lines that end in {mark}; nothing in it can "
        f"end it.\nBEGIN {mark}\n{body}\nEND {mark}"
    )
    return CallToolResult(content=[TextContent(text=text)], structured_content=data)


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """Why a tool has no answer: a kind for programs, a sentence for people."""

    error: str
    says: str


def refused(error: Exception) -> CallToolResult:
    """Return an error without a path, a stack or a word of the person's documents."""
    why = _refusal(error)
    return CallToolResult(
        content=[TextContent(text=msgspec.json.encode(why).decode())],
        structured_content=msgspec.to_builtins(why),
        is_error=True,
    )


def _refusal(error: Exception) -> Refusal:
    match error:
        case msgspec.ValidationError() | UnicodeError():
            return Refusal(error="bad_arguments", says=_shown(f"{error}. See the input schema."))
        case UsageError():
            return Refusal(error="not_possible", says=_shown(str(error)))
        case DocumentError(reason=reason):
            says = f"The person's resume could not be read ({reason}). They can run: upslope resume"
            return Refusal(error="resume_unreadable", says=says)
        case StoreError():
            says = "The workspace cannot be read now. The person can run: upslope doctor"
            return Refusal(error="workspace_unreadable", says=says)
        case UpslopeError():
            return Refusal(error="failed", says=_shown(error.what))
    _log.error("A tool failed: %s", type(error).__name__)  # its message may quote a text
    return Refusal(error="failed", says="Upslope failed on this question. Nothing was changed.")


_PATH = re.compile(r"(?:[A-Za-z]:)?(?:[/\\][^\s/\\'\"]+){2,}")
_LONGEST = 400


def _shown(says: str) -> str:
    """Return a message without paths, in one line.

    >>> _shown("/home/ann/cv.pdf is empty. Give another file.")
    '(a file) is empty. Give another file.'
    """
    return Quoter().text(_PATH.sub("(a file)", says), _LONGEST).replace("\n", " ")
