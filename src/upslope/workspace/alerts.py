"""What ``upslope alerts`` does: saved searches, and digests of what they find anew."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property

import msgspec

from upslope.errors import (
    ChangedMeanwhileError,
    DamagedError,
    NotFoundError,
    UpslopeError,
    UsageError,
)
from upslope.guide.alerts import TEST, line
from upslope.records import Channel, Filters, QuietHours, SavedSearch, Sent
from upslope.store import channels
from upslope.store.runs import now as stamp
from upslope.workspace.findings import Findings
from upslope.workspace.telling import Telling

_LONGEST, _MOST_LETTERS = 1_000, 80
_log = logging.getLogger(__name__)


class Alerts(Findings):
    """The saved searches and channels of a person, kept in their own workspace.

    Args:
        workspace: the person's own.
    """

    @cached_property
    def _channels(self) -> channels.Channels:
        return channels.Channels(self._workspace.store.folder, self._workspace.store.owner)

    @cached_property
    def _telling(self) -> Telling:
        return Telling(self._workspace.store, self._kept, self._channels, self.found)

    def save(
        self,
        name: str,
        filters: Filters,
        min_score: float | None = None,
        channels: Sequence[str] = (),
        *,
        tell_scores: bool = False,
    ) -> SavedSearch:
        """Keep a search; its channels are told of what appears from now on.

        Args:
            name: as the person calls it; digests say it.
            filters: what is searched.
            min_score: tell only of openings that match the resume at least so well, 0 to 100.
            channels: names of those that are told.
            tell_scores: whether digests say how well each opening matches.

        Raises:
            UsageError: the name is empty or taken, or there is no such channel.
        """
        search = SavedSearch(
            id=secrets.token_hex(6),
            name=line(name, _LONGEST),
            filters=msgspec.structs.replace(filters, limit=None, facets=False),
            min_score=min_score,
            channels=list(dict.fromkeys(channels)),
            created=stamp(),
            after=self._kept.newest(),
            tell_scores=tell_scores,
        )
        self._require(search)
        self._kept.put(search)
        return search

    def replace(self, search: SavedSearch, *, seen: SavedSearch | None = None) -> SavedSearch:
        """Keep a changed search in place of the one of its id, and return it as it is kept.

        What a channel added now would find at once is no news to it, nor is what other filters find
        among the openings that are there already.

        Args:
            search: as it is to be.
            seen: as it was when the person began to change it; default: as it is.

        Raises:
            ChangedMeanwhileError: it is another one than ``seen`` by now, which is kept.
            UsageError: as :meth:`save`, or the search is not kept any more.
        """
        before = next((one for one in self.searches() if one.id == search.id), None)
        if before is None:
            raise NotFoundError("This search is not saved any more.", next="Save it anew.")
        if seen and seen != before:
            raise ChangedMeanwhileError(
                "This search was changed in another window since you opened it.",
                theirs=before,
                next="Look at what is kept, then keep yours if you still want it.",
            )
        search = msgspec.structs.replace(search, name=line(search.name, _LONGEST))
        self._require(search)
        asks = (search.filters, search.min_score)
        if asks != (before.filters, before.min_score):
            search = msgspec.structs.replace(search, after=self._kept.newest())
        for channel in set(search.channels) - set(before.channels):
            self._bring_up(channel, search)
        self._kept.put(search)
        return search

    def _bring_up(self, channel: str, search: SavedSearch) -> None:
        """Mark as told what a search finds now, but for what waits to be told by another one."""
        waiting = set()
        for other in self.searches():
            if channel in other.channels:
                with suppress(UsageError):  # such a one tells nothing
                    waiting |= {one.posting.id for one in self.found(other, channel)}
        here = {one.posting.id for one in self.found(search)} - waiting
        self._kept.claim(channel, search.id, [*self._kept.same_opening(here).values()], at=stamp())

    def rename(self, id: str, name: str) -> SavedSearch:
        """Give a saved search another name."""
        return self.replace(msgspec.structs.replace(self.search(id), name=name))

    def forget(self, id: str) -> SavedSearch:
        """Forget a saved search, by its name or id; what it told of is not told again.

        Raises:
            UsageError: there is none of that name.
        """
        gone = self.search(id)
        self._kept.forget(gone.id)
        return gone

    def _require(self, search: SavedSearch) -> None:
        if not search.name or len(search.name) > _MOST_LETTERS:
            raise UsageError(f"A saved search needs a name of up to {_MOST_LETTERS} letters.")
        if any(one.name == search.name and one.id != search.id for one in self.searches()):
            raise UsageError(
                f"There is a saved search {search.name!r} already.", next="Choose another name."
            )
        if search.min_score is not None and not 0 <= search.min_score <= 100:
            raise UsageError("A match runs from 0 to 100.")
        for name in search.channels:
            self._channel(name)

    def channels(self) -> list[Channel]:
        """Return the channels; where each leads is shown nowhere."""
        return self._channels.all() if self._workspace.has_store() else []

    def _channel(self, name: str) -> Channel:
        found = next((one for one in self.channels() if one.name == name), None)
        if found is None:
            raise NotFoundError(
                f"There is no channel {name!r}.", next=f"Add it: upslope alerts channel add {name}"
            )
        return found

    def add_channel(self, name: str, address: str, quiet: QuietHours | None = None) -> Channel:
        """Keep a way to reach the person, in place of one of the same name. Nothing is sent.

        Args:
            name: as the person calls it.
            address: ``desktop``, or an address of Apprise's such as ``ntfys://a-secret-topic``.
            quiet: when it stays silent.

        Raises:
            UsageError: the address is not understood or not allowed, or Apprise is missing.
        """
        from upslope.sources.door.deliver import check, kind_of

        name, address = name.strip(), address.strip()
        if not name.isprintable() or not 0 < len(name) <= 40:
            raise UsageError("A channel needs a name of up to 40 letters.")
        check(address)
        channel = Channel(name=name, kind=kind_of(address), quiet=quiet)
        self._channels.put(channel, address)
        return channel

    def keep_quiet(self, name: str, quiet: QuietHours | None) -> Channel:
        """Change when a channel stays silent; ``None``: never.

        Raises:
            UsageError: there is no such channel.
        """
        channel = msgspec.structs.replace(self._channel(name), quiet=quiet)
        self._channels.put(channel, self._channels.address(name) or "")
        return channel

    def remove_channel(self, name: str) -> Channel:
        """Forget a channel, where it led and what it was told; saved searches stay.

        Raises:
            UsageError: there is no such channel.
        """
        gone = self._channel(name)
        for search in self.searches():
            if name in search.channels:
                left = [one for one in search.channels if one != name]
                self._kept.put(msgspec.structs.replace(search, channels=left))
        self._channels.remove(name)
        self._kept.forget_channel(name)
        return gone

    def send_due(self, now: datetime | None = None) -> list[Sent]:
        """Tell every channel what is new for its searches; what fails is tried again next time.

        Each opening is told once to a channel; see :class:`upslope.workspace.telling.Telling`.

        Args:
            now: with its zone; default: this moment. Decides over quiet hours only.

        Returns:
            One line for each search and channel that had news, or failed.

        Raises:
            StoreError: the store cannot be read or written.
        """
        searches, channels = self.searches(), self.channels()
        if not (searches and channels):
            return []
        return self._telling.send(searches, channels, now or datetime.now(UTC))

    def send_in_background(self) -> None:
        """Do as :meth:`send_due` after other work, which goes on whatever happens: it is logged.

        Raises:
            DamagedError: the database is damaged.
        """
        try:
            for sent in self.send_due():
                if sent.error:
                    _log.warning("%s was not told of %s: %s", sent.channel, sent.search, sent.error)
        except DamagedError:
            raise
        except UpslopeError as error:
            _log.warning("Nobody was told what is new: %s", error)

    def test(self, channel: str) -> Sent:
        """Send a message that says nothing but that it arrived; quiet hours do not hold it back.

        Raises:
            UsageError: there is no such channel.
        """
        sent = Sent(search="", channel=self._channel(channel).name, openings=0)
        try:
            self._telling.deliver(channel, TEST)
        except UpslopeError as error:
            return msgspec.structs.replace(sent, error=str(error))
        return sent

    def clear(self) -> None:
        """Forget all channels and what was on its way to them, for who wants nothing kept here."""
        if self._workspace.has_store():
            self._channels.forget()
            self._telling.outbox.clear()
