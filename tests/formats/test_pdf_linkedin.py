"""A profile that LinkedIn saved as PDF: a sidebar on a dark ground, a name in large letters."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest
from tests.formats.pdfs import drawn

from upslope.formats.document import Document
from upslope.formats.pdf import extract
from upslope.guide.resume import read_resume

Run = tuple[float, str, float]  # base, words, size

SIDE: list[Run] = [
    (740, "Contact", 13), (722, "www.linkedin.com/in/ada-", 10),
    (709, "byron-1815 \\(LinkedIn\\)", 10), (680, "Top Skills", 13), (662, "PyTorch", 10),
    (646, "Kubernetes", 10), (630, "Apache Spark", 10),
    (600, "Languages", 13), (582, "Norwegian \\(Native or Bilingual\\)", 10),
    (550, "Certifications", 13), (532, "Cloud Basics for Engineers", 10),
]  # fmt: skip
MAIN: list[Run] = [
    (735, "Ada Byron", 26), (714, "Machine Learning Engineer at Quillfish", 12),
    (698, "Fjordby, Norway", 12), (664, "Summary", 15.75),
    (645, "I build ranking systems for readers and keep them", 12),
    (630, "running.", 12), (596, "Experience", 15.75),
    (574, "Quillfish", 12), (559, "Machine Learning Engineer", 11.5),
    (544, "May 2019 - Present \\(2 years 3 months\\)", 10.5), (530, "Fjordby, Norway", 10.5),
    (514, "Trained ranking models in PyTorch and served them on", 12), (499, "Kubernetes.", 12),
    (470, "Tarnbeck", 12), (455, "3 years 1 month", 10.5), (438, "Data Engineer", 11.5),
]  # fmt: skip
NEXT: list[Run] = [
    (740, "April 2016 - May 2019 \\(3 years 2 months\\)", 10.5), (726, "Bergen, Norway", 10.5),
    (690, "Education", 15.75), (668, "University of Fjord", 12),
    (653, "Master of Science - MS, Physics \\267 \\(2011 - 2016\\)", 10.5),
]  # fmt: skip


def written(left: float, runs: list[Run], color: str) -> str:
    return "\n".join(
        f"BT {color} /F1 {size} Tf {left} {base} Td ({words}) Tj ET" for base, words, size in runs
    )


@pytest.fixture(scope="module")
def profile() -> bytes:
    ground, light, dark = "0.16 0.24 0.29 rg 0 0 204 792 re f", "0.88 0.91 0.93 rg", "0.1 g"
    pages = [written(22, SIDE, light) + "\n" + written(224, MAIN, dark), written(224, NEXT, dark)]
    return drawn(
        *(
            f"{ground}\n{page}\n{written(520, [(30, f'Page {number} of 2', 9)], dark)}"
            for number, page in enumerate(pages, start=1)
        )
    )


def test_the_name_the_sidebar_and_the_main_column_come_in_this_order(profile: bytes) -> None:
    document = msgspec.convert(extract(profile), Document)
    lines = [line for line in document.text.split("\n") if line]
    assert lines == [
        "Ada Byron", "Machine Learning Engineer at Quillfish", "Fjordby, Norway",
        "Contact", "www.linkedin.com/in/ada-byron-1815 (LinkedIn)",
        "Top Skills", "PyTorch", "Kubernetes", "Apache Spark",
        "Languages", "Norwegian (Native or Bilingual)",
        "Certifications", "Cloud Basics for Engineers",
        "Summary", "I build ranking systems for readers and keep them running.",
        "Experience", "Quillfish", "Machine Learning Engineer",
        "May 2019 - Present (2 years 3 months)", "Fjordby, Norway",
        "Trained ranking models in PyTorch and served them on Kubernetes.",
        "Tarnbeck", "3 years 1 month", "Data Engineer",
        "April 2016 - May 2019 (3 years 2 months)", "Bergen, Norway",
        "Education", "University of Fjord", "Master of Science - MS, Physics • (2011 - 2016)",
        "Page 1 of 2",
    ]  # fmt: skip
    assert document.hidden == 0 and document.layout.columns == 2


def test_it_is_a_resume_without_its_name(profile: bytes, tmp_path: Path) -> None:
    path = tmp_path / "Profile.pdf"
    path.write_bytes(profile)
    resume = read_resume(path, today=date(2021, 8, 1))
    work = [one for one in resume.positions if one.kind == "work"]
    assert [one.months for one in work] == [28, 38]
    assert resume.degree == "master" and resume.roles[0] == "ml_engineer"
    assert {"pytorch", "kubernetes", "apache spark"} <= {one.skill for one in resume.skills}
    assert "Byron" not in resume.text and "byron" not in resume.text
