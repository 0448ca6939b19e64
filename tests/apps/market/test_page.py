"""The page: whole without scripts, closed to the world, and no text of others can break out."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.apps.market.hostile import BREAKING, hostile_tables, payloads
from tests.apps.market.nodes import one
from tests.apps.market.tables import all_tables, closing, outside, pay, refused, rising, roles

from upslope.apps.market import page
from upslope.apps.market.page import SCRIPTS, STATIC, script
from upslope.records.market import MarketTable

NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
TAGS = """html head meta title style body a header h1 p nav ol li span main section h2 strong figure
    div figcaption details summary table caption thead tbody tr th td dl dt dd footer script"""
ATTRIBUTES = """lang charset http-equiv content name class href id aria-label aria-labelledby hidden
    data-chart role tabindex scope type"""


def parsed(tables: list[MarketTable]) -> LexborHTMLParser:
    return LexborHTMLParser(page(tables, NOW, "Invented."))


def texts(tree: LexborHTMLParser, css: str) -> list[str]:
    return [node.text(strip=True) for node in tree.css(css)]


def test_every_number_stands_with_what_it_means() -> None:
    section = one(parsed(all_tables()), "#pay_by_role")
    told = section.text(separator=" ")
    for part in ("Stated base pay by role and level", "Median of the middles", "354"):
        assert part in told
    for part in ("2026-08-24 to 2026-11-21", "greenhouse, lever, ashby", "other currency: 44"):
        assert part in told
    assert "base pay as postings state it" in told
    assert "USD 152,000" in told
    assert "148,000–157,500" in told
    assert "too few" in told


def test_is_whole_without_scripts() -> None:
    tree = parsed(all_tables())
    shown = [table for table in all_tables() if not table.refused]
    assert len(tree.css("table")) == len(shown)
    for table in shown:
        rows = tree.css(f'section[id="{table.name}"] tbody tr')
        assert len(rows) == len(table.rows)
    assert len(tree.css("figure[hidden]")) == len(shown)  # only a script shows them


def test_a_refusal_says_why_and_has_no_table() -> None:
    section = one(parsed([refused()]), "#forecast")
    assert "2 vintages are too few" in section.text()
    assert not section.css("table")


def test_tables_are_made_for_screen_readers() -> None:
    tree = parsed(all_tables())
    assert one(tree, "html").attributes["lang"] == "en"
    for table in tree.css("table"):
        assert one(table, "caption").text()
        assert all(th.attributes["scope"] == "col" for th in table.css("thead th"))
        assert all(th.attributes["scope"] == "row" for th in table.css("tbody th"))
    for chart in tree.css("[data-chart]"):
        assert chart.attributes["role"] == "img"
        assert len(chart.attributes["aria-label"] or "") > 20
        assert chart.parent is not None
        assert one(chart.parent, "figcaption").text()
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))


def test_contents_lead_to_every_table() -> None:
    tree = parsed(all_tables())
    targets = [link.attributes["href"] for link in tree.css("nav a")]
    assert targets == [f"#{table.name}" for table in all_tables()]
    assert all(one(tree, target or "") for target in targets)


def test_asks_nothing_of_the_network() -> None:
    html = page(all_tables(), NOW, "Invented.")
    tree = LexborHTMLParser(html)
    assert not tree.css("link, img, iframe, object, embed, base, form, audio, video, source")
    assert not tree.css("[src], [srcset], [srcdoc], [action], [style]")
    assert all((a.attributes["href"] or "").startswith("#") for a in tree.css("a"))
    assert not re.search(r"@import|url\(", one(tree, "style").text())


def test_policy_names_the_scripts_and_the_style_by_hash_and_nothing_else() -> None:
    tree = parsed(all_tables())
    policy = one(tree, "meta[http-equiv]").attributes["content"] or ""
    rules = {part.split()[0]: part.split()[1:] for part in policy.split(";")}
    assert rules["default-src"] == rules["connect-src"] == rules["img-src"] == ["'none'"]
    codes = [node.text() for node in tree.css("script") if "type" not in node.attributes]
    for rule, inline in (("script-src", codes), ("style-src", texts(tree, "style"))):
        assert len(rules[rule]) == len(inline)
        assert all(one.startswith("'sha256-") for one in rules[rule])
    sums = [base64.b64encode(hashlib.sha256(c.encode()).digest()).decode() for c in codes]
    assert rules["script-src"] == [f"'sha256-{one}'" for one in sums]


def test_no_script_where_there_is_no_chart() -> None:
    tree = parsed([refused()])
    assert not tree.css("script")
    assert "script-src 'none'" in (one(tree, "meta[http-equiv]").attributes["content"] or "")


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_can_stand_in_a_page(name: str) -> None:
    code = script(name)
    assert not re.search(r"</script|<!--|\r|\x00", code, re.IGNORECASE)
    assert "eval(" not in code


def test_libraries_are_those_that_are_named() -> None:
    told = (STATIC / "vendor" / "README.md").read_text(encoding="utf-8")
    for name, package in (("d3.min.js", "d3"), ("plot.umd.min.js", "@observablehq/plot")):
        banner = (STATIC / "vendor" / name).read_text(encoding="utf-8")[:200]
        (version,) = re.findall(r"v(\d+\.\d+\.\d+) Copyright", banner)
        assert f"| {name} | {package} | {version} | ISC |" in told
    assert "Permission to use" in script("vendor/d3.min.js")[:400]


def test_is_small() -> None:
    assert len(page(all_tables() * 3, NOW, "Invented.").encode()) < 1_500_000


def test_data_for_the_charts_is_what_the_tables_say() -> None:
    drawn = json.loads(one(parsed([roles(), closing()]), "#market-data").text())
    assert [point["y"] for point in drawn["roles"]["lines"][0]["points"]] == [
        row[3] for row in roles().rows
    ]
    assert [line["name"] for line in drawn["time_to_close"]["lines"]] == ["junior", "senior"]


def check_harmless(html: str) -> None:
    tree = LexborHTMLParser(html)
    for node in tree.css("*"):
        assert node.tag in TAGS.split(), node.html
        assert set(node.attributes) <= {*ATTRIBUTES.split()}, node.html
    assert len(tree.css("script")) == 1 + len(SCRIPTS)
    json.loads(one(tree, "#market-data").text())


def test_texts_of_others_do_not_break_out() -> None:
    html = page(hostile_tables(BREAKING), NOW, BREAKING[0])
    check_harmless(html)
    assert "\u2028" not in one(LexborHTMLParser(html), "#market-data").text()
    assert "49" not in one(LexborHTMLParser(html), "#first-title").text()


@pytest.mark.shared
def test_known_payloads_do_not_break_out(shared: Path) -> None:
    found = payloads(shared)
    assert len(found) > 5_000
    check_harmless(page(hostile_tables(found), NOW, "Invented."))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e308, -1e308, 10**40], ids=repr)
def test_numbers_that_cannot_be_are_not_drawn(value: Any) -> None:
    table = pay()
    rows = [[*table.rows[0][:3], value, None, value], *table.rows[1:]]
    html = page([msgspec.structs.replace(table, rows=rows)], NOW, "Invented.")
    drawn = json.loads(one(LexborHTMLParser(html), "#market-data").text())
    assert len(drawn["pay_by_role"]["lines"][0]["points"]) == len(table.rows) - 2


def test_more_than_can_be_told_apart_is_said() -> None:
    bars, lines = roles(), outside()
    many = [[f"role {at}", *bars.rows[0][1:]] for at in range(99)]
    more = [[day, f"{place} {at}", share] for at in range(5) for day, place, share in lines.rows]
    tree = parsed(
        [
            msgspec.structs.replace(bars, rows=many),
            msgspec.structs.replace(lines, rows=more),
            rising(),
        ]
    )
    drawn = json.loads(one(tree, "#market-data").text())
    assert len(drawn["roles"]["lines"][0]["points"]) == 40
    assert len(drawn["ai_share"]["lines"]) == 9
    told = ["all are in the table" in caption for caption in texts(tree, "figcaption")]
    assert told == [True, True, False]
