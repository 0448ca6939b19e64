"""What ``upslope alerts`` does: saved searches, and digests of what they find anew."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from upslope.errors import DamagedError, UpslopeError, UsageError
from upslope.guide.alerts import TEST, Entry, News, atom, fresh
from upslope.records import Channel, Filters, QuietHours, SavedSearch, Sent
from upslope.store import alerts, channels
from upslope.store.runs import now as stamp
from upslope.workspace.telling import Telling

if TYPE_CHECKING:
    from upslope.workspace.workspace import Workspace

IN_A_FEED = 50
"""Openings in a feed: the newest."""
_log = logging.getLogger(__name__)


class Alerts:
    """The saved searches and channels of a person, kept in their own workspace.

    Args:
        workspace: the person's own.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @cached_property
    def _kept(self) -> alerts.Alerts:
        return alerts.Alerts(self._workspace.store.database)

    @cached_property
    def _channels(self) -> channels.Channels:
        return channels.Channels(self._workspace.store.folder, self._workspace.store.owner)

    @cached_property
    def _telling(self) -> Telling:
        return Telling(self._workspace.store, self._kept, self._channels, self.found)

    def searches(self) -> list[SavedSearch]:
        """Return the saved searches, oldest first."""
        return self._kept.searches() if self._workspace.has_store() else []

    def search(self, asked: str) -> SavedSearch:
        """Return a saved search by its name, or by its id or the beginning of it.

        Raises:
            UsageError: there is none, or several begin so.
        """
        every = self.searches()
        found = [one for one in every if one.name == asked] or [
            one for one in every if asked and one.id.startswith(asked)
        ]
        if len(found) == 1:
            return found[0]
        names = ", ".join(one.name for one in every) or "none yet"
        raise UsageError(f"No saved search is called {asked!r}.", next=f"There are: {names}.")

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
            name=name.strip(),
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

    def replace(self, search: SavedSearch) -> SavedSearch:
        """Keep a changed search in place of the one of its id, and return it as it is kept.

        What a channel added now would find at once is no news to it, nor is what other filters find
        among the openings that are there already.

        Raises:
            UsageError: as :meth:`save`, or the search is not kept any more.
        """
        before = next((one for one in self.searches() if one.id == search.id), None)
        if before is None:
            raise UsageError("This search is not saved any more.", next="Save it anew.")
        search = msgspec.structs.replace(search, name=search.name.strip())
        self._require(search)
        asks = (search.filters, search.min_score)
        if asks != (before.filters, before.min_score):
            search = msgspec.structs.replace(search, after=self._kept.newest())
        for channel in set(search.channels) - set(before.channels):
            here = self._kept.same_opening(one.posting.id for one in self.found(search))
            self._kept.claim(channel, search.id, list(here.values()), at=stamp())
        self._kept.put(search)
        return search

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
        if not search.name or len(search.name) > 80:
            raise UsageError("A saved search needs a name of up to 80 letters.")
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
            raise UsageError(
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

    def found(self, search: SavedSearch, channel: str | None = None) -> list[News]:
        """Return what appeared since a search was saved, best first, each opening once.

        Args:
            search: which one.
            channel: leave out what this channel was told of.

        Raises:
            UsageError: a filter has a value that is none, or no resume is set for ``min_score``.
        """
        appeared = self._kept.appeared(search.after)
        if not appeared:
            return []
        told = self._kept.told(channel) if channel else set()
        ids = [id for id in self._ids(search) if id in appeared and id not in told]
        ids = fresh(ids, appeared, self._kept.same_opening(ids), told)
        return self._news(search, self._over_the_line(search, ids))

    def _ids(self, search: SavedSearch) -> list[str]:
        """Return what a search finds and the person has not hidden."""
        from upslope.guide.search import search_ids

        found = search_ids(search.filters, self._workspace.store, self._workspace.index)
        hidden = self._workspace.person.hidden()
        return [id for id in found if id not in hidden]

    def _over_the_line(self, search: SavedSearch, ids: list[str]) -> dict[str, float | None]:
        """Leave out what matches worse than the person wants; best first, with their scores."""
        if not ids or (search.min_score is None and not search.tell_scores):
            return dict.fromkeys(ids)
        score = self._workspace.ranking.score_of(ids)
        scores = zip(ids, score(self._workspace.person.resume(None)).tolist(), strict=True)
        line = search.min_score or 0
        return dict(sorted((p for p in scores if p[1] >= line), key=lambda pair: -pair[1]))

    def _news(self, search: SavedSearch, scores: Mapping[str, float | None]) -> list[News]:
        found = self._workspace.store.postings.by_ids(list(scores))
        says = search.tell_scores
        return [News(posting, scores[posting.id] if says else None) for posting, _ in found]

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

    def feed(self, search_id: str | None = None, *, here: str = "") -> bytes:
        """Write the newest openings of one saved search, or of all, as an Atom feed.

        Args:
            search_id: its name or id; default: all saved searches.
            here: the address under which the feed is read.

        Raises:
            UsageError: there is no such search.
        """
        searches = [self.search(search_id)] if search_id else self.searches()
        entries: dict[str, Entry] = {}
        for search in searches:
            entries = self._entries(search) | entries
        newest = sorted(entries.values(), key=lambda entry: (entry.seen, entry.key), reverse=True)
        name = searches[0].name if search_id else "saved searches"
        return atom(searches[0].id if search_id else "all", name, newest[:IN_A_FEED], here=here)

    def _entries(self, search: SavedSearch) -> dict[str, Entry]:
        """Give its newest openings by the posting of each that was there first."""
        scores = self._over_the_line(search, self._ids(search))
        seen = self._kept.first_seen(scores)
        newest = sorted(seen, key=lambda id: (seen[id], id), reverse=True)[:IN_A_FEED]
        same = self._kept.same_opening(newest)
        seen |= self._kept.first_seen({id for ids in same.values() for id in ids})
        entries = {}
        for one in self._news(search, {id: scores[id] for id in newest}):
            first = min(same[one.posting.id], key=lambda id: (seen.get(id, "9"), id))
            entries[first] = Entry(first, one, seen.get(first, ""))
        return entries

    def clear(self) -> None:
        """Forget all channels and what was on its way to them, for who wants nothing kept here."""
        if self._workspace.has_store():
            self._channels.forget()
            self._telling.outbox.clear()
