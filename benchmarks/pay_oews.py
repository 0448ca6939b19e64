"""Wages that the US Bureau of Labor Statistics counts (OEWS), beside the pay of postings.

    python benchmarks/pay_oews.py

Wages of people employed in May, whole country, of all levels, not ranges that postings state.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.pay_rows import SHARED

FILE = SHARED / "data" / "pay" / "national_M2024_dl.xlsx"
OCCUPATIONS = {
    "15-2051": "data_scientist",
    "15-1252": "software_engineer",
    "15-1221": "research_scientist",
    "15-1243": "data_engineer",
}
"""Occupation -> the role that is nearest to it; none is that of an ML engineer."""

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def percentiles(path: Path = FILE) -> list[dict[str, Any]]:
    """Read the 10th, 50th and 90th percentile of a year's wage of each occupation."""
    with zipfile.ZipFile(path) as archive:
        texts = ["".join(one.itertext()) for one in _parsed(archive, "xl/sharedStrings.xml")]
        rows = _parsed(archive, "xl/worksheets/sheet1.xml").iter(f"{_SHEET}row")
        names = [value for _, value in _cells(next(rows), texts)]
        column = {name: at for at, name in enumerate(names)}
        found = []
        for row in rows:
            cells = dict(_cells(row, texts))
            code = cells.get(column["OCC_CODE"], "")
            if code in OCCUPATIONS:
                found.append(
                    {
                        "occupation": code,
                        "title": cells[column["OCC_TITLE"]],
                        "role": OCCUPATIONS[code],
                        "employed": int(cells[column["TOT_EMP"]]),
                        "p10": int(cells[column["A_PCT10"]]),
                        "p50": int(cells[column["A_MEDIAN"]]),
                        "p90": int(cells[column["A_PCT90"]]),
                    }
                )
    return found


def _parsed(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(archive.read(name))


def _cells(row: ElementTree.Element, texts: list[str]) -> list[tuple[int, str]]:
    """Column and text of each cell that has a value."""
    out = []
    for cell in row.iter(f"{_SHEET}c"):
        value = cell.findtext(f"{_SHEET}v")
        if value is not None:
            letters = "".join(one for one in cell.get("r", "") if one.isalpha())
            text = texts[int(value)] if cell.get("t") == "s" else value
            out.append((_number(letters), text))
    return out


def _number(letters: str) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - ord("A") + 1
    return at - 1


def main() -> None:
    """Print the wages beside what the shipped table says of the role, level not told."""
    from upslope.estimate import Asked, estimate  # noqa: PLC0415

    for row in percentiles():
        [said] = estimate([Asked(country="US", role=row["role"])])
        print(
            f"{row['title']} ({row['occupation']}), {row['employed']:,} employed: "
            f"${row['p10']:,} / ${row['p50']:,} / ${row['p90']:,}; postings of {row['role']}: "
            f"${said.p10:,.0f} / ${said.p50:,.0f} / ${said.p90:,.0f}"
        )


if __name__ == "__main__":
    main()
