"""Which mails of a mailbox are job alerts: the others are neither read nor kept."""

from __future__ import annotations

import re

from upslope.formats.alerts.links import portal_of
from upslope.formats.mail.headers import Headers

_JOB = (
    r"jobs?|positions?|roles?|openings?|vacanc(?:y|ies)|careers?|stellen\w*|emplois?|offres?"
    r"|empleos?"
    r"|ofertas?|vagas?|lavoro|vacatures?|oferty|职位|求人|채용|вакан\w+"
)
_NEWS = (
    r"alerts?|alarm|new|neue?|nouv\w+|nuev\w+|nuov\w+|nieuwe?|match\w*|recommend\w*|for you"
    r"|für (?:dich"
    r"|sie)|pour vous|para (?:ti|vos)|suggest\w*|digest|weekly|daily|hiring|提醒|推荐|アラート"
)
_SUBJECT = re.compile(
    rf"\b(?:{_JOB})\b.{{0,80}}(?:{_NEWS})|(?:{_NEWS}).{{0,80}}\b(?:{_JOB})\b", re.I
)
_APPLIED = re.compile(
    r"your application|application (?:received|for)|applied|bewerbung|candidature|candidatura"
    r"|interview"
    r"|solicitud",
    re.I,
)
_OF_LINKEDIN = re.compile(r"job", re.I)
SENDERS = ("linkedin.com", "indeed.com", "glassdoor.com", "monster.com")
"""Domains whose mails a search on a server asks for."""


def is_alert(message: bytes) -> bool:
    """Say whether a mail, by its sender and subject, is one that lists openings.

    That proves nothing of who sent it.

    >>> is_alert(b"From: LinkedIn <jobalerts-noreply@linkedin.com>\\n\\n")
    True
    >>> is_alert(b"From: Ada <ada@home.example>\\nSubject: New photos\\n\\nmore jobs")
    False
    """
    end = re.search(rb"\r?\n\r?\n", message[: 256 * 1024])
    headers = Headers(message[: end.start() if end else 256 * 1024])
    sender, subject = headers.sender[0], headers.words("subject")
    portal = portal_of(sender.rpartition("@")[2])
    if portal == "linkedin":
        return bool(_OF_LINKEDIN.search(sender.partition("@")[0]))
    if _APPLIED.search(subject):
        return False
    return portal is not None or bool(_SUBJECT.search(subject))
