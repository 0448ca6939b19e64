"""The data a model learns from, looked at before it is used: what, how much, and whether it leaks.

A data set is named by a fingerprint of its ids and labels, so that a run can be said to have used
the same one. Rows that share employer or text with what the model is judged on are left out.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from upslope.errors import UsageError
from upslope.models.example import Example, Labelled, Task

SAME_START = 60
"""Words at the start of a text that make two postings one text, whatever their layout."""

LEAST = 20
"""Fewest examples that anything is learned from."""


class Dataset(NamedTuple):
    """The examples of a task and what was found in looking at them.

    Args:
        examples: what may be learned from.
        fingerprint: SHA-256 over ids and labels, in hexadecimal.
        balance: class -> number of examples.
        left_out: reason -> number of labelled postings left out.
        employers: number of employers.
        months: first and last month of the postings with a date.
        problems: what a person should look at, in sentences.
    """

    examples: list[Example]
    fingerprint: str
    balance: Counter[str]
    left_out: Counter[str]
    employers: int
    months: tuple[str, str]
    problems: list[str]


def dataset(task: Task, rows: Iterable[Labelled], apart: Sequence[Labelled] = ()) -> Dataset:
    """Make the data set of a task.

    Args:
        task: what is to be learned.
        rows: labelled postings.
        apart: postings that the model is judged on.

    Raises:
        UsageError: a label is none of the task's classes, or too few examples are left.
    """
    kept, left_out = _apart(list(rows), apart)
    read = list(_once(task, kept, left_out))
    examples = [example for _, example in read]
    _check(task, read)
    balance = Counter(
        name
        for one in examples
        for name in ([one.label] if isinstance(one.label, str) else one.label)
    )
    months = sorted({one.month for one in examples} - {""}) or [""]
    return Dataset(
        examples,
        fingerprint(kept, task.name),
        balance,
        left_out,
        len({one.employer for one in examples}),
        (months[0], months[-1]),
        _problems(task, examples, balance),
    )


def fingerprint(rows: Iterable[Labelled], task: str) -> str:
    """Return the SHA-256 over a task's name and the ids and labels of postings, in any order.

    >>> fingerprint([], "role") == fingerprint([], "area")
    False
    """
    lines = sorted(
        msgspec.json.encode([row.posting.id, row.labels], order="sorted") for row in rows
    )
    return hashlib.sha256(b"\n".join([task.encode(), *lines])).hexdigest()


def start(text: str) -> str:
    """Return the first words of a text, the same in any layout.

    >>> start("We *sell*\\n tea!")
    'we sell tea'
    """
    return " ".join(re.findall(r"\w+", text[: SAME_START * 20].lower())[:SAME_START])


def _apart(rows: list[Labelled], apart: Sequence[Labelled]) -> tuple[list[Labelled], Counter[str]]:
    employers = {row.employer for row in apart}
    texts = {start(row.posting.description or "") for row in apart}
    kept: list[Labelled] = []
    left_out: Counter[str] = Counter()
    for row in rows:
        text = start(row.posting.description or "")
        if row.employer in employers:
            left_out["employer is judged on"] += 1
        elif text in texts:
            left_out["text is judged on"] += 1
        else:
            kept.append(row)
    return kept, left_out


def _once(
    task: Task, rows: list[Labelled], left_out: Counter[str]
) -> Iterator[tuple[Labelled, Example]]:
    """Yield the examples of each text once; a row that holds none does not stand for its text."""
    seen: set[str] = set()
    for row in rows:
        text, examples = start(row.posting.description or ""), list(task.examples(row))
        if examples and text in seen and text:
            left_out["same text twice"] += 1
        elif examples:
            seen.add(text)
            yield from ((row, example) for example in examples)


def _check(task: Task, read: Sequence[tuple[Labelled, Example]]) -> None:
    for row, example in read:
        names = {example.label} if isinstance(example.label, str) else example.label
        if unknown := set(names) - set(task.classes):
            raise UsageError(
                f"The label {min(unknown)!r} of posting {row.posting.id} is no class of "
                f"{task.name}.",
                next=f"Its classes are: {', '.join(task.classes)}.",
            )
    if len(read) < LEAST or len({example.employer for _, example in read}) < 2:
        raise UsageError(
            f"{len(read)} examples are too few to learn {task.name} from: it takes {LEAST}, of two "
            "employers or more.",
            next="Give more labels (--labels, --postings), or correct more answers.",
        )


FEW = 10
"""A class with fewer examples is told of: its scores say little."""


def _problems(task: Task, examples: Sequence[Example], balance: Counter[str]) -> list[str]:
    thin = [name for name in task.classes if balance[name] < FEW]
    found = [f"fewer than {FEW} examples: {', '.join(thin)}"] if thin else []
    biggest, most = Counter(one.employer for one in examples).most_common(1)[0]
    if most > len(examples) / 5:
        found.append(f"{most / len(examples):.0%} of the examples are of one employer, {biggest}")
    empty = sum(not one.features for one in examples)
    if empty:
        found.append(f"{empty} examples without a single feature")
    return found
