"""A mail gives its words, links and attachments whatever it is made of, and trusts no sender."""

from __future__ import annotations

import contextlib
import hashlib
import io
import time
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upslope.errors import DocumentError
from upslope.formats import worker
from upslope.formats.mail import MAX_BYTES, read, read_mbox
from upslope.formats.mail.message import extract
from upslope.records.mail import Mail

FROM = b"From: Alerts <alerts@jobs.example>\nSubject: New\nDate: Mon, 2 Nov 2026 09:00:00 +0100\n"


def made() -> EmailMessage:
    message = EmailMessage()
    message["From"] = '"Müller, Ada" <Ada@Jobs.example>'
    message["Subject"] = "Zürich: 3 neue Stellen " + "ä" * 60
    message["Date"] = "Mon, 2 Nov 2026 09:00:00 +0100"
    message.set_content("See https://jobs.example/7, or (https://jobs.example/8).\n")
    message.add_alternative('<a href="https://jobs.example/7?a=1&amp;b=2">ML</a>', subtype="html")
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="Größe.pdf")
    return message


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_mail_of_a_real_program_is_read_whole(end: bytes) -> None:
    mail = read(made().as_bytes().replace(b"\n", end))
    assert (mail.sender, mail.sender_name) == ("ada@jobs.example", "Müller, Ada")
    assert mail.subject == "Zürich: 3 neue Stellen " + "ä" * 60
    assert mail.date == "2026-11-02T09:00:00+01:00"
    assert "href" in mail.html and mail.text.startswith("See")
    assert mail.links == [
        "https://jobs.example/7?a=1&b=2",
        "https://jobs.example/7",
        "https://jobs.example/8",
    ]
    (file,) = mail.attachments
    assert file.sha256 == hashlib.sha256(b"%PDF-").hexdigest()
    assert (file.shown_as, file.content_type, file.size) == ("Größe.pdf", "application/pdf", 5)
    assert not mail.verified and not mail.cut


@pytest.mark.parametrize(
    ("subject", "shown"),
    [
        (b"=?utf-8?q?a_b=3F?= =?utf-8?b?Yw==?= d", "a b?c d"),
        (b"=?utf-8?q?=C3?=\r\n =?utf-8?q?=A9?=", "é"),
        (b"=?iso-2022-jp?b?GyRCJF4bKEI=?=", "ま"),
        (b"=?x-none?q?=FF?= =?utf-8?b?*?=", "ÿ"),
        (b"caf\xe9", "café"),
        (b"=?utf-7?q?+ADw-?=", "+ADw-"),
        (b"one\n two\x00\x1b[31m", "one two[31m"),
        (b"=?utf-8?q?" + b"=E2=80=AEx?=", "x"),
    ],
)
def test_headers_are_decoded_for_one_line(subject: bytes, shown: str) -> None:
    assert extract(b"Subject: " + subject + b"\n\nx")["subject"] == shown


def test_bodies_are_decoded_by_charset_and_joined() -> None:
    body = (
        b'Content-Type: multipart/mixed; boundary="b o"\n\npreamble\n--b o\n'
        b"Content-Type: text/plain; charset=koi8-r\n\n\xf0\xd2\n--b o \n\nplain\n"
        b"--b o\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n"
        b"<b>=C3=A9=\n</b>=ZZ\n--b o--\nepilogue"
    )
    found = extract(FROM + body)
    assert (found["text"], found["html"]) == ("Пр\nplain", "<b>é</b>=ZZ")


@pytest.mark.parametrize(
    "body",
    [
        b"Content-Type: multipart/mixed; boundary=other\n\n--xyzzy\n\nwords\n--xyzzy--\n",
        b"Content-Type: multipart/mixed\n\n--xyzzy\n\nwords\n",
        b"Content-Type: multipart/mixed; boundary=a\n\nwords",
        b"Content-Type: nonsense\n\nwords",
        b"Content-Type: text/plain; charset=no-such\nContent-Transfer-Encoding: ?\n\nwords",
        b"Content-Transfer-Encoding: base64\n\nd29y\n*ZHM",
        b"Content-Type: message/rfc822\n\nSubject: in\n\nwords",
        b"\nwords",
    ],
)
def test_what_is_malformed_still_gives_its_words(body: bytes) -> None:
    assert str(extract(FROM + body)["text"]).strip() == "words"


def test_an_attachment_keeps_its_name_only_to_be_shown() -> None:
    body = (
        b"Content-Type: application/octet-stream\n"
        b"Content-Disposition: attachment; filename*=utf-8''..%2F..%2Ftmp%2Fp%0D%0Awn%00.pdf\n\nx"
    )
    (file,) = read(FROM + body).attachments
    assert file.shown_as == "p wn.pdf"
    assert file.sha256 == hashlib.sha256(b"x").hexdigest()


OWN = b"Received: from out.jobs.example by mx.mine.example with ESMTPS\n"
PASS = b"Authentication-Results: mx.mine.example; spf=none; dkim=pass header.d=jobs.example\n"


@pytest.mark.parametrize(
    ("head", "verified"),
    [
        pytest.param(OWN + PASS + FROM, True, id="vouched for"),
        pytest.param(PASS + OWN + FROM, True, id="result above its server"),
        pytest.param(PASS + FROM, True, id="no way travelled"),
        pytest.param(OWN + PASS.replace(b"dkim", b"dmarc").replace(b".d=", b".from=") + FROM, True),
        pytest.param(FROM, False, id="nothing said"),
        pytest.param(OWN + PASS.replace(b"pass", b"fail") + FROM, False, id="failed"),
        pytest.param(OWN + PASS.replace(b"jobs", b"evil") + FROM, False, id="another domain"),
        pytest.param(OWN + PASS.replace(b"d=jobs", b"d=evil-jobs") + FROM, False, id="look-alike"),
        pytest.param(OWN + PASS.replace(b"dkim", b"spf") + FROM, False, id="only SPF"),
        pytest.param(OWN + PASS.replace(b"mx.mine", b"mx.evil") + FROM, False, id="not our server"),
        pytest.param(OWN + b"Authentication-Results: mx.mine.example; none\n" + PASS + FROM, False),
        pytest.param(OWN + PASS.replace(b"dkim=", b"x=y (dkim=") + FROM, False, id="in a comment"),
        pytest.param(OWN + PASS + FROM + b"From: a@evil.example\n", False, id="two senders"),
        pytest.param(
            OWN + PASS + b'From: "ada@jobs.example" <a@evil.example>\n', False, id="name as address"
        ),
    ],
)
def test_only_the_receiving_server_vouches_for_a_sender(head: bytes, verified: bool) -> None:
    assert read(head + b"\nx").verified is verified


def test_a_mail_is_cut_and_its_parts_are_counted() -> None:
    whole = extract(FROM + b"\n" + b"x" * MAX_BYTES)
    assert whole["cut"] and len(str(whole["text"])) == 1 << 20
    many = b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 10_000
    assert len(str(extract(FROM + many)["text"]).split()) < 200
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level)
        for level in range(2000)
    )
    assert extract(FROM + deep)["subject"] == "New"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(FROM + b"\n" + b"\n" * (5 << 20), id="newlines"),
        pytest.param(b"Subject: " + b"=?utf-8?q?a?= " * 300_000 + b"\n\n", id="words"),
        pytest.param(b"From: " + b"(" * (1 << 20) + b"\n\n", id="comments"),
        pytest.param(b"Content-Type: text/plain; " + b'a=";' * 500_000 + b"\n\n", id="parameters"),
        pytest.param(FROM + b"Content-Type: text/html\n\n" + b"href " * (1 << 20), id="links"),
    ],
)
def test_a_mail_is_read_in_linear_time(data: bytes) -> None:
    started = time.process_time()
    extract(data)
    assert time.process_time() - started < 2


MBOX = (
    b"From x Mon Nov  2\n" + FROM + PASS + b"\n>From here\nFrom there\n\n"
    b"From y Mon Nov  2\nSubject: two\n\n\n"
    b"From z Mon Nov  2\n\nno headers\n"
)


def test_an_mbox_gives_each_mail_and_verifies_none() -> None:
    first, second, third = read_mbox(io.BytesIO(MBOX * 1))
    assert isinstance(first, Mail) and isinstance(second, Mail)
    assert first.text.strip() == "From here\nFrom there"
    assert second.subject == "two"
    assert not first.verified
    assert isinstance(third, DocumentError)


def test_one_bad_mail_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(function: object, data: bytes) -> object:
        if b"Subject: 3\n" in data:
            raise worker.failure("timeout", "The file was not read.")
        return function(data)  # type: ignore[operator]

    monkeypatch.setattr(worker, "run", run)
    box = b"".join(b"From x\nSubject: %d\n\nx\n\n" % number for number in range(250))
    mails = list(read_mbox(io.BytesIO(box)))
    assert [number for number, one in enumerate(mails) if isinstance(one, DocumentError)] == [3]
    assert len(mails) == 250


def test_what_is_no_mail_says_so() -> None:
    for data, reason in ((b"", "empty"), (b"hello there", "damaged"), (b"\0" * 99, "damaged")):
        with pytest.raises(DocumentError) as caught:
            read(data)
        assert caught.value.reason == reason and caught.value.next


WHOLE = made().as_bytes()


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(1, 255)), max_size=6))
def test_flipped_bytes_end_in_a_mail_or_a_typed_error(flips: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for at, bits in flips:
        data[at] ^= bits
    with contextlib.suppress(DocumentError):
        extract(bytes(data))


HOSTILE = (
    b"Content-Type:|multipart/x|; boundary=|b|*0*=|''|\"|--|\n|\r\n|\n\n| |=?utf-8?b?|?=|<|@|Date:"
    b"|message/rfc822|From:|Content-Disposition:|; filename*=|%|\xff|\0|base64|Received:|by"
    b"|charset=|Content-Transfer-Encoding:|Authentication-Results:|;|dkim=pass|header.d="
)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(HOSTILE.split(b"|")), max_size=40).map(b"".join) | st.binary())
def test_any_bytes_end_in_a_mail_or_a_typed_error(data: bytes) -> None:
    for head in (b"", b"Subject: x\n"):
        with contextlib.suppress(DocumentError):
            extract(head + data)
