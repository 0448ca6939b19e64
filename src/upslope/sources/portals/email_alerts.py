"""Job-alert mails: the openings that LinkedIn, Indeed and others send to the person themselves.

Verified on recorded mails of LinkedIn and Indeed; Glassdoor and Monster are read by what is known
of their links, and any other mail by its shape: cards of a title that is a link, a company and a
place. What no card says is left open: a mail never holds the text of a posting.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import ClassVar

from upslope.errors import DocumentError, ReadError
from upslope.formats import mail as mails
from upslope.formats.alerts import Advert, adverts
from upslope.formats.alerts.links import PORTALS, portal_of
from upslope.formats.charset import decode
from upslope.formats.postings.saved_page import breaks_off
from upslope.records import Problem, RawPosting, Reply
from upslope.records.mail import Mail
from upslope.sources.source import Reading, Source

_HEADER = re.compile(rb"\A\s*(?:[!-9;-~]{2,60}:[ \t].*\r?\n(?:[ \t].*\r?\n)*){2}")
_WEB_PAGE = re.compile(
    r"<script\b(?![^>]{0,200}ld\+json)|\brel=[\"']?canonical|property=[\"']og:", re.I
)


class EmailAlerts(Source):
    """Alert mails as .eml, mbox or Maildir, over IMAP, or the bare HTML of one."""

    name: ClassVar[str] = "email_alerts"
    label: ClassVar[str] = "Job-alert mails"
    about: ClassVar[str] = "mails that the person's own alerts send: .eml, mbox, Maildir or IMAP"
    terms: ClassVar[str] = (
        "The person's own mails; links in them are never followed and pictures never loaded."
    )
    gives: ClassVar[str] = (
        "Title, company, place, remote mark, link; pay and age where the mail states them."
    )
    limits: ClassVar[str] = (
        "No text of the posting. Verified for LinkedIn and Indeed; Glassdoor, Monster and other "
        "senders are read by shape, unverified. Way in: upslope collect --from MAIL.eml, an mbox, "
        "a Maildir folder or imaps://user@host/Folder."
    )
    closes: ClassVar[bool] = False

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read the postings of one mail, or of the alerts in a mailbox; each posting once.

        Raises:
            ReadError: it is no mail, or a single mail that lists no posting.
        """
        reading, trusted, found = Reading(), 0, 0
        single = not (reply.media_type == mails.PACKED or reply.body.startswith(b"From "))
        for one in _mails(reply):
            if isinstance(one, DocumentError):
                reading.problems.append(Problem(where="a mail", why=str(one)))
                continue
            listed = adverts(one)
            found += bool(listed)
            trusted += bool(listed) and all(_vouched(one, advert) for advert in listed)
            for advert in listed:
                reading.add(_posting(advert, one))
        if single:
            reading.problems += breaks_off(decode(reply.body, reply.charset))
        if single and not reading.postings:
            raise ReadError("The mail lists no posting that can be read.", kept=_KEPT)
        reading.note = _trust(found, trusted)
        return reading


_KEPT = "Nothing was changed."
_LONGEST = 1 << 19  # characters of a body without its header: an alert's are 60,000 to 200,000


def _mails(reply: Reply) -> Iterator[Mail | DocumentError]:
    """Yield the mails of a reply, whatever it is."""
    body = reply.body.removeprefix(codecs.BOM_UTF8)
    if reply.media_type == mails.PACKED or body.startswith(b"From "):
        yield from mails.read_mbox(io.BytesIO(body), received=reply.media_type == mails.PACKED)
    elif _HEADER.match(body[:20_000]):
        try:
            yield mails.read(body)
        except DocumentError as error:
            raise ReadError(str(error), kept=_KEPT) from None
    else:
        yield _bare(body, reply.charset)


def _bare(body: bytes, charset: str | None) -> Mail:
    """Take a mail's HTML or plain part that was saved without its header."""
    text = decode(body[: mails.MAX_BYTES], charset).lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        if _WEB_PAGE.search(text):
            raise ReadError("This is a page of the web, not a mail.", kept=_KEPT)
        return Mail(html=text[:_LONGEST])
    text = text[:_LONGEST]
    if "\0" in text or text[:1] in {"{", "["} or not re.search(r"https?://", text):
        raise ReadError("This is no mail.", kept=_KEPT)
    return Mail(text=text)


def _vouched(mail: Mail, advert: Advert) -> bool:
    """Say whether a mail comes from where its links lead, as far as a server vouches for it."""
    leads_to = advert.link.portal if advert.link.portal in PORTALS else None
    return mail.verified and portal_of(mail.sender.rpartition("@")[2]) == leads_to


def _trust(found: int, trusted: int) -> str:
    if trusted == found:
        return ""
    who = "The mail has" if found == 1 else f"{found - trusted} of {found:,} mails have"
    return f"{who} a sender that is not verified: anybody may have written that."


def _posting(advert: Advert, mail: Mail) -> RawPosting:
    details = advert.details
    return RawPosting(
        source=EmailAlerts.name,
        source_id=advert.key,
        title=advert.title,
        url=advert.link.url,
        hiring_organization=details.company,
        job_location=details.places,
        job_location_type=details.way,
        employment_type=details.employment,
        date_posted=details.posted(mail.date),
        base_salary=details.pay,
    )
