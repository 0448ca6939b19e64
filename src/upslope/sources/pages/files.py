"""Postings from a table: CSV, JSON Lines, JSON or Parquet, whatever its columns are called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any, ClassVar

from upslope.errors import ReadError, UsageError
from upslope.formats.postings.jobposting import digest, read_job_posting
from upslope.formats.postings.pay import salary
from upslope.formats.tables import Row, rows
from upslope.formats.values import RowError, dig, distinct, exact, items, moment, text
from upslope.records import Problem, RawPosting, Reply, Salary
from upslope.sources.source import Reading, Source

# Names of columns, in lower case without signs, the likeliest first.
_NAMES: dict[str, str] = {
    "title": "title jobtitle positiontitle postingtitle position jobname role name",
    "source_id": "sourceid jobid postingid externalid jobkey uniqid id",
    "url": "url joburl joblink link postingurl applyurl absoluteurl hostedurl jobpostingurl href",
    "hiring_organization": "hiringorganization company companyname organization organisation"
    " employer employername",
    "job_location": "joblocation location locations joblocations place city",
    "job_location_type": "joblocationtype workplacetype remotetype workmodel isremote remote",
    "employment_type": "employmenttype jobtype fullparttime formattedworktype worktype"
    " contracttype commitment schedule",
    "date_posted": "dateposted postedat posteddate publicationdate publishedat publisheddate"
    " firstpublished jobposted postingdate listedtime date posted createdat created",
    "valid_through": "validthrough closesat applicationdeadline deadline expirydate expires"
    " closingdate",
    "description": "description jobdescription descriptionhtml fulldescription descriptiontext"
    " content details text",
    "salary_min": "salarymin minsalary minamount minvalue",
    "salary_max": "salarymax maxsalary maxamount maxvalue",
    "salary_currency": "salarycurrency currency",
    "salary_period": "salaryperiod payperiod salaryinterval unittext interval period",
    "base_salary": "basesalary",
    "closed": "closed isclosed expired filled",
}
_YES = {"true", "1", "yes"}
_REMOTE = {"true": "remote", "1": "remote", "yes": "remote", "false": None, "0": None, "no": None}


class Files(Source):
    """A file of the person's own. Its board is the file's name.

    Args:
        columns: field of a posting to the column that holds it, where that cannot be guessed.

    >>> reply = Reply(url="mine.csv", body=b"Stelle,Firma\\nML Engineer,Acme")
    >>> Files({"title": "Stelle", "hiring_organization": "Firma"}).read(reply).postings[0].title
    'ML Engineer'
    """

    name: ClassVar[str] = "files"
    label: ClassVar[str] = "Files"
    about: ClassVar[str] = "CSV, JSON Lines, JSON and Parquet files of the person's own"
    terms: ClassVar[str] = "The person's own files; nothing is asked over the network."
    gives: ClassVar[str] = (
        "Whatever the columns hold; a column that is not recognised can be named."
    )
    limits: ClassVar[str] = "A file says nothing on what has closed."
    closes: ClassVar[bool] = False

    def __init__(self, columns: Mapping[str, str] | None = None) -> None:
        self._columns = dict(columns or {})
        if wrong := sorted(set(self._columns) - set(_NAMES)):
            raise UsageError(
                f"A posting has no field called '{wrong[0]}'.", next=f"Fields: {', '.join(_NAMES)}."
            )

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read every row that has a title; the rest are problems.

        Raises:
            ReadError: it is no table, or no column can be the title.
        """
        reading = Reading()
        for row in self._rows(reply):
            reading.problems.append(row) if isinstance(row, Problem) else reading.add(row)
        return reading

    def stream(self, reply: Reply, size: int = 1_000) -> Iterator[Reading]:
        """Read a large file ``size`` rows at a time: its postings are never in memory all at once.

        A posting that comes again in a later batch, for another place, comes as one more.

        Raises:
            ReadError: as :meth:`read`; that no column can be the title is known after the last row.

        >>> table = Reply(url="mine.csv", body=b"title\\nML Engineer\\nData Scientist\\nAnalyst")
        >>> [len(reading.postings) for reading in Files().stream(table, 2)]
        [2, 1]
        """
        rows = self._rows(reply)
        while batch := list(islice(rows, size)):
            reading = Reading(problems=[row for row in batch if isinstance(row, Problem)])
            for row in batch:
                if not isinstance(row, Problem):
                    reading.add(row)
            yield reading

    def _rows(self, reply: Reply) -> Iterator[RawPosting | Problem]:
        first: Problem | None = None
        taken: dict[str, int] = {}
        layouts: dict[tuple[str, ...], dict[str, str]] = {}  # rows of JSON may differ in columns
        for number, row in enumerate(rows(reply.body, reply.charset), 1):
            try:
                posting = _posting(row, self._columns_of(row, layouts))
            except RowError as error:
                problem = Problem(where=f"row {number}", why=str(error))
                first = first or problem
                yield problem
                continue
            yield _told_apart(posting, taken)
        self._check(layouts, first, empty=not taken)

    def _columns_of(
        self, row: Row, layouts: dict[tuple[str, ...], dict[str, str]]
    ) -> dict[str, str]:
        """Match a row's columns to the fields of a posting, each set of columns once."""
        if isinstance(row, str):
            return {}
        names = tuple(row)
        if names not in layouts:
            layouts[names] = _guess(names) | self._columns
        return layouts[names]

    def _check(
        self, layouts: dict[tuple[str, ...], dict[str, str]], first: Problem | None, *, empty: bool
    ) -> None:
        """Raise what is wrong with the table as a whole."""
        names = list(dict.fromkeys(name for layout in layouts for name in layout))
        listed = ", ".join(names[:20])[:300]
        if not layouts:
            problem = f" ({first.why})" if first else ""
            raise ReadError(f"The file holds no rows{problem}.")
        if missing := [name for name in self._columns.values() if name not in names]:
            raise UsageError(f"The file has no column '{missing[0]}'.", next=f"It has: {listed}.")
        if empty and not any("title" in columns for columns in layouts.values()):
            raise ReadError(
                f"No column of the file looks like a title. It has: {listed}.",
                next="Say which one it is: --column title=NAME.",
            )


def _guess(columns: tuple[str, ...]) -> dict[str, str]:
    """Give the fields of a posting that columns look like."""
    plain = {re.sub(r"[\W_]+", "", name).casefold(): name for name in reversed(columns)}
    return {
        field: plain[name]
        for field, names in _NAMES.items()
        if (name := next((name for name in names.split() if name in plain), None))
    }


def _posting(row: Row, columns: dict[str, str]) -> RawPosting:
    if isinstance(row, str):
        raise RowError(row)
    if thing := _job_posting(row):
        return read_job_posting(thing, Files.name)
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
        source=Files.name,
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


def _job_posting(row: dict[str, Any]) -> dict[str, Any] | None:
    """Give the schema.org JobPosting that a row is, or holds in one of its columns."""
    for thing in (row, *row.values()):
        if isinstance(thing, dict) and ("hiringOrganization" in thing or "datePosted" in thing):
            return thing
    return None


def _told_apart(posting: RawPosting, taken: dict[str, int]) -> RawPosting:
    """Give a posting an id of its own if a different one of the file came with the same id."""
    said = _said(posting)
    if hash(said) != taken.setdefault(posting.source_id, hash(said)):
        posting.source_id = f"{posting.source_id}-{digest(*said)}"
    return posting


def _said(posting: RawPosting) -> tuple[str | None, ...]:
    return posting.title, posting.hiring_organization, posting.description


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
