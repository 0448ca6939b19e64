"""Which files a person wrote, by the history: at least half of the lines that are there now.

Names and addresses are compared here and go nowhere else.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from upslope.guide.portfolio.git import MIB, Git
from upslope.guide.portfolio.objects import printable

MOST_COMMITS = 20_000
MOST_BLAMED = 200
_HALF = 0.5


class Authors(msgspec.Struct, kw_only=True):
    """How much of each file the person wrote, 0 to 1; ``None`` where nothing says who they are.

    ``people`` counts authors of the history, machines left out; ``first`` is the share of today's
    files that came with the first commit, if somebody else made it.
    """

    shares: dict[str, float] | None
    people: int = 0
    commits: int = 0
    first: float = 0.0
    whole: bool = True

    def wrote(self, path: str) -> bool:
        """Whether a file counts as this person's work."""
        return self.shares is None or self.shares.get(path, 0.0) >= _HALF


class _Commit(msgspec.Struct):
    author: tuple[str, str]
    added: dict[str, int]


def read_authors(git: Git, me: Sequence[str], paths: Iterable[str], until: float) -> Authors:
    """Return what the person wrote of these files; a bounded part of a long history is read.

    From ``until`` on (by :func:`time.monotonic`) no more files are looked at line by line.
    """
    said, whole = git.run(
        "log", f"--max-count={MOST_COMMITS}", "--no-show-signature", "--no-mailmap", "--no-renames",
        "--no-ext-diff", "--no-textconv", "--no-color", "--ignore-submodules=all",
        "--numstat", "-z",
        "--format=%x01%an%x02%ae%x02", git.commit,
        most=64 * MIB, seconds=min(20, until - time.monotonic()),
    )  # fmt: skip
    commits = [_commit(part) for part in said.split(b"\1")[1:]]
    people = {_person(c.author) for c in commits if "[bot]" not in c.author[0].casefold()}
    wanted = set(paths)
    mine = frozenset(name.strip().casefold() for name in me if name.strip())
    found = Authors(shares=None, people=len(people), commits=len(commits), whole=whole)
    if not mine or git.shallow or not commits:
        return found
    found.shares = _shares(git, commits, mine, wanted, until)
    root = commits[-1]
    if whole and len(commits) < MOST_COMMITS and not _is_me(root.author, mine) and wanted:
        found.first = len(wanted & root.added.keys()) / len(wanted)
    return found


def _commit(part: bytes) -> _Commit:
    name, _, rest = part.partition(b"\2")
    mail, _, rest = rest.partition(b"\2")
    added: dict[str, int] = {}
    for line in rest.split(b"\0"):
        hit = re.fullmatch(rb"\s*(\d+|-)\t(?:\d+|-)\t(.+)", line, re.DOTALL)
        if hit:
            added[printable(hit[2])] = int(hit[1]) if hit[1].isdigit() else 1
    return _Commit((name.decode("utf-8", "replace"), mail.decode("utf-8", "replace")), added)


def _person(author: tuple[str, str]) -> str:
    return author[1].casefold() or author[0].casefold()


def _is_me(author: tuple[str, str], me: frozenset[str]) -> bool:
    return author[0].strip().casefold() in me or author[1].strip().casefold() in me


def _shares(
    git: Git, commits: list[_Commit], me: frozenset[str], wanted: set[str], until: float
) -> dict[str, float]:
    """Shares by who ever added lines; where several did, by whose lines are left."""
    mine, others = Counter[str](), Counter[str]()
    for commit in commits:
        counts = mine if _is_me(commit.author, me) else others
        counts.update({path: n for path, n in commit.added.items() if path in wanted})
    shares: dict[str, float] = {}
    blamed = 0
    for path in sorted(wanted & mine.keys()):
        share = mine[path] / ((mine[path] + others[path]) or 1)
        if others[path] and blamed < MOST_BLAMED and time.monotonic() < until:
            blamed += 1
            share = _blame(git, path, me, share)
        elif not mine[path] and not others[path]:
            share = 1.0  # an empty file
        shares[path] = share
    return shares


def _blame(git: Git, path: str, me: frozenset[str], otherwise: float) -> float:
    """The share of the lines of a file, as it is, that the person wrote."""
    said, whole = git.run(
        "blame", "--line-porcelain", "--no-textconv", git.commit, "--", path,
        most=32 * MIB, seconds=5,
    )  # fmt: skip
    text = said.decode("utf-8", "replace")
    names = re.findall(r"^author (.*)\nauthor-mail <(.*)>$", text, re.MULTILINE)
    if not whole or not names:
        return otherwise
    return sum(_is_me(author, me) for author in names) / len(names)


def share_of(authors: Authors, lines: dict[str, int]) -> float | None:
    """How much of what was read the person wrote, by lines; ``None`` if nobody can say.

    >>> share_of(Authors(shares={"a.py": 1.0}), {"a.py": 30, "b.py": 10})
    0.75
    """
    if authors.shares is None:
        return None
    whole = sum(lines.values())
    mine = sum(count * authors.shares.get(path, 0.0) for path, count in lines.items())
    return round(mine / whole, 3) if whole else 0.0
