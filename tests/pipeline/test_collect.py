"""A board's journey from the door to the store, and what bad replies do to it: nothing."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.replay import Asked, Replay, reply

from upslope.errors import UsageError
from upslope.pipeline import Progress
from upslope.pipeline.collect import STOPPED
from upslope.records import Filters, Run
from upslope.sources.communities.hn import HackerNews
from upslope.workspace import Workspace

BOARD = "https://boards-api.greenhouse.io/v1/boards/fernwick/jobs?content=true"
ML, SALES = "Machine Learning Engineer", "Account Executive"


def job(number: int, title: str = ML, text: str = "Train models in Python.") -> dict[str, Any]:
    return {
        "id": number,
        "title": f"{title} {number}" if title == ML else title,
        "absolute_url": f"https://jobs.example.com/fernwick/{number}",
        "location": {"name": "Leeds, UK"},
        "first_published": "2026-10-01T08:00:00Z",
        "content": f"&lt;p&gt;{text}&lt;/p&gt;",
    }


def board(*jobs: dict[str, Any]) -> str:
    return json.dumps({"jobs": jobs, "meta": {"total": len(jobs)}})


@pytest.fixture
def workspace(tmp_path: Path, replay: Replay) -> Iterator[Workspace]:
    with Workspace(tmp_path / "home") as made:
        made.door = replay.door(validators=made.store.replies)
        yield made


def collect(workspace: Workspace, **options: Any) -> Run:
    (run,) = workspace.collect({"greenhouse": ["fernwick"]}, **options)
    return run


def serve_with_etag(replay: Replay, body: str) -> None:
    whole, unchanged = reply(body, headers={"ETag": '"1"'}), reply(b"", 304)

    def play(asked: Asked) -> list[bytes]:
        return [unchanged if asked.headers.get("if-none-match") == '"1"' else whole]

    replay.play(BOARD, play)


def open_titles(workspace: Workspace) -> set[str]:
    return {posting.title for posting, _ in workspace.search(Filters()).rows}


def test_a_board_is_stored_with_what_was_understood(workspace: Workspace, replay: Replay) -> None:
    replay.serve(BOARD, board(job(1), job(2)))
    run = collect(workspace)
    assert (run.verdict, run.seen, run.new) == ("complete", 2, 2)
    (posting, understood), _ = workspace.search(Filters()).rows
    assert posting.places[0].city == "Leeds"
    assert understood.role == "ml_engineer"
    assert [mention.skill for mention in understood.skills if mention.skill == "python"]


def test_the_raw_reply_is_kept_even_when_it_cannot_be_read(
    workspace: Workspace, replay: Replay
) -> None:
    replay.serve(BOARD, "<html>maintenance</html>")
    run = collect(workspace)
    assert run.verdict == "quarantined"
    assert "not JSON" in run.reason
    (kept,) = (workspace.settings.home / "raw").rglob("*.gz")
    assert workspace.store.replies.get(kept.stem) == b"<html>maintenance</html>"


def test_collecting_twice_changes_nothing(workspace: Workspace, replay: Replay) -> None:
    replay.serve(BOARD, board(job(1), job(2)))
    collect(workspace)
    run = collect(workspace)
    assert (run.verdict, run.new, run.changed, run.closed) == ("complete", 0, 0, 0)


def test_a_complete_list_closes_what_it_lacks(workspace: Workspace, replay: Replay) -> None:
    replay.serve(BOARD, board(*(job(n) for n in range(10))))
    replay.serve(BOARD, board(*(job(n) for n in range(9))))
    collect(workspace)
    assert collect(workspace).closed == 1
    (closed,) = workspace.search(Filters(status="closed")).rows
    assert [e.kind for e in workspace.show(closed[0].id)[2]] == ["appeared", "closed"]


@pytest.mark.parametrize(
    "body",
    [
        "<html>Please log in</html>",
        board(job(1))[:-40],
        '{"status": 404, "error": "gone"}',
        "[" * 10_000 + "]" * 10_000,
        '{"jobs": [], "meta": {"total": 0}}',
        "",
    ],
    ids=["page", "cut off", "other shape", "deep", "empty list", "nothing"],
)
def test_a_bad_reply_closes_and_loses_nothing(
    workspace: Workspace, replay: Replay, body: str
) -> None:
    replay.serve(BOARD, board(*(job(n) for n in range(9))))
    replay.serve(BOARD, body.encode("latin-1"))
    collect(workspace)
    before = open_titles(workspace)
    run = collect(workspace)
    assert run.verdict in {"failed", "partial", "quarantined", "drift"}
    assert run.reason.count("Traceback") == 0
    assert run.reason
    assert open_titles(workspace) == before


def test_another_charset_is_read(workspace: Workspace, replay: Replay) -> None:
    replay.serve(BOARD, board(job(1)).encode("utf-16"))
    assert collect(workspace).verdict == "complete"
    assert open_titles(workspace) == {f"{ML} 1"}


def test_a_reply_in_another_charset_than_it_claims_is_read_and_said(
    workspace: Workspace, replay: Replay
) -> None:
    claims = {"Content-Type": "application/json; charset=utf-8"}
    body = json.dumps({"jobs": [job(1, "Ingénieur ML")], "meta": {"total": 1}}, ensure_ascii=False)
    replay.serve(BOARD, body.encode("cp1252"), headers=claims)
    run = collect(workspace)
    assert (run.verdict, open_titles(workspace)) == ("complete", {"Ingénieur ML"})
    assert "says that its charset is utf-8" in run.reason


def test_one_bad_row_hides_no_other(workspace: Workspace, replay: Replay) -> None:
    replay.serve(BOARD, board(job(1), {"id": 2}, job(3)))
    run = collect(workspace)
    assert (run.verdict, run.new) == ("partial", 2)
    assert "1 of 3" in run.reason


def test_one_source_failing_does_not_stop_another(workspace: Workspace, replay: Replay) -> None:
    replay.serve(BOARD, "no json")
    replay.serve(
        "https://api.lever.co/v0/postings/fernwick?mode=json&skip=0&limit=100",
        json.dumps([{"id": "a", "text": ML, "hostedUrl": "https://jobs.example.com/a"}]),
    )
    runs = workspace.collect({"greenhouse": ["fernwick"], "lever": ["fernwick"]})
    assert [run.verdict for run in runs] == ["failed", "complete"]
    assert open_titles(workspace) == {ML}


def test_unknown_company_says_which_spellings_were_tried(workspace: Workspace) -> None:
    (run,) = workspace.collect({"greenhouse": ["Fernwick Labs, Inc."]})
    assert run.verdict == "failed"
    assert "'fernwick-labs'" in run.reason
    assert "'fernwicklabs'" in run.reason


def test_only_ml_skips_other_roles_without_closing_them(
    workspace: Workspace, replay: Replay
) -> None:
    replay.serve(BOARD, board(job(1), job(2, SALES, "Sell software to customers. Quota.")))
    collect(workspace)
    run = collect(workspace, only_ml=True)
    assert (run.seen, run.skipped, run.closed) == (2, 1, 0)
    assert SALES in open_titles(workspace)


def test_unchanged_list_is_seen_again_not_read_again(workspace: Workspace, replay: Replay) -> None:
    serve_with_etag(replay, board(job(1)))
    collect(workspace)
    run = collect(workspace)
    assert (run.verdict, run.new, run.closed) == ("unchanged", 0, 0)
    assert open_titles(workspace) == {f"{ML} 1"}


def test_after_only_ml_an_unchanged_list_still_gives_the_rest(
    workspace: Workspace, replay: Replay
) -> None:
    serve_with_etag(replay, board(job(1), job(2, SALES, "Sell software.")))
    collect(workspace, only_ml=True)
    assert open_titles(workspace) == {f"{ML} 1"}
    assert collect(workspace).new == 1


def test_a_file_closes_nothing(workspace: Workspace, replay: Replay, tmp_path: Path) -> None:
    replay.serve(BOARD, board(job(1), job(2)))
    collect(workspace)
    saved = tmp_path / "board.json"
    saved.write_text(board(job(3)), encoding="utf-8")
    run = workspace.collect_from(str(saved))
    assert (run.source, run.verdict, run.closed) == ("greenhouse", "complete", 0)
    assert len(open_titles(workspace)) == 3


def test_unknown_source_names_those_there_are(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match=r"There are: .*greenhouse, .*lever"):
        workspace.collect({"nosuch": ["x"]})


def test_the_same_opening_on_two_sources_is_shown_once(
    workspace: Workspace, replay: Replay, tmp_path: Path
) -> None:
    replay.serve(BOARD, board(job(1) | {"company_name": "Fernwick Labs"}))
    collect(workspace)
    page = {
        "@type": "JobPosting",
        "title": f"{ML} 1",
        "hiringOrganization": {"name": "Fernwick Labs Ltd"},
        "jobLocation": {"address": {"addressLocality": "Leeds", "addressCountry": "GB"}},
        "description": "<p>Train models in Python.</p>",
        "url": "https://fernwick.example/jobs/1",
    }
    saved = tmp_path / "page.html"
    saved.write_text(f'<script type="application/ld+json">{json.dumps(page)}</script>')
    assert workspace.collect_from(str(saved)).new == 1
    assert len(workspace.search(Filters()).rows) == 1


def test_a_list_without_end_is_left_where_it_repeats(workspace: Workspace, replay: Replay) -> None:
    page = json.dumps([{"id": str(n), "text": f"{ML} {n}", "categories": {}} for n in range(100)])
    urls = [
        f"https://api.lever.co/v0/postings/fernwick?mode=json&skip={skip}&limit=100"
        for skip in range(0, 400, 100)
    ]
    for url in urls:
        replay.serve(url, page)
    (run,) = workspace.collect({"lever": ["fernwick"]})
    assert (run.verdict, run.new) == ("partial", 100)
    assert "again" in run.reason
    assert [replay.count(url) for url in urls] == [1, 1, 0, 0]


def test_a_saved_board_is_of_the_company_that_is_named_not_of_its_file(
    workspace: Workspace, tmp_path: Path
) -> None:
    saved = tmp_path / "saved_board.json"
    saved.write_text(json.dumps([{"id": "a", "text": ML, "categories": {}}]))
    workspace.collect_from(str(saved), "lever")
    assert workspace.search(Filters()).rows[0][0].hiring_organization is None
    assert workspace.collect_from(str(saved), "lever", company="fernwick").board == "fernwick"
    assert workspace.search(Filters()).rows[0][0].hiring_organization == "Fernwick"


def test_an_empty_list_may_be_that_of_another_spelling(
    workspace: Workspace, replay: Replay
) -> None:
    boards = "https://api.ashbyhq.com/posting-api/job-board"
    replay.serve(f"{boards}/fernwicklabs?includeCompensation=true", '{"jobs": []}')
    (run,) = workspace.collect({"ashby": ["Fernwick Labs"]})
    assert (run.verdict, run.seen) == ("complete", 0)
    assert "tried 'fernwicklabs', 'fernwick-labs'" in run.reason
    row = {"id": "a", "title": ML, "jobUrl": "https://jobs.ashbyhq.com/fernwick-labs/a"}
    replay.serve(f"{boards}/fernwick-labs?includeCompensation=true", json.dumps({"jobs": [row]}))
    (run,) = workspace.collect({"ashby": ["Fernwick Labs"]})
    assert (run.verdict, run.new, run.reason) == ("complete", 1, "")


# -- lists without texts

LIST = "https://api.smartrecruiters.com/v1/companies/Fernwick/postings"


def serve_list(replay: Replay, titles: list[str]) -> None:
    """Play a list whose postings are newer the later they come."""
    rows = [
        {"id": str(n), "name": title, "releasedDate": f"2026-10-{n + 1:02}T08:00:00Z"}
        for n, title in enumerate(titles)
    ]
    body = json.dumps({"totalFound": len(rows), "content": rows})
    replay.serve(f"{LIST}?limit=100&offset=0", body)


def serve_text(replay: Replay, number: int, title: str, text: str = "Train models.") -> None:
    sections = {"jobDescription": {"text": f"<p>{text}</p>"}}
    body = json.dumps({"id": str(number), "name": title, "jobAd": {"sections": sections}})
    replay.serve(f"{LIST}/{number}", body)


def collect_list(workspace: Workspace, **options: Any) -> Run:
    (run,) = workspace.collect({"smartrecruiters": ["Fernwick"]}, **options)
    return run


def texts(workspace: Workspace) -> dict[str, str | None]:
    found = workspace.search(Filters()).rows
    return {posting.title: posting.description for posting, _ in found}


def test_texts_that_a_list_leaves_out_are_asked_for_once(
    workspace: Workspace, replay: Replay
) -> None:
    serve_list(replay, [ML, SALES])
    serve_text(replay, 0, ML)
    serve_text(replay, 1, SALES, "Sell software.")
    assert (run := collect_list(workspace)).verdict == "complete", run.reason
    assert texts(workspace) == {ML: "Train models.", SALES: "Sell software."}
    assert [asked.path[-2:] for asked in replay.asked[1:]] == ["/1", "/0"]  # the newest first
    run = collect_list(workspace)
    assert (run.verdict, run.changed, replay.count(f"{LIST}/0")) == ("complete", 0, 1)
    assert texts(workspace)[ML] == "Train models."


def test_only_ml_asks_for_the_texts_of_those_titles(workspace: Workspace, replay: Replay) -> None:
    serve_list(replay, [ML, SALES])
    serve_text(replay, 0, ML)
    run = collect_list(workspace, only_ml=True)
    assert (run.new, run.skipped, replay.count(f"{LIST}/1")) == (1, 1, 0)
    assert texts(workspace) == {ML: "Train models."}


@pytest.mark.parametrize("body", ["<html>", "{}", '{"jobAd": {"sections": {}}}', '{"content": []}'])
def test_a_text_that_fails_loses_no_posting(
    workspace: Workspace, replay: Replay, body: str
) -> None:
    serve_list(replay, [ML, SALES])
    serve_text(replay, 0, ML)
    replay.serve(f"{LIST}/1", body)
    serve_text(replay, 1, SALES, "Sell software.")
    run = collect_list(workspace)
    assert (run.verdict, run.new) == ("complete", 2)
    assert "1 of 2 texts are still to come." in run.reason
    assert texts(workspace) == {ML: "Train models.", SALES: None}
    assert (collect_list(workspace).changed, texts(workspace)[SALES]) == (1, "Sell software.")


def test_a_host_that_refuses_texts_is_left_alone(workspace: Workspace, replay: Replay) -> None:
    serve_list(replay, [f"{ML} {n}" for n in range(9)])
    run = collect_list(workspace)
    assert (run.verdict, run.new) == ("complete", 9)
    assert "9 of 9 texts are still to come. api.smartrecruiters.com answered 404" in run.reason
    assert len(replay.asked) == 1 + 3


def test_texts_beyond_the_cap_have_their_turn_later(
    workspace: Workspace, replay: Replay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("upslope.pipeline.texts.MOST_TEXTS", 2)
    serve_list(replay, [f"{ML} {n}" for n in range(3)])
    for n in range(3):
        serve_text(replay, n, f"{ML} {n}")
    assert "1 of 3 texts" in collect_list(workspace).reason
    assert collect_list(workspace).reason == ""
    assert all(texts(workspace).values())


def test_a_list_whose_pages_have_one_address_is_read_to_its_end(
    workspace: Workspace, replay: Replay
) -> None:
    base = "https://fernwick.wd5.myworkdayjobs.com/wday/cxs/fernwick/Jobs"

    def page(asked: Asked) -> list[bytes]:
        offset = json.loads(asked.body)["offset"]
        rows = [
            {"title": f"{ML} {n}", "externalPath": f"/job/Leeds/Engineer_R{n}"}
            for n in range(offset, min(offset + 20, 45))
        ]
        return [reply(json.dumps({"total": 0 if offset else 45, "jobPostings": rows}))]

    replay.play(f"{base}/jobs", page)
    info = {
        "title": ML,
        "externalPath": "",
        "jobPostingId": "Engineer_R7",
        "startDate": "2026-10-01",
    }
    replay.serve(f"{base}/job/Leeds/Engineer_R0", json.dumps({"jobPostingInfo": info}))
    (run,) = workspace.collect({"workday": ["fernwick.wd5/Jobs"]})
    assert (run.verdict, run.new) == ("complete", 45)
    assert "44 of 45 texts" in run.reason
    dated = [posting for posting, _ in workspace.search(Filters()).rows if posting.date_posted]
    assert [(p.source_id, p.date_posted) for p in dated] == [("fernwick/jobs/R0", "2026-10-01")]


def test_a_list_of_lists_leads_to_its_postings(workspace: Workspace, replay: Replay) -> None:
    stories = next(iter(HackerNews().requests("latest"))).url
    story = {"objectID": "7", "title": "Ask HN: Who is hiring? (November 2026)"}
    replay.serve(stories, json.dumps({"hits": [story]}))
    comments = {
        "id": 7,
        "title": story["title"],
        "type": "story",
        "children": [
            {"id": 8, "parent_id": 7, "text": f"Fernwick Labs | {ML} | Leeds", "children": []}
        ],
    }
    replay.serve("https://hn.algolia.com/api/v1/items/7", json.dumps(comments))
    (run,) = workspace.collect({"hn": ["latest"]})
    assert (run.verdict, run.new) == ("complete", 1), run.reason


def test_a_text_once_read_outlives_lists_without_it(workspace: Workspace, replay: Replay) -> None:
    site = "https://api.smartrecruiters.com/v1/companies/fernwick/postings"
    row = {"id": "1", "name": ML, "company": {"name": "Fernwick"}, "releasedDate": "2026-10-01"}
    replay.serve(
        f"{site}?limit=100&offset=0",
        json.dumps({"offset": 0, "limit": 100, "totalFound": 1, "content": [row]}),
    )
    text = {"sections": {"qualifications": {"title": "Needed", "text": "<p>Python is a must.</p>"}}}
    replay.serve(f"{site}/1", json.dumps(row | {"jobAd": text}))
    for _ in range(2):
        (run,) = workspace.collect({"smartrecruiters": ["fernwick"]})
        assert run.verdict == "complete", run.reason
        [(posting, understood)] = workspace.search(Filters()).rows
        assert "Python" in (posting.description or "")
        assert "python" in [mention.skill for mention in understood.skills]
    assert replay.count(f"{site}/1") == 1


def test_all_lists_are_stored_before_any_text_is_asked_for(
    workspace: Workspace, replay: Replay
) -> None:
    serve_list(replay, [f"{ML} {n}" for n in range(3)])
    for n in range(3):
        serve_text(replay, n, f"{ML} {n}")
    replay.serve(BOARD, board(job(1), job(2)))
    told: list[tuple[str, int, int, int]] = []

    def progress(label: str, done: int, total: int) -> None:
        told.append((label[:4], done, total, len(workspace.search(Filters()).rows)))

    workspace.collect(
        {"smartrecruiters": ["Fernwick"], "greenhouse": ["fernwick"]}, progress=progress
    )
    assert [what for what, *_ in told] == ["list", "list", "text", "text", "text"]
    assert [(done, total, found) for _, done, total, found in told[1:]] == [
        (n, 5, 5) for n in (2, 3, 4, 5)
    ]


def test_an_interrupted_collect_keeps_what_came_and_the_next_asks_for_the_rest(
    workspace: Workspace, replay: Replay
) -> None:
    serve_list(replay, [f"{ML} {n}" for n in range(5)])
    for n in range(5):
        serve_text(replay, n, f"{ML} {n}", f"Train model {n}.")

    def interrupt(_: str, done: int, __: int) -> None:
        if done == 3:  # the list and two texts
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        collect_list_with(workspace, interrupt)
    kept = {title for title, text in texts(workspace).items() if text}
    assert len(kept) >= 2
    asked = len(replay.asked)
    assert collect_list(workspace).reason == ""
    assert all(texts(workspace).values())
    assert len(replay.asked) <= asked + 1 + 5 - len(kept)


def collect_list_with(workspace: Workspace, progress: Progress) -> None:
    workspace.collect({"smartrecruiters": ["Fernwick"]}, progress=progress)


def test_a_title_that_may_be_of_the_field_is_judged_by_its_text(
    workspace: Workspace, replay: Replay
) -> None:
    unsure = "Software Engineer, ML Platform"
    serve_list(replay, [unsure, SALES])
    serve_text(
        replay,
        0,
        unsure,
        "You will design, train and evaluate machine learning models and deep neural networks in"
        " PyTorch and deploy machine learning models to production.",
    )
    run = collect_list(workspace, only_ml=True)
    assert (run.verdict, run.seen, run.new, run.skipped) == ("complete", 2, 1, 1)
    assert list(texts(workspace)) == [unsure]


def test_a_text_that_comes_after_its_list_is_no_change_of_the_posting(
    workspace: Workspace, replay: Replay
) -> None:
    serve_list(replay, [ML])
    serve_text(replay, 0, ML)
    assert collect_list(workspace).changed == 0
    [(posting, _)] = workspace.search(Filters()).rows
    assert [event.kind for event in workspace.show(posting.id)[2]] == ["appeared"]


def test_a_stopped_collect_keeps_what_came_and_ends_every_run(
    workspace: Workspace, replay: Replay
) -> None:
    stop = threading.Event()
    replay.serve(BOARD, board(job(1)))
    found = workspace.collect(
        {"greenhouse": ["fernwick", "later", "last"]},
        progress=lambda *_: stop.set(),
        stop=stop,
    )
    assert [(run.verdict, run.reason) for run in found] == [
        ("complete", ""),
        ("failed", STOPPED),
        ("failed", STOPPED),
    ]
    assert open_titles(workspace) == {f"{ML} 1"}
    assert workspace.store.boards.find("greenhouse", "later") is None  # it stays due
    assert all(run.verdict for run in workspace.store.runs.list())
