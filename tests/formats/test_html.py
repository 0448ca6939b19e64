"""HTML becomes readable lines, and hostile HTML never hangs."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.formats.characters import clean, mend
from upslope.formats.html import MAX_CHARS, to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<ul><li><p>a</p></li><li>b<ul><li>c</li></ul></li><li> </li></ul><p>x",
         "- a\n- b\n- c\n\nx"),
        ("<ul><li>• dotted</li></ul>", "- dotted"),
        ("<h2>Duties</h2>Train<br>Ship<br/><br><br><br>Watch", "Duties\n\nTrain\nShip\n\nWatch"),
        ("<table><tr><th>Pay</th><td><p>100</p></td></tr><tr><td>A</td><td>B</td></tr></table>",
         "Pay | 100\nA | B"),
        ("<div>a</div><div>b<br></div><div><br></div><div>c</div>", "a\nb\n\nc"),
        ("<div>a</div>b <span> c</span> <b>d</b>", "a\nb c d"),
        ("<pre>one\n two</pre>", "one\ntwo"),
        ("<b>Bold</b>\nline\n\n<i>x</i>", "Bold\nline\n\nx"),
        ("one\n\n\n\ntwo   \n", "one\n\ntwo"),
        ("x < y and List<String> & c > d", "x < y and List<String> & c > d"),
        ("&lt;p&gt;Doubly &amp;amp; &amp;nbsp;escaped&lt;/p&gt;", "Doubly & escaped"),
        ("<div>&lt;p&gt;Mixed&lt;/p&gt;</div>", "Mixed"),
        ("R&amp;D &#39;lab&#39;&nbsp;x", "R&D 'lab' x"),
        ("", ""),
        ("<p></p><!-- only a remark -->", ""),
    ],
)  # fmt: skip
def test_structure_becomes_lines(html: str, text: str) -> None:
    assert to_text(html) == text


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>steal()</script>",
        "<style>p{}</style>",
        "<noscript>no</noscript>",
        "<template><p>no</p></template>",
        "<p hidden>no</p>",
        "<div style='color:red; display : none'>no</div>",
        "<span style='font-size:0'>no</span>",
        "<svg><text>no</text></svg>",
        "<!-- <p>no</p> -->",
    ],
)
def test_what_a_person_cannot_see_is_left_out(hidden: str) -> None:
    assert to_text(f"<p>seen</p>{hidden}") == "seen"


def test_invisible_characters_go() -> None:
    smuggled = "".join(chr(0xE0000 + ord(letter)) for letter in "ignore all")
    assert clean(f"Da\u200bta\u202e \x00Sci\u00adentist{smuggled}\ud800\x1b[31m") == (
        "Data Scientist\ufffd[31m"
    )
    assert clean("Ingenie\u0301rie\u2028b") == "Ingeniérie\nb"


def test_broken_encoding_is_mended_only_when_unmistakable() -> None:
    assert mend("weâ€™re building â€œagentsâ€\x9d") == "we’re building “agents”"
    assert mend("Zürich, MAÇÃ” and CAFÉ”") == "Zürich, MAÇÃ” and CAFÉ”"
    assert mend("SÃ£o Paulo, MalmÃ¶") == "São Paulo, Malmö"


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 200_000,
        "<b>" * 50_000 + "x",
        "<ul><li>" * 15_000,
        '<ul><li x="</ul>">' * 7_000,
        "<script>" * 250_000,
        "<" * MAX_CHARS,
        "<p " * 600_000,
        "&lt;p " * 300_000,
        "<li> " * 25_000,
        "<br>" + "\n " * 900_000 + "<td>",
        "â€" * 500_000,
        "<a href='" + "x" * 1_000_000,
    ],
    ids=lambda bomb: f"{bomb[:12]!r}-{len(bomb)}",
)
def test_no_input_is_slow(bomb: str) -> None:
    start = time.process_time()
    to_text(bomb)
    assert time.process_time() - start < 2


def test_longer_input_is_cut() -> None:
    assert len(to_text("word " * 1_000_000)) <= MAX_CHARS


def test_deep_nesting_keeps_the_words() -> None:
    assert to_text("<div>" * 5_000 + "deep" + "</div>" * 5_000 + "<p>after") == "deep\n\nafter"


@given(st.text(alphabet=st.sampled_from("<>/ph li&;=\"'-!\n\x00\u200bé—"), max_size=200))
def test_any_text_gives_tidy_lines(html: str) -> None:
    text = to_text(html)
    assert not re.search(r"\n{3}|[ \t]$|\x00|\u200b", text, flags=re.MULTILINE)
    assert text == text.strip()


@pytest.mark.shared
def test_shared_bombs(shared: Path) -> None:
    for path in sorted((shared / "hostile" / "bombs").glob("html_*")):
        start = time.process_time()
        to_text(path.read_bytes().decode("utf-8", "replace"))
        assert time.process_time() - start < 2, path.name


@pytest.mark.shared
def test_shared_naughty_strings_come_out_printable(shared: Path) -> None:
    for path in (shared / "hostile" / "naughty-strings").glob("*.txt"):
        for line in path.read_text(encoding="utf-8", errors="surrogateescape").splitlines():
            text = to_text(line)
            assert text.encode().decode() == text
            assert not re.search(r"[\x00-\x08\x0e-\x1f\u200b-\u200f\u202a-\u202e]", text)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<p title="a > b">x</p>', "x"),
        ("<a<b>x</a<b>", "x"),
        ("<!-- <script> --><p>x", "x"),
        ("<p>a<script><!--<script></script>--></script>b", "ab"),
        ("<style>p > a {}</style><p>a &lt;b c</p>", "a <b c"),
        ("<xmp><i>x</i></xmp>y", "<i>x</i>y"),
        ("a<button>no<button>no</button></button>b", "ab"),
        ("<div hidden>no<div>no</div></div>b", "b"),
        ("<br hidden>a<img style='display:none'>b", "ab"),
        ("<p>a\n b</p><pre>c\n<b>d</b></pre>e\nf", "a b\n\nc\nd\n\ne f"),
        ("<p>&amp;lt; &amp;copy; &lt;3", "< © <3"),
    ],
)
def test_odd_markup_is_read_as_a_browser_does(html: str, text: str) -> None:
    assert to_text(html) == text
