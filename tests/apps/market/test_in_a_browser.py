"""The page as a browser sees it: charts are drawn under its policy, and nothing of others runs."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.apps.market.hostile import BREAKING, hostile_tables, payloads
from tests.apps.market.nodes import one
from tests.apps.market.tables import all_tables

from upslope.apps.market import page
from upslope.apps.market.drawing import drawing

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no chromium on this machine: pages are not looked at by a browser"
)

# Counts what runs: dialogs, and what would run if every handler of the page were called.
HOOK = """<script>
  window.ran = 0;
  window.alert = window.confirm = window.prompt = window.print = () => { window.ran += 1; };
  addEventListener("load", () => setTimeout(() => {
    for (const node of document.querySelectorAll("*")) {
      for (const { name } of [...node.attributes]) {
        if (!name.startsWith("on")) continue;
        try { node[name]?.call(node, new Event(name.slice(2))); } catch {}
      }
    }
    document.body.replaceChildren();
    document.body.id = `ran-${window.ran}`;
  }, 500));
</script>"""


def seen(html: str, folder: Path) -> tuple[str, list[str]]:
    """Return the document after its scripts ran, and what the browser's console said."""
    file = folder / "page.html"
    file.write_text(html, encoding="utf-8")
    options = f"--headless --no-sandbox --disable-gpu --user-data-dir={folder / 'profile'}"
    told = "--enable-logging=stderr --virtual-time-budget=4000 --window-size=1000,800 --dump-dom"
    done = subprocess.run(
        [str(CHROMIUM), *options.split(), *told.split(), file.as_uri()],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line]


def times_run(html: str, folder: Path) -> int:
    body = one(LexborHTMLParser(seen(html, folder)[0]), "body")
    assert (body.attributes["id"] or "").startswith("ran-"), "the hook did not run"
    return int((body.attributes["id"] or "").removeprefix("ran-"))


def test_charts_are_drawn_under_the_policy(tmp_path: Path) -> None:
    """Those of texts that try to break out as well."""
    tables = [*all_tables(), *hostile_tables(BREAKING)]
    dom, console = seen(page(tables, NOW, "Invented."), tmp_path)
    assert console == []
    tree = LexborHTMLParser(dom)
    drawn = [table.name for table in tables if drawing(table)]
    for name in drawn:
        chart = one(tree, f'[data-chart="{name}"]')
        assert chart.css("svg"), name
        assert chart.css("svg path, svg rect, svg line"), name
    assert not tree.css("figure[hidden]")
    assert len(drawn) == 8
    told = [text.text() for text in tree.css("svg text")]
    assert {"research scientist", "TensorFlow", "data scientist, senior", "US", "junior"} <= {*told}
    assert "NaN" not in "".join(node.html or "" for node in tree.css("svg"))


@pytest.mark.shared
def test_nothing_of_others_runs(shared: Path, tmp_path: Path) -> None:
    """Escaping alone must do, so the policy is taken out here; the control shows that it counts."""
    texts = payloads(shared, every=20)
    html = page(hostile_tables(texts), NOW, texts[0])
    bare, taken = re.subn(r"<meta http-equiv[^>]*>", HOOK, html)
    assert taken == 1
    assert times_run(bare, tmp_path) == 0

    safe = json.dumps(texts).replace("<", r"\u003c")
    control = f"""<!doctype html><head>{HOOK}</head><body><script>
      for (const text of {safe}) {{
        const place = document.createElement("div");
        place.innerHTML = text;
        document.body.append(place);
      }}</script>"""
    assert times_run(control, tmp_path) > 20
