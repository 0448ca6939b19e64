"""One folder on disk with everything Upslope keeps; every face (commands, pages) calls it.

The folder holds ``upslope.db`` (postings, runs, history), ``raw/`` (replies as they came),
``sample-VERSION/`` (the embedded sample, kept apart) and ``config.toml`` (yours to write).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from upslope import __version__
from upslope.records import (
    Event,
    Filters,
    Found,
    Match,
    Posting,
    Reply,
    Run,
    Understanding,
)
from upslope.workspace.collected import Collected
from upslope.workspace.given import Record, posting_given

if TYPE_CHECKING:
    from upslope.pipeline import Progress
    from upslope.workspace.alerts import Alerts
    from upslope.workspace.duplicates import Openings
    from upslope.workspace.evidence import Pieces
    from upslope.workspace.finding import Finding
    from upslope.workspace.gatherings import Events
    from upslope.workspace.guidance import Guidance
    from upslope.workspace.left import Left
    from upslope.workspace.listing import Listing
    from upslope.workspace.market import Market
    from upslope.workspace.models import ModelLife
    from upslope.workspace.outside import Outside
    from upslope.workspace.pay import Pay
    from upslope.workspace.person import Person
    from upslope.workspace.portals import Connections
    from upslope.workspace.ranking import Ranked, Ranking
    from upslope.workspace.seen import SeenPages
    from upslope.workspace.tracker import Tracker
    from upslope.workspace.visits import Visits


class Started(NamedTuple):
    """What the main job did: its runs, the ranking, and what it stood on."""

    runs: list[Run]
    ranked: Ranked
    resume: Path
    is_sample: bool


class Workspace(Collected):
    """A folder, its settings, its store and the door to the network, each opened when needed.

    Args:
        folder: where everything is kept; default: ``UPSLOPE_HOME``, else the user-data folder.

    >>> import tempfile
    >>> posting = {"id": "1", "title": "Senior ML Engineer", "description": "5+ years of Python."}
    >>> with tempfile.TemporaryDirectory() as folder, Workspace(folder) as workspace:
    ...     [understood] = workspace.understand([posting])
    >>> understood.role, understood.seniority, understood.min_years
    ('ml_engineer', 'senior', 5)
    """

    _shown_for: Workspace | None = None

    @cached_property
    def sample(self) -> Workspace:
        """A workspace of its own with the embedded sample, so that it never mixes with yours."""
        from upslope import sample
        from upslope.store.database.engine import BUSY_SECONDS
        from upslope.store.disk.owner import alone_if

        kept = Workspace(self.settings.home / f"sample-{__version__}")
        kept._shown_for = self
        kept.settings = replace(kept.settings, database_url=None, boards={})
        runs, alone = kept.store.runs, kept.settings.home / "running" / "sample"
        with alone_if(alone, BUSY_SECONDS):  # of two first starts only one takes it in
            missing = [
                (name, board, reply)
                for name, board, reply in sample.recordings()
                if not runs.last(name, board, verdict="complete")
            ]
            if missing:
                kept._take_in_sample(missing)
        return kept

    def _take_in_sample(self, missing: Iterable[tuple[str, str, Reply]]) -> None:
        from upslope import pipeline

        for name, board, reply in missing:  # each by itself: it may be cut short
            pipeline.take_in(self.source(name), reply, self.store, board=board, company=board)
        self.follow()

    @cached_property
    def model_life(self) -> ModelLife:
        """What ``upslope models`` does: train, compare, promote, watch and retrain models."""
        from upslope.workspace.models import ModelLife

        return ModelLife(self.store)

    @cached_property
    def visits(self) -> Visits:
        """Which boards are wanted and due, and how the sources stand."""
        from upslope.workspace.visits import Visits

        return Visits(self)

    @cached_property
    def connections(self) -> Connections:
        """How many people the person knows at a company: ``connections.at(["Acme"])``."""
        from upslope.workspace.portals import Connections

        return Connections(self.store)

    @cached_property
    def finding(self) -> Finding:
        """Works out a company's board from its name or its site."""
        from upslope.workspace.finding import Finding

        return Finding(self)

    @cached_property
    def openings(self) -> Openings:
        """Which stored postings are one opening."""
        from upslope.workspace.duplicates import Openings

        return Openings(self.store)

    @cached_property
    def events(self) -> Events:
        """What ``upslope events`` does: conferences, deadlines, meetups."""
        from upslope.workspace.gatherings import Events

        return Events(self)

    @cached_property
    def evidence(self) -> Pieces:
        """What ``upslope evidence`` does: what shows what the person can do."""
        from upslope.workspace.evidence import Pieces

        return Pieces(self)

    @cached_property
    def person(self) -> Person:
        """What the person wants, chose and can show."""
        from upslope.workspace.person import Person

        return Person(self, self.own)

    @cached_property
    def tracker(self) -> Tracker:
        """The person's applications: kept in their own workspace, while the sample is shown too."""
        from upslope.workspace.tracker import Tracker

        return Tracker(self, self.own)

    @cached_property
    def ranking(self) -> Ranking:
        """Ranks the stored openings."""
        from upslope.workspace.ranking import Ranking

        return Ranking(self)

    @cached_property
    def listing(self) -> Listing:
        """Lists the stored openings a page at a time."""
        from upslope.workspace.listing import Listing

        return Listing(self)

    @cached_property
    def pay(self) -> Pay:
        """What openings state as pay, and what they are likely to pay."""
        from upslope.workspace.pay import Pay

        return Pay(self)

    @cached_property
    def outside(self) -> Outside:
        """Series that others publish, as they were known on each day."""
        from upslope.workspace.outside import Outside

        return Outside(self)

    @cached_property
    def market(self) -> Market:
        """Tables of what is asked for, what it pays and where it goes."""
        from upslope.workspace.market import Market

        return Market(self)

    @cached_property
    def guidance(self) -> Guidance:
        """What is missing, what to learn, how to apply."""
        from upslope.workspace.guidance import Guidance

        return Guidance(self)

    @cached_property
    def alerts(self) -> Alerts:
        """Saved searches, and who is told of what they find anew."""
        from upslope.workspace.alerts import Alerts

        return Alerts(self.own)

    @cached_property
    def left(self) -> Left:
        """What left this machine: whom Upslope asked, and which channels it told."""
        from upslope.workspace.left import Left

        return Left(self.own)

    @cached_property
    def seen(self) -> SeenPages:
        """Reads the opening of a page that the browser shows."""
        from upslope.workspace.seen import SeenPages

        return SeenPages(self.own)

    @property
    def own(self) -> Workspace:
        """The person's own workspace: this one, unless this is the sample shown in its place."""
        return self._shown_for or self

    def follow(self) -> None:
        """Link new openings, and bring the text index and the packed postings up to the store."""
        super().follow()
        self.ranking.keep_up()

    def state(self) -> Hashable:
        """Return what changes whenever an answer on openings or the person may be another one.

        That is: what is stored, what the person said and chose, their resume, and the day.
        """
        from upslope.store.changes import Changes

        marks = [self.store.person.mark()]
        if self.own is not self and self.own.has_store():
            marks.append(self.own.store.person.mark())
        file = self.person.resume_file()
        written = file.stat().st_mtime_ns if file and file.exists() else 0
        return Changes(self.store.database).mark(), *marks, file, written, date.today()

    def stocked(self) -> Workspace:
        """This workspace, or the embedded sample as long as nothing was collected here."""
        return self.sample if self.store.postings.is_empty() else self

    def start(
        self,
        resume: Path | None = None,
        *,
        top: int | None = None,
        progress: Progress | None = None,
    ) -> Started:
        """Do the main job: collect the wanted boards, then rank what is stored for a resume.

        Without boards and with nothing collected it works on the embedded sample; without a resume
        it ranks for an invented one.
        """
        from upslope import sample

        runs = self.collect(progress=progress) if self.visits.wanted() else []
        stock = self.stocked()
        stock.understand_again()
        file = resume or self.person.resume_file() or sample.resumes()["data_scientist"]
        return Started(runs, stock.rank(file, top=top), file, is_sample=stock is not self)

    def search(self, filters: Filters) -> Found:
        """Find stored postings by words and filters, best first; without words newest first.

        Raises:
            UsageError: a filter has a value that is none.
        """
        from upslope.guide.search import search

        return search(filters, self.store, self.index)

    def show(self, posting: str) -> tuple[Posting, Understanding, list[Event]]:
        """Return a stored posting by its id or the beginning of it, with its history."""
        found, understanding = self.store.postings.get(posting)
        return found, understanding, self.store.postings.history(found.id)

    def match(self, resume: Path | None, postings: Iterable[Record]) -> list[Match]:
        """Rank postings for a resume, best first, each with its reasons.

        Raises:
            DocumentError: the resume could not be read.
            UsageError: no resume is given and none is set.
        """
        from upslope.guide.match import match

        known = [posting_given(posting) for posting in postings]
        return match(self.person.resume(resume), known, self.understand(known))

    def rank(self, resume: Path | None = None, *, top: int | None = None) -> Ranked:
        """Rank the stored open postings for a resume and what the person wants; see :meth:`match`.

        Args:
            resume: the file; default: the setting ``resume``.
            top: how many to give; default: all.
        """
        return self.ranking.rank(self.person.resume(resume), top=top)
