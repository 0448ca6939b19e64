"""Visa: only a statement counts, not a question, a list or a clearance."""

from __future__ import annotations

import pytest

from upslope.understand.document import Document
from upslope.understand.visa import visa

CASES = [
    ("Sponsorship: Offers Sponsorship", "sponsors"),
    ("Visa sponsorship: No", "no_sponsorship"),
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
    # Permits and transfers by name, and those who may work there already.
    ("We sponsor H-1B transfers.", "sponsors"),
    ("Visa transfers are supported.", "sponsors"),
    ("Employment visas can be transferred.", "sponsors"),
    ("The museum is a licensed sponsor.", "sponsors"),
    ("We are a recognised sponsor for migrants.", "sponsors"),
    ("We arrange work permits.", "sponsors"),
    ("We help with the Blue Card and the move.", "sponsors"),
    ("Skilled Worker sponsorship will be considered.", "sponsors"),
    ("Sponsorship may be possible.", "sponsors"),
    ("We can consider sponsorship after a year.", "sponsors"),
    ("We sponsor STEM OPT extensions.", "sponsors"),
    ("Employment pass sponsorship available.", "sponsors"),
    ("Wickham will consider sponsoring a qualified applicant for a visa.", "sponsors"),
    ("Relocation budget and visa sponsorship where necessary.", "sponsors"),
    ("All nationalities may apply and passes are sponsored.", "sponsors"),
    ("Sorry, we are too small to sponsor.", "no_sponsorship"),
    ("US work authorization required.", "no_sponsorship"),
    ("Applicants need authorisation to work in Canada.", "no_sponsorship"),
    ("Right to work in the UK needed.", "no_sponsorship"),
    ("Must already be authorized to work in the US.", "no_sponsorship"),
    ("EU/EFTA nationals only.", "no_sponsorship"),
    ("Belgians and permanent residents only, by law.", "no_sponsorship"),
    ("Swiss citizenship, or a valid permit, is a condition.", "no_sponsorship"),
    ("Clearance: US citizen who can obtain one", "no_sponsorship"),
    ("Not eligible for visa sponsorship.", "no_sponsorship"),
    ("Permits are harder to get for some nationals.", "unstated"),
    ("EU citizens preferred.", "unstated"),
    ("A right to work check is part of the hiring process.", "unstated"),
    ("No clearance needed.", "unstated"),
    ("Work authorization is a must. We may agree to sponsor an individual for a visa.", "sponsors"),
    ("We are open for sponsorship.", "sponsors"),
    ("They can do visa transfer.", "sponsors"),
    ("An H1B transfer should be fine.", "sponsors"),
    ("If you need a visa for the EU, we'll handle the process.", "sponsors"),
    ("We do not intend to hire people who will need our sponsorship.", "no_sponsorship"),
    ("It is not the practice of Alder, Inc. to sponsor anyone.", "no_sponsorship"),
    ("Non sponsorship position", "no_sponsorship"),
    ("Give proof of US person status.", "no_sponsorship"),
    ("A permit: a work permit for Spain, got before you apply, is a must.", "no_sponsorship"),
    ("We employ only US citizens and non-citizens with a permit.", "unstated"),
    ("You must be authorized to work in the U.S. without restrictions.", "no_sponsorship"),
    ("Citizenship or green card required", "no_sponsorship"),
    ("BenefitsSkilled worker sponsorshipFree parking", "sponsors"),
    ("Visa Sponsor:\n\nNo, locals only", "no_sponsorship"),
    ("Do you require H-1B sponsorship?\nSelect", "unstated"),
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
