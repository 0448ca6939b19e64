"""JSON-LD blocks: every JobPosting of a page, however its authors wrote it."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.formats.postings.jsonld import blocks, job_postings, parse


def page(*scripts: str) -> str:
    """Put blocks into a page."""
    return "<html><head>" + "".join(
        f'<script type="application/ld+json">{script}</script>' for script in scripts
    )


def titles(html: str) -> list[str]:
    return [thing["title"] for thing in job_postings(html)[0]]


JOB = '{"@type": "JobPosting", "title": "ML Engineer"}'


@pytest.mark.parametrize(
    "script",
    [
        JOB,
        f"[{JOB}]",
        f'{{"@graph": [{{"@type": "WebPage"}}, {JOB}]}}',
        f'{{"@type": "WebPage", "mainEntity": {{"@type": "ItemList", "item": [{JOB}]}}}}',
        '{"@type": ["Thing", "JobPosting"], "title": "ML Engineer"}',
        '{"@type": "https://schema.org/JobPosting", "title": "ML Engineer"}',
        '{"@type": "schema:JobPosting", "title": "ML Engineer"}',
        f"<!-- {JOB} -->",
        f"//<![CDATA[\n{JOB}\n//]]>",
        f"/*<![CDATA[*/{JOB}/*]]>*/",
        f"\ufeff\n{JOB};",
        '{"@type": "JobPosting", "title": "ML Engineer",}',
        '{"@type": "JobPosting", /* why? */ "title": "ML Engineer", // so\n}',
        '{"@type": "JobPosting"\n  "title": "ML Engineer"}',
        '{"@type": "JobPosting", "title": "ML Engineer", "description": "a\tb\nc"}',
        '{"@type": "JobPosting", "title": "ML Engineer", "baseSalary": NaN}',
        JOB.replace('"', "&quot;"),
    ],
)
def test_finds_a_posting_however_it_is_written(script: str) -> None:
    assert titles(page(script)) == ["ML Engineer"]
    assert job_postings(page(script))[1] == []


@pytest.mark.parametrize(
    "opening",
    [
        "<script type=application/ld+json>",
        "<SCRIPT TYPE='application/ld+json'>",
        '<script data-n="x" type="application/ld&#x2B;json" defer>',
        '<script type="application/ld&#43;json; charset=utf-8">',
    ],
)
def test_knows_the_script_by_its_type(opening: str) -> None:
    assert titles(f"<p>a<b {opening}{JOB}</SCRIPT >") == ["ML Engineer"]


@pytest.mark.parametrize(
    "html",
    [
        f"<script>{JOB}</script>",
        f"<!-- {page(JOB)} -->",
        f'<script type="application/ld+json">{JOB}',
        "<script type='application/ld+json'",
        "",
    ],
)
def test_what_is_no_block_is_not_read(html: str) -> None:
    assert list(blocks(html)) == []


def test_reads_several_objects_in_the_order_of_the_page() -> None:
    html = page(JOB.replace("ML", "A") + JOB.replace("ML", "B"), JOB.replace("ML", "C"))
    assert titles(html) == ["A Engineer", "B Engineer", "C Engineer"]


def test_a_bad_block_hides_no_good_one() -> None:
    found, problems = job_postings(page("{'@type': 'JobPosting'}", JOB, "[" * 100_000))
    assert [thing["title"] for thing in found] == ["ML Engineer"]
    assert [problem.where for problem in problems] == ["JSON-LD block 1", "JSON-LD block 3"]
    assert problems[1].why == "not JSON: nested too deeply"


def test_mending_never_changes_what_is_inside_a_string() -> None:
    text = 'see https://a.example /* not a comment */ [1, ] {2, } \\" "'
    written = json.dumps({"text": text})
    assert parse(written[:-1] + ",}") == [{"text": text}]


@pytest.mark.parametrize(
    "html",
    [
        "<script>" * 400_000,
        "<!--" * 400_000,
        page("{ " + " " * 2_000_000 + "}x"),
        page('{"a": "' + '\\"' * 500_000),
        page("/*" * 500_000),
        page(";" * 1_000_000 + "x"),
        page("1 " * 300_000),
        page('{"a":1,' * 100_000),
        page('"a" ' * 300_000),
        page("[" * 1_000_000),
    ],
    ids=str.__len__,
)
def test_long_and_odd_pages_take_little_time(html: str) -> None:
    began = time.process_time()
    job_postings(html)
    assert time.process_time() - began < 3


@given(st.lists(st.sampled_from([*'{}[]",:/*\\\n', "<!--", "]]>", '"@type"', "1", JOB])))
def test_any_block_is_read_or_a_problem(parts: list[str]) -> None:
    found, problems = job_postings(page("".join(parts)))
    assert isinstance(found, list)
    assert len(problems) <= 1


@pytest.mark.shared
def test_the_shared_html_bombs(shared: Path) -> None:
    for path in sorted((shared / "hostile/bombs").glob("html_*")):
        began = time.process_time()
        job_postings(path.read_bytes().decode("utf-8", "replace"))
        assert time.process_time() - began < 2
