"""What becomes of every hostile document: does it end in time and memory, with a typed result?

    python benchmarks/hostile.py [--shared ../shared] [--every 1]

Prints for each kind the files tried, how many gave text, the typed errors by reason, the longest
wall and processor time and the most memory of one file. Documents are read in the killable worker,
structured XML in this process, each kind in a fresh one. Ends with 1 if a limit was passed.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import ClassVar

from upslope.errors import DocumentError, ReadError
from upslope.formats import mail, office, pdf, xml

MIB = 1 << 20


def read_xml(data: bytes, *, feed: bool) -> str:
    """Read all items of a feed or list; say whether it was whole."""
    document = xml.Document(data, feed=feed)
    for _ in document.each("item", "entry", "position", "url"):
        pass
    return "damaged" if document.damaged else "text"


@dataclass(frozen=True)
class Kind:
    """Files of one kind, what reads them, and the limits that hold for each."""

    patterns: tuple[str, ...]
    read: Callable[[bytes], object]
    cpu: float  # seconds of processor time
    memory: int
    here: bool = False  # in this process, not in the worker

    wall: ClassVar[float] = 16  # seconds: the worker's 15, and its start


KINDS = {
    "pdf": Kind(("pdf/**/*.pdf", "bombs/pdf_*"), pdf.read, 12, 1024 * MIB),
    "docx, odt, zip": Kind(
        ("docx/**/*", "doc-legacy/**/*", "bombs/docx_*", "bombs/odt_*", "bombs/zip_*"),
        office.read,
        12,
        1024 * MIB,
    ),
    "mail": Kind(("email/**/*", "bombs/eml_*"), mail.read, 2, 256 * MIB),
    "xml as feed": Kind(
        ("xml/**/*", "feeds/**/*", "bombs/xml_*"),
        lambda data: read_xml(data, feed=True),
        2,
        128 * MIB,
        here=True,
    ),
    "xml, no DTD": Kind(
        ("xml/**/*", "bombs/xml_*"),
        lambda data: read_xml(data, feed=False),
        2,
        128 * MIB,
        here=True,
    ),
}


@dataclass
class Outcome:
    """What became of the files of a kind."""

    files: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    wall: tuple[float, str] = (0.0, "")
    cpu: tuple[float, str] = (0.0, "")
    memory: int = 0

    def passed(self, kind: Kind) -> list[str]:
        """Say which limits were passed, and what ended without a typed result."""
        wrong = [end for end in self.ends if end.startswith("untyped")]
        for (spent, name), most in ((self.cpu, kind.cpu), (self.wall, kind.wall)):
            if spent > most:
                wrong.append(f"{name} took {spent:.1f} s")
        if self.memory > kind.memory:
            wrong.append(f"{self.memory >> 20} MiB")
        return wrong


def measure(name: str, hostile: Path, every: int) -> Outcome:
    """Read every n-th file of a kind in this process and its children."""
    kind, outcome = KINDS[name], Outcome()
    who = resource.RUSAGE_SELF if kind.here else resource.RUSAGE_CHILDREN
    before = resource.getrusage(who).ru_maxrss if kind.here else 0
    for file in files(kind, hostile, every):
        data = file.read_bytes()
        wall, cpu = time.monotonic(), _spent(who)
        outcome.ends[_end(kind, data)] += 1
        outcome.files += 1
        outcome.wall = max(outcome.wall, (time.monotonic() - wall, file.name))
        outcome.cpu = max(outcome.cpu, (_spent(who) - cpu, file.name))
    outcome.memory = (resource.getrusage(who).ru_maxrss - before) * 1024
    return outcome


def files(kind: Kind, hostile: Path, every: int) -> list[Path]:
    """Return every n-th file of a kind, and all bombs."""
    found = [file for one in kind.patterns for file in sorted(hostile.glob(one)) if file.is_file()]
    bombs = [file for file in found if file.parent.name == "bombs"]
    return [file for file in found if file not in bombs][::every] + bombs


def _end(kind: Kind, data: bytes) -> str:
    try:
        found = kind.read(data)
    except DocumentError as error:
        return error.reason
    except ReadError:
        return "refused"
    except Exception as error:  # the very thing that must not be
        return f"untyped {type(error).__name__}"
    return found if isinstance(found, str) else "text"


def _spent(who: int) -> float:
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Print one line a kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--every", type=int, default=1, help="read every n-th file of each folder")
    options = parser.parse_args()
    wrong = []
    print(f"{'kind':15} {'files':>5} {'wall s':>7} {'cpu s':>6} {'MiB':>5}  how they ended")
    for name, kind in KINDS.items():
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
            found = fresh.submit(measure, name, options.shared / "hostile", options.every).result()
        ends = ", ".join(f"{end} {count}" for end, count in found.ends.most_common())
        sizes = f"{found.wall[0]:7.1f} {found.cpu[0]:6.1f} {found.memory >> 20:5}"
        print(f"{name:15} {found.files:5} {sizes}  {ends}", flush=True)
        wrong += [f"{name}: {one}" for one in found.passed(kind)]
    sys.exit("\n".join(wrong) or 0)


if __name__ == "__main__":
    main()
