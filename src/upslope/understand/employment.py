"""How a person is employed: full time, part time, by contract, as an intern, or not stated.

>>> employment(Document(id="1", title="Data Science Intern", description=""))
{'employment_type': 'internship'}
"""

from __future__ import annotations

from upslope.understand.document import Document
from upslope.understand.reader import Fields
from upslope.understand.running import running
from upslope.understand.statements import Statements, TitleStatements

_OF_TITLE, STATEMENTS = TitleStatements("employment_titles"), Statements("employment")


def employment(document: Document) -> Fields:
    """Read ``employment_type``: title or place, then text, then the source's own field.

    >>> employment(Document(id="1", title="", description="Job type: Contract, 40 hours"))
    {'employment_type': 'contract'}
    """
    found = (
        _OF_TITLE.answer(f"{document.title} | {document.location}")
        or STATEMENTS.answer(running(document.description))
        or document.employment_type
    )
    return {"employment_type": found or "unstated"}
