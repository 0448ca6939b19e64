"""Tables of other trackers and people's own sheets, as CSV, become rows; what is wrong is said."""

import contextlib
import csv
import io
import json
import random
from pathlib import Path

import pytest

from upslope.errors import DocumentError
from upslope.formats.characters import clean
from upslope.guide.tracker import linkedin
from upslope.guide.tracker.columns import columns
from upslope.guide.tracker.days import order_of, read_day
from upslope.guide.tracker.rows import Row, key_of
from upslope.guide.tracker.sheet import COLUMNS, sheet
from upslope.guide.tracker.status_words import read_status
from upslope.guide.tracker.table_file import read
from upslope.records import Application, StatusStep, Written


def table(text: str) -> tuple[list[Row], list[str]]:
    rows, problems = read("mine.csv", text.encode())
    return rows, [f"{problem.where}: {problem.why}" for problem in problems]


HEADINGS = """
Job Title,Company,Location,List,Date Added,URL,Description,Salary
    company title place status day url
Job Position,Company,Max. Salary,Location,Status,Date Saved,Date Applied
    company title place status day
Job Title,Company Name,Job URL,Applied Date,Status,Notes
    company title url day status notes
Name,Company,Stage,Applied,Job Posting,Contact,Notes
    title company status day url notes
Name,Role,Status,Date Applied,Link
    company title status day url
Company Name,Position Title,Application Status,Date of Application,Response Date,Job Posting URL
    company title status day since url
Timestamp,Company,Position applied for,Status
    day company title status
Job,Employer,City,State,Applied on,Status
    title company place day status
id,companyName,jobTitle,jobUrl,appliedAt,status
    company title url day status
Unternehmen,Stelle,Ort,Beworben am,Status,Link zur Stellenanzeige,Bemerkungen
    company title place day status url notes
Arbeitgeber,Bezeichnung der Stelle,Datum der Bewerbung,Antwort
    company title day status
Entreprise,Intitulé du poste,Lieu,Date de candidature,Statut,Lien de l'offre
    company title place day status url
Société,Poste,Date d'envoi,Réponse
    company title day status
Empresa,Puesto,Ubicación,Fecha de aplicación,Estado,Enlace,Notas
    company title place day status url notes
Empresa,Cargo,Fecha,Estado,URL de la oferta
    company title day status url
"""
_LINES = [*HEADINGS.strip().splitlines(), ",".join(COLUMNS)]
_LINES.append("company title place url status since day notes")


@pytest.mark.parametrize("at", range(0, len(_LINES), 2))
def test_finds_columns_by_many_headings(at: int) -> None:
    assert set(columns(_LINES[at].split(","))) == set(_LINES[at + 1].split())


STATUSES = {
    "saved": "Bookmarked|Wishlist|Applying|Not applied|To apply|Gemerkt|À postuler|Guardado",
    "applied": "Applied|In review|No response yet|Beworben|Candidature envoyée|En proceso|Inscrito",
    "screening": "Phone screen|OA|Take-home|HR interview|Telefoninterview|Entretien téléphonique",
    "interview": "On-site|Interviewing|Final round|2nd round|Vorstellungsgespräch|Entrevista",
    "offer": "Offer 🎉|Negotiating|Zusage|Oferta|Offre",
    "accepted": "Accepted|Offer accepted|Hired!|Contratado|Acceptée",
    "rejected": "Declined|Not Selected|Rejected after interview|Absage|Refusé|Descartado"
    "|Position filled|Offer rescinded",
    "withdrawn": "I Withdrew|Offer declined|Not interested|Zurückgezogen",
    "no_answer": "Ghosted|No Response ☹️|no_answer|Keine Rückmeldung|Sans réponse|Sin respuesta",
}


@pytest.mark.parametrize("status", STATUSES)
def test_maps_words_to_statuses(status: str) -> None:
    assert {word: read_status(word) for word in STATUSES[status].split("|")} == dict.fromkeys(
        STATUSES[status].split("|"), status
    )


def test_an_unknown_status_is_said_and_kept_in_the_text() -> None:
    [row], [problem] = table("Company,Status\nQuillfish,Purple\n")
    assert (row.status, row.text) == ("applied", "Status: Purple")
    assert problem == "row 2: the status “Purple” is not known; it was taken as applied"


def test_the_file_decides_which_number_is_the_month() -> None:
    rows, problems = table("Company,Date\nA,3/4/26\nB,25/4/26\n")
    assert ([row.day for row in rows], problems) == (["2026-04-03", "2026-04-25"], [])
    rows, _ = table("Company,Date\nA,3/4/26\nB,4/25/26\n")
    assert rows[0].day == "2026-03-04"
    rows, _ = table("Company,Date (MM/DD/YYYY)\nA,3/4/2026\n")
    assert rows[0].day == "2026-03-04"
    rows, _ = table("Empresa,Fecha\nA,3/4/2026\n")
    assert rows[0].day == "2026-04-03"


def test_a_day_that_could_be_two_is_left_out_and_said() -> None:
    [row], [problem] = table("Company,Date\nA,3/4/26\n")
    assert row.day is None
    assert "3/4/26" in problem
    assert "can be two days" in problem
    assert order_of(["13/4/26", "4/13/26"]) is None


@pytest.mark.parametrize(
    "written",
    [
        *("2026-03-05", "2026-03-05T10:00:00Z", "2026/3/5", "05.03.2026", "5.3.26", "5 Mar 2026"),
        *("March 5, 2026", "Mar 5th, 2026", "Thu, 5 March 2026", "5-Mar-26", "5. März 2026"),
        *("5 mars 2026", "5 de marzo de 2026", "March 5, 2026 3:04 PM", "46086", "1772668800000"),
    ],
)
def test_reads_days_as_they_are_written(written: str) -> None:
    assert read_day(written) == "2026-03-05"


def test_reads_what_stands_around_and_within() -> None:
    rows, problems = table(
        "My search 2026;;\r\n;;\r\nFirma;Stelle;Notizen\r\n"
        'Quillfish;"ML; Engineer";"zwei\r\nZeilen"\r\n;;\r\n;;nur Text\r\n'
    )
    assert [(row.company, row.title, row.text) for row in rows] == [
        ("Quillfish", "ML; Engineer", "zwei\nZeilen")
    ]
    assert problems == ["row 6: it names neither a company nor a title, and was left out"]


def test_nothing_typed_is_lost() -> None:
    [row], problems = table("Company,Title,Salary,Notes\nQuillfish,Cook,90k,call Ada,more\n")
    assert row.text == "call Ada\nSalary: 90k\nmore"
    assert problems == ["row 2: it has more cells than headings; the last ones are in its text"]


def test_line_ends_of_any_kind_and_lone_ones() -> None:
    for end in ("\r", "\r\n", "\n"):
        rows, _ = table(end.join(["Company,Title", "A,Cook", "B,Baker", ""]))
        assert [row.company for row in rows] == ["A", "B"]
    assert table("Com\rpany,Title\nCompany,Title\nA,B\n")[0]


def test_ticked_columns_say_how_far_it_came() -> None:
    rows, _ = table(
        "Company,Applied?,Phone Screen,Onsite,Rejected\nA,TRUE,TRUE,FALSE,FALSE\nB,x,,,x\nC,,,,\n"
    )
    assert [row.status for row in rows] == ["screening", "rejected", "applied"]


def test_links_are_only_ever_of_the_web() -> None:
    rows, _ = table(
        "Title,Link\n[Cook](https://q.example/1),\nBaker,javascript:alert(1)\n"
        "Waiter,see https://q.example/2\nChef,q.example/jobs/3\nMaid,http://[broken\n"
    )
    assert [(row.title, row.url) for row in rows] == [
        ("Cook", "https://q.example/1"),
        ("Baker", ""),
        ("Waiter", "https://q.example/2"),
        ("Chef", "https://q.example/jobs/3"),
        ("Maid", ""),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(encoding: str) -> None:
    [row], _ = read("x.tsv", "Firma\tStelle\tStatus\nZürich Öl\tKöchin\tAbsage\n".encode(encoding))
    assert (row.company, row.title, row.status) == ("Zürich Öl", "Köchin", "rejected")


def test_the_same_file_twice_has_the_same_keys() -> None:
    text = "Company,Title,Date\nA,Cook,2026-03-01\nA,Cook,2026-05-01\nA,Cook,2026-05-01\nB,Cook,\n"
    rows, problems = table(text)
    assert [row.key for row in rows] == [row.key for row in table(text)[0]]
    assert len({row.key for row in rows}) == 3
    assert problems == ["row 4: it says the same as a row above, and counts once"]
    moved, _ = table(text.replace("2026-03-01", "2026-03-01").replace("Date", "Bewerbungsdatum"))
    assert {row.key for row in moved} == {row.key for row in rows}
    assert key_of("A", "Cook") == rows[0].key


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"PK\x03\x04 a workbook", "unsupported"),
        (b"<html></html>", "unsupported"),
        (b"a,b\n1,2\n", "unsupported"),
        (b"\0\0\1\2,x\n1,2", "damaged"),
        (b"Company,Title\n" + b"A,B\n" * 1_000_000, "too_big"),
        (b"Company,Title\n" + b"A" * (17 << 20), "too_big"),
        (b"Company" + b"," * 100_000 + b"\nA\n", "too_big"),
        (b'"Company\n"' + b"," * 100_000 + b"\nA\n", "too_big"),
    ],
    ids=range(10),
)
def test_what_is_no_table_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read("x.csv", data)
    assert caught.value.reason == reason
    assert caught.value.next


def test_hostile_cells_do_no_more_than_a_problem() -> None:
    long, too_long = "x" * 100_000, "y" * 9_000_000
    rows, problems = table(f"Company,Notes\nA\nB,{long}\n\0C\0,\u202ed\nD,{too_long}\n")
    assert [(row.company, len(row.text)) for row in rows] == [("A", 0), ("B", 20_000), ("C", 1)]
    assert [problem.split(":")[0] for problem in problems] == ["row 3", "row 5"]


def test_broken_tables_end_in_rows_or_in_a_typed_error() -> None:
    """Both readers, on a table and an export that were cut, mixed and salted."""
    draw = random.Random(8)
    table = (
        b'Company,Title,Status,Date,URL,Notes\nA,Cook,Ghosted,3/4/26,https://q.example/1,"a\nb"\n'
    )
    export = (
        b'Application Date,Company Name,Job Title,Job Url\n"1/15/26, 3:04 PM",A,Cook,http://x\n'
    )
    salt = (
        b'"',
        b"\0",
        b"\r",
        b",,,",
        b";",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        "²٣".encode(),
        b"http://[",
    )
    for _ in range(600):
        data = bytearray(draw.choice([table, export, table.decode().encode("utf-16")]))
        for _ in range(draw.randint(1, 12)):
            at = draw.randrange(len(data) + 1)
            data[at : at + draw.choice((0, 0, 1, 9))] = draw.choice(salt)
        for read_one in (read, linkedin.read):
            with contextlib.suppress(DocumentError):
                rows, _ = read_one("x.csv", bytes(data))
                assert all(row.key and (row.company or row.title) for row in rows)


def test_our_own_sheet_comes_back_as_it_was(
    cells: tuple[str, ...] = ("=1+1", "'=x", "C++"),
) -> None:
    step = StatusStep(status="applied", day="2026-03-01", at="")
    last = StatusStep(status="no_answer", day="2026-04-01", at="")
    note = Written(id="n", kind="note", data={"text": "-1 +2\nline"}, at="", number=1)
    given = [
        Application(id=one, company=one, title="Cook, Grill", url="https://q.example/7",
                    place="@home", steps=[step, last], written=[note])
        for one in cells
    ]  # fmt: skip
    rows, problems = read("own.csv", sheet(given))
    assert problems == []
    assert [(row.company, row.title, row.url, row.place) for row in rows] == [
        (one.company, one.title, one.url, one.place) for one in given
    ]
    assert {(row.status, row.day, row.since, row.text) for row in rows} == {
        ("no_answer", "2026-03-01", "2026-04-01", "-1 +2\nline")
    }
    assert rows[0].steps() == [("applied", "2026-03-01"), ("no_answer", "2026-04-01")]
    assert b"\n=" not in sheet(given)


@pytest.mark.shared
def test_no_cell_runs_as_a_formula(shared: Path) -> None:
    cells = json.loads((shared / "hostile" / "bombs" / "csv_cells.json").read_text("utf-8"))
    given = [Application(id=str(at), company="A", title=one) for at, one in enumerate(cells)]
    lines = csv.reader(io.StringIO(sheet(given).decode("utf-8-sig"), newline=""))
    shown = [cell.lstrip("\ufeff\u200b ") for line in lines for cell in line]
    assert not [cell for cell in shown if cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))]
    rows, _ = read("own.csv", sheet(given))
    kept = {row.title for row in rows}
    assert {"C++", "=1+1", "'=1", "+49 30 1234"} <= kept
    assert kept == {" ".join(clean(one).strip().split()) for one in cells}
