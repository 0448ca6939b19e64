"""Visa: only a statement counts, not a question, a list or a clearance."""

from __future__ import annotations

import pytest

from upslope.understand.document import Document
from upslope.understand.visa import visa

CASES = [
    ("We are unable to sponsor visas at this time.", "no_sponsorship"),
    ("Alder & Finch will not sponsor applicants for work visas.", "no_sponsorship"),
    ("Must be authorized to work in the US without sponsorship.", "no_sponsorship"),
    ("No visa sponsorship.", "no_sponsorship"),
    ("Visa sponsorship is not available for this role.", "no_sponsorship"),
    ("You must be a U.S. citizen.", "no_sponsorship"),
    ("US citizenship is required.", "no_sponsorship"),
    ("USC/GC only", "no_sponsorship"),
    (
        "Work authorization that does not now or in the future require sponsorship.",
        "no_sponsorship",
    ),
    ("Visa Sponsor:\nNo", "no_sponsorship"),
    ("Visa/Green Card sponsorship", "sponsors"),
    ("Applications of candidates who require sponsorship are welcome.", "sponsors"),
    ("A valid work permit is required.", "no_sponsorship"),
    (
        "We cannot consider candidates who need sponsorship and\nwill not sponsor a\nvisa.",
        "no_sponsorship",
    ),
    ("We sponsor visas for strong candidates.", "sponsors"),
    ("Visa sponsorship available.", "sponsors"),
    ("We offer relocation and visa support.", "sponsors"),
    ("We do sponsor visas! However, we aren't able to sponsor every role.", "sponsors"),
    ("H1B transfers are welcome.", "sponsors"),
    # No statements.
    ("", "unstated"),
    ("Do you require H-1B sponsorship?", "unstated"),
    ("We do not discriminate by age, race or citizenship status.", "unstated"),
    ("Company-sponsored health insurance.", "unstated"),
    ("An active security clearance is a plus.", "unstated"),
    ("Applicants must be legally authorized to work in the country.", "unstated"),
    ("Find executive sponsors for each project.", "unstated"),
    ("Payments by Visa and others.", "unstated"),
    ("Enable citizen developers.", "unstated"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_statements(text: str, expected: str) -> None:
    assert visa(Document(id="1", title="", description=text)) == {"visa": expected}
