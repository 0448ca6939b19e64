"""How invented sentences with a known answer are read: ``python benchmarks/probes.py [--wrong]``.

Prints for each kind of ``tests/understand/probes.toml`` the share of sentences of which every
skill is read as it says, with a 95 % interval (Wilson), for the sentences that rules may be made
from and for those held out. ``--wrong`` adds the sentences of the first half that are misread.
"""

from __future__ import annotations

import math
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from upslope.models import SHIPPED
from upslope.taxonomy import Taxonomy
from upslope.understand.document import Document
from upslope.understand.skills import skills

PROBES = Path(__file__).resolve().parents[1] / "tests/understand/probes.toml"
PARTS = ("develop", "held_out")
UNASKED = {"absent", "negated", "context"}


class Probe(NamedTuple):
    """A text and what must be read of it: the need of each skill, by any of its names."""

    part: str
    kind: str
    text: str
    expected: Mapping[str, str]


def probes() -> Iterator[Probe]:
    """Yield all probes of the file."""
    for part, kinds in tomllib.loads(PROBES.read_text("utf-8")).items():
        for kind, texts in kinds.items():
            for text, expected in texts.items():
                yield Probe(part, kind, text, expected)


def right(probe: Probe, needs: Mapping[str, str]) -> bool:
    """Say whether the needs read, by skill, are all as the probe says."""
    taxonomy = Taxonomy.load()
    for name, expected in probe.expected.items():
        found = needs.get(taxonomy.label(name) or name, "absent")
        if not (found in UNASKED if expected == "unasked" else found == expected):
            return False
    return True


def read(every: list[Probe]) -> list[dict[str, str]]:
    """Return the need of each skill read of each probe, by preferred label."""
    documents = [Document(id="", title="Engineer", description=probe.text) for probe in every]
    return [
        {one.skill: one.need for one in found["skills"]} for found in skills(documents, SHIPPED)
    ]


def main() -> None:
    """Print the table."""
    every = [*probes()]
    answers = read(every)
    hits = [(one, right(one, needs)) for one, needs in zip(every, answers, strict=True)]
    kinds = [*dict.fromkeys(one.kind for one in every)]
    print(f"{'':18}" + "".join(f"{part:>30}" for part in PARTS))
    for kind in [*kinds, "all"]:
        print(f"{kind:18}" + "".join(_cell(hits, part, kind) for part in PARTS))
    if "--wrong" in sys.argv:
        for (one, hit), needs in zip(hits, answers, strict=True):
            if not hit and one.part == "develop":
                print(f"{one.kind}: {one.text!r} is {dict(one.expected)}, read {needs}")


def _cell(hits: list[tuple[Probe, bool]], part: str, kind: str) -> str:
    own = [hit for one, hit in hits if one.part == part and kind in (one.kind, "all")]
    low, high = wilson(sum(own), len(own))
    return f"{sum(own):7} of {len(own):3} {sum(own) / len(own):5.2f} ({low:.2f}-{high:.2f})"


def wilson(hits: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    share, spread = hits / of, z * z / of
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(share * (1 - share) / of + spread / (4 * of))
    return middle - half, middle + half


if __name__ == "__main__":
    main()
