"""Finds a company's board, shows what is on it, and adds it once the person agrees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import msgspec

from upslope.errors import UsageError
from upslope.records import RawPosting
from upslope.sources import directory, discover
from upslope.sources.discover import Found, How, Sample

if TYPE_CHECKING:
    from upslope.workspace.workspace import Workspace

MOST_TITLES = 5
MOST_BOARDS = 5
"""Boards of one page, or of one name, that are looked at."""


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A board that may be the company's, and what its first page shows.

    Args:
        source: name of the source.
        board: its name there.
        how: how it was found; see :data:`upslope.sources.discover.How`.
        company: whose board it is: as the board itself says, or else the directory.
        agrees: whether that is the company asked for; ``None`` if neither says a name.
        postings: how many openings it has; ``None`` if that takes more than one page.
        titles: of the first five.
        ml: how many of the first page look like machine learning by their title.
        looked_at: how many openings the first page has.
        error: why the board could not be read; it cannot be added then.
        missing: whether that is because there is no such board.
    """

    source: str
    board: str
    how: How
    company: str | None = None
    agrees: bool | None = None
    postings: int | None = None
    titles: list[str] = []
    ml: int = 0
    looked_at: int = 0
    error: str = ""
    missing: bool = False

    @property
    def sure(self) -> bool:
        """Whether it may be added unseen: a guess must say the name, nothing may say another."""
        return not self.error and (self.agrees or (self.agrees is None and self.how != "name"))


class Findings(NamedTuple):
    """Candidates, the likeliest first, and what to know if there is none or they are wrong."""

    candidates: list[Candidate]
    notes: list[str]


class Finding:
    """The search for boards of one workspace.

    Args:
        workspace: whose sources and door are used, and to which boards are added.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._sources = workspace.sources()

    def find(self, asked: str) -> Findings:
        """Work out the board of a company from its name or from an address of its site.

        A name is looked up in the directory; one that is not there is tried on a few sources, with
        one request each. Of a site three pages are read at most. Nothing is added or stored.

        Raises:
            UsageError: nothing was asked.
        """
        asked = asked.strip()
        if not asked:
            raise UsageError("Whose board?", next='Try: upslope sources find "Company or address"')
        known = directory.named(asked)
        if not known and (url := _address(asked)):
            return self._by_address(url)
        if known:
            return self._known(asked, known)
        return self._by_name(asked)

    def add(self, candidate: Candidate) -> bool:
        """Have a found board visited from now on; say whether that is new."""
        return self._workspace.visits.add(candidate.source, candidate.board, candidate.company)

    def _known(self, asked: str, employers: list[directory.Employer]) -> Findings:
        boards = [
            Found(board.source, board.name, "directory")
            for one in employers
            for board in one.boards
        ]
        notes = [
            f"{one.name} has no board that a program may ask; its openings are at {one.careers}."
            for one in employers
            if one.careers
        ]
        there = self._look_at(boards, [asked])
        if there and all(one.missing for one in there):
            guessed = self._by_name(asked)
            gone = [f"The directory's board, {one.source} {one.board}, is gone." for one in there]
            return Findings(guessed.candidates, [*gone, *guessed.notes])
        return Findings(there, notes + self._limits(asked))

    def _by_name(self, asked: str) -> Findings:
        near = [one.name for one in directory.named(asked, near=3)]
        tried = self._look_at(discover.guesses(asked, self._sources), [asked])
        there = [one for one in tried if one.titles]
        notes = [f"The directory has no {asked}, but: {', '.join(near)}."] if near else []
        notes += dict.fromkeys(one.error for one in tried if one.error and not one.missing)
        if not there:
            notes.append("Open the company's career page and give its address instead of its name.")
        return Findings(there, notes + self._limits(asked))

    def _by_address(self, url: str) -> Findings:
        trail = discover.follow(url, self._sources, self._workspace.door)
        systems = [
            f"The page leads to {name}, which Upslope cannot ask. Save the page of an opening in "
            "your browser, then: upslope collect --from FILE"
            for name in trail.systems
        ]
        labels = (urlsplit(url).hostname or "").split(".")
        direct = [found.how for found in trail.boards] == ["address"]
        return Findings(
            self._look_at(trail.boards[:MOST_BOARDS], [] if direct else labels),
            [*trail.errors, *systems],
        )

    def _look_at(self, boards: list[Found], names: list[str]) -> list[Candidate]:
        return [self._candidate(found, names) for found in boards]

    def _candidate(self, found: Found, names: list[str]) -> Candidate:
        spellings = 1 if found.how == "name" else discover.MOST_SPELLINGS
        sample = discover.probe(
            self._workspace.source(found.source),
            found.board,
            self._workspace.door,
            spellings=spellings,
        )
        employer = directory.of_board(found.source, found.board)
        return Candidate(
            source=found.source,
            board=found.board,
            how=found.how,
            company=sample.company or (employer.name if employer else None),
            agrees=_agrees(found.how, names, sample, employer),
            postings=sample.total,
            titles=[posting.title for posting in sample.postings[:MOST_TITLES]],
            ml=sum(map(_of_the_field, sample.postings)),
            looked_at=len(sample.postings),
            error=sample.error,
            missing=sample.missing,
        )

    def _limits(self, asked: str) -> list[str]:
        source = self._sources.get(asked.casefold())
        return [f"{source.label}: {source.limits}"] if source else []


def _address(asked: str) -> str | None:
    """Give the address that the person means, if it is one; "quillfish.example" may be so."""
    if re.match(r"https?://", asked, re.I):
        return asked
    return f"https://{asked}" if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+(?:[/?]\S*)?", asked) else None


def _agrees(
    how: How, names: list[str], sample: Sample, employer: directory.Employer | None
) -> bool | None:
    """Say whether the board is the one asked for; what it says itself counts before the directory.

    Args:
        how: how it was found; the names are parts of the company's own site if that shows it.
        names: what the company may be called; none where the board itself was asked for.
        sample: of the board.
        employer: whose board it is by the directory.
    """
    listed = [employer.name, *employer.aliases] if employer else []
    if not names:
        return None
    if said := sample.company:
        shown = how in {"page", "own site"}
        return any(discover.agree(name, said) for name in (*names, *listed)) or (
            shown and any(discover.begins_alike(name, said) for name in names)
        )
    return any(discover.agree(name, one) for name in names for one in listed) if listed else None


def _of_the_field(posting: RawPosting) -> bool:
    from upslope.pipeline.choose import title_passes
    from upslope.records import Posting

    return title_passes(Posting(id="", source="", source_id="", title=posting.title))
