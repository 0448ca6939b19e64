"""Which lines something that a person does adds to a journal; none if it says nothing new.

Each function is given the application's lines as they are at this moment, with nobody writing in
between. ``seen`` is the number that the person's page showed: what was written later of the same
thing is theirs to look at first. What is only appended is never in anybody's way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from upslope.errors import ChangedMeanwhileError, NotFoundError, UsageError
from upslope.guide.tracker.fold import fold
from upslope.guide.tracker.written import FIELDS
from upslope.records import STATUSES, Application, EntryKind, JournalEntry, StatusStep, Written

Lines = Sequence[JournalEntry]
replace = msgspec.structs.replace


def state(before: Lines) -> Application:
    """Return the application that these lines tell of.

    Raises:
        UsageError: there is none.
    """
    folded = fold(before)
    if not folded:
        raise NotFoundError("There is no such application.", next="See: upslope track")
    return next(iter(folded.values()))


def begun(
    before: Lines, tracked: JournalEntry, step: JournalEntry, today: str
) -> list[JournalEntry]:
    """Begin an application; if it is known, put it back on the board and move it on, never back."""
    if not before:
        return [_dated(tracked, today), _dated(step, today)]
    if _is_known(before, step):
        return []
    known = state(before)
    back = replace(tracked, kind="restored", data={})
    goes_back = STATUSES.index(step.data["status"]) < STATUSES.index(known.status)
    return [
        *([back] if known.removed else []),
        *([] if goes_back else moved(before, step, today)),
    ]


def moved(
    before: Lines, step: JournalEntry, today: str, seen: int | None = None
) -> list[JournalEntry]:
    """Give an application another status, or the one it has another day.

    Args:
        before: its lines.
        step: the new status; its day, if none is told, is today or what stands already.
        today: ISO 8601.
        seen: number of the application that the person saw.

    Raises:
        ChangedMeanwhileError: it was moved since, to another status or day.
    """
    known = state(before)
    standing = _standing(known)
    if _is_known(before, step) or step.data.items() <= _said(standing).items():
        return []
    then = _as_seen(before, seen)
    if then and _said(_standing(then)) != _said(standing):
        raise ChangedMeanwhileError(
            f"This application was moved meanwhile: it is now {known.status.replace('_', ' ')}.",
            theirs=known,
            next="Look at it again, then move it.",
        )
    return [_dated(step, today)]


def detailed(before: Lines, line: JournalEntry, seen: int | None = None) -> list[JournalEntry]:
    """Correct what an application says of its company, title, address or place.

    Raises:
        ChangedMeanwhileError: one of these was corrected otherwise since ``seen``.
    """
    known = state(before)
    data = {name: text for name, text in line.data.items() if getattr(known, name) != text}
    if not data or _is_known(before, line):
        return []
    then = _as_seen(before, seen)
    if then and any(getattr(then, name) != getattr(known, name) for name in data):
        raise ChangedMeanwhileError(
            f"The {' and the '.join(data)} of this application was changed meanwhile.",
            theirs=known,
            next="Look at both, then write it again.",
        )
    return [replace(line, data=data)]


def changed(before: Lines, line: JournalEntry, seen: int | None = None) -> list[JournalEntry]:
    """Put other words in place of something written, or another day in place of a step's.

    Raises:
        ChangedMeanwhileError: it was changed otherwise since ``seen``, or erased.
    """
    if _is_known(before, line):
        return []
    theirs = written(before, line.data["of"])
    if _said(theirs) == {name: text for name, text in line.data.items() if name != "of"}:
        return []
    then = _as_seen(before, seen)
    if then and _said(_find(then, theirs.id)) != _said(theirs):
        raise ChangedMeanwhileError(
            "This was changed meanwhile.", theirs=theirs, next="Look at both, then write it again."
        )
    return [line]


def appended(before: Lines, line: JournalEntry) -> list[JournalEntry]:
    """Add something written; the same line once.

    Raises:
        UsageError: there is no such application.
    """
    return [line] if state(before) and not _is_known(before, line) else []


def marked(before: Lines, line: JournalEntry) -> list[JournalEntry]:
    """Add a line that says something once: done, erased, removed, restored, seen."""
    known = state(before)
    if _is_known(before, line):
        return []
    of = line.data.get("of", "")
    if line.kind == "erased":
        again = any(one.kind == "erased" and one.data.get("of") == of for one in before)
        return [] if again or not written(before, of) else [line]
    if line.kind == "done":
        is_done = line.data["done"] == "yes"
        return [line] if _reminder(before, of).done != is_done else []
    says = {"removed": known.removed, "restored": not known.removed, "seen": known.seen_closed}
    return [] if says[line.kind] else [line]


def _reminder(before: Lines, id: str) -> Written:
    one = written(before, id)
    if isinstance(one, Written) and one.kind in ("reminder", "date"):
        return one
    raise UsageError("Only a reminder or a date can be done.")


def written(before: Lines, id: str) -> Written | StatusStep:
    """Return something written of an application, or a step of it, by its id.

    Raises:
        UsageError: there is none of that id, or it was erased.
    """
    known = state(before)
    found = _find(known, id)
    if found is None:
        raise NotFoundError(
            f"Nothing of the id {id[:100]!r} is written of this application, or it was erased.",
            next=f"See: upslope track show {known.id}",
        )
    return found


def kind_of(one: Written | StatusStep) -> EntryKind:
    """Return the kind of line that changes something written."""
    return one.kind if isinstance(one, Written) else "status"


def whole(one: Written | StatusStep, data: Mapping[str, str]) -> dict[str, str]:
    """Return all fields of something written, with those that are given in place of its own."""
    names = FIELDS[one.kind] if isinstance(one, Written) else ("status", "day")
    known = dict.fromkeys(names, "") | _said(one)
    return {**known, **data}


def _said(one: Written | StatusStep | None) -> dict[str, str]:
    if isinstance(one, StatusStep):
        return {"status": one.status, "day": one.day}
    return one.data if one else {}


def _standing(known: Application) -> StatusStep | None:
    return known.steps[-1] if known.steps else None


def _find(known: Application, id: str) -> Written | StatusStep | None:
    found: list[Written | StatusStep] = [*known.written, *known.steps]
    return next((one for one in found if one.id == id), None)


def _dated(line: JournalEntry, today: str) -> JournalEntry:
    return replace(line, data={"day": today, **line.data})


def _is_known(before: Lines, line: JournalEntry) -> bool:
    return any(one.id == line.id for one in before)


def _as_seen(before: Lines, seen: int | None) -> Application | None:
    """Return the application as it stood at that number; ``None`` if nobody says what they saw."""
    if seen is None:
        return None
    known = state(before).id
    return fold(line for line in before if line.number <= seen).get(known, Application(id=known))
