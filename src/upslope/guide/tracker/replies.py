"""Replies to applications: which one a mail speaks of, and where it says that it stands."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from upslope.formats.values import day
from upslope.guide.tracker.addressee import Evidence, addressee
from upslope.guide.tracker.phrases import Strength, said
from upslope.guide.tracker.sentences import sentences
from upslope.records.application import Application, Suggestion
from upslope.records.mail import Mail

_QUOTE = 300
_YEARS = range(2000, 2100)

COUNTED: Mapping[tuple[Strength, Evidence], tuple[int, int]] = {
    ("clear", "domain"): (61, 61),
    ("clear", "name"): (74, 74),
    ("clear", "named"): (62, 62),
    ("mild", "domain"): (1, 1),
    ("mild", "name"): (1, 1),
    ("mild", "named"): (1, 1),
}
"""Suggestions that were right, and all, on the invented mails that the phrases were tuned on.

``tests/guide/tracker/test_replies.py`` counts them anew.
"""
ELSEWHERE = 145 / 153
"""Suggestions that were right, of those on 245 mails and sentences that others wrote (templates and
tests of public projects, in four languages), when the phrases first saw them."""


def read(mail: Mail, applications: Sequence[Application]) -> Suggestion | None:
    """Read what a mail says of one of the applications; nothing of other mails.

    Anyone can write a mail in a company's name: ``verified`` says whether the server of the
    mailbox vouches for the sender's domain, and a suggestion changes nothing by itself.

    Args:
        mail: as it was received.
        applications: of the tracker.

    >>> mail = Mail(sender="hr@quillfish.example", subject="Your application", date="2026-03-01",
    ...             text="Hello. Unfortunately we will not be moving forward with you.")
    >>> found = read(mail, [Application(id="a", company="Quillfish", title="Cook")])
    >>> found.application, found.status, found.quote
    ('a', 'rejected', 'Unfortunately we will not be moving forward with you.')
    """
    told = sentences(mail)
    word = said(told)
    about = addressee(mail, told, applications) if word else None
    if word is None or about is None:
        return None
    if about.evidence == "named" and word.strength == "mild" and not about.titled:
        return None
    known = day(mail.date)
    return Suggestion(
        id=_id(mail),
        application=about.application.id if about.application else None,
        status=word.status,
        day=known.isoformat() if known and known.year in _YEARS else "",
        quote=word.quote[:_QUOTE],
        sender=_sender(mail),
        subject=mail.subject[:_QUOTE],
        verified=mail.verified,
        probability=probability(word.strength, about.evidence),
    )


def is_news(suggestion: Suggestion, application: Application) -> bool:
    """Say whether a suggestion tells something that the application's steps do not hold yet.

    >>> from upslope.records import StatusStep
    >>> known = Application(id="a", steps=[StatusStep(status="applied", day="2026-03-01", at="")])
    >>> told = Suggestion(id="s", application="a", status="applied", day="", quote="", sender="",
    ...                   subject="")
    >>> is_news(told, known), is_news(told, Application(id="a"))
    (False, True)
    """
    return suggestion.status not in {step.status for step in application.steps}


def probability(strength: Strength, evidence: Evidence) -> float:
    """Return how likely a suggestion is right.

    That is Laplace's rule of succession on :data:`COUNTED`, times what held :data:`ELSEWHERE`: the
    author's own mails are kind to the author's phrases. A kind never counted has 1 in 2.

    >>> probability("clear", "domain"), probability("mild", "domain")
    (0.93, 0.63)
    """
    right, of = COUNTED.get((strength, evidence), (0, 0))
    return round((right + 1) / (of + 2) * ELSEWHERE, 2)


def _sender(mail: Mail) -> str:
    address = f"<{mail.sender}>" if mail.sender_name else mail.sender
    return f"{mail.sender_name} {address}".strip()[:_QUOTE]


def _id(mail: Mail) -> str:
    parts = (mail.message_id or mail.text or mail.html, mail.sender, mail.subject)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:24]
