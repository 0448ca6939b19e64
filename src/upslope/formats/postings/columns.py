"""A row of a table becomes a raw posting, whatever its columns are called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from upslope.formats.postings.jobposting import digest
from upslope.formats.postings.pay import salary
from upslope.formats.values import RowError, dig, distinct, exact, items, moment, text
from upslope.records import RawPosting, Salary

# Names of columns, in lower case without signs, the likeliest first.
NAMES: dict[str, str] = {
    "title": "title jobtitle positiontitle postingtitle position jobname role name",
    "source_id": "sourceid jobid postingid externalid jobkey uniqid id",
    "url": "url joburl joblink link postingurl applyurl absoluteurl hostedurl jobpostingurl href"
    " redirecturl applicationlink guid",
    "hiring_organization": "hiringorganization company companyname organization organisation"
    " employer employername",
    "job_location": "joblocation location locations joblocations place city",
    "job_location_type": "joblocationtype workplacetype remotetype workmodel isremote remote",
    "employment_type": "employmenttype jobtype fullparttime formattedworktype worktype"
    " contracttype commitment schedule",
    "date_posted": "dateposted postedat posteddate publicationdate publishedat publisheddate"
    " firstpublished jobposted postingdate listedtime date posted createdat created pubdate"
    " published",
    "valid_through": "validthrough closesat applicationdeadline deadline expirydate expires"
    " closingdate",
    "description": "description jobdescription descriptionhtml fulldescription"
    " descriptiontext content details text",
    "salary_min": "salarymin minsalary minamount minvalue",
    "salary_max": "salarymax maxsalary maxamount maxvalue",
    "salary_currency": "salarycurrency currency",
    "salary_period": "salaryperiod payperiod salaryinterval unittext interval period",
    "base_salary": "basesalary",
    "closed": "closed isclosed expired filled",
}
_YES = {"true", "1", "yes"}
_REMOTE = {"true": "remote", "1": "remote", "yes": "remote", "false": None, "0": None, "no": None}


def guess(columns: tuple[str, ...]) -> dict[str, str]:
    """Give the fields of a posting (:data:`NAMES`) that columns look like.

    >>> guess(("Job Title", "Company Name", "Colour"))
    {'title': 'Job Title', 'hiring_organization': 'Company Name'}
    """
    plain = {re.sub(r"[\W_]+", "", name).casefold(): name for name in reversed(columns)}
    return {
        field: plain[name]
        for field, names in NAMES.items()
        if (name := next((name for name in names.split() if name in plain), None))
    }


def read_columns(row: Mapping[str, Any], columns: Mapping[str, str], source: str) -> RawPosting:
    """Read one row.

    Args:
        row: values by column.
        columns: field of a posting to the column that holds it.
        source: the name of the source it came from.

    Raises:
        RowError: it has no title.

    >>> read_columns({"Role": "ML Engineer"}, {"title": "Role"}, "files").title
    'ML Engineer'
    """
    cell = {field: _plain(row.get(column)) for field, column in columns.items()}
    title = exact(cell.get("title"))
    if title is None:
        raise RowError("it has no title")
    url = text(cell.get("url"))
    company = text(cell.get("hiring_organization")) or text(
        dig(cell.get("hiring_organization"), "name")
    )
    description = text(cell.get("description"))
    places = distinct([text(place) for place in _split(cell.get("job_location"))])
    named = text(cell.get("source_id")) or (url if url and "://" in url else None)
    return RawPosting(
        source=source,
        source_id=named or digest(title, company, *places, description),
        title=title,
        url=url if url and re.match(r"https?://", url, re.I) else None,
        hiring_organization=company,
        job_location=places,
        job_location_type=_way(cell.get("job_location_type")),
        employment_type=text(cell.get("employment_type")),
        date_posted=moment(cell.get("date_posted")),
        valid_through=moment(cell.get("valid_through")),
        base_salary=_pay(cell),
        description=description,
        closed=str(cell.get("closed")).casefold() in _YES,
    )


def _plain(value: Any) -> Any:
    """Give dates as text; the rest as it is."""
    return value.isoformat() if isinstance(value, date) else value


def _split(value: Any) -> list[Any]:
    if isinstance(value, str):
        return [part for part in re.split(r";|\s\|\s", value) if part.strip()]
    return items(value)


def _way(value: Any) -> str | None:
    """Give the way of working; columns of yes and no say only whether it is remote."""
    said = "true" if value is True else text(value)
    return _REMOTE.get(said.casefold(), said) if said else None


def _pay(cell: dict[str, Any]) -> Salary | None:
    base = cell.get("base_salary")
    if isinstance(base, dict):
        return salary(
            base.get("min_value"),
            base.get("max_value"),
            base.get("currency"),
            base.get("unit_text"),
        )
    if cell.get("salary_min") is None and cell.get("salary_max") is None:
        return None
    return salary(
        cell.get("salary_min"),
        cell.get("salary_max"),
        cell.get("salary_currency"),
        cell.get("salary_period"),
    )
