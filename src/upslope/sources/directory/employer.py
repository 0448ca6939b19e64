"""What is known of one employer."""

from __future__ import annotations

import msgspec


class Board(msgspec.Struct, frozen=True):
    """A board: the name of a source, and the employer's name there."""

    source: str
    name: str


class Employer(msgspec.Struct, frozen=True, kw_only=True):
    """An employer of the directory.

    Args:
        name: as the employer writes it.
        country: of its head office, ISO 3166 alpha-2 in small letters.
        groups: what it is known for, the main one first, then the region.
        boards: where its openings are; none if no program may ask for them.
        careers: its career page, where there is no board.
        aliases: other names it goes by.
    """

    name: str
    country: str
    groups: tuple[str, ...]
    boards: tuple[Board, ...]
    careers: str | None = None
    aliases: tuple[str, ...] = ()
