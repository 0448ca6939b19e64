"""What models answered, kept by version: a bounded log for watching them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
        rows = _rows(chunk)
        known = _newest(connection, [row["posting"] for row in rows])
        fresh = [row for row in rows if not _is_known(row, known)]
        fill(connection, predictions, fresh)
        ids = [row["posting"] for row in fresh]
        _forget(
            connection, [id for id in ids if id in known and known[id].kept >= KEPT_OF_A_POSTING]
        )
    newest = select(func.max(predictions.c.number)).scalar_subquery()
    connection.execute(delete(predictions).where(predictions.c.number <= newest - KEPT_IN_ALL))


def _rows(chunk: Iterable[Prediction]) -> list[dict[str, str]]:
    times: dict[int, str] = {}  # those made together share moment and versions
    versions: dict[int, str] = {}
    rows = []
    for made in chunk:
        at = times.get(id(made.at)) or made.at.isoformat(timespec="milliseconds")
        named = versions.get(id(made.versions)) or _encode(made.versions).decode()
        times[id(made.at)], versions[id(made.versions)] = at, named
        answers = _encode(made.answers).decode()
        posting = replaced(made.posting)
        rows.append({"posting": posting, "at": at, "versions": named, "answers": answers})
    return rows


class _Known(NamedTuple):
    versions: str
    answers: str
    kept: int


def _is_known(row: Mapping[str, str], known: Mapping[str, _Known]) -> bool:
    last = known.get(row["posting"])
    return last is not None and last[:2] == (row["versions"], row["answers"])


def _newest(connection: Connection, ids: Sequence[str]) -> dict[str, _Known]:
    """Return what was last answered of some postings, and how many answers of each are kept."""
    last = (
        select(func.max(predictions.c.number).label("number"), func.count().label("kept"))
        .where(predictions.c.posting.in_(ids))
        .group_by(predictions.c.posting)
        .subquery("last")
    )
    columns = (predictions.c.posting, predictions.c.versions, predictions.c.answers, last.c.kept)
    rows = connection.execute(select(*columns).join(last, last.c.number == predictions.c.number))
    return {posting: _Known(*said) for posting, *said in rows}


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
