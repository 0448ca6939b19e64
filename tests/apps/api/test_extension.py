"""What the browser's extension may ask, who is taken for it, and what is read of a page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.browser.pages import LINKEDIN, NOTHING, PLAIN, TEXT, job_posting, stating

from upslope.apps.web.app import web_app
from upslope.apps.web.site import Site
from upslope.sources.seen import portal_at
from upslope.workspace import Workspace

ADDRESS = "http://127.0.0.1:8571"
OURS = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"
ANOTHER = "moz-extension://0b0b0b0b-1c1c-4d4d-8e8e-2f2f2f2f2f2f"
PAIR, LOOK, SAVE = (f"/api/v1/extension/{one}" for one in ("pair", "look", "save"))
URL = "https://careers.quillfish.example/1"


class Extension(TestClient):
    """Asks as an extension's page does in Chromium and in Firefox: by POST, with its origin."""

    def __init__(self, site: Site, origin: str = OURS) -> None:
        super().__init__(web_app(site), base_url=ADDRESS, raise_server_exceptions=False)
        self.site, self.said = site, {"origin": origin, "sec-fetch-site": "none"}

    def ask(self, path: str, body: object, **headers: str) -> Any:
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.post(path, json=body, headers=self.said | said)

    def pair(self) -> str:
        answer = self.ask(PAIR, {"code": self.site.access.code()})
        assert answer.status_code == 200
        self.said["authorization"] = f"Bearer {answer.json()['token']}"
        return self.said["authorization"]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with Workspace(tmp_path / "extended") as workspace:
        opened = Site(workspace)
        yield opened
        opened.close()


@pytest.fixture
def extension(site: Site) -> Extension:
    """One that was paired."""
    asking = Extension(site)
    asking.pair()
    return asking


def page(html: str = "", **said: Any) -> dict[str, Any]:
    """What the extension sends of a page."""
    return {"url": URL, "html": html, **said}


def test_a_code_pairs_once(site: Site) -> None:
    asking, code = Extension(site), site.access.code()
    assert asking.ask(PAIR, {"code": code}).status_code == 200
    again = asking.ask(PAIR, {"code": code})
    assert again.status_code == 403
    assert "ten minutes" in again.json()["error"]
    assert [one.origin for one in site.access.paired()] == [OURS]


def test_an_expired_code_pairs_nobody(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("upslope.apps.loopback.access.CODE_SECONDS", -1.0)
    assert Extension(site).ask(PAIR, {"code": site.access.code()}).status_code == 403


@pytest.mark.parametrize(
    "origin",
    [
        None,
        ADDRESS,
        "null",
        "https://evil.example",
        "http://127.0.0.1:9999",
        "file://",
        "https://x/chrome-extension://",
    ],
)
def test_only_an_extension_is_paired(site: Site, origin: str | None) -> None:
    headers = {"origin": origin} if origin else {}
    asking = TestClient(web_app(site), base_url=ADDRESS)
    code = site.access.code()
    answer = asking.post(PAIR, json={"code": code}, headers=headers)
    assert answer.status_code == 403
    assert not site.access.paired()
    assert site.access.spend(code), "the code was used up"


@pytest.mark.parametrize("body", [{}, [], {"code": 7}, {"code": "x" * 200}, {"code": "x", "y": 1}])
def test_a_wrong_form_is_told(site: Site, body: object) -> None:
    assert Extension(site).ask(PAIR, body).status_code == 422


def test_pairing_is_all_that_an_unknown_extension_may(site: Site) -> None:
    asking = Extension(site)
    assert asking.ask(LOOK, page()).status_code == 403
    assert asking.get("/", headers=asking.said).status_code == 403
    assert asking.get(PAIR, headers=asking.said).status_code == 403


def test_a_token_holds_for_its_own_extension_alone(site: Site, extension: Extension) -> None:
    known = extension.said["authorization"]
    look = page(stating(job_posting()), stated=[])
    assert Extension(site, ANOTHER).ask(LOOK, look, authorization=known).status_code == 403
    another = Extension(site, ANOTHER)
    another.pair()
    assert another.ask(LOOK, look, authorization=known).status_code == 401
    for origin in (None, "null", "https://evil.example", ADDRESS):
        headers = {"authorization": known} | ({"origin": origin} if origin else {})
        answer = TestClient(web_app(site), base_url=ADDRESS).post(LOOK, json=look, headers=headers)
        assert answer.status_code in {401, 403}, origin


def test_the_programs_token_does_not_help_an_extension(site: Site, extension: Extension) -> None:
    token = f"Bearer {site.access.secret('token')}"
    assert extension.ask(LOOK, page(), authorization=token).status_code == 401
    assert Extension(site, ANOTHER).ask(LOOK, page(), authorization=token).status_code == 403


@pytest.mark.parametrize("path", ["/api/v1/profile", "/api/v1/openings", "/", "/settings/programs"])
def test_its_token_opens_nothing_else(extension: Extension, path: str) -> None:
    assert extension.get(path, headers=extension.said).status_code in {401, 403}


def test_unpaired_it_is_let_in_no_more(site: Site, extension: Extension) -> None:
    site.access.unpair(OURS)
    assert extension.ask(LOOK, page()).status_code == 403


def test_no_answer_can_be_read_by_a_page(extension: Extension) -> None:
    answer = extension.ask(LOOK, page(stating(job_posting())))
    assert answer.status_code == 200
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_looking_keeps_nothing(site: Site, extension: Extension) -> None:
    found = extension.ask(LOOK, page(stating(job_posting()))).json()
    assert (found["title"], found["company"], found["how"]) == (
        "Machine Learning Engineer",
        "Quillfish",
        "stated",
    )
    assert found["posting"] is None
    assert "resume" in found["note"]
    assert site.own.store.postings.is_empty()
    assert not site.own.tracker.all()


def test_it_tells_the_match_and_what_is_missing(site: Site, extension: Extension) -> None:
    site.own.person.keep_sample_resume("developer")
    fit = extension.ask(LOOK, page(stating(job_posting()))).json()["fit"]
    assert 0 <= fit["score"] <= 100
    assert fit["reasons"]
    assert "apache hadoop" in fit["missing"]


def test_the_match_is_that_of_the_stored_opening(site: Site, extension: Extension) -> None:
    site.own.person.keep_sample_resume("developer")
    said = page(stating(job_posting()))
    seen = extension.ask(LOOK, said).json()["fit"]["score"]
    kept = extension.ask(SAVE, said).json()["posting"]
    ranked = site.own.rank()
    assert {one.posting: one.score for one in ranked.matches}[kept] == pytest.approx(seen)


def test_saving_stores_and_tracks(site: Site, extension: Extension) -> None:
    kept = extension.ask(SAVE, page(stating(job_posting()))).json()
    posting, _ = site.own.store.postings.get(kept["posting"])
    assert (posting.title, posting.url, posting.source) == (
        "Machine Learning Engineer",
        URL,
        "jsonld",
    )
    assert site.own.tracker.get(kept["application"]).status == "saved"
    assert kept["path"] == f"/openings/{posting.id}"
    again = extension.ask(SAVE, page(stating(job_posting()), status="applied")).json()
    assert again == kept | {"status": "applied"}
    assert len(site.own.tracker.all()) == 1
    seen = extension.ask(LOOK, page(stating(job_posting()))).json()
    assert (seen["status"], seen["posting"]) == ("applied", posting.id)
    later = extension.ask(SAVE, page(stating(job_posting()))).json()
    assert later["status"] == "applied", "saving takes an application back"


def test_it_tells_of_applications_to_the_same_employer(site: Site, extension: Extension) -> None:
    site.own.tracker.add(company="Quillfish AS", title="Analyst", day="2026-10-01")
    [sent] = extension.ask(LOOK, page(stating(job_posting()))).json()["sent"]
    assert (sent["same"], sent["title"], sent["day"]) == ("employer", "Analyst", "2026-10-01")


def test_a_portals_page_is_read_as_it_is_shown(site: Site, extension: Extension) -> None:
    url = "https://www.linkedin.com/jobs/view/1234567?trk=x"
    kept = extension.ask(SAVE, page(LINKEDIN, url=url, title="x")).json()
    posting, _ = site.own.store.postings.get(kept["posting"])
    assert (posting.source, posting.title, posting.hiring_organization) == (
        "linkedin",
        "Data Scientist",
        "Quillfish",
    )


def test_only_what_was_read_of_a_page_is_kept(site: Site, extension: Extension) -> None:
    extension.ask(SAVE, page(LINKEDIN, url="https://www.linkedin.com/jobs/view/1234567"))
    for file in (site.own.settings.home / "raw").rglob("*.gz"):
        body = site.own.store.replies.get(file.stem)
        assert b"Data Scientist" in body
        assert b"Ada" not in body
        assert b"secret-of-the-session" not in body


def test_what_is_shown_beside_a_list_has_its_own_address(extension: Extension, site: Site) -> None:
    html = LINKEDIN.replace("rel=canonical", "rel=other")
    url = "https://www.linkedin.com/jobs/search/?currentJobId=7654321"
    kept = extension.ask(SAVE, page(html, url=url)).json()
    posting, _ = site.own.store.postings.get(kept["posting"])
    assert (posting.source_id, posting.url) == (
        "7654321",
        "https://www.linkedin.com/jobs/view/7654321/",
    )
    indeed = '<h1>Analyst</h1><a href="/rc?x=1&jk=aaaaaaaaaaaaaaaa">other</a>'
    indeed += f"<div id=jobDescriptionText>{TEXT}</div>"
    url = "https://uk.indeed.com/jobs?q=ml&vjk=bbbbbbbbbbbbbbbb"
    kept = extension.ask(SAVE, page(indeed, url=url)).json()
    posting, _ = site.own.store.postings.get(kept["posting"])
    assert posting.source_id == "bbbbbbbbbbbbbbbb"
    assert posting.url == "https://uk.indeed.com/viewjob?jk=bbbbbbbbbbbbbbbb"


def test_no_page_passes_for_another_hosts_opening(site: Site, extension: Extension) -> None:
    real = extension.ask(SAVE, page(stating(job_posting(identifier={"value": "7"}, url=URL))))
    url = "https://evil.example/offer"
    lies = job_posting(title="Send money", identifier={"value": "7"}, url=URL)
    shown = LINKEDIN.replace("Data Scientist", "Send money")
    for sent in (page(stating(lies), url=url), page(shown, url=url + "2")):
        kept = extension.ask(SAVE, sent).json()
        assert kept["posting"] != real.json()["posting"]
        posting, _ = site.own.store.postings.get(kept["posting"])
        assert (posting.url or "").startswith("https://evil.example/")
        assert posting.source != "linkedin"
    assert site.own.store.postings.get(real.json()["posting"])[0].title != "Send money"


def test_selected_text_is_taken_where_nothing_else_is(site: Site, extension: Extension) -> None:
    nothing = extension.ask(LOOK, page(PLAIN))
    assert nothing.status_code == 409
    assert "Select the text" in nothing.json()["next"]
    selected = "We look for someone.\nYou have 3+ years of Python.\nYou know Kubernetes."
    seen = extension.ask(LOOK, page(PLAIN, selected=selected)).json()
    assert (seen["title"], seen["how"]) == ("ML Platform Engineer", "selected")
    said = page(PLAIN, selected=selected, name="Platform Engineer", company="Quillfish")
    kept = extension.ask(SAVE, said).json()
    posting, known = site.own.store.postings.get(kept["posting"])
    assert (posting.title, posting.hiring_organization, posting.url) == (
        "Platform Engineer",
        "Quillfish",
        URL,
    )
    assert {"python", "kubernetes"} <= {one.skill for one in known.skills}


def test_of_several_openings_that_of_the_page_is_read(extension: Extension) -> None:
    two = [job_posting(url=URL), job_posting(title="Analyst", url=URL + "2")]
    assert extension.ask(LOOK, page(stating(*two))).json()["title"] == "Machine Learning Engineer"
    unlike = page(stating(*two), url="https://careers.quillfish.example/")
    listed = extension.ask(LOOK, unlike)
    assert listed.status_code == 409
    assert "2 openings" in listed.json()["error"]
    titled = extension.ask(LOOK, unlike | {"title": "Analyst - Quillfish"})
    assert titled.json()["title"] == "Analyst"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "https://", "https://a@b.example/", "x"]
)
def test_only_pages_of_the_web_are_read(extension: Extension, url: str) -> None:
    answer = extension.ask(LOOK, page(stating(job_posting()), url=url))
    assert answer.status_code in {409, 422}
    assert answer.json()["error"]


def test_a_page_without_an_opening_says_what_to_do(extension: Extension) -> None:
    answer = extension.ask(LOOK, page(NOTHING, selected="Rain"))
    assert answer.status_code == 409
    assert answer.json()["error"] == "No opening can be read on this page."


def test_too_much_is_refused(extension: Extension) -> None:
    assert extension.ask(LOOK, page("x" * 2_000_001)).status_code == 422
    assert extension.ask(LOOK, page("x" * 4_300_000)).status_code == 413


@pytest.mark.parametrize(
    ("url", "portal"),
    [
        ("https://no.linkedin.com/jobs/view/1", "linkedin"),
        ("https://www.glassdoor.co.uk/job-listing/x", "glassdoor"),
        ("https://www.monster.de/stellenangebot", "monster"),
        ("https://nz.seek.com/job/1", "seek"),
        ("https://hk.jobsdb.com/job/1", "seek"),
        ("https://linkedin.com.evil.example/", None),
        ("https://notindeed.com/", None),
        ("https://evil.example/www.indeed.com/viewjob?jk=1", None),
    ],
)
def test_a_portal_is_known_by_its_host(url: str, portal: str | None) -> None:
    assert portal_at(url) == portal


@pytest.mark.shared
@pytest.mark.parametrize(
    ("folder", "url"),
    [
        ("linkedin", "https://www.linkedin.com/jobs/view/4012345678"),
        ("indeed", "https://au.indeed.com/viewjob?jk=54f1f8af68d722d2"),
        ("seek", "https://au.seek.com/job/93856863"),
    ],
)
def test_recorded_pages_are_read(extension: Extension, shared: Path, folder: str, url: str) -> None:
    for file in sorted((shared / "recordings" / folder).glob("*.html")):
        html = file.read_text(encoding="utf-8")[:1_500_000]
        answer = extension.ask(LOOK, page(html, url=url))
        assert answer.status_code == 200, (file.name, answer.json())
        assert answer.json()["title"]


@pytest.mark.shared
def test_hostile_pages_are_read_or_refused(extension: Extension, shared: Path) -> None:
    files = sorted((shared / "hostile" / "jobposting").glob("*.html"))
    assert len(files) > 40
    for file in files:
        html = file.read_text(encoding="utf-8", errors="replace")[:1_500_000]
        answer = extension.ask(SAVE, page(html))
        assert answer.status_code in {200, 409}, (file.name, answer.text)
