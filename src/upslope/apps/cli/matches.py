"""How matches are shown: rank, score, why, what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from upslope.apps.cli.postings import pay, place, stated
from upslope.apps.cli.screen import add_row, console, plain, table
from upslope.records import Match, Posting, Understanding

Row = tuple[Posting, Understanding]


def show_matches(matches: Sequence[Match], rows: Mapping[str, Row]) -> None:
    """A table of the best openings, each with its strongest reasons and what is missing."""
    shown = table("", "fit", "opening", "pay", "why", "missing")
    for rank, match in enumerate(matches, start=1):
        posting, understanding = rows[match.posting]
        opening = f"{plain(posting.title)}\n{plain(posting.hiring_organization)}"
        where = place(posting, understanding)
        add_row(
            shown,
            [
                rank,
                f"{match.score:.0f}",
                "\n".join(filter(None, [opening, plain(where), posting.id])),
                pay(stated(posting, understanding)),
                "\n".join(f"+ {plain(reason)}" for reason in _strongest(match)),
                ", ".join(match.missing[:6]),
            ],
        )
        shown.add_section()
    console().print(shown)


def _strongest(match: Match, count: int = 4) -> list[str]:
    good = sorted((r for r in match.reasons if r.effect > 0), key=lambda r: -r.effect)
    return [reason.says for reason in good[:count]]
