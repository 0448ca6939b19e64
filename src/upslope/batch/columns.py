"""The columns of every stage of a run, so that all engines agree on them."""

from __future__ import annotations

import pyarrow as pa

_TEXT, _NUMBER, _FLAG = pa.string(), pa.float64(), pa.bool_()

RECORDS = pa.schema([("file", _TEXT), ("record", _TEXT), ("reason", _TEXT)])
"""What was found in files, one row each.

``record`` is a raw posting as JSON, exactly as a source's reader gives it, or what stood there (cut
short) where ``reason`` says why it is none. Rows have no place in a file: engines cut files anew.
"""

NO_POSTING = "page without JobPosting"
"""The reason of a page of a crawl that holds no posting: to be counted, not put in quarantine."""

SALARY = pa.struct(
    [("currency", _TEXT), ("min_value", _NUMBER), ("max_value", _NUMBER), ("unit_text", _TEXT)]
)
ESTIMATE = pa.struct(
    [
        ("currency", _TEXT),
        ("unit_text", _TEXT),
        ("p10", _NUMBER),
        ("p50", _NUMBER),
        ("p90", _NUMBER),
        ("model", _TEXT),
        ("why", _TEXT),
    ]
)
PLACE = pa.struct([("city", _TEXT), ("region", _TEXT), ("country", _TEXT)])
SKILL = pa.struct(
    [
        ("skill", _TEXT),
        ("surface", _TEXT),
        ("need", _TEXT),
        ("field", _TEXT),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("score", _NUMBER),
    ]
)
DUTY = pa.struct([("present", _FLAG), ("probability", _NUMBER), ("evidence", _TEXT)])

POSTING = pa.schema(
    [
        ("id", _TEXT),
        ("source", _TEXT),
        ("source_id", _TEXT),
        ("url", _TEXT),
        ("title", _TEXT),
        ("clean_title", _TEXT),
        ("hiring_organization", _TEXT),
        ("job_location", pa.list_(_TEXT)),
        ("places", pa.list_(PLACE)),
        ("job_location_type", _TEXT),
        ("date_posted", _TEXT),
        ("valid_through", _TEXT),
        ("description", _TEXT),
        ("language", _TEXT),
        ("closed", _FLAG),
    ]
)
"""The posting, under the names of schema.org JobPosting; ``base_salary`` and ``employment_type`` as
stated stand in ``stated_salary`` and ``stated_employment_type``."""

UNDERSTOOD = pa.schema(
    [
        ("stated_salary", SALARY),
        ("stated_employment_type", _TEXT),
        ("role", _TEXT),
        ("role_probability", _NUMBER),
        ("seniority", _TEXT),
        ("min_years", pa.int64()),
        ("degree_required", _TEXT),
        ("degree_or_equivalent", _FLAG),
        ("degree_fields", pa.list_(_TEXT)),
        ("remote", _TEXT),
        ("employment_type", _TEXT),
        ("visa", _TEXT),
        ("application_areas", pa.list_(_TEXT)),
        ("industry", _TEXT),
        ("base_salary", SALARY),
        ("skills", pa.list_(SKILL)),
        (
            "responsibilities",
            pa.struct(
                [
                    (duty, DUTY)
                    for duty in (
                        "data",
                        "modelling",
                        "tuning",
                        "deployment",
                        "monitoring",
                        "collaboration",
                    )
                ]
            ),
        ),
        ("estimated_salary", ESTIMATE),
    ]
)
"""What was understood of it, as ``upslope understand`` answers, and what it is likely to pay."""

LINKING = pa.schema(
    [
        ("file", _TEXT),
        ("reason", _TEXT),
        ("record", _TEXT),
        ("digest", _TEXT),
        ("other_id", _TEXT),
        ("fingerprint", _TEXT),
        ("keys", pa.list_(_TEXT)),
        ("month", _TEXT),
        ("country", _TEXT),
    ]
)
"""What the later stages need: where a row is from; why it is in quarantine, and what it was;
``digest`` of all that the posting says; the id that it gets if another posting has its ``id``;
``fingerprint`` of certain twins; ``keys`` of postings worth comparing; the folders it belongs to:
``month`` as ``2026-05`` and ``country`` as ISO 3166-1 alpha-2, or ``unknown``."""

READ = pa.schema([*POSTING, *UNDERSTOOD, *LINKING])
"""The first stage: every record read, understood and estimated, or in quarantine."""

OPENING = pa.schema([("opening", _TEXT), ("opening_probability", _NUMBER), ("opening_why", _TEXT)])
"""``opening`` is the id of the posting that stands for all of its opening, its own if alone; how
sure that is and why are null for the one that stands."""

RESULT = pa.schema(
    [*POSTING, *UNDERSTOOD, *OPENING, *[LINKING.field(n) for n in ("month", "country")]]
)
"""What a run writes, in folders by month and country."""
