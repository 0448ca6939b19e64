"""Read the data files on learning, once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TypeVar

import msgspec

from upslope.records.learning import Certificate, Prerequisite, Resource

Fact = TypeVar("Fact", Prerequisite, Resource, Certificate)


@cache
def prerequisites() -> dict[str, Prerequisite]:
    """Return what must and what may come before each skill, by the skill's preferred label.

    Every skill that another one needs has an entry, and no skill needs itself by way of others.

    >>> docker = prerequisites()["docker"]
    >>> docker.needs, docker.hours
    (['linux'], (10.0, 25.0))
    """
    return {one.skill: one for one in _lines("prerequisites.jsonl", Prerequisite)}


@cache
def resources() -> list[Resource]:
    """Return what there is to learn from: names, addresses, hours and skills.

    >>> any(one.free and "docker" in one.skills for one in resources())
    True
    """
    return _lines("resources.jsonl", Resource)


@cache
def certificates() -> list[Certificate]:
    """Return certificates, also those that can no longer be taken.

    >>> [one.successor for one in certificates() if one.id == "aws-mls-c01"]
    ['aws-mla-c01']
    """
    return _lines("certificates.jsonl", Certificate)


@cache
def set_aside() -> dict[str, str]:
    """Return the skills that nobody sits down to learn, and why each is left out.

    >>> set_aside()["programming"]
    'Comes with any programming language.'
    """
    said: dict[str, str] = tomllib.loads(_text("set_aside.toml"))
    return said


def _lines(name: str, kind: type[Fact]) -> list[Fact]:
    return msgspec.json.Decoder(kind).decode_lines(_text(name))


def _text(name: str) -> str:
    return files("upslope.guide.learning").joinpath("data", name).read_text(encoding="utf-8")
