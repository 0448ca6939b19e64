"""What models answered, kept by version: a bounded log for watching them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, RowMapping, delete, func, select

from upslope.records import Prediction
from upslope.store.batches import chunks, fill
from upslope.store.database.engine import Database
from upslope.store.database.schema import postings, predictions
from upslope.store.storable import replaced

KEPT_OF_A_POSTING = 3
"""The newest so many of each posting are kept: one a model's version, mostly."""

KEPT_IN_ALL = 200_000
"""The newest so many are kept in all, about 100 MB: ids that are asked once each grow no log."""

_COLUMNS = [predictions.c[name] for name in Prediction.__struct_fields__]
_encode = msgspec.json.Encoder(order="sorted").encode


class Logged(NamedTuple):
    """One prediction and, if its posting is stored, the employer and how long the text is."""

    prediction: Prediction
    employer: str | None
    letters: int | None


class Predictions:
    """The log of what models answered.

    >>> import tempfile, pathlib
    >>> from datetime import UTC, datetime
    >>> from upslope.store import Store
    >>> said = Prediction(posting="1", at=datetime(2026, 11, 21, tzinfo=UTC),
    ...                   versions={"role": ""}, answers={"role": ("ml_engineer", 0.9)})
    >>> with Store(pathlib.Path(tempfile.mkdtemp())) as store:
    ...     store.predictions.log([said, said])
    ...     [one.prediction.answers["role"] for one in store.predictions.read("role", "2026-11")]
    [('ml_engineer', 0.9)]
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def log(self, made: Sequence[Prediction]) -> None:
        """Keep predictions in one transaction; what is known of a posting already is not repeated.

        Raises:
            StoreError: they could not be stored; none of them is.
        """
        if made:
            with self._database.write() as connection:
                log(connection, made)

    def read(self, question: str, month: str = "") -> Iterator[Logged]:
        """Stream what was answered to a question, oldest first, a few hundred in memory at a time.

        Args:
            question: a key of :attr:`Prediction.answers`.
            month: when it was answered, ``2026-11``; all without it.
        """
        employer = postings.c.hiring_organization.label("employer")
        letters = func.length(postings.c.description).label("letters")
        query = (
            select(*_COLUMNS, employer, letters)
            .outerjoin(postings, postings.c.id == predictions.c.posting)
            .where(predictions.c.at.startswith(month, autoescape=True))
            .order_by(predictions.c.number)
        )
        for row in self._database.stream(query):
            made = _prediction(row)
            if question in made.answers:
                yield Logged(made, row["employer"], row["letters"])


def log(connection: Connection, made: Sequence[Prediction]) -> None:
    """Do so within the transaction that stores the postings."""
    for chunk in chunks({one.posting: one for one in made}.values()):
        rows = [_row(one) for one in chunk]
        known = _newest(connection, [row["posting"] for row in rows])
        same = {row["posting"] for row in rows if known.get(row["posting"]) == _said(row)}
        fill(connection, predictions, [row for row in rows if row["posting"] not in same])
        _forget(connection, [posting for posting in known if posting not in same])
    newest = select(func.max(predictions.c.number)).scalar_subquery()
    connection.execute(delete(predictions).where(predictions.c.number <= newest - KEPT_IN_ALL))


def _row(made: Prediction) -> dict[str, str]:
    return {
        "posting": replaced(made.posting),
        "at": made.at.isoformat(timespec="milliseconds"),
        "versions": _encode(made.versions).decode(),
        "answers": _encode(made.answers).decode(),
    }


def _said(row: dict[str, str]) -> tuple[str, str]:
    return row["versions"], row["answers"]


def _newest(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return what was last answered of some postings."""
    last = (
        select(func.max(predictions.c.number))
        .where(predictions.c.posting.in_(ids))
        .group_by(predictions.c.posting)
    )
    columns = (predictions.c.posting, predictions.c.versions, predictions.c.answers)
    rows = connection.execute(select(*columns).where(predictions.c.number.in_(last)))
    return {row.posting: (row.versions, row.answers) for row in rows}


def _forget(connection: Connection, ids: Sequence[str]) -> None:
    """Delete all but the newest answers of some postings."""
    if not ids:
        return
    place = func.row_number().over(
        partition_by=predictions.c.posting, order_by=predictions.c.number.desc()
    )
    ranked = (
        select(predictions.c.number, place.label("place"))
        .where(predictions.c.posting.in_(ids))
        .subquery("ranked")
    )
    old = select(ranked.c.number).where(ranked.c.place > KEPT_OF_A_POSTING)
    connection.execute(delete(predictions).where(predictions.c.number.in_(old)))


def _prediction(row: RowMapping) -> Prediction:
    read = {name: msgspec.json.decode(row[name]) for name in ("versions", "answers")}
    return msgspec.convert({"posting": row["posting"], "at": row["at"], **read}, Prediction)
