"""A list of addresses, as a sitemap is: each page is asked for, and some are no openings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.replay import Replay

from upslope.records import Filters, Run
from upslope.workspace import Workspace

SITE = "https://www.fernwick.example"
PATHS = (
    "/jobs/machine-learning-engineer/1001",
    "/jobs/account-executive/1002",
    "/jobs/our-100-jobs",
)


@pytest.fixture
def workspace(tmp_path: Path, replay: Replay) -> Iterator[Workspace]:
    with Workspace(tmp_path / "home") as made:
        made.door = replay.door(validators=made.store.replies)
        yield made


@pytest.fixture
def site(replay: Replay) -> Replay:
    """Play a site of one opening of the field, one of another, and an article among them."""
    replay.serve(f"{SITE}/robots.txt", f"User-agent: *\nSitemap: {SITE}/jobs.xml\n")
    urls = "".join(f"<url><loc>{SITE}{path}</loc></url>" for path in PATHS)
    replay.serve(f"{SITE}/jobs.xml", f"<urlset>{urls}</urlset>")
    for path, title in zip(
        PATHS, ("Machine Learning Engineer, Fish", "Account Executive"), strict=False
    ):
        thing = {"@type": "JobPosting", "title": title, "description": "Train models in Python."}
        page = f'<html><script type="application/ld+json">{json.dumps(thing)}</script></html>'
        replay.serve(SITE + path, page)
    replay.serve(SITE + PATHS[2], "<html><p>We have 100 jobs.</p></html>")
    return replay


def collect(workspace: Workspace, *, only_ml: bool = False) -> Run:
    (run,) = workspace.collect({"sitemap": [SITE]}, only_ml=only_ml)
    return run


def titles(workspace: Workspace) -> set[str]:
    return {posting.title for posting, _ in workspace.search(Filters()).rows}


def test_only_what_its_page_says_is_an_opening(workspace: Workspace, site: Replay) -> None:
    run = collect(workspace)
    assert run.new == 2, run.reason
    assert "1 of 3 texts are still to come" in run.reason
    assert titles(workspace) == {"Machine Learning Engineer, Fish", "Account Executive"}


def test_pages_that_are_stored_are_not_asked_for_again_and_close_nothing(
    workspace: Workspace, site: Replay
) -> None:
    collect(workspace)
    site.serve(f"{SITE}/jobs.xml", "<urlset></urlset>")
    run = collect(workspace)
    assert (run.new, run.closed) == (0, 0), run.reason
    assert len(titles(workspace)) == 2
    assert site.count(SITE + PATHS[0]) == 1


def test_the_address_tells_whose_page_is_worth_asking_for(
    workspace: Workspace, site: Replay
) -> None:
    assert collect(workspace, only_ml=True).new == 1
    assert titles(workspace) == {"Machine Learning Engineer, Fish"}
    assert site.count(SITE + PATHS[1]) == 0


def test_pages_that_robots_txt_forbids_are_not_asked_for(
    workspace: Workspace, site: Replay
) -> None:
    rules = f"User-agent: *\nDisallow: /jobs/account\nSitemap: {SITE}/jobs.xml\n"
    site.serve(f"{SITE}/robots.txt", rules)
    run = collect(workspace)
    assert (run.new, site.count(SITE + PATHS[1])) == (1, 0)
    assert "robots.txt" in run.reason or "holds no schema.org" in run.reason


def test_lists_in_html_lead_to_their_following_pages_and_texts(
    workspace: Workspace, replay: Replay
) -> None:
    portal = "https://careers-fernwick.icims.com"
    replay.serve(f"{portal}/robots.txt", "User-agent: *\nAllow: /\n")
    for page, number in ((0, 7), (1, 8)):
        card = f"""<li class="iCIMS_JobCardItem"><a href="{portal}/jobs/{number}/ml/job">
        <h3>Machine Learning Engineer {number}</h3></a></li>"""
        body = f'<ul class="iCIMS_JobsTable">{card}</ul><h2>Page {page + 1} of 2</h2>'
        replay.serve(f"{portal}/jobs/search?ss=1&in_iframe=1&pr={page}", body)
        thing = {"@type": "JobPosting", "title": f"ML {number}", "description": "Train models."}
        text = f'<html><script type="application/ld+json">{json.dumps(thing)}</script></html>'
        replay.serve(f"{portal}/jobs/{number}/ml/job?in_iframe=1", text)
    (run,) = workspace.collect({"icims": ["Fernwick"]})
    assert (run.verdict, run.new) == ("complete", 2), run.reason
    assert titles(workspace) == {"ML 7", "ML 8"}
    texts = {posting.description for posting, _ in workspace.search(Filters()).rows}
    assert texts == {"Train models."}
