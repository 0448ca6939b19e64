"""Tables in a README: pipes and HTML, links and folds, and what is no table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.formats.readme import cell, tables

PIPES = """# Jobs
| not a table

## Open :fish:
| Company | Role |
| --- | :---: |
| **[Quillfish](https://q.example)** | ML \\| Vision Engineer |
| ↳ | `Data` Scientist |

Text between.

<details><summary>Inactive <b>roles</b></summary>

Firm | Role
--- | ---
Oldfin | Analyst

</details>

### After
<TABLE class="x"><thead><tr><th>Company</th>
<th>Role</th></tr></thead>
<tr><td><a href='https://p.example?a=1&amp;b=2'><b>Pike</b></a></td><td>MLE</br>I | II</td></tr>
</TABLE>
"""


def test_tables_of_both_kinds_are_read_with_their_sections() -> None:
    first, second, third = tables(PIPES)
    assert first.columns == ["Company", "Role"]
    assert first.sections == ["Jobs", "Open :fish:"]
    assert [[got.text for got in row] for row in first.rows] == [
        ["Quillfish", "ML | Vision Engineer"],
        ["↳", "Data Scientist"],
    ]
    assert second.sections == ["Jobs", "Open :fish:", "Inactive roles"]
    assert [got.text for got in second.rows[0]] == ["Oldfin", "Analyst"]
    assert third.sections == ["Jobs", "Open :fish:", "After"]
    assert third.rows[0][0].links == ["https://p.example?a=1&b=2"]
    assert third.rows[0][1].lines == ["MLE", "I | II"]


def test_a_table_needs_no_line_under_its_headings() -> None:
    [table] = tables("| Company | Role |\n| Quillfish | MLE |")
    assert len(table.rows) == 1
    assert list(tables("| a | b |\n|---|---|\n")) == []


@pytest.mark.parametrize(
    ("words", "text", "links"),
    [
        ("[[2027] ML (Intern)](https://a.example/x_(y))", "[2027] ML (Intern)", ["https://a.example/x_(y)"]),
        ("[![Apply](https://i.example/a.png)](https://a.example/1)", "", ["https://a.example/1"]),
        ('[Apply](https://a.example "now")', "Apply", ["https://a.example"]),
        ("<a href=https://a.example/1><img src=x alt=Apply></a>", "", ["https://a.example/1"]),
        ("__Snake_case__ \\*star\\*", "Snake_case *star", []),
        ("A &amp; B, if a < b", "A & B, if a < b", []),
    ],
)  # fmt: skip
def test_cells_lose_their_markup_only(words: str, text: str, links: list[str]) -> None:
    assert (cell(words).text, cell(words).links) == (text, links)


def test_struck_cells_are_known() -> None:
    assert cell("~~[MLE](https://a.example)~~").struck
    assert not cell("~~old~~ new").struck


@pytest.mark.parametrize(
    "piece",
    [
        "<h1 ",
        "<h1>",
        "</h1>",
        "<table>",
        "<tr><td>",
        "<summary>",
        "<a href=",
        "|\n",
        *"|[*",
        "[a](",
        "[[",
        "![",
        "# ",
        "__a",
        "| a |\n\n",
        "</details>",
    ],
)
def test_what_is_opened_and_never_closed_ends(piece: str) -> None:
    """Were a pass not linear, this would take hours."""
    list(tables(piece * 20_000))
    assert len(list(tables("| a | b |\n" + f"| {piece.strip() * 4000} |\n" * 2))) <= 1


@given(st.text(alphabet="|-#<>/tabledrsuh[]()*~ \n\\`", max_size=300))
def test_any_text_is_read(text: str) -> None:
    for table in tables(text):
        assert table.rows
