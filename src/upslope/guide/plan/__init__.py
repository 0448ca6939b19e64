"""What to learn next: an order beside the plain order by popularity, and which of them to trust."""

from upslope.guide.plan.calendar import plan_calendar
from upslope.guide.plan.materials import Materials
from upslope.guide.plan.plan import Pace, plan
from upslope.guide.plan.result import Comparison, Milestone, Plan, PlanStep

__all__ = [
    "Comparison",
    "Materials",
    "Milestone",
    "Pace",
    "Plan",
    "PlanStep",
    "plan",
    "plan_calendar",
]
