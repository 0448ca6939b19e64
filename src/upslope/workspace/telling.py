"""Telling channels what is new: each opening once, whatever happens in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from upslope.errors import DamagedError, UpslopeError
from upslope.guide.alerts import Message, News, digest, parts, quiet_until
from upslope.records import Channel, SavedSearch, Sent
from upslope.store.disk.owner import alone_if
from upslope.store.outbox import Left, Outbox, Parcel

if TYPE_CHECKING:
    from upslope.store import Store
    from upslope.store.alerts import Alerts
    from upslope.store.channels import Channels

AT_ONCE = 5
"""Messages of one search to one channel in a round; the rest comes in the next."""
_SIZES = {"mailto": (100, 100_000), "mailtos": (100, 100_000), "desktop": (5, 600)}
_SIZE = (20, 3_000)  # openings and bytes that ntfy, Telegram and the like show in one message
_PATIENCE = 20.0  # seconds to wait while another process sends


class Telling:
    """Sends digests, one process at a time.

    An opening is marked as told to a channel before it is sent, with all postings that are it: so
    it is told once also if two searches find it, if it comes again as a duplicate or a repost, or
    if another machine shares the database. The mark is taken back if the digest did not go out,
    also by the next process after a crash; see :mod:`upslope.store.outbox`.

    Args:
        store: whose folder holds what is on its way.
        kept: what was told.
        channels: where they lead.
        found: gives what is new for a search and a channel.
    """

    def __init__(
        self,
        store: Store,
        kept: Alerts,
        channels: Channels,
        found: Callable[[SavedSearch, str], list[News]],
    ) -> None:
        self._running = store.folder / "running"
        self.outbox = Outbox(store.folder, store.owner)
        self._kept, self._channels, self._found = kept, channels, found

    def send(
        self, searches: Sequence[SavedSearch], channels: Sequence[Channel], now: datetime
    ) -> list[Sent]:
        """Tell channels what is new for their searches; nothing if another process is at it.

        Args:
            searches: the oldest first: of two that find an opening, it tells.
            channels: those of them that are in no search stay silent.
            now: decides over quiet hours.
        """
        with alone_if(self._running / "alerts", _PATIENCE) as ours:
            if not ours:
                return []
            for left in self.outbox.left():  # on its way when another process died
                self._settle(left)
            return [
                sent
                for channel in channels
                for sent in self._to(
                    channel, [one for one in searches if channel.name in one.channels], now
                )
            ]

    def _settle(self, left: Left) -> bool:
        if not left.sent:
            self._kept.release(left.parcel.channel, left.parcel.ids, at=left.parcel.at)
        left.file.unlink(missing_ok=True)  # last: what was cut short is done again
        return left.sent

    def _to(
        self, channel: Channel, searches: Sequence[SavedSearch], now: datetime
    ) -> Iterator[Sent]:
        until = quiet_until(channel.quiet, now)
        waits = until.isoformat(timespec="minutes") if until else ""
        for search in searches:
            sent = Sent(search=search.name, channel=channel.name, openings=0)
            try:
                news = self._found(search, channel.name)
            except DamagedError:
                raise
            except UpslopeError as error:  # of this search: the others go on
                yield msgspec.structs.replace(sent, error=str(error))
                continue
            if news and waits:
                yield msgspec.structs.replace(sent, openings=len(news), waits_until=waits)
            elif news:
                yield (told := self._tell(channel, search, news))
                if told.error:  # of the channel: it is not asked again now
                    return

    def _tell(self, channel: Channel, search: SavedSearch, news: list[News]) -> Sent:
        """Send what is new in one or more messages, as far as that goes."""
        most, size = _SIZES.get(channel.kind, _SIZE)
        count, said = 0, ""
        for part in islice(parts(news, most=most, size=size), AT_ONCE):
            try:
                count += self._post(channel, search, part)
            except DamagedError:
                raise
            except UpslopeError as error:
                said = str(error)
                break
        return Sent(search=search.name, channel=channel.name, openings=count, error=said)

    def _post(self, channel: Channel, search: SavedSearch, part: list[News]) -> int:
        """Mark openings as told, then tell them; return how many were not told meanwhile."""
        same = self._kept.same_opening(one.posting.id for one in part)
        openings = [same[one.posting.id] for one in part]
        at = datetime.now(UTC).isoformat(timespec="microseconds")
        ids = sorted({id for opening in openings for id in opening})
        parcel = Parcel(channel=channel.name, ids=ids, at=at)
        file = self.outbox.put(parcel)
        ours = [part[n] for n in self._kept.claim(channel.name, search.id, openings, at=at)]
        try:
            if ours:
                self.deliver(channel.name, digest(search.name, ours), file)
        except UpslopeError:
            if not self._settle(self.outbox.ended(file, parcel)):
                raise
        else:
            self._settle(self.outbox.ended(file, parcel))
        return len(ours)

    def deliver(self, channel: str, message: Message, file: Path | None = None) -> None:
        """Send a message to a channel.

        Args:
            channel: its name.
            message: what is sent.
            file: of the outbox, which says how far it came.

        Raises:
            UpslopeError: it was not taken.
        """
        from upslope.sources.door.deliver import deliver

        deliver(self._channels.address(channel) or "", *message, file=file)
