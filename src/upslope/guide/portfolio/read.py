"""Read one repository: committed files only, nothing of it is run, bounded in time and memory."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from upslope.errors import ReadError
from upslope.guide.portfolio.artefacts import read_artefacts
from upslope.guide.portfolio.authors import MOST_COMMITS, Authors, read_authors, share_of
from upslope.guide.portfolio.claims import joined
from upslope.guide.portfolio.code import read_code
from upslope.guide.portfolio.containers import installed, read_containers
from upslope.guide.portfolio.deployments import read_deployments
from upslope.guide.portfolio.git import Git
from upslope.guide.portfolio.infrastructure import read_infrastructure
from upslope.guide.portfolio.library import by_package
from upslope.guide.portfolio.objects import Entry
from upslope.guide.portfolio.project import Modules, Source, read_source
from upslope.guide.portfolio.reach import reach
from upslope.guide.portfolio.sighting import Found
from upslope.guide.portfolio.stages import read_stages
from upslope.guide.portfolio.tree import chosen, why_not_content
from upslope.guide.portfolio.workflows import read_workflows
from upslope.records.portfolio import Claim, Repository

_COPIED = 0.8
"""From this share of files on a first commit by somebody else is a copy of their work."""
SECONDS = 60.0
_FOR_AUTHORS = 0.3
_FOR_FILES = 0.7
"""Shares of the time after which the history, and the files, are read no further: what was read is
joined in the rest."""
_LATE = "not read: the time was up"


def read_repository(
    path: Path | str, me: Sequence[str] = (), seconds: float = SECONDS
) -> tuple[Repository, list[Claim]]:
    """Return what a local git repository is and what its committed files show.

    Args:
        path: the folder that holds ``.git``.
        me: names and mail addresses by which the person commits. Files of which they wrote less
            than half of the lines show nothing; without any, all files count as theirs.
        seconds: after which no further file is read; what was not read is counted.

    Raises:
        UsageError: git is not installed, or the folder is no repository.
        DocumentError: it has no commit, or is damaged.

    >>> from upslope.errors import UsageError
    >>> try:
    ...     read_repository("/")
    ... except UsageError as error:
    ...     print(error.next)
    Give the folder that holds `.git`.
    """
    folder = Path(path)
    start = time.monotonic()
    git = Git(folder, until=start + seconds)
    entries, whole = git.entries()
    wanted, left = chosen(entries)
    paths = sorted({entry.path for entry in entries if entry.mode.startswith("100")})
    until = start + _FOR_AUTHORS * seconds
    authors = read_authors(git, me, paths, until) if whole else Authors(shares=None)
    sources = _sources(git, wanted, left, start + _FOR_FILES * seconds)
    found = Found()
    _read(sources, paths, found)
    _together(authors, sources, found)
    run = reach(sources, found.runs)
    claims, lost = joined(found, sources, run, authors.wrote)
    left["written by others: not yours"] += sum(not authors.wrote(s.path) for s in sources)
    name = folder.absolute().name
    repository = Repository(
        name=name,
        path=str(folder.absolute()),
        commit=git.commit,
        files=len(sources),
        share=share_of(authors, {s.path: s.text.count("\n") + 1 for s in sources}),
        read_at=datetime.now(UTC).isoformat(timespec="seconds"),
        left_out={reason: count for reason, count in sorted(left.items()) if count},
        notes=_notes(git, authors, sources, lost, whole=whole, named=bool(me)),
    )
    changed = {"repository": name, "commit": git.commit[:12]}
    return repository, [msgspec.structs.replace(claim, **changed) for claim in claims]


def _sources(git: Git, wanted: list[Entry], left: Counter[str], until: float) -> list[Source]:
    """The files as they were read, in order of path; those nearest to the root are read first."""
    sources: list[Source] = []
    there = 0
    for entry, body in git.blobs(wanted):
        there += 1
        read = _source(entry, body) if time.monotonic() < until else _LATE
        if isinstance(read, Source):
            sources.append(read)
        else:
            left[read] += 1
    late = time.monotonic() >= until
    left[_LATE if late else "missing from the repository"] += len(wanted) - there
    return sorted(sources, key=lambda source: source.path)


def _source(entry: Entry, body: bytes) -> Source | str:
    """The file, or the reason why it does not count."""
    why = why_not_content(entry.path, body)
    if why:
        return why
    try:
        source = read_source(entry.path, body)
    except ReadError:
        return "damaged notebooks"
    return "generated" if source.notebook and source.notebook.generated else source


def _read(sources: Sequence[Source], paths: Sequence[str], found: Found) -> None:
    modules = Modules(sources)
    for source in sources:
        if not read_workflows(source, found):
            read_containers(source, found)
            read_infrastructure(source, found)
            read_deployments(source, found)
            read_stages(source, found)
        read_code(source, modules, found)
        for text, line in source.notebook.shell if source.notebook else ():
            for name in installed(text):
                library = by_package(name)
                if library:
                    says = f"{name} installed"
                    found.skills(library.skills, "declared", source.path, line, says)
    read_artefacts(sources, paths, found)


def _together(authors: Authors, sources: Sequence[Source], found: Found) -> None:
    """Several people in one history work together; that shows in a file that the person wrote."""
    mine = next((source.path for source in sources if authors.wrote(source.path)), None)
    if authors.people > 1 and mine and authors.first <= _COPIED:
        says = f"{authors.people} people wrote here"
        found.duty("collaboration", "called", mine, 0, says)


def _notes(  # noqa: PLR0913  what a person is told is drawn from all that was read
    git: Git, authors: Authors, sources: Sequence[Source], lost: int, *, whole: bool, named: bool
) -> list[str]:
    notes = []
    if not named:
        notes.append("Nothing says who you are, so all files count as yours.")
    elif git.shallow:
        notes.append("The history is cut off (a shallow clone), so all files count as yours.")
    elif authors.shares is not None and not any(authors.shares.values()):
        notes.append("No commit here is by you. Name the addresses that you commit with.")
    if lost:
        notes.append(f"{lost} things are shown only by files that others wrote; they do not count.")
    if authors.first > _COPIED:
        notes.append("Most files came with the first commit, which somebody else made.")
    if authors.commits == 1 and authors.people == 1:
        notes.append("All came in one commit, so the history cannot show who wrote it.")
    if not authors.whole or authors.commits == MOST_COMMITS:
        notes.append("The history is long: only its newest part was read.")
    if not whole:
        notes.append("The list of files is too long: only its first part was read.")
    old = sum(source.old for source in sources)
    if old:
        notes.append(f"{old} Python files could not be parsed: only their imports count.")
    return notes
