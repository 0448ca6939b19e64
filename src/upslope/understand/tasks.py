"""Every task that a model learns here; each is defined beside the reader that asks the model."""

from __future__ import annotations

from collections.abc import Mapping

from upslope.models import Task
from upslope.understand.area import TASK as AREA
from upslope.understand.industry import TASK as INDUSTRY
from upslope.understand.listed import MENTION, NEED
from upslope.understand.role import TASK as ROLE
from upslope.understand.section import TASK as SECTION
from upslope.understand.seniority import TASK as SENIORITY

_ALL: tuple[Task, ...] = (ROLE, SENIORITY, AREA, INDUSTRY, SECTION, MENTION, NEED)

TASKS: Mapping[str, Task] = {task.name: task for task in _ALL}
"""The tasks by name, which is also their model's."""
