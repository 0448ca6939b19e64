"""Puts the ladders of the models that ship into ``docs/models.md``, from their cards.

    python benchmarks/models_doc.py

Each stands between ``<!-- ladder NAME -->`` and ``<!-- end -->``. ``tests/test_docs.py`` fails
where they are not those of the cards.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from upslope.models import shipped_files
from upslope.models.lifecycle.card import table

DOC = Path(__file__).parents[1] / "docs/models.md"
_LADDER = re.compile(r"(<!-- ladder (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def with_ladders(text: str) -> str:
    """Return a document with the ladders of its marks filled in.

    >>> "| constant |" in with_ladders("<!-- ladder role -->\\n<!-- end -->")
    True
    """
    return _LADDER.sub(lambda found: f"{found[1]}{_ladder(found[2])}\n{found[3]}", text)


def _ladder(name: str) -> str:
    card = msgspec.json.decode(shipped_files(name)["card.json"])
    data, balance = card["data"], card["by_class"]
    classes = ", ".join(f"{one} {f1:.2f} ({number})" for one, (f1, number) in balance.items())
    return (
        f"{data['examples']:,} examples of {data['employers']:,} employers; answers: "
        f"**{card['rung']}**, {card.get('chosen', 'the smallest rung that no other beats')}\n\n"
        f"{table(card['ladder'])}\n\nF1 by class (examples): {classes}\n"
    )


if __name__ == "__main__":
    DOC.write_text(with_ladders(DOC.read_text("utf-8")), "utf-8")
