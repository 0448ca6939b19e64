"""Tables of openings on GitHub: their many columns, arrows, locks, ages and pay."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from upslope.errors import ReadError, UsageError
from upslope.normalize import normalize
from upslope.records import RawPosting, Reply, Salary
from upslope.sources import Reading
from upslope.sources.communities.github_tables import GitHubTables

LIST = """# AI Jobs :fish:
## Internships & more
### USA AI Internships
<!-- TABLE_START -->
| Company | Position | Location | Work Model | Salary | Posting | Age | Deadline | Visa |
|---|---|---|---|---|---|---|---|---|
| <a href="https://quillfish.example"><strong>🔥 Quillfish</strong></a> | ML Intern 🛂 | Oslo, \
Norway | Hybrid | $62/hr | <a href="https://quillfish.example/1?gh_jid=5&utm_source=x">\
<img src="a.png" alt="Apply"/></a> | 9d | 2026-12-31 | H-1B |
<!-- TABLE_END -->
"""
REPLY = Reply(url="", body=LIST.encode())
HTML = """## 🤖 Data Science New Grad Roles
<table><thead><tr><th>Company</th><th>Role</th><th>Location</th><th>Application</th><th>Age</th>
</tr></thead><tbody>
<tr><td><strong><a href="https://lists.example/c/Pike">Pike &amp; Co</a></strong></td>
<td>Data Scientist 🇺🇸</td>
<td><details><summary><strong>2 locations</strong></summary>Rome</br>Remote in Italy</details></td>
<td><div align="center"><a href="https://pike.example/7?ref=Simplify"><img alt="Apply"></a>
<a href="https://lists.example/p/1"><img alt="Simplify"></a></div></td><td>1mo</td></tr>
<tr><td>↳</td><td>Data Analyst</td><td>Rome</td><td>🔒</td><td>2mo</td></tr>
</tbody></table>
<details><summary>🗃️ Inactive roles (1)</summary>
<table><tr><th>Company</th><th>Role</th><th>Location</th><th>Application</th><th>Age</th></tr>
<tr><td>Oldfin</td><td>ML Engineer</td><td>Rome</td><td><a href="https://o.example">Apply</a></td>
<td>5mo</td></tr></table></details>
"""


def read(text: str, url: str = "") -> Reading:
    return GitHubTables().read(Reply(url=url, body=text.encode()))


def rows(*lines: str, columns: str = "Company | Role | Location | Link") -> list[RawPosting]:
    return read("\n".join([f"| {columns} |", "|---|---|", *lines])).postings


def test_reads_every_field() -> None:
    (posting,) = GitHubTables().read(REPLY).postings
    assert posting == RawPosting(
        source="github_tables",
        source_id=posting.source_id,
        title="ML Intern 🛂",
        url="https://quillfish.example/1?gh_jid=5",
        hiring_organization="Quillfish",
        job_location=["Oslo, Norway"],
        job_location_type="Hybrid",
        employment_type="internship",
        date_posted="9 days ago",
        valid_through="2026-12-31",
        base_salary=Salary(currency="USD", min_value=62.0, max_value=62.0, unit_text="hour"),
        description=(
            "Category: USA AI Internships\nVisa: H-1B\nSponsorship: Does Not Offer Sponsorship"
        ),
    )
    (normal,) = normalize([posting], date(2026, 11, 21))
    assert normal.date_posted == "2026-11-12"


def test_html_tables_arrows_locks_and_folded_parts() -> None:
    first, second, third = read(HTML).postings
    assert first.hiring_organization == second.hiring_organization == "Pike & Co"
    assert first.job_location == ["Rome", "Remote in Italy"]
    assert first.url == "https://pike.example/7"
    assert first.employment_type is None
    assert "U.S. Citizenship is Required" in (first.description or "")
    assert [one.closed for one in (first, second, third)] == [False, True, True]
    assert [one.date_posted for one in (first, second)] == ["1 months ago", "2 months ago"]


def test_titles_may_carry_the_link_and_days_no_year() -> None:
    columns = "Company | Job Title | Location | Work Model | Date Posted"
    title = "**[[2027] MLE](https://j.example/1)**"
    line = f"| **[Pike](https://pike.example)** | {title} | Rome | On Site | Dec 24 |"
    (posting,) = rows(line, columns=columns)
    assert (posting.title, posting.url) == ("[2027] MLE", "https://j.example/1")
    (normal,) = normalize([posting], date(2026, 1, 3))
    assert (normal.date_posted, normal.job_location_type) == ("2025-12-24", "onsite")


def test_rows_of_one_address_are_one_opening_in_several_places() -> None:
    link = "[Apply](https://p.example/1)"
    (one,) = rows(f"| P | MLE | Rome | {link} |", f"| ↳ | MLE | Oslo | {link} |")
    assert one.job_location == ["Rome", "Oslo"]
    assert len(rows("| P | MLE | Rome | 🔒 |", "| P | MLE | Rome | 🔒 |")) == 2


def test_ids_are_of_the_repository_and_not_of_the_row() -> None:
    url = "https://raw.githubusercontent.com/acme/jobs/HEAD/README.md"
    here, there = read(HTML, url).postings, read(HTML).postings
    assert {one.source_id for one in here}.isdisjoint(one.source_id for one in there)
    twice = rows(
        "| P | A | X | [a](https://p.example/1) |", "| P | B | X | [a](https://p.example/2) |"
    )
    assert rows("| P | B | X | [a](https://p.example/2) |")[0].source_id == twice[1].source_id


@pytest.mark.parametrize(
    ("line", "closed"),
    [
        ("| P | MLE | Rome | [Apply](https://p.example/1) |", False),
        ("| P | MLE | Rome | Closed |", True),
        ("| P | MLE 🔒 | Rome | [Apply](https://p.example/1) |", True),
        ("| P | ~~MLE~~ | Rome | [Apply](https://p.example/1) |", True),
        ("| P | MLE | Rome | :lock: |", True),
        ("| P | Closed-loop Control MLE | Rome | [Apply](https://p.example/1) |", False),
    ],
)
def test_closed_rows(line: str, closed: bool) -> None:
    assert rows(line)[0].closed is closed


@pytest.mark.parametrize(
    ("said", "pay"),
    [
        ("$202k/yr", (202_000, 202_000, "year", "USD")),
        ("£45,000 - £50,000 per year", (45_000, 50_000, "year", "GBP")),
        ("$30-40/hr", (30, 40, "hour", "USD")),
        ("$120-150k/yr", (120_000, 150_000, "year", "USD")),
        ("€5000/mo", (5000, 5000, "month", "EUR")),
        ("competitive", None),
        ("$100", None),
    ],
)
def test_pay(said: str, pay: tuple[float, float, str, str] | None) -> None:
    (posting,) = rows(f"| P | MLE | {said} |", columns="Company | Role | Salary")
    found = posting.base_salary
    got = found and (found.min_value, found.max_value, found.unit_text, found.currency)
    assert got == pay


def test_a_name_beside_roles_and_places_is_a_companys() -> None:
    columns = "Name | Location | Roles | Date Added"
    (posting,) = rows("| Pike | Rome | [MLE](https://p.example/1) | 2026-10-01 |", columns=columns)
    assert (posting.hiring_organization, posting.title) == ("Pike", "MLE")
    assert (posting.url, posting.date_posted) == ("https://p.example/1", "2026-10-01")


def test_a_bad_row_hides_no_other_and_dashes_are_none() -> None:
    reading = read(
        "| Company | Role | Link |\n|---|---|---|\n| P | | [a](https://p.example) |\n"
        "| *none now* | - | *-* |\n| P | MLE | 🔒 |\n"
    )
    assert [len(reading.postings), len(reading.problems)] == [1, 1]


def test_other_tables_and_texts_are_refused() -> None:
    for text in (
        "# Nothing",
        "| Name | Role |\n|--|--|\n| Ada | author |",
        "",
        "<table><tr>",
        "[]",
    ):
        with pytest.raises(ReadError, match="no table"):
            read(text)


def test_boards_are_repositories_files_or_addresses() -> None:
    spell = GitHubTables().spellings
    raw = "https://raw.githubusercontent.com"
    assert spell("")[0].startswith(raw)
    assert spell("acme/jobs/docs/INTERN.md") == [f"{raw}/acme/jobs/HEAD/docs/INTERN.md"]
    assert (
        spell("https://github.com/acme/jobs?tab=readme#list")[0]
        == f"{raw}/acme/jobs/HEAD/README.md"
    )
    assert spell(f"{raw}/acme/jobs/dev/README.md") == [f"{raw}/acme/jobs/dev/README.md"]
    for wrong in ("acme", "../..", "https://elsewhere.example/a/b", "a/b/c/d"):
        with pytest.raises(UsageError):
            next(GitHubTables().requests(wrong))


@pytest.mark.shared
def test_the_recorded_lists_hold_what_they_should(shared: Path) -> None:
    for name, count, closed in (
        ("github_tables/speedyapply__2026-AI-College-Jobs__README.md", 143, 0),
        ("simplify/SimplifyJobs__New-Grad-Positions__README.md", 331, 196),
    ):
        reading = read((shared / "recordings" / name).read_text())
        assert len(reading.postings) == count
        assert sum(one.closed for one in reading.postings) == closed
        assert reading.problems == []
        assert all(one.url or one.closed for one in reading.postings)
        assert all(one.hiring_organization and one.job_location for one in reading.postings)
