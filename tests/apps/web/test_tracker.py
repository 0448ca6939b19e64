"""Board, list and page of applications: what is written counts once, and nothing is lost."""

from __future__ import annotations

import html
import io
import re
import threading
import zipfile
from datetime import date, timedelta

import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.apps.web.conftest import Browser
from tests.store.made_up import posting, take

from upslope.apps.web.parts.board import MOST_CARDS
from upslope.apps.web.parts.tracking import KINDS
from upslope.errors import NetworkError
from upslope.records import STATUSES, Application, Suggestion
from upslope.workspace import Workspace
from upslope.workspace.tracker import Tracker

TODAY = date.today().isoformat()
HOSTILE = [
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "\u202eKCAB\u2066\u200b",
    "a\0b",
    "W" * 20_000,
    "javascript:alert(1)",
    "</textarea></select></title><svg onload=alert(1)>",
]


@pytest.fixture
def tracker(workspace: Workspace) -> Tracker:
    return workspace.stocked().tracker


@pytest.fixture
def one(tracker: Tracker) -> Application:
    return tracker.add(company="Quillfish", title="ML Engineer", day="2026-03-01")


def hidden(text: str, action: str) -> dict[str, str]:
    """Return the hidden fields of the form with this address, as a browser would send them."""
    form = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', text, re.S)
    assert form, action
    fields = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[0])
    return {name: html.unescape(value) for name, value in fields}


def test_board_and_list_teach_the_next_step_where_they_are_empty(browser: Browser) -> None:
    for path in ("/tracker", "/tracker?view=list"):
        found = browser.get(path)
        assert found.status_code == 200
        assert "Nothing is tracked yet" in found.text
    assert "needs 5 applications" in browser.get("/tracker/funnel").text


def test_adding_by_hand_counts_once_however_often_it_is_sent(
    browser: Browser, tracker: Tracker
) -> None:
    id = hidden(browser.get("/tracker/add").text, "/tracker/add")["id"]
    sent = {"id": id, "company": "Quillfish", "title": "Cook", "status": "applied", "day": ""}
    first, second = (browser.write("/tracker/add", sent) for _ in range(2))
    assert first.url.path == second.url.path
    assert [(one.title, one.status) for one in tracker.all()] == [("Cook", "applied")]
    other = browser.write("/tracker/add", sent | {"title": "Baker"})  # the form came back, changed
    assert other.url.path != first.url.path
    assert len(tracker.all()) == 2


WRONG_ABOUT = [
    ({}, "Say at which company it is"),
    ({"company": "Quillfish", "day": "2026-02-30"}, "Write the day as"),
    ({"company": "Quillfish", "day": "0001-01-01"}, "is not a day"),
    ({"company": "Q" * 301}, "At most 300 characters"),
    ({"company": "Quillfish", "url": "javascript:alert(1)"}, "is not the address of a page"),
    ({"company": "Quillfish", "status": "hired"}, "Choose one of these"),
]


def test_a_wrong_form_is_shown_again_with_what_was_typed(
    browser: Browser, tracker: Tracker
) -> None:
    for sent, says in WRONG_ABOUT:
        filled = {"status": "applied", "place": "Oslo 7", "id": "f1"} | sent
        found = browser.write("/tracker/add", filled)
        assert found.status_code == 422
        assert says in html.unescape(found.text)
        assert found.text.count('aria-invalid="true"') == 1
        assert 'value="Oslo 7"' in found.text
        assert hidden(found.text, "/tracker/add")["id"] == "f1"
    assert tracker.all() == []


def test_a_card_is_moved_by_its_form_and_shown_in_its_column(
    browser: Browser, tracker: Tracker, one: Application
) -> None:
    action = f"/tracker/{one.id}/move"
    sent = hidden(browser.get("/tracker").text, action) | {"status": "interview"}
    for _ in range(2):  # a double click
        found = browser.write(action, sent)
        assert found.status_code == 200
        assert found.url.path == "/tracker"
    assert [step.status for step in tracker.get(one.id).steps] == ["applied", "interview"]
    column = re.search(r'data-status="interview".*?</section>', found.text, re.S)
    assert column and one.id in column[0]


def test_a_move_from_an_old_page_shows_both(
    browser: Browser, tracker: Tracker, one: Application
) -> None:
    action = f"/tracker/{one.id}/move"
    old = hidden(browser.get("/tracker").text, action)
    tracker.move(one, "rejected", day="2026-03-09")
    found = browser.write(action, old | {"status": "interview", "day": "2026-03-10"})
    assert found.status_code == 409
    assert "9 Mar 2026" in found.text
    assert 'value="2026-03-10"' in found.text
    assert tracker.get(one.id).status == "rejected"
    insisted = hidden(found.text, action) | {"status": "interview", "day": "2026-03-10"}
    assert browser.write(action, insisted).status_code == 200
    assert tracker.get(one.id).status == "interview"


def test_what_two_tabs_add_both_stays_and_a_double_send_counts_once(
    browser: Browser, tracker: Tracker, one: Application
) -> None:
    page = browser.get(f"/tracker/{one.id}").text, browser.get(f"/tracker/{one.id}").text
    typed = {"day": "2026-05-01", "name": "Ada", "text": "First"}
    for kind in KINDS:
        action = f"/tracker/{one.id}/add/{kind}"
        for text, tab in zip(("First", "Second"), page, strict=True):
            sent = hidden(tab, action) | typed | {"text": text}
            for _ in range(2):
                assert browser.write(action, sent, follow_redirects=False).status_code == 303
    written = [(part.kind, part.data["text"]) for part in tracker.get(one.id).written]
    assert written == [(kind, text) for kind in KINDS for text in ("First", "Second")]
    assert len(tracker.journal(one)) == 2 + 2 * len(KINDS)


def test_a_form_that_the_browser_brought_back_loses_nothing(
    browser: Browser, tracker: Tracker, one: Application
) -> None:
    action = f"/tracker/{one.id}/add/note"
    form = hidden(browser.get(f"/tracker/{one.id}").text, action)
    for text in ("First", "Second"):
        browser.write(action, form | {"text": text})
    assert [part.data["text"] for part in tracker.get(one.id).written] == ["First", "Second"]


def test_two_tabs_that_change_a_note_see_both_texts(
    browser: Browser, tracker: Tracker, one: Application
) -> None:
    note = tracker.note(one, "As it was").written[0]
    action = f"/tracker/{one.id}/written/{note.id}"
    mine, theirs = (hidden(browser.get(f"/tracker/{one.id}").text, action) for _ in range(2))
    assert browser.write(action, theirs | {"text": "Theirs"}).status_code == 200
    found = browser.write(action, mine | {"text": "Mine,\nin two lines"})
    assert found.status_code == 409
    assert "Theirs" in found.text and "Mine,\nin two lines" in found.text
    assert f'href="/tracker/{one.id}"' in found.text  # the choice to leave it
    assert tracker.get(one.id).written[0].data["text"] == "Theirs"
    again = browser.write(action, hidden(found.text, action) | {"text": "Mine,\nin two lines"})
    assert again.status_code == 200
    assert "What stood there before (2)" in again.text
    assert "As it was" in again.text and "Theirs" in again.text
    add = f"/tracker/{one.id}/add/note"
    assert f'formaction="{add}"' in found.text
    browser.write(add, hidden(found.text, action) | {"text": "Both stay"})
    assert len(tracker.get(one.id).written) == 2


def test_a_double_send_of_a_change_is_no_conflict(
    browser: Browser, tracker: Tracker, one: Application
) -> None:
    note = tracker.note(one, "As it was").written[0]
    sent = {"seen": str(note.number), "text": "Be\0tter"}
    for _ in range(2):
        found = browser.write(f"/tracker/{one.id}/written/{note.id}", sent)
        assert found.status_code == 200
    assert len(tracker.journal(one)) == 4


def test_a_change_of_what_was_taken_out_meanwhile_can_be_kept_anew(
    browser: Browser, tracker: Tracker, one: Application
) -> None:
    note = tracker.note(one, "As it was").written[0]
    action = f"/tracker/{one.id}/written/{note.id}"
    mine = hidden(browser.get(f"/tracker/{one.id}").text, action)
    tracker.erase(one, note.id)
    found = browser.write(action, mine | {"text": "A long text"})
    assert found.status_code == 409
    assert "A long text" in found.text
    add = f"/tracker/{one.id}/add/note"
    browser.write(add, hidden(found.text, add) | {"text": "A long text"})
    assert [part.data["text"] for part in tracker.get(one.id).written] == ["A long text"]


def test_what_was_changed_meanwhile_is_not_taken_out_unseen(
    browser: Browser, tracker: Tracker, one: Application
) -> None:
    note = tracker.note(one, "As it was").written[0]
    action = f"/tracker/{one.id}/erase/{note.id}"
    tracker.change(one, note.id, {"text": "Theirs"}, seen=note.number)
    found = browser.write(action, {"seen": str(note.number)})
    assert found.status_code == 409
    assert "Theirs" in found.text
    for _ in range(2):
        assert browser.write(action, hidden(found.text, action)).status_code == 200
    assert tracker.get(one.id).written == []


def test_corrections_of_two_tabs_see_both(
    browser: Browser, tracker: Tracker, one: Application
) -> None:
    action = f"/tracker/{one.id}/details"
    old = hidden(browser.get(f"/tracker/{one.id}").text, action)
    about = {"company": "Quillfish", "title": "ML Engineer", "place": "", "url": ""}
    tracker.details(one, title="Senior ML Engineer")
    found = browser.write(action, old | about | {"title": "Staff ML Engineer"})
    assert found.status_code == 409
    assert "Senior ML Engineer" in found.text and "Staff ML Engineer" in found.text
    assert tracker.get(one.id).title == "Senior ML Engineer"


def test_the_day_of_a_step_is_corrected_and_a_step_taken_out(
    browser: Browser, tracker: Tracker, one: Application
) -> None:
    step = tracker.move(one, "interview", day="2026-03-09").steps[-1]
    sent = {"seen": str(step.number), "day": "2026-03-08"}
    browser.write(f"/tracker/{one.id}/written/{step.id}", sent)
    step = tracker.get(one.id).steps[-1]
    assert step.day == "2026-03-08"
    browser.write(f"/tracker/{one.id}/erase/{step.id}", {"seen": str(step.number)})
    assert tracker.get(one.id).status == "applied"


WRONG: list[tuple[str, dict[str, str], str]] = [
    ("add/note", {"text": "  "}, "Write something."),
    ("add/note", {"text": "W" * 50_001}, "At most 50,000 characters"),
    ("add/reminder", {"day": "soon", "text": "Call"}, "Write the day as"),
    ("add/reminder", {"day": "", "text": "Call"}, "Choose the day"),
    ("add/contact", {"role": "recruiter"}, "Write a name, an e-mail address or a text."),
    ("add/document", {"name": "", "text": "for it"}, "Name the document."),
    ("details", {"company": "", "title": ""}, "Say at which company it is"),
    ("move", {"status": "hired", "day": TODAY}, "Choose one of these"),
]


def test_what_is_wrong_stands_beside_the_field(
    browser: Browser, tracker: Tracker, one: Application
) -> None:
    for action, sent, says in WRONG:
        found = browser.write(f"/tracker/{one.id}/{action}", sent)
        assert found.status_code == 422
        assert found.text.count('class="error"') == 1
        assert says in html.unescape(found.text)
        for typed in filter(str.strip, sent.values()):
            assert typed in found.text or typed == "hired"
    assert len(tracker.journal(one)) == 2


def test_hostile_texts_are_shown_as_text(browser: Browser, tracker: Tracker) -> None:
    ids = [_written_all_over(browser, tracker, text) for text in HOSTILE]
    for path in (
        *("/", "/tracker", "/tracker?view=list", "/tracker/replies", "/tracker/funnel"),
        *(f"/tracker/{id}" for id in ids),
        *(f"/suggestions/{id}" for id in ids),
    ):
        shown = browser.get(path)
        assert shown.status_code == 200, path
        for node in LexborHTMLParser(shown.text).css("*"):
            attributes = node.attributes
            assert not any(name.startswith("on") for name in attributes), path
            if node.tag in ("script", "img"):
                assert (attributes["src"] or "").startswith("/static/"), path
            assert node.tag not in ("svg", "style", "iframe"), path
            assert not (attributes.get("href") or "").startswith("javascript:"), path
        assert "49{%" not in shown.text, path
    for name in ("applications.csv", "applications.ics", "journal.jsonl"):
        assert browser.get(f"/tracker/{name}").status_code == 200


def _written_all_over(browser: Browser, tracker: Tracker, text: str) -> str:
    """Write a text into every field of an application, and into a mail of it."""
    short = text[:300]
    one = tracker.add(company=short, title=short, place=short)
    for kind, known in KINDS.items():
        names = [field.name for field in known.fields]
        sent = {name: text if name == "text" else short for name in names}
        sent |= {"day": "2030-01-01"} if "day" in names else {}
        found = browser.write(f"/tracker/{one.id}/add/{kind}", sent, follow_redirects=False)
        assert found.status_code == 303, kind
    says = Suggestion(
        id=one.id,
        application=one.id,
        status="offer",
        day=TODAY,
        quote=text,
        sender=text,
        subject=text,
    )
    tracker._own.store.suggestions.put([says])
    return one.id


def test_what_is_off_the_board_is_put_back(
    browser: Browser, tracker: Tracker, one: Application
) -> None:
    browser.write(f"/tracker/{one.id}/remove", {"back": "/tracker"})
    assert "Nothing is tracked yet" in browser.get("/tracker").text
    assert one.id in browser.get("/tracker?view=list&removed=yes").text
    assert "Put it back" in browser.get(f"/tracker/{one.id}").text
    browser.write(f"/tracker/{one.id}/restore")
    assert one.id in browser.get("/tracker").text


def test_the_list_is_sorted_and_filtered(browser: Browser, tracker: Tracker) -> None:
    for number, status in enumerate(STATUSES):
        tracker.add(company=f"Company {9 - number}", title=f"Title no{number}", status=status)
    text = browser.get("/tracker?view=list&sort=company").text
    order = re.findall(r"<bdi>Company (\d)", text)
    assert order == sorted(order) and len(order) == 9
    assert 'aria-sort="ascending"' in text
    assert (
        re.findall(r"<bdi>Company (\d)", browser.get("/tracker?view=list&sort=-company").text)
        == order[::-1]
    )
    assert "1 application." in browser.get("/tracker?view=list&status=offer").text
    assert "1 application." in browser.get("/tracker?view=list&q=TITLE+no3").text
    assert "No application is like this" in browser.get("/tracker?view=list&q=nothing").text
    odd = "/tracker?view=list&sort=x%22&status=nonsense&page=99999999999999999999&q=%3Cb%3E"
    assert browser.get(odd).status_code == 200


def test_a_long_column_leads_to_the_list(browser: Browser, tracker: Tracker) -> None:
    for number in range(MOST_CARDS + 2):
        tracker.add(company=f"Company {number}", title="Cook", status="applied")
    text = browser.get("/tracker").text
    assert text.count("data-card") == MOST_CARDS
    assert f"All {MOST_CARDS + 2} in the list" in text


def test_an_application_leads_to_its_opening_and_to_others_there(
    browser: Browser, workspace: Workspace
) -> None:
    take(workspace.store, [posting(1), posting(2)])
    one = workspace.tracker.track("gh-1", "applied")
    other = workspace.tracker.track("gh-2", "applied")
    text = browser.get(f"/tracker/{one.id}").text
    assert 'href="/openings/gh-1"' in text
    assert 'href="https://jobs.example/1" rel="noopener noreferrer"' in text
    assert f'href="/tracker/{other.id}"' in text and "the same employer" in text
    assert browser.get("/tracker/gh-1").url.path == f"/tracker/{one.id}"


def test_what_is_not_there_is_said(browser: Browser, one: Application) -> None:
    assert browser.get("/tracker/nothing").status_code == 404
    assert browser.write(f"/tracker/{one.id}/add/nothing").status_code == 404
    assert browser.write(f"/tracker/{one.id}/nothing").status_code == 404
    assert browser.write(f"/tracker/{one.id}/written/nothing", {"text": "x"}).status_code == 404


def test_a_table_and_linkedins_export_are_taken_over_once(
    browser: Browser, tracker: Tracker
) -> None:
    table = b"Company,Title,Status\nQuillfish,<b>Cook</b>,applied\n,,applied\n"
    for says in ("1 new, 0 moved on, 0 known", "0 new, 0 moved on, 1 known"):
        found = browser.write("/tracker/import", files={"file": ("mine.csv", table)})
        assert found.status_code == 200
        assert says in found.text
        assert "Rows that were not read whole" in found.text
        assert "&lt;b&gt;Cook" in found.text
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        rows = 'Application Date,Company Name,Job Title\n"3/2/26, 9:15 AM",Tidewheel,Baker\n'
        made.writestr("Jobs/Job Applications.csv", rows)
    found = browser.write("/tracker/import", files={"file": ("export.zip", out.getvalue())})
    assert {one.company for one in tracker.all()} == {"Quillfish", "Tidewheel"}, found.text


def test_a_file_that_is_no_list_is_refused_beside_the_field(browser: Browser) -> None:
    for data in (b"", b"\0\1\2", b"PK\3\4 no zip"):
        found = browser.write("/tracker/import", files={"file": ("x<b>.csv", data)})
        assert found.status_code == 422
        assert 'class="error"' in found.text
        assert "<b>.csv" not in found.text
    assert browser.write("/tracker/import").status_code == 422


def test_a_reply_mail_suggests_and_the_person_says_of_what(
    browser: Browser, tracker: Tracker, one: Application
) -> None:
    mail = (
        b"From: Quillfish Recruiting <jobs@quillfish.example>\r\nTo: ada@home.example\r\n"
        b"Subject: Your application as ML Engineer at Quillfish\r\n"
        b"Date: Mon, 09 Mar 2026 10:00:00 +0000\r\nMessage-ID: <1@quillfish.example>\r\n"
        b"Content-Type: text/plain; charset=utf-8\r\n\r\n"
        b"Dear Ada,\r\n\r\nunfortunately we have decided not to move forward with your "
        b"application for the position of ML Engineer.\r\n"
    )
    found = browser.write("/tracker/replies", files={"file": ("reply.eml", mail)})
    assert found.status_code == 200
    [waits] = tracker.suggestions()
    assert waits.status == "rejected"
    assert tracker.get(one.id).status == "applied"
    other = tracker.add(company="Tidewheel", title="Baker")
    assert other.id in browser.get(f"/suggestions/{waits.id}").text
    sent = {"answer": "agree", "application": other.id, "back": "/tracker"}
    assert browser.write(f"/suggestions/{waits.id}", sent).url.path == "/tracker"
    assert tracker.get(other.id).status == "rejected"
    assert tracker.suggestions() == []
    running = browser.site.own.settings.home / "running"
    assert not list(running.glob("*.part"))  # nothing of the mail is kept


def test_a_suggestion_that_is_wrong_is_not_made_again(
    browser: Browser, tracker: Tracker, one: Application
) -> None:
    says = Suggestion(
        id="s", application=None, status="offer", day=TODAY, quote="", sender="", subject=""
    )
    tracker._own.store.suggestions.put([says])
    found = browser.write("/suggestions/s", {"answer": "agree"})
    assert "not known which application" in found.text
    browser.write("/suggestions/s", {"answer": "dismiss"})
    assert tracker.suggestions() == []
    assert browser.get("/suggestions/s").url.path == "/tracker/replies"


def test_a_mailbox_on_a_server_is_read_in_the_background(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = threading.Event()

    def read_mails(self: Tracker, origin: str) -> list[Suggestion]:
        assert answers.wait(30)
        raise NetworkError("The mailbox does not answer.")

    monkeypatch.setattr(Tracker, "read_mails", read_mails)
    page = browser.write("/tracker/replies", {"origin": "imaps://ada@mail.example/INBOX"})
    assert page.status_code == 200 and "so far" in page.text
    assert "<h1>" not in browser.part("/tracker/replies").text
    answers.set()
    work = browser.site.works.of("replies")
    assert work is not None
    work.join(30)
    assert "The mailbox does not answer." in browser.get("/tracker/replies").text


def test_a_mailbox_that_is_not_there_is_said_beside_the_field(browser: Browser) -> None:
    found = browser.write("/tracker/replies", {"origin": "/no/such/<b>box"})
    assert found.status_code == 422
    assert 'class="error"' in found.text and "<b>box" not in found.text
    assert browser.write("/tracker/replies").status_code == 422


def test_what_is_taken_out_can_be_read_again(
    browser: Browser, tracker: Tracker, one: Application
) -> None:
    tracker.date(tracker.note(one, "=1+1"), (date.today() + timedelta(9)).isoformat(), "Interview")
    sheet = browser.get("/tracker/applications.csv")
    assert sheet.headers["content-disposition"].startswith("attachment; filename=")
    assert "Quillfish" in sheet.text and "'=1+1" in sheet.text
    assert "BEGIN:VEVENT" in browser.get("/tracker/applications.ics").text
    lines = browser.get("/tracker/journal.jsonl").text.splitlines()
    assert len(lines) == len(tracker.journal())
