"""robots.txt, as RFC 9309 has it: for pages, not for documented APIs."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from upslope.errors import DeadlineError, NetworkError, RefusedError, StatusError
from upslope.sources.door.failures import NotYetError, UnreachedError, is_failure

MOST = 500 * 1024  # RFC 9309, section 2.5: at least this much must be read
KEPT = 3600.0
LONGEST_DELAY = 30.0


class Robots:
    """Remembers for an hour what each site allows.

    Args:
        monotonic: seconds that only ever grow.
        agent: the name we go by.
    """

    def __init__(self, monotonic: Callable[[], float], agent: str) -> None:
        self._monotonic, self._agent = monotonic, agent
        self._known: dict[str, tuple[float, Protego | None]] = {}

    def check(self, url: str, fetch: Callable[[str], str]) -> float:
        """Ask whether a page may be fetched; give the pause in seconds that the site wants.

        Args:
            url: the page's.
            fetch: gives the text at an address, cut at :data:`MOST` bytes.

        Raises:
            RefusedError: the site forbids it, or its robots.txt cannot be had now.
            NetworkError: the site cannot be reached, or must not be asked yet.
        """
        parts = urlsplit(url)
        rules = self._rules(f"{parts.scheme}://{parts.netloc}", fetch)
        if rules is None:
            raise RefusedError(
                f"{parts.hostname} is not asked: its robots.txt cannot be read now.",
                next="Try again in an hour, or save the page in your browser and give the file.",
            )
        if not rules.can_fetch(url, self._agent):
            raise RefusedError(
                f"The robots.txt of {parts.hostname} forbids this page.",
                next="Save the page in your browser and give the file instead.",
            )
        return min(rules.crawl_delay(self._agent) or 0.0, LONGEST_DELAY)

    def _rules(self, site: str, fetch: Callable[[str], str]) -> Protego | None:
        until, rules = self._known.get(site, (0.0, None))
        if self._monotonic() >= until:
            rules = self._read(site, fetch)
            self._known[site] = (self._monotonic() + KEPT, rules)
        return rules

    def _read(self, site: str, fetch: Callable[[str], str]) -> Protego | None:
        """Read the rules: a missing file allows all, a failing site allows nothing."""
        try:
            return Protego.parse(fetch(f"{site}/robots.txt"))
        except (NotYetError, UnreachedError, DeadlineError):
            raise  # the page could not be had either: that is what there is to say
        except StatusError as error:
            return None if is_failure(error) else Protego.parse("")
        except NetworkError:
            return None
