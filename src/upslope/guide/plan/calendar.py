"""A plan as a calendar file (RFC 5545), for any calendar program."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from upslope import __version__
from upslope.guide.plan.result import Milestone, Plan, PlanStep


def plan_calendar(plan: Plan) -> bytes:
    """Write the steps that are shown, and the milestones, as whole days.

    The same plan gives the same bytes. An entry's UID is made of its skill or hours, so that a
    plan that is made anew moves the entries of the one before instead of doubling them.

    >>> from upslope.guide.plan.plan import Pace, plan
    >>> from upslope.records import Resume
    >>> written = plan_calendar(plan(Resume(text=""), [], [], Pace(starts=date(2026, 1, 5))))
    >>> b"BEGIN:VCALENDAR" in written
    True
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//Upslope//Upslope {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Upslope plan")
    stamp = datetime.combine(date.fromisoformat(plan.starts), time(), UTC)
    for step in plan.steps:
        calendar.add_component(_step(step, stamp))
    for milestone in plan.milestones:
        calendar.add_component(_milestone(milestone, stamp))
    written: bytes = calendar.to_ical()
    return written


def _step(step: PlanStep, stamp: datetime) -> Event:
    event = _days(step.starts, step.ends, stamp)
    event.add("uid", f"plan-step-{'-'.join(step.skill.split())}@upslope")
    event.add("summary", f"Learn {step.skill} ({step.hours[0]:.0f}-{step.hours[1]:.0f} h)")
    event.add("description", "\n".join(filter(None, [step.says, step.why])))
    return event


def _milestone(milestone: Milestone, stamp: datetime) -> Event:
    event = _days(milestone.date, milestone.date, stamp)
    event.add("uid", f"plan-milestone-{milestone.hours:.0f}@upslope")
    event.add("summary", f"{milestone.hours:.0f} hours of learning")
    event.add("description", milestone.says)
    return event


def _days(first: str, last: str, stamp: datetime) -> Event:
    """Make an entry of whole days that does not mark anyone as busy."""
    event = Event()
    event.add("dtstamp", stamp)
    event.add("dtstart", date.fromisoformat(first))
    event.add("dtend", date.fromisoformat(last) + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event
