"""The schema.org JobPosting objects of one web page, as raw postings."""

from __future__ import annotations

from upslope.formats.postings.jobposting import read_job_posting
from upslope.formats.postings.jsonld import job_postings
from upslope.formats.postings.microdata import microdata_postings
from upslope.formats.values import RowError
from upslope.records import Problem, RawPosting


def postings_of_page(
    page: str, source: str, address: str = ""
) -> tuple[list[RawPosting], list[Problem]]:
    """Read every JobPosting of a page, from its JSON-LD or else from its microdata.

    Args:
        page: the decoded page.
        source: the name of the source it came from.
        address: the page's own http address, if that is known.

    Returns:
        The postings in order, and a problem for each object or block that could not be read.

    >>> thing = '{"@type": "JobPosting", "title": "Cook"}'
    >>> page = f'<script type="application/ld+json">{thing}</script>'
    >>> [posting.title for posting in postings_of_page(page, "jsonld")[0]]
    ['Cook']
    """
    things, problems = job_postings(page)
    postings = []
    for number, thing in enumerate(things or microdata_postings(page), 1):
        try:
            postings.append(read_job_posting(thing, source, address))
        except RowError as error:
            problems.append(Problem(where=f"JobPosting {number}", why=str(error)))
    return postings, problems
