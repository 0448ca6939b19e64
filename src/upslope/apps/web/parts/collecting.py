"""The works that bring openings in: boards are asked, one is looked for, a file is read."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from upslope import plugins
from upslope.apps.web.forms import Upload
from upslope.apps.web.work import Work
from upslope.pipeline.estimate import Estimate, estimate
from upslope.records import Run
from upslope.sources import directory
from upslope.workspace import Workspace

ALL = "all"
_DOING = {"list": "List read", "texts": "Text read"}


def collect(
    workspace: Workspace,
    title: str,
    boards: Mapping[str, Sequence[str]] | None = None,
    *,
    groups: Sequence[str] = (),
    only_ml: bool = False,
) -> Work:
    """Return the work of asking boards; see :meth:`upslope.workspace.Workspace.collect`."""

    def tell(work: Work) -> Callable[[str, int, int], None]:
        def told(what: str, done: int, total: int) -> None:
            doing, _, which = what.partition(" ")
            work.tell(f"{_DOING.get(doing, doing)}: {which}", done, total)

        return told

    def do(work: Work) -> list[Run]:
        with workspace.visits.alone():
            runs = workspace.collect(
                boards, groups=groups, only_ml=only_ml, progress=tell(work), stop=work.stop
            )
        workspace.alerts.send_in_background()
        return runs

    return Work("collect", title, do, stops=True)


def read_file(workspace: Workspace, upload: Upload, company: str, *, only_ml: bool) -> Work:
    """Return the work of reading a file that the person sent; it is kept no longer than that."""

    def do(work: Work) -> Run:
        store = workspace.store
        folder = store.owner.part(store.folder / "running")  # swept away after a crash
        folder.mkdir(mode=0o700)
        try:
            file = folder / safe_name(upload.name)
            file.write_bytes(upload.data)
            return workspace.collect_from(str(file), company=company, only_ml=only_ml)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    return Work("file", f"Reading {safe_name(upload.name)}", do)


def safe_name(name: str) -> str:
    r"""Return a name that a file can have here, with the ending that it came with.

    >>> safe_name("../../Saved page.HTML"), safe_name(".."), safe_name("a\x00b.eml")
    ('Saved page.HTML', 'file', 'a b.eml')
    """
    words = re.sub(r"[^\w .()+-]", " ", name.rpartition("/")[2]).strip(" .")
    stem, dot, ending = words.rpartition(".")
    return f"{stem[:80]}{dot}{ending[:12]}" if stem else words[:80] or "file"


def find(workspace: Workspace, asked: str) -> Work:
    """Return the work of looking for a company's board."""

    def do(work: Work) -> Any:
        return workspace.finding.find(asked)

    return Work("find", f"Looking for the board of {asked}", do)


def cost(boards: Sequence[tuple[str, str]]) -> Estimate:
    """Say what asking boards takes at least."""
    sources = plugins.sources()
    return estimate((sources[name], board) for name, board in boards if name in sources)


@cache
def cost_of_group(group: str) -> Estimate:
    """Say what asking a group of the directory takes at least.

    >>> cost_of_group("labs").requests >= 50
    True
    """
    asked = directory.boards(() if group == ALL else [group])
    return cost([(name, board) for name, boards in asked.items() for board in boards])
