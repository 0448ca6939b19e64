"""Gap, plan, projects, certificates, first posts: what the guide says, on pages."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from tests.apps.web.conftest import Browser
from tests.apps.web.repository import ME, fish_counter

from upslope import sample
from upslope.guide.practice import briefs
from upslope.workspace import Workspace


@pytest.fixture
def developer(browser: Browser) -> Browser:
    """A browser whose person looks as the developer of the sample."""
    browser.write("/welcome/sample", {"person": "developer"})
    return browser


@pytest.mark.parametrize("path", ["/gap", "/plan", "/plan/projects", "/plan/early"])
def test_without_a_resume_it_leads_to_one(browser: Browser, path: str) -> None:
    assert 'href="/welcome">Choose a resume' in browser.get(path).text


def test_the_gap_says_what_each_skill_would_open(developer: Browser) -> None:
    found = developer.whole("/gap?skills=spark,+airflow").text
    with developer.site.own.stocked() as workspace:
        gap = workspace.guidance.gap(sample.resumes()["developer"], skills=["spark", "airflow"])
    assert f"<strong>{gap.passing}</strong> of {gap.openings} openings" in found
    assert gap.chosen
    assert gap.chosen.says in found
    opening = [one for one in gap.single if one.opens]
    assert f"<strong>+{len(opening[0].opens)}</strong>" in found
    assert f"({opening[0].between[0]} to {opening[0].between[1]})" in found
    assert gap.lacks[0].what in found


def test_an_unknown_skill_is_told_beside_the_field(developer: Browser) -> None:
    found = developer.get('/gap?skills=zzyzx"><b>&line=x').text
    assert "zzyzx" in found.partition('id="skills-error">')[2].partition("</span>")[0]
    assert "<b>" not in found
    assert "Write a number from 0 to 100" in found


def test_where_nothing_is_wanted_the_page_says_what_to_do(developer: Browser) -> None:
    developer.site.own.person.want(roles=["data_analyst"], places=["Reykjavik"], levels=["staff"])
    for path in ("/gap", "/plan", "/plan/papers", "/plan/projects", "/plan/early"):
        found = developer.whole(path)
        assert found.status_code == 200
        assert "Widen what you want" in found.text
    assert developer.get("/plan/calendar").status_code == 400


def test_the_plan_shows_its_order_beside_popularity(developer: Browser) -> None:
    found = developer.whole("/plan?hours_per_week=12&hours=120").text
    assert "12 hours a week" in found
    assert "What this rests on" in found
    assert "Beside it" in found
    steps = found.count('<span class="place">')
    assert steps > 2
    calendar = developer.get("/plan/calendar?hours_per_week=12&hours=120")
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert calendar.content.count(b"SUMMARY:Learn") == steps
    wrong = developer.get("/plan?hours_per_week=1000&from=soon").text
    assert "Write a number from 0 to 168" in wrong
    assert "Write the day as" in wrong


def test_what_comes_before_a_step_is_drawn_and_said() -> None:
    from upslope.apps.web.parts.drawing import order_drawn
    from upslope.guide.plan import PlanStep

    def step(skill: str) -> PlanStep:
        return PlanStep(
            skill=skill, hours=(1, 2), starts="", ends="", gain=0, gain_per_hour=0,
            between=(0, 0), best=0, asked=1, required=1, employers=1,
        )  # fmt: skip

    drawn = order_drawn([step("linux"), step("sql"), step("docker")])
    assert [node.needs for node in drawn.nodes] == [[], [], [1]]
    assert [node.is_needed for node in drawn.nodes] == [True, False, False]
    assert [arc.says for arc in drawn.arcs] == ["linux before docker"]


def test_learning_projects_and_papers(developer: Browser) -> None:
    learn = developer.get("/plan/learn?skill=pytorch").text
    assert "Learn pytorch" in learn
    assert 'rel="noopener noreferrer" target="_blank"' in learn
    assert 'id="skill-error"' in developer.get("/plan/learn?skill=zzyzx").text
    assert "closes" in developer.whole("/plan/projects?hours=60").text
    papers = developer.whole("/plan/papers").text
    assert "What a degree opens" in papers
    assert "No data say that a certificate" in papers
    assert "points of this path" in developer.whole("/plan/early").text


def test_a_repository_is_checked_against_a_project(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("upslope.workspace.person.git_names", lambda: [ME])
    kept = next(one for one in briefs().values() if any("tests" in c.any for c in one.criteria))
    project = f"/plan/projects/{kept.id}"
    assert kept.criteria[0].says in html.unescape(browser.get(project).text)
    met = browser.write(project, {"path": str(fish_counter(tmp_path))}).text
    assert f"of {len(kept.criteria)} met." in met
    assert '<span class="tag good">met</span>' in met
    wrong = browser.write(project, {"path": "/no/such/folder"})
    assert (wrong.status_code, "There is no folder" in wrong.text) == (422, True)
    assert browser.get("/plan/projects/none").status_code == 404


def test_nothing_of_it_writes(developer: Browser, workspace: Workspace) -> None:
    before = workspace.state()
    for path in ("/gap", "/plan", "/plan/projects", "/plan/papers", "/plan/learn?skill=sql"):
        developer.get(path)
    assert workspace.state() == before
