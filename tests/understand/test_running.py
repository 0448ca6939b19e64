"""Lines that a fixed width broke are joined; lists keep their lines."""

from __future__ import annotations

from upslope.understand.document import Document
from upslope.understand.running import running
from upslope.understand.visa import visa

WRAPPED = """We build maps for harbours and
we like them to be right, so we
test each of them, every day and
with care. Applicants need
authorization that does not now or
in the future require
sponsorship of a visa for work in
  the country."""


def test_wrapped_sentences_run_on() -> None:
    assert "\n" not in running(WRAPPED)


def test_lists_keep_their_lines() -> None:
    skills = "python\nsql\nspark"
    assert running(skills) == skills


def test_items_and_paragraphs_keep_their_lines() -> None:
    assert running(WRAPPED + "\n- maps\nThe end").count("\n") == 2


def test_a_statement_is_found_over_line_breaks() -> None:
    assert visa(Document(id="1", title="", description=WRAPPED)) == {"visa": "no_sponsorship"}
