"""A door to this machine only: the person's own language model, if they run one.

It speaks the chat interface that Ollama, llama.cpp and others share (``POST /chat/completions``).
What it is sent may be a line of a resume, so it goes to a loopback address and nowhere else: no
name is resolved, no redirect followed, no proxy used.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

import httpx
import msgspec

from upslope.errors import NetworkError, RefusedError, UsageError

SECONDS, MOST = 120.0, 1 << 20
"""The longest that an answer may take, and the bytes of the largest one."""


class _Message(msgspec.Struct):
    content: str


class _Choice(msgspec.Struct):
    message: _Message


class _Answer(msgspec.Struct):
    choices: list[_Choice]


class LanguageModel:
    """Asks one model for one answer at a time, always for its likeliest.

    Args:
        url: where it answers: ``http://127.0.0.1:11434/v1``.
        model: its name there.

    Raises:
        UsageError: the address is not of this machine.

    >>> LanguageModel("https://models.example/v1", "small")
    Traceback (most recent call last):
    ...
    upslope.errors.UsageError: The language model at models.example is not asked: only one on \
this machine is, so that no line of yours leaves it. Set language_model_url = \
"http://127.0.0.1:11434/v1"
    """

    def __init__(self, url: str, model: str) -> None:
        host = urlsplit(url).hostname or ""
        if not url.startswith("http://") or not _is_here(host):
            raise UsageError(
                f"The language model at {host or url} is not asked: only one on this machine is, "
                "so that no line of yours leaves it.",
                next='Set language_model_url = "http://127.0.0.1:11434/v1"',
            )
        self._url, self._model = f"{url.rstrip('/')}/chat/completions", model

    def ask(self, prompt: str) -> str:
        """Return the model's answer to a prompt.

        Raises:
            RefusedError: it wants the question sent elsewhere.
            NetworkError: nothing answers there, or not as such a model does.
        """
        question = {
            "model": self._model,
            "messages": [{"role": "user", "content": prompt}],
            "temperature": 0,
            "stream": False,
        }
        try:
            with (
                httpx.Client(trust_env=False, timeout=SECONDS) as client,
                client.stream("POST", self._url, json=question) as reply,
            ):
                if reply.is_redirect:
                    raise RefusedError("The language model wants its questions sent elsewhere.")
                body = _read(reply)
        except httpx.HTTPError as error:
            raise NetworkError(
                f"The language model did not answer ({type(error).__name__}).",
                kept="Your resume is as it was.",
                next="Start it, then try again; everything else works without one.",
            ) from None
        try:
            return msgspec.json.decode(body, type=_Answer).choices[0].message.content
        except (msgspec.DecodeError, IndexError):
            raise NetworkError(
                f"What answers at {self._url} is no language model (status {reply.status_code}).",
                next="Check language_model_url and language_model: upslope config",
            ) from None


def _read(reply: httpx.Response) -> bytes:
    body = b""
    for part in reply.iter_bytes():
        body += part
        if len(body) > MOST:
            raise NetworkError("The language model's answer is too long to be a line.")
    return body


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
