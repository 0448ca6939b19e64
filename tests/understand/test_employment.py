"""Kind of employment: of this job, not of benefits, degrees or what comes after."""

from __future__ import annotations

import pytest

from upslope.understand.document import Document
from upslope.understand.employment import employment

CASES = [
    ("Machine Learning Intern", "", "internship"),
    ("Praktikum Data Science (m/w/d)", "", "internship"),
    ("Data Scientist Co-op", "Full-time, 40 hours.", "internship"),
    ("Werkstudent Analytics", "", "part_time"),
    ("Data Engineer (Contract)", "", "contract"),
    ("Annotator - Freelance", "", "contract"),
    ("Data Engineer", "Job type: Full-time", "full_time"),
    ("Data Engineer", "Employment type: Contract\nHours: full-time", "contract"),
    ("Data Engineer", "Duration: 12 months", "contract"),
    ("Data Engineer", "This is a 6-month contract.", "contract"),
    ("Data Engineer", "W2 only, no third parties.", "contract"),
    ("Data Engineer", "This is a part-time position.", "part_time"),
    ("Data Engineer", "The salary for this full-time position is $90,000.", "full_time"),
    ("Data Engineer", "Unbefristete Festanstellung in Vollzeit", "full_time"),
    ("Data Engineer", "A permanent role in our team.", "full_time"),
    ("Data Engineer - FTE", "", "full_time"),
    ("Data Engineer", "A 12-month, rolling contract engagement.", "contract"),
    ("Data Engineer", "Duration: Long term", "contract"),
    ("Data Engineer", "Contractor - W2", "contract"),
    ("Data Engineer", "Duration: > 12 months", "contract"),
    ("Data Engineer", "Length of contract: 180 days", "contract"),
    ("Data Engineer", "You will be taken on as a contractor.", "contract"),
    ("Data Engineer", "A base annual full-time salary for all positions", "unstated"),
    ("Data Engineer", "Our 20-person full time team includes sailors.", "unstated"),
    ("Data Engineer", "From internships to full-time jobs, we match people.", "unstated"),
    ("Data Engineer", "Duration: Contract", "contract"),
    ("Data Engineer", "Type: Hourly Contract", "contract"),
    ("Data Engineer", "We are seeking a temporary analyst.", "contract"),
    ("Clerk", "We need a reliable part time Harbour Clerk.", "part_time"),
    ("Data Engineer", "Flexible part-time hours.", "part_time"),
    ("Data Engineer", "Full-time\nemployees are eligible for benefits.", "unstated"),
    ("Data Engineer", "Full-time roles are eligible for benefits.", "unstated"),
    ("Data Engineer", "Some 900 full-time professionals work here.", "unstated"),
    ("Data Engineer", "4 years of full time employment or research experience", "unstated"),
    ("Data Engineer", "FTE | Ghent", "full_time"),
    ("Data Engineer", "This is a direct hire position.", "full_time"),
    ("Data Engineer", "Full-time position (37 hours per week)", "full_time"),
    ("Data Engineer", "24 hours per week.", "part_time"),
    ("Data Engineer", "Freelance, 20 hours a week.", "contract"),
    ("Data Engineer", "Full-time associates get free tea.", "unstated"),
    ("Data Engineer", "Bonus for all regular full-time team members.", "unstated"),
    # Not of this job.
    ("Data Engineer", "Generous medical coverage for full-time employees.", "unstated"),
    ("Data Engineer", "2 years of full-time experience.", "unstated"),
    ("Data Engineer", "Enrolled in a full-time degree program.", "unstated"),
    ("Data Engineer", "Review every contract with vendors.", "unstated"),
    ("Data Engineer", "You mentor interns.", "unstated"),
    ("Internal Audit Analyst", "", "unstated"),
    ("International Data Analyst", "", "unstated"),
    ("Data Engineer", "Contemporary tools and smart contracts.", "unstated"),
    ("Data Engineer", "", "unstated"),
]


@pytest.mark.parametrize(("title", "text", "expected"), CASES)
def test_kinds(title: str, text: str, expected: str) -> None:
    found = employment(Document(id="1", title=title, description=text))
    assert found == {"employment_type": expected}


def test_the_source_is_believed_where_the_text_is_silent() -> None:
    silent = Document(id="1", title="Analyst", description="", employment_type="part_time")
    assert employment(silent) == {"employment_type": "part_time"}
