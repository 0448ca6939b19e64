"""A body is taken in whole, or nothing is done with it."""

from __future__ import annotations

import asyncio

from starlette.types import Message, Receive, Scope, Send

from upslope.apps.loopback.body import MOST_BYTES, Body

SCOPE: Scope = {"type": "http", "method": "POST", "path": "/notes", "headers": []}


def sent(*messages: Message) -> tuple[list[bytes], list[Message]]:
    """Send messages to an application behind a Body; return what it read, and what came back."""
    read, answers, waiting = list[bytes](), list[Message](), list(messages)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        read.append((await receive())["body"])

    async def receive() -> Message:
        return waiting.pop(0)

    async def send(message: Message) -> None:
        answers.append(message)

    asyncio.run(Body(app)(SCOPE, receive, send))
    return read, answers


def piece(body: bytes, *, more: bool) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


def test_pieces_are_read_as_one() -> None:
    assert sent(piece(b"text=They", more=True), piece(b"+called", more=False))[0] == [
        b"text=They+called"
    ]


def test_a_form_that_breaks_off_is_not_read() -> None:
    read, answers = sent(piece(b"text=They+cal", more=True), {"type": "http.disconnect"})
    assert (read, answers) == ([], [])


def test_what_is_too_large_is_refused_before_all_of_it_is_here() -> None:
    read, answers = sent(piece(b"x" * (MOST_BYTES + 1), more=True))
    assert read == [] and answers[0]["status"] == 413
