"""The tools, one file each; what is not in this table does not exist for a client."""

from typing import Any

from upslope.apps.mcp.tool import Tool
from upslope.apps.mcp.tools.events import EVENTS
from upslope.apps.mcp.tools.gap import GAP
from upslope.apps.mcp.tools.market import MARKET
from upslope.apps.mcp.tools.match import MATCH
from upslope.apps.mcp.tools.plan import PLAN
from upslope.apps.mcp.tools.propose import PROPOSE
from upslope.apps.mcp.tools.search import SEARCH
from upslope.apps.mcp.tools.show import SHOW
from upslope.apps.mcp.tools.tracker import TRACKER

TOOLS: tuple[Tool[Any], ...] = (SEARCH, SHOW, MATCH, GAP, PLAN, MARKET, EVENTS, TRACKER, PROPOSE)
