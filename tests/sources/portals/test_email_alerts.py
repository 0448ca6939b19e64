"""Alert mails: whatever holds them, each posting once, and no sender believed for its name."""

from __future__ import annotations

import time
from email.message import EmailMessage
from pathlib import Path

import pytest

from upslope.errors import ReadError, UsageError
from upslope.formats.mail import PACKED, packed
from upslope.records import RawPosting, Reply, Salary
from upslope.sources import builtin
from upslope.sources.portals.email_alerts import EmailAlerts
from upslope.sources.recognize import recognize

HTML = """<html><body><img src="https://track.example/open.gif">
<a href="https://www.glassdoor.co.uk/partner/jobListing.htm?pos=1&jobListingId=101000007&utm=x">
ML Engineer, Ranking</a><p>Quillfish</p><p>Leeds (Hybrid)</p><p>£60,000 - £70,000 a year</p>
<p>Full-time</p><p>2 days ago</p><a href="https://www.glassdoor.co.uk/unsubscribe">Unsubscribe</a>
</body></html>"""
RECEIVED = "from out.glassdoor.com by mx.mine.example with ESMTPS"
PASSED = "mx.mine.example; dkim=pass header.d=glassdoor.com"


def mail(
    sender: str = "Glassdoor Jobs <noreply@glassdoor.com>",
    html: str = HTML,
    results: str | None = PASSED,
) -> bytes:
    message = EmailMessage()
    if results:
        message["Received"] = RECEIVED
        message["Authentication-Results"] = results
    message["From"] = sender
    message["To"] = "Ada Byron <ada@home.example>"
    message["Subject"] = "3 new jobs for you"
    message["Date"] = "Sat, 21 Nov 2026 09:00:00 +0100"
    message.set_content("Open this mail as HTML.")
    message.add_alternative(html, subtype="html")
    return message.as_bytes()


REPLY = Reply(url="alert.eml", body=mail())


def read(body: bytes, media_type: str = "") -> list[RawPosting]:
    return EmailAlerts().read(Reply(url="", body=body, media_type=media_type)).postings


def note(body: bytes, media_type: str = "") -> str:
    return EmailAlerts().read(Reply(url="", body=body, media_type=media_type)).note


def test_reads_every_field_and_no_person() -> None:
    assert read(REPLY.body) == [
        RawPosting(
            source="email_alerts",
            source_id="glassdoor:101000007",
            title="ML Engineer, Ranking",
            url="https://www.glassdoor.co.uk/partner/jobListing.htm?jobListingId=101000007",
            hiring_organization="Quillfish",
            job_location=["Leeds"],
            job_location_type="hybrid",
            employment_type="Full-time",
            date_posted="2026-11-19",
            base_salary=Salary(
                currency="GBP", min_value=60_000, max_value=70_000, unit_text="year"
            ),
        )
    ]


SPOOFED = [
    pytest.param(mail(results=None), id="nobody vouches"),
    pytest.param(mail(results="mx.mine.example; dkim=fail header.d=glassdoor.com"), id="failed"),
    pytest.param(mail(results="mx.evil.example; dkim=pass header.d=glassdoor.com"), id="own line"),
    pytest.param(mail(results="mx.mine.example; spf=pass smtp.mailfrom=glassdoor.com"), id="SPF"),
    pytest.param(
        mail(results="mx.mine.example; dkim=pass header.d=evil.example"), id="not aligned"
    ),
    pytest.param(
        mail(
            "Glassdoor <noreply@evil.example>",
            results=PASSED.replace("glassdoor.com", "evil.example"),
        ),
        id="verified, but another's",
    ),
    pytest.param(mail('"noreply@glassdoor.com" <a@glassdoor.com.evil.example>'), id="look-alike"),
    pytest.param(HTML.encode(), id="no header"),
]


@pytest.mark.parametrize("body", SPOOFED)
def test_a_sender_that_is_not_verified_is_said_to_be(body: bytes) -> None:
    assert note(body).endswith("a sender that is not verified: anybody may have written that.")
    assert len(read(body)) == 1


def test_a_sender_that_the_receiving_server_vouches_for_is_verified() -> None:
    assert note(REPLY.body) == ""


def test_an_mbox_says_nothing_trustworthy_but_a_mailbox_of_a_server_does() -> None:
    other = mail(html=HTML.replace("101000007", "101000008"))
    box = packed([REPLY.body, other, REPLY.body])
    assert [one.source_id[-1] for one in read(box)] == ["7", "8"]
    assert note(box).startswith("3 of 3 mails")
    assert note(box, PACKED) == ""
    assert note(packed([REPLY.body, mail(results=None)]), PACKED).startswith("1 of 2 mails")


def test_a_mailbox_may_be_empty_or_hold_other_mails() -> None:
    assert read(b"", PACKED) == []
    assert read(packed([b"From: a@b.example\nSubject: x\n\nhello\n"])) == []


def test_a_damaged_mail_in_a_mailbox_hides_no_other() -> None:
    reading = EmailAlerts().read(Reply(url="", body=b"From x\n\nno header\n\n" + packed([mail()])))
    assert (len(reading.postings), len(reading.problems)) == (1, 1)


def test_a_plain_part_saved_by_itself() -> None:
    text = "ML Engineer\nQuillfish\nOslo\nView job: https://www.linkedin.com/comm/jobs/view/111111/?a=b\n"
    [posting] = read(text.encode())
    assert (posting.source_id, posting.hiring_organization) == ("linkedin:111111", "Quillfish")
    assert posting.date_posted is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        b'[{"id": 1, "title": "See https://a.example/jobs/12345"}]',
        b"From: a@b.example\nSubject: x\n\nhello",
        b"<p>nothing</p>",
        b"<html><script>x()</script><a href='https://www.linkedin.com/jobs/view/111111'>A</a>",
    ],
)
def test_what_is_no_alert_is_refused(body: bytes) -> None:
    with pytest.raises(ReadError):
        read(body)


def test_a_mail_is_recognised_and_cannot_be_asked_for() -> None:
    assert recognize(builtin(), REPLY).name == "email_alerts"
    with pytest.raises(UsageError, match="read from files"):
        next(EmailAlerts().requests("x"))


@pytest.mark.shared
def test_recorded_alerts_hold_what_a_person_reads(shared: Path) -> None:
    folder = shared / "recordings/email_alerts"
    cards = {
        path.name.split("__")[-1]: [
            (one.hiring_organization, one.job_location, one.job_location_type)
            for one in read(path.read_bytes())
        ]
        for path in folder.iterdir()
    }
    assert {name: len(found) for name, found in cards.items()} == {
        "generic.html": 2,
        "indeed.html": 2,
        "linkedin.html": 3,
        "indeed_alert_sample.html": 4,
        "linkedin_alert_sample.html": 5,
    }
    for name, found in cards.items():
        assert name == "generic.html" or all(company and place for company, place, _ in found)


@pytest.mark.shared
def test_hostile_mails_end_in_postings_or_a_typed_error(shared: Path) -> None:
    files = [path for path in (shared / "hostile/email").rglob("*") if path.is_file()]
    bombs = [path for path in (shared / "hostile/bombs").glob("eml_*") if ".gz" not in path.name]
    bodies = [path.read_bytes() for path in (*files, *bombs)]
    began = time.monotonic()
    EmailAlerts().read(Reply(url="", body=packed(body[: 2 << 20] for body in bodies)))
    assert time.monotonic() - began < 60
    for body in bodies[::12]:
        try:
            read(body)
        except ReadError as error:
            assert str(error)
