"""What the person wants, chose and can show, as their workspace keeps it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from upslope import __version__
from upslope.errors import NotFoundError, StoreError, UsageError
from upslope.records import Choice, ChoiceKind, Claim, Profile, Repository, Resume, Status
from upslope.store.kept_resume import YOURS, KeptResume

if TYPE_CHECKING:
    from upslope.guide.resume.check import Checked
    from upslope.store.forget import Forgotten
    from upslope.workspace.workspace import Workspace

SAMPLE = "sample_"
"""How the name of a kept resume begins that is an invented person's."""

OWN_SOURCES = ("email_alerts", "linkedin_export")
"""Sources whose replies are the person's own: mails to them, and the export of their account."""


class Written(NamedTuple):
    """A resume, and the file that was written of it."""

    resume: Resume
    data: bytes


class Person:
    """The person of one workspace. Nothing here is ever sent anywhere, or written to a log.

    Args:
        workspace: whose openings the choices are of.
        own: the person's own workspace, which differs while the sample is shown.
    """

    def __init__(self, workspace: Workspace, own: Workspace) -> None:
        self._workspace, self._own = workspace, own

    def profile(self) -> Profile:
        """Return what the person wants; empty where they did not say."""
        return self._own.store.person.profile() if self._own.has_store() else Profile()

    def want(self, **wishes: Any) -> Profile:
        """Change some fields of the profile, keep the others, and return it."""
        changed = msgspec.structs.replace(self.profile(), **wishes)
        self._own.store.person.want(changed)
        return changed

    def choose(self, postings: Iterable[str], choice: ChoiceKind) -> list[str]:
        """Note what was done with postings, each given by the beginning of its id.

        What is saved or applied to is tracked; see :class:`upslope.workspace.tracker.Tracker`.

        Raises:
            UsageError: one of them is not stored; nothing is noted.
        """
        found = [self._workspace.store.postings.get(one)[0] for one in postings]
        self._workspace.store.person.choose([one.id for one in found], choice)
        for one in found:
            if choice == "hidden":
                self._untrack(one.id, "saved")
            else:
                self._workspace.tracker.track(one, choice)
        return [one.title for one in found]

    def take_back(self, postings: Iterable[str]) -> int:
        """Take back what was done with postings; return how many choices that were.

        They leave the board of applications, unless they were answered since.
        """
        ids = [self._workspace.store.postings.get(one)[0].id for one in postings]
        taken = self._workspace.store.person.take_back(ids)
        for id in ids:
            self._untrack(id, "saved", "applied")
        return taken

    def _untrack(self, posting: str, *statuses: Status) -> None:
        application = self._workspace.tracker.of(posting)
        if application and application.posting == posting and application.status in statuses:
            self._workspace.tracker.remove(application)

    def forget_learned(self) -> int:
        """Let all choices made so far have no effect any more; return how many had one."""
        return self._workspace.store.person.forget_learned()

    def choices(self) -> list[Choice]:
        """Return all choices, oldest first."""
        return self._workspace.store.person.choices()

    def hidden(self) -> set[str]:
        """Return the ids of the postings that the person hid."""
        return {one.posting for one in self.choices() if one.choice == "hidden"}

    def resume(self, file: Path | None, *, as_written: bool = False) -> Resume:
        """Read the person's resume, with what their repositories show beside it.

        Args:
            file: the resume; default: the setting.
            as_written: whether words of gender stay, for what is not scored.

        Raises:
            DocumentError: it could not be read.
            UsageError: none is given and none is set.
        """
        from upslope.guide.resume import read_resume

        resume = read_resume(self._file(file), as_written=as_written)
        claims = self.claims()
        if not claims:
            return resume
        from upslope.guide.portfolio import resume_skills

        return msgspec.structs.replace(resume, skills=[*resume.skills, *resume_skills(claims)])

    def check(self, file: Path | None) -> Checked:
        """Read a resume back as an applicant tracking system would, and say what is lost.

        Raises:
            DocumentError: it could not be read at all.
            UsageError: none is given and none is set.
        """
        from upslope.guide.resume.check import check

        return check(self._file(file))

    def export(self, file: Path | None, to: Path, **who: str) -> Resume:
        """Write a resume anew as JSON Resume, Word or PDF, and return what was written.

        Args:
            file: the resume; default: the setting.
            to: the new file; its ending says the form.
            who: ``name``, ``email``, ``phone``, ``url`` of the person, which are kept nowhere.

        Raises:
            DocumentError: the resume could not be read.
            UsageError: the form is unknown, its package is missing, or the file is there already.
        """
        written = self.written(file, to.suffix.lower().lstrip("."), **who)
        try:
            with to.open("xb") as opened:
                opened.write(written.data)
        except OSError as error:
            if not isinstance(error, FileExistsError):
                to.unlink(missing_ok=True)  # what a full disk left of it
            raise UsageError(
                f"{to} could not be written: {error.strerror}.",
                kept="Nothing was changed.",
                next="Choose another name or folder.",
            ) from None
        return written.resume

    def written(self, file: Path | None, form: str, **who: str) -> Written:
        """Return a resume as the bytes of a file of some form; see :meth:`export`.

        Raises:
            DocumentError: the resume could not be read.
            UsageError: the form is unknown, or its package is missing.
        """
        from upslope.formats.resume_files import FORMS
        from upslope.guide.resume import read_resume
        from upslope.guide.resume.write import json_resume

        if form not in FORMS:
            raise UsageError(
                f"A resume cannot be written as {form or 'a file without an ending'}.",
                next=f"Give it one of these endings: {', '.join(FORMS)}.",
            )
        resume = read_resume(self._file(file), as_written=True)
        return Written(resume, FORMS[form](json_resume(resume, **who)))

    def resume_file(self) -> Path | None:
        """Return the resume that is used when none is given: of the settings, else the kept one."""
        if self._own.settings.resume:
            return self._own.settings.resume
        return KeptResume(self._own.settings.home).file()

    def keep_resume(self, data: bytes) -> Resume:
        """Keep a resume in the workspace, in place of the one before, once it could be read.

        Args:
            data: the file's bytes; what they hold says which form it has.

        Raises:
            DocumentError: it could not be read; the one before is kept.
            UsageError: the settings name another one.
        """
        return self._keep_resume(data, YOURS)

    def keep_sample_resume(self, name: str) -> Resume:
        """Look at everything as one of the invented people until a resume is given.

        Raises:
            UsageError: there is no such person, or the settings name a resume.
        """
        from upslope import sample

        file = sample.resumes().get(name)
        if file is None:
            known = ", ".join(sample.resumes())
            raise NotFoundError(f"There is no sample resume {name!r}.", next=f"There are: {known}.")
        return self._keep_resume(file.read_bytes(), SAMPLE + name)

    def sample_resume(self) -> str | None:
        """Return which of the invented people the kept resume is of, if it is."""
        file = self.resume_file()
        return file.name.removeprefix(SAMPLE) if file and file.name.startswith(SAMPLE) else None

    def forget_resume(self) -> None:
        """Delete the resume that is kept in the workspace."""
        KeptResume(self._own.settings.home).forget()

    def _keep_resume(self, data: bytes, name: str) -> Resume:
        from upslope.guide.resume import read_resume

        if self._own.settings.resume:
            raise UsageError(
                "Your settings name a resume already.",
                next="Take it out of config.toml, or UPSLOPE_RESUME, to choose one here.",
            )
        kept, owner = KeptResume(self._own.settings.home), self._own.store.owner
        return kept.keep(data, owner, read_resume, name=name)

    def _file(self, file: Path | None) -> Path:
        file = file or self.resume_file()
        if file is None:
            raise UsageError(
                "No resume is given and none is set.",
                next="Give one: upslope match --resume FILE (PDF, .docx, .odt, text, JSON Resume)",
            )
        return file

    def claims(self) -> list[Claim]:
        """Return what the person's repositories show."""
        return self._own.store.person.claims() if self._own.has_store() else []

    def portfolio(self) -> list[tuple[Repository, list[Claim]]]:
        """Return the repositories that were read, with what each shows."""
        kept = self._own.store.person
        return [(one, kept.claims(one.path)) for one in kept.repositories()]

    def read_repositories(
        self, paths: Sequence[Path], me: Sequence[str] = ()
    ) -> list[tuple[Repository, list[Claim]]]:
        """Read committed files of git repositories and keep what they show.

        Args:
            paths: folders of repositories.
            me: the person's names and mail addresses in them; default: those that git has.

        Raises:
            UsageError: a path is no repository; those before it are kept.
        """
        from upslope.guide.portfolio import read_repository

        known = list(me) or git_names()
        done = []
        for path in paths:
            repository, claims = read_repository(path.resolve(), known)  # as it is forgotten by
            self._own.store.person.show(repository, claims)
            done.append((repository, claims))
        return done

    def forget_repository(self, path: Path) -> bool:
        """Forget what a repository shows; say whether it was known."""
        return self._own.store.person.forget_repository(str(path.resolve()))

    def delete(self) -> Forgotten:
        """Delete everything of the person's own that is kept here, to the last byte.

        Openings, their history and the models stay.

        Raises:
            StoreError: another process is at work, or a file could not be deleted.
        """
        from upslope.store.forget import forget_person

        try:
            self.forget_resume()
            self._forget_samples()
            self._own.alerts.clear()
        except OSError as error:
            raise StoreError(
                f"A file of yours could not be deleted: {error.strerror} ({error.filename}).",
                kept="Your database is as it was.",
                next="Check who owns the file, then delete once more.",
            ) from error
        return forget_person(self._own.store, OWN_SOURCES)

    def _forget_samples(self) -> None:
        from upslope.store.forget import forget_person

        for sample in self._own.settings.home.glob("sample-*"):
            if sample.name == f"sample-{__version__}":  # choices among its openings
                forget_person(self._own.sample.store, ())
            else:
                shutil.rmtree(sample)


def git_names() -> list[str]:
    """Return the name and address under which the person commits, as their git has them."""
    asked = ["git", "config", "--global", "--get-regexp", r"^user\.(name|email)$"]
    try:
        said = subprocess.run(  # noqa: S603  (a fixed command)
            asked, capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return [line.split(" ", 1)[1] for line in said.stdout.splitlines() if " " in line]
