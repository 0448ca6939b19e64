"""The journal read from its beginning to its end: lines become applications.

Data of each kind of line; a field that is missing, wrong or unknown changes nothing:

==========  ==========================================================================
tracked     ``posting``, ``company``, ``title``, ``url``, ``place``, ``day``
details     those of ``company``, ``title``, ``url``, ``place`` that are corrected
status      ``status``, ``day``, empty if not known; with ``of``, another day of a step before
note ...    its fields, see :class:`upslope.records.Written`; with ``of``, in place of those before
done        ``of``, and ``done``: ``yes``, or ``no`` to take that back
erased      ``of``: what is no longer shown; the lines stay
removed     off the board; ``restored`` puts it back
seen        ``what``: the person was told of it (``closed``)
==========  ==========================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby

import msgspec

from upslope.formats.values import day
from upslope.guide.tracker.written import ABOUT, FIELDS
from upslope.records import STATUSES, Application, JournalEntry, StatusStep, Written

replace = msgspec.structs.replace


def fold(
    entries: Iterable[JournalEntry], before: Mapping[str, Application] | None = None
) -> dict[str, Application]:
    """Return the applications that a journal tells of, by id.

    What was folded before can be given and only the lines after it folded in: the same comes out.
    No line makes it fail.

    Args:
        entries: lines in any order; their numbers order them.
        before: applications as the lines of lower numbers told of them; left as it is.

    >>> lines = [
    ...     JournalEntry(id="1", application="a", kind="tracked", data={"company": "Quillfish"},
    ...                  at="2026-11-02T08:00:00+00:00", number=1),
    ...     JournalEntry(id="2", application="a", kind="status", number=2,
    ...                  data={"status": "applied", "day": "2026-11-01"}, at=""),
    ... ]
    >>> [one] = fold(lines).values()
    >>> one.company, one.began, one.status, fold(lines[1:], fold(lines[:1])) == {"a": one}
    ('Quillfish', '2026-11-02', 'applied', True)
    """
    folded = dict(before or {})
    ordered = sorted(entries, key=lambda line: (line.application, line.number))
    for id, lines in groupby(ordered, key=lambda line: line.application):
        application = folded.get(id) or Application(id=id)
        for line in lines:
            if line.number > application.number or not line.number:
                known = READERS.get(line.kind, _skip)(application, line)
                application = replace(known, number=max(line.number, known.number))
        folded[id] = application
    return folded


def _skip(application: Application, line: JournalEntry) -> Application:
    return application


def _tracked(application: Application, line: JournalEntry) -> Application:
    began = _day(line.data.get("day")) or _day(line.at)
    posting = line.data.get("posting") or application.posting
    return replace(_details(application, line), posting=posting, began=began)


def _details(application: Application, line: JournalEntry) -> Application:
    said = {name: line.data[name] for name in ABOUT if name in line.data}
    return replace(application, **said)


def _status(application: Application, line: JournalEntry) -> Application:
    steps, of = application.steps, line.data.get("of")
    if of is not None:
        changed = [_with_day(step, line) if step.id == of else step for step in steps]
        return replace(application, steps=changed)
    status = next((one for one in STATUSES if one == line.data.get("status")), None)
    if status is None:
        return application
    if steps and steps[-1].status == status:  # said again: another day of it
        return replace(application, steps=[*steps[:-1], _with_day(steps[-1], line)])
    said = line.data.get("day")
    step = StatusStep(
        status=status,
        day="" if said == "" else _day(said) or _day(line.at),
        at=line.at,
        by=line.by,
        id=line.id,
        number=line.number,
    )
    return replace(application, steps=[*steps, step])


def _with_day(step: StatusStep, line: JournalEntry) -> StatusStep:
    said = _day(line.data.get("day")) or step.day
    return replace(step, day=said, at=line.at, by=line.by, number=line.number)


def _written(application: Application, line: JournalEntry) -> Application:
    data = {name: line.data[name] for name in FIELDS[line.kind] if name in line.data}
    of, written = line.data.get("of"), application.written
    if of is None:
        fresh = Written(id=line.id, kind=line.kind, data=data, at=line.at, number=line.number)
        return replace(application, written=[*written, fresh])
    changed = [
        replace(one, data=data, at=line.at, number=line.number)
        if one.id == of and one.kind == line.kind
        else one
        for one in written
    ]
    return replace(application, written=changed)


def _done(application: Application, line: JournalEntry) -> Application:
    is_done, of = line.data.get("done", "yes") != "no", line.data.get("of")
    changed = [
        replace(one, done=is_done, number=line.number) if one.id == of else one
        for one in application.written
    ]
    return replace(application, written=changed)


def _erased(application: Application, line: JournalEntry) -> Application:
    of = line.data.get("of")
    left = [step for step in application.steps if step.id != of]
    # What was moved away and back is one step again when the one in between is erased.
    steps = [step for at, step in enumerate(left) if not at or left[at - 1].status != step.status]
    written = [one for one in application.written if one.id != of]
    return replace(application, written=written, steps=steps)


def _removed(application: Application, line: JournalEntry) -> Application:
    return replace(application, removed=True)


def _restored(application: Application, line: JournalEntry) -> Application:
    return replace(application, removed=False)


def _seen(application: Application, line: JournalEntry) -> Application:
    return replace(application, seen_closed=True)


def _day(text: str | None) -> str:
    known = day(text)
    return known.isoformat() if known else ""


READERS: dict[str, Callable[[Application, JournalEntry], Application]] = {
    "tracked": _tracked,
    "details": _details,
    "status": _status,
    **dict.fromkeys(FIELDS, _written),
    "done": _done,
    "erased": _erased,
    "removed": _removed,
    "restored": _restored,
    "seen": _seen,
}
"""What each kind of line does to an application."""
