"""What the guide says of the stored openings: what is missing, what to learn, how to apply."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from upslope.errors import NotFoundError, UsageError
from upslope.records import (
    Brief,
    Claim,
    Criterion,
    Match,
    Posting,
    Prerequisite,
    Resource,
    Understanding,
)

if TYPE_CHECKING:
    from upslope.guide.gap import Gap
    from upslope.guide.plan import Pace, Plan
    from upslope.guide.practice import Choice as Project
    from upslope.guide.prepare import Topic
    from upslope.guide.tailor import Rewritten, Tailored
    from upslope.records.learning import Opened, Worth
    from upslope.workspace.workspace import Workspace

Row = tuple[Posting, Understanding]


class Learnable(msgspec.Struct, frozen=True, kw_only=True):
    """A skill as something to learn: what comes before it, what to learn it from."""

    unit: Prerequisite
    resources: list[Resource]
    briefs: list[Brief]


class Guidance:
    """The guide over one workspace's openings, for its person.

    Args:
        workspace: whose openings, and whose person.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def wanted(self, *, saved: bool = False) -> list[Row]:
        """Return the openings that the person wants, newest first.

        Args:
            saved: those they saved or applied to; else the open ones that pass their profile.

        Raises:
            UsageError: there is none; says what to do.
        """
        from upslope.guide.wanted import MOST, ROLES, wanted
        from upslope.records import Filters

        person, postings = self._workspace.person, self._workspace.store.postings
        if saved:
            chosen = (one.posting for one in person.choices() if one.choice != "hidden")
            rows = [row for row in postings.by_ids([*dict.fromkeys(chosen)]) if not row[0].closed]
        else:
            profile, hidden = person.profile(), person.hidden()
            asked = Filters(roles=tuple(profile.roles or ROLES))
            found = wanted(postings.search(asked).rows, profile)
            rows = [row for row in found if row[0].id not in hidden][:MOST]
        if not rows:
            raise UsageError(
                "No opening is saved." if saved else "No open opening passes your profile.",
                next="Save some: upslope choices save ID"
                if saved
                else "Widen it (upslope profile) or collect more: upslope collect",
            )
        return rows

    def gap(
        self,
        resume: Path | None = None,
        *,
        skills: Sequence[str] = (),
        saved: bool = False,
        line: float | None = None,
    ) -> Gap:
        """Say what the person lacks for the openings they want, and what it costs them.

        Args:
            resume: the file; default: the setting.
            skills: to try together, in any wording.
            saved: look at saved openings only.
            line: score from which a match counts as one to apply for; default: the match's own.

        Raises:
            UsageError: no opening is wanted, or a skill is none.
        """
        from upslope.guide.gap import gap
        from upslope.guide.match import LINE

        person, rows = self._workspace.person, self.wanted(saved=saved)
        postings, understandings = zip(*rows, strict=True)
        return gap(
            person.resume(resume),
            postings,
            understandings,
            claims=person.claims(),
            chosen=skills,
            line=LINE if line is None else line,
            score=self._workspace.ranking.score_of([one.id for one in postings]),
        )

    def plan(self, resume: Path | None = None, *, pace: Pace, saved: bool = False) -> Plan:
        """Say in which order to learn, beside the order by popularity.

        Args:
            resume: the file; default: the setting.
            pace: from when on, and how many hours.
            saved: look at saved openings only.

        Raises:
            UsageError: no opening is wanted.
        """
        from upslope.guide.gap.effect import Effects
        from upslope.guide.match import LINE
        from upslope.guide.plan import plan

        person, rows = self._workspace.person, self.wanted(saved=saved)
        postings, understandings = zip(*rows, strict=True)
        read = person.resume(resume)
        score = self._workspace.ranking.score_of([one.id for one in postings])
        return plan(
            read,
            postings,
            understandings,
            pace,
            claims=person.claims(),
            profile=person.profile(),
            effects=Effects(read, postings, score, LINE),
        )

    def early(
        self, resume: Path | None = None, *, top: int | None = None
    ) -> list[tuple[Match, Row]]:
        """Rank internships and first posts for a beginner, best first, each with its row.

        Raises:
            UsageError: no opening is for beginners.
        """
        from upslope.guide.early import rank_early
        from upslope.guide.first_posts import signs
        from upslope.guide.wanted import BEGINNERS, MOST, wanted
        from upslope.records import Filters

        person = self._workspace.person
        profile = msgspec.structs.replace(person.profile(), levels=[])
        profile = msgspec.structs.replace(profile, roles=profile.roles or [*BEGINNERS])
        asked, hidden = Filters(roles=tuple(profile.roles)), person.hidden()
        open_ones = wanted(self._workspace.store.postings.search(asked).rows, profile)
        fit = (row for row in open_ones if row[0].id not in hidden and signs(*row))
        newest = list(islice(fit, MOST))
        rows = {posting.id: (posting, understood) for posting, understood in newest}
        if not rows:
            raise UsageError(
                "No open opening that passes your profile is an internship or a first post.",
                next="Collect more: upslope collect; or widen your profile: upslope profile",
            )
        postings, understandings = zip(*rows.values(), strict=True)
        found = rank_early(person.resume(resume), postings, understandings, date.today())
        return [(one, rows[one.posting]) for one in found[:top]]

    def practice(self, resume: Path | None = None, *, hours: float = 120.0) -> list[Project]:
        """Choose projects that close most of the person's gap in the hours they have.

        Raises:
            UsageError: no opening is wanted.
        """
        from upslope.guide.plan.projects import projects

        person = self._workspace.person
        asked = [understood for _, understood in self.wanted()]
        return projects(person.resume(resume), asked, person.claims(), hours)

    def brief(self, id: str) -> Brief:
        """Return a project's brief by its id.

        Raises:
            NotFoundError: there is none of that id.
        """
        from upslope.guide.practice import briefs

        known = briefs()
        if id not in known:
            raise NotFoundError(f"There is no project {id!r}.", next="See: upslope practice --all")
        return known[id]

    def verify(self, brief: str, path: Path) -> list[tuple[Criterion, list[Claim]]]:
        """Say which criteria of a project a repository meets, by which claims.

        Raises:
            UsageError: there is no such project, or the folder is no repository.
        """
        from upslope.guide.portfolio import read_repository, verify
        from upslope.workspace.person import git_names

        wanted = self.brief(brief)
        return verify(wanted, read_repository(path, git_names())[1])

    def degrees(self) -> list[Opened]:
        """Say what each degree opens among the openings that the person wants.

        Raises:
            UsageError: no opening is wanted.
        """
        from upslope.guide.degrees import steps

        return steps([understood for _, understood in self.wanted()])

    def certificates(self, resume: Path | None = None) -> list[Worth]:
        """Say what each certificate is worth to the person: those to think of first.

        Raises:
            UsageError: no opening is wanted, or no resume is given.
        """
        from upslope.guide.gap import gap
        from upslope.guide.learning import worths

        person, rows = self._workspace.person, self.wanted()
        postings, understandings = zip(*rows, strict=True)
        found = gap(person.resume(resume), postings, understandings, claims=person.claims())
        texts = [f"{posting.title}\n{posting.description or ''}" for posting in postings]
        lacking = [one.what for one in found.lacks if one.kind == "skill" and not one.listed]
        return worths(texts, lacking, date.today())

    def learn(self, skill: str) -> Learnable:
        """Say what a skill needs, how long it takes and what to learn it from.

        Raises:
            NotFoundError: the taxonomy knows no such skill, or it is nothing to learn by itself.
        """
        from upslope.guide.learning import resources, unit
        from upslope.guide.practice import briefs

        label = self._workspace.skill(skill).preferred_label
        found = unit(label)
        if found is None:
            raise NotFoundError(f"{label} is nothing to learn by itself.")
        return Learnable(
            unit=found,
            resources=[one for one in resources() if label in one.skills],
            briefs=[one for one in briefs().values() if label in one.skills],
        )

    def tailor(self, posting: str, resume: Path | None = None) -> Tailored:
        """Say how a resume can be made to fit a stored posting, from its own lines only.

        Raises:
            UsageError: there is no such posting, or no resume.
        """
        from upslope.guide.tailor import tailor

        found, understood = self._workspace.store.postings.get(posting)
        return tailor(self._workspace.person.resume(resume, as_written=True), found, understood)

    def rewrite(self, posting: str, resume: Path | None, lines: Sequence[str]) -> list[Rewritten]:
        """Have the person's own language model say lines in a posting's words.

        Raises:
            UsageError: no language model is set, or not one on this machine.
            NetworkError: it did not answer.
        """
        from upslope.guide.tailor import rewrite
        from upslope.sources.door.language_model import LanguageModel

        settings = self._workspace.own.settings
        if not settings.language_model_url or not settings.language_model:
            raise UsageError(
                "No language model is set; nothing else needs one.",
                next="Run one on this machine, then set language_model_url and language_model "
                "in config.toml.",
            )
        model = LanguageModel(settings.language_model_url, settings.language_model)
        found, _ = self._workspace.store.postings.get(posting)
        read = self._workspace.person.resume(resume, as_written=True)
        return rewrite(read, found, lines, model.ask)

    def prepare(self, posting: str, resume: Path | None = None) -> list[Topic]:
        """List what to review before an interview for a stored posting.

        Raises:
            UsageError: there is no such posting, or no resume.
        """
        from upslope.guide.prepare import prepare

        found, understood = self._workspace.store.postings.get(posting)
        person = self._workspace.person
        return prepare(person.resume(resume, as_written=True), found, understood, person.claims())
