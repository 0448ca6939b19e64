"""Which skills openings name, as numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from upslope.errors import DamagedError
from upslope.guide.market.once import once

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Integers = NDArray[np.int64]


class Named(NamedTuple):
    """Skills named by openings: each mention is one place in ``opening`` and in ``skill``.

    Args:
        names: of the skills.
        opening: place of the opening among those that were asked about.
        skill: place of the skill in ``names``.
    """

    names: list[str]
    opening: NDArray[np.int32]
    skill: NDArray[np.int32]

    def table(self, group: Integers, groups: int) -> NDArray[np.float64]:
        """Count the openings that name each skill (columns), by their group (rows)."""
        size = len(self.names)
        cell = group[self.opening] * size + self.skill
        return np.bincount(cell, minlength=groups * size).reshape(groups, size).astype(float)

    def flags(self, openings: int) -> NDArray[np.uint8]:
        """Return 1 where an opening (rows) names a skill (columns)."""
        found = np.zeros((openings, len(self.names)), dtype=np.uint8)
        found[self.opening, self.skill] = 1
        return found


def named(
    con: DuckDBPyConnection,
    rows: dict[str, Any],
    keep: int | list[str],
    column: Literal["skills", "required", "countries"] = "skills",
) -> Named:
    """Read which skills openings name.

    pyarrow hands over the numbers that Parquet itself keeps for words; DuckDB makes words of them
    first, which takes three times as long.

    Args:
        con: with the views of :func:`upslope.guide.market.openings.judge`.
        rows: ``file_index`` and ``file_row_number`` of the openings.
        keep: these skills; or so many, those that most openings name, the most frequent first.
        column: skills that are named, or only those that are required; countries go as well.

    Raises:
        DamagedError: a file is not what was written.
    """
    (files,) = con.execute("SELECT getvariable('facts_files')").fetchall()[0]
    order = np.argsort(rows["file_index"], kind="stable")
    ends = np.searchsorted(rows["file_index"][order], np.arange(len(files) + 1))

    def mentions(index: int) -> list[_Mentions]:
        asked = order[ends[index] : ends[index + 1]]
        chunks = _chunks(con, files[index], column)
        return list(_mentions(chunks, asked, rows["file_row_number"][asked]))

    with ThreadPoolExecutor(2) as pool:  # both wait for nothing but pyarrow and NumPy
        found = [one for file in pool.map(mentions, np.flatnonzero(np.diff(ends))) for one in file]
        names = _most(found, keep) if isinstance(keep, int) else keep
        place = {name: at for at, name in enumerate(names)}
        kept = list(pool.map(lambda one: one.of(place), found))
    nothing = np.empty(0, np.int32)
    openings, skills = zip((nothing, nothing), *kept, strict=True)
    return Named(names, np.concatenate(openings), np.concatenate(skills))


class _Mentions(NamedTuple):
    """Words, and for each mention by an opening asked about its place and that of the word."""

    words: list[str]
    opening: NDArray[np.int32]
    code: NDArray[np.int32]

    def of(self, place: dict[str, int]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return the openings that name some words, and the places of those."""
        wanted = [place.get(word, -1) for word in self.words] or [-1]
        there = np.array(wanted, dtype=np.int32)[self.code]
        kept = np.flatnonzero(there >= 0)
        return self.opening[kept], there[kept]


def _most(found: list[_Mentions], number: int) -> list[str]:
    """Return the words that most openings name."""
    often = Counter[str]()
    for one in found:
        counts = np.bincount(one.code, minlength=len(one.words)).tolist()
        for word, times in zip(one.words, counts, strict=True):
            if times:
                often[word] += times
    # By name where as many name them: files in another order must give the same answer.
    return sorted(often, key=lambda word: (-often[word], word))[:number]


class _Chunk(NamedTuple):
    """Words, their codes one after the other, and how many of those each row has."""

    words: list[str]
    codes: NDArray[np.int32]
    lengths: NDArray[np.int32]


def _mentions(chunks: list[_Chunk], asked: Integers, rows: Integers) -> Iterator[_Mentions]:
    """Yield what openings in a file name; ``rows`` are those that are asked about."""
    place = np.full(sum(len(chunk.lengths) for chunk in chunks), -1, dtype=np.int32)
    place[rows] = asked
    start = 0
    for words, codes, lengths in chunks:
        owner = np.repeat(place[start : start + len(lengths)], lengths)
        start += len(lengths)
        kept = owner >= 0
        yield _Mentions(words, owner[kept], codes[kept])


@once
def _chunks(_: DuckDBPyConnection, file: str, column: str) -> list[_Chunk]:
    """Read a column of lists of words.

    Raises:
        DamagedError: the file is not what was written.
    """
    import pyarrow as pa  # noqa: PLC0415  (0.2 s to import)
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        coded = pq.ParquetFile(file, read_dictionary=[f"{column}.list.element"])
        found: list[_Chunk] = []
        for group in range(coded.num_row_groups):
            try:
                chunks = coded.read_row_group(group, [column])[column].chunks
            except pa.ArrowNotImplementedError:  # too many words for one dictionary
                chunks = pq.ParquetFile(file).read_row_group(group, [column])[column].chunks
            found += map(_chunk, chunks)
        return found
    except (pa.ArrowException, OSError) as error:
        raise DamagedError(
            f"{file} cannot be read: {error}", next="Put the file back from a backup."
        ) from error


def _chunk(rows: Any) -> _Chunk:
    flat = rows.flatten()
    if not hasattr(flat, "dictionary"):
        flat = flat.dictionary_encode()
    lengths = rows.value_lengths().fill_null(0)
    return _Chunk(flat.dictionary.to_pylist(), flat.indices.to_numpy(), lengths.to_numpy())
