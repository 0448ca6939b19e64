"""Whether an employer sponsors work visas, rules it out, or does not say.

Only a statement counts (``data/visa.toml``). A question of an application form ("Do you require
sponsorship?"), an equal-opportunity list ("citizenship status") or a security clearance alone is
no statement.
"""

from __future__ import annotations

from upslope.understand.document import Document
from upslope.understand.reader import Fields
from upslope.understand.running import running
from upslope.understand.statements import Statements

STATEMENTS = Statements("visa")


def visa(document: Document) -> Fields:
    """Read ``visa``: ``sponsors``, ``no_sponsorship`` or ``unstated``.

    >>> visa(Document(id="1", title="", description="Visa sponsorship is available."))
    {'visa': 'sponsors'}
    """
    return {"visa": STATEMENTS.answer(running(document.description)) or "unstated"}
