"""Links to work that others can look at, without who made it.

A link is kept as the host and the name of the work, ``github.com/…/bird-calls``: a profile alone,
a page of the person's own, and a work named after the person would say who it is, so they are left
out. Only hosts that many people share are kept, because a host of one's own is a name.
"""

from __future__ import annotations

import re

MOST = 40
"""Links that are kept."""

# Host: how many parts of the path stand before the name of the work.
_HOSTS = {
    "github.com": 1,
    "gitlab.com": 1,
    "bitbucket.org": 1,
    "codeberg.org": 1,
    "huggingface.co": 1,
    "kaggle.com": 1,
    "hub.docker.com": 2,
    "arxiv.org": 1,
    "doi.org": 1,
    "openreview.net": 0,
    "aclanthology.org": 0,
    "zenodo.org": 1,
    "dl.acm.org": 1,
    "ieeexplore.ieee.org": 1,
    "medium.com": 1,
    "towardsdatascience.com": 0,
    "dev.to": 1,
    "youtube.com": 0,
    "youtu.be": 0,
    "play.google.com": 2,
    "apps.apple.com": 2,
}
_LINK = re.compile(
    rf"(?:https?://)?(?:www\.)?\b(?P<host>{'|'.join(map(re.escape, _HOSTS))})"
    r"/(?P<path>[^\s|,;)<>\"'\]]{1,200})",
    re.IGNORECASE,
)
_ROOMS = frozenset(
    {"datasets", "spaces", "code", "models", "competitions", "r", "in", "users", "u"}
)


def links(text: str, name: str = "") -> list[str]:
    """Return the works that a resume links to, once each, in reading order.

    Args:
        text: the resume as it was written.
        name: the person's name; a work that is named after the person is left out.

    >>> links("github.com/adab, https://github.com/adab/bird-calls and kaggle.com/adab")
    ['github.com/…/bird-calls']
    """
    found = (_work(match["host"].lower(), match["path"], name) for match in _LINK.finditer(text))
    return list(dict.fromkeys(filter(None, found)))[:MOST]


def _work(host: str, path: str, name: str) -> str | None:
    parts = [part for part in re.split(r"[?#]", path)[0].strip("/.").split("/") if part]
    if parts and parts[0].lower() in _ROOMS:
        parts = parts[1:]
    before = _HOSTS[host]
    owners, works = parts[:before], parts[before : before + 1]
    if host == "doi.org":
        works = ["/".join(parts)] if len(parts) > 1 else []
    if not works:
        return None
    who = [_letters(part) for part in (*owners, *re.findall(r"[^\W\d_]{3,}", name))]
    if host not in _SHARED and any(len(one) > 2 and one in _letters(works[0]) for one in who):
        return None
    if host in ("arxiv.org", "doi.org", "openreview.net"):
        return f"{host}/{works[0]}"
    return f"{host}/…/{works[0]}" if before else f"{host}/{works[0]}"


# Here the parts before the work are rooms of the house ("abs", "project"), not people.
_SHARED = frozenset({"arxiv.org", "doi.org", "openreview.net", "aclanthology.org", "dl.acm.org",
                     "ieeexplore.ieee.org", "zenodo.org"})  # fmt: skip


def _letters(text: str) -> str:
    """Fold a name so that "Ada-B" and "adab" are one."""
    return re.sub(r"[\W_]|\d", "", text).casefold()
