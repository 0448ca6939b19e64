"""What all visits share: the workspace, who is let in, and answers that take long."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Hashable

from upslope.apps.loopback.access import Access
from upslope.apps.web.remembered import Remembered
from upslope.apps.web.work import Works
from upslope.records import Filters
from upslope.workspace import Workspace

_MOST_SAID = 50


class Site:
    """The web app of one workspace, as long as it is served.

    Args:
        workspace: the person's own.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.own = workspace
        self.access = Access(workspace.settings.home)
        self.remembered = Remembered()
        self.works = Works()
        self._opening = threading.Lock()
        self._said: OrderedDict[str, str] = OrderedDict()

    @property
    def workspace(self) -> Workspace:
        """The workspace that is shown: the sample, as long as nothing was collected."""
        with self._opening:  # of two visits at once only one may make it
            return self.own.stocked()

    def stands_on(self) -> Hashable:
        """Return what changes whenever an answer may: of openings, of the person, of the day."""
        return self.workspace.state()

    def say(self, what: str) -> str:
        """Keep a sentence for the next page, and return its key."""
        key = secrets.token_hex(4)
        self._said[key] = what
        while len(self._said) > _MOST_SAID:
            self._said.popitem(last=False)
        return key

    def said(self, key: str) -> str:
        """Return a sentence that was kept, once."""
        return self._said.pop(key, "")

    def warm(self) -> None:
        """Do what the first page would else wait for."""
        shown = self.workspace
        _ = shown.models, shown.ranking.pool()
        shown.listing.page(Filters(facets=True), "newest", start=0, most=1)

    def close(self) -> None:
        """End what goes on in the background."""
        self.works.close()
        self.remembered.close()
