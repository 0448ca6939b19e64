"""The rungs of the ladder from stated pay to text: each is fitted on rows and estimates others.

Estimates are logs of the middle of the stated range, in US dollars a year.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from benchmarks.pay_postings import Row
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from upslope.estimate.asked import Asked
from upslope.estimate.effects import Cell, learn, total
from upslope.estimate.table import Table
from upslope.estimate.text import groups, table_middle
from upslope.estimate.words import attributes, shares, words

Numbers = NDArray[np.float64]
FEWEST_EMPLOYERS = {"attributes": 4, "words": 10, "skills": 6}
"""A name counts if so many employers use it: no employer's own name or phrase does."""
SCALE = {"attributes": 1.0, "words": 5.0, "skills": 0.5}
PENALTY = 20.0
ON_TABLE = 3.0
"""How much less the weight of the table is drawn to zero than the others."""
BACK_OFF: list[tuple[str, ...]] = [
    (),
    ("level",),
    ("role",),
    ("region",),
    ("family",),
    ("rank",),
    ("remote",),
    ("role", "level"),
    ("region", "level"),
]


@dataclass(frozen=True)
class Known:
    """A row with what the rungs look at, read once."""

    row: Row
    table: Table

    @cached_property
    def asked(self) -> Asked:
        """What the table looks at; the year is that of the collection, so left out."""
        return Asked.of(self.row.posting, self.row.understanding)

    @cached_property
    def base(self) -> float:
        """The table's own estimate."""
        return table_middle(self.table, self.asked)

    @cached_property
    def names(self) -> Mapping[str, Mapping[str, float]]:
        """Attributes, words and skills, by name."""
        named = {one.skill for one in self.row.understanding.skills if one.need != "negated"}
        return {
            "attributes": attributes(self.asked, self.row.understanding),
            "words": dict.fromkeys(words(self.row.posting.description or ""), 1.0),
            "skills": dict.fromkeys(named, 1.0),
        }

    @cached_property
    def cell(self) -> Cell:
        """Groups of the back-off table."""
        return {**self.table.cell(self.asked), **groups(self.asked)}


def logs(rows: Sequence[Known]) -> Numbers:
    """What is estimated."""
    return np.log([one.row.middle for one in rows])


def weights(rows: Sequence[Known]) -> Numbers:
    """An employer of many postings weighs by the root of their number."""
    many = Counter(one.row.employer for one in rows)
    return np.array([many[one.row.employer] ** -0.5 for one in rows])


@dataclass
class Design:
    """Rows as a matrix: a column for each name that enough employers use."""

    parts: Sequence[str]
    columns: Mapping[str, Mapping[str, int]]

    @classmethod
    def of(cls, parts: Sequence[str], rows: Sequence[Known]) -> Design:
        """Choose the names."""
        return cls(parts, {part: cls._chosen(part, rows) for part in parts})

    @staticmethod
    def _chosen(part: str, rows: Sequence[Known]) -> dict[str, int]:
        used: dict[str, set[int]] = defaultdict(set)
        many = Counter[str]()
        for one in rows:
            for name in one.names[part]:
                used[name].add(one.row.employer)
                many[name] += 1
        common = 0.8 * len(rows) if part == "words" else len(rows)
        least = FEWEST_EMPLOYERS[part]
        kept = sorted(n for n, by in used.items() if len(by) >= least and many[n] <= common)
        return {name: column for column, name in enumerate(kept)}

    def matrix(self, rows: Sequence[Known], with_table: bool = False) -> Any:
        """Return the rows' values, scaled."""
        found = [self._part(part, rows) * SCALE[part] for part in self.parts]
        if with_table:
            found.append(csr_matrix([[ON_TABLE * one.base] for one in rows]))
        return hstack(found).tocsr()

    def _part(self, part: str, rows: Sequence[Known]) -> Any:
        columns = self.columns[part]
        at, to, values = [], [], []
        for place, one in enumerate(rows):
            found = self._values(part, one.names[part], columns.keys())
            at += [place] * len(found)
            to += [columns[name] for name in found]
            values += found.values()
        return csr_matrix((values, (at, to)), shape=(len(rows), len(columns)))

    @staticmethod
    def _values(part: str, names: Mapping[str, float], known: Set[str]) -> dict[str, float]:
        if part == "words":
            named, share = shares(names.keys(), known)
            return dict.fromkeys(named, share)
        return {name: value for name, value in names.items() if name in known}


Rung = Callable[[Sequence[Known], Sequence[Known]], Numbers]
"""Takes rows to learn from and rows to estimate; gives their logs of pay."""


def median(train: Sequence[Known], test: Sequence[Known]) -> Numbers:
    """One number for all."""
    return np.full(len(test), np.median(logs(train)))


def back_off(train: Sequence[Known], test: Sequence[Known]) -> Numbers:
    """Shrunken medians of place, level, role and title: the table's method on these rows."""
    effects = learn(BACK_OFF, [one.cell for one in train], logs(train), weights(train))
    return np.array([total(effects, one.cell) for one in test])


def shipped_table(train: Sequence[Known], test: Sequence[Known]) -> Numbers:
    """The table as it ships, which was learned from none of these rows."""
    return np.array([one.base for one in test])


def ridge(*parts: str, table: bool = False) -> Rung:
    """Return a rung that is linear in some parts of the names."""

    def estimate(train: Sequence[Known], test: Sequence[Known]) -> Numbers:
        design = Design.of(parts, train)
        model = fitted_ridge(design, train, table)
        return np.asarray(model.predict(design.matrix(test, table)))

    return estimate


def fitted_ridge(design: Design, train: Sequence[Known], table: bool) -> Any:
    """Fit a linear model."""
    from sklearn.linear_model import Ridge  # noqa: PLC0415

    return Ridge(alpha=PENALTY).fit(design.matrix(train, table), logs(train), weights(train))


def trees(train: Sequence[Known], test: Sequence[Known]) -> Numbers:
    """Boosted trees on attributes, skills, the table and 40 directions of the words."""
    from sklearn.decomposition import TruncatedSVD  # noqa: PLC0415
    from sklearn.ensemble import HistGradientBoostingRegressor  # noqa: PLC0415

    plain, text = Design.of(["attributes", "skills"], train), Design.of(["words"], train)
    squeeze = TruncatedSVD(40, random_state=0).fit(text.matrix(train))

    def matrix(rows: Sequence[Known]) -> Numbers:
        dense = plain.matrix(rows, with_table=True).toarray()
        return np.hstack([dense, squeeze.transform(text.matrix(rows))])

    model = HistGradientBoostingRegressor(
        max_iter=150,
        learning_rate=0.06,
        max_leaf_nodes=12,
        min_samples_leaf=15,
        l2_regularization=5.0,
        max_features=0.2,
        random_state=0,
    )
    model.fit(matrix(train), logs(train), sample_weight=weights(train))
    return np.asarray(model.predict(matrix(test)))


def network(train: Sequence[Known], test: Sequence[Known]) -> Numbers:
    """A small network on all that the linear model of words looks at."""
    import torch  # noqa: PLC0415
    from torch import nn  # noqa: PLC0415

    torch.manual_seed(0)
    torch.set_num_threads(1)
    design = Design.of(["attributes", "words"], train)
    centre = float(np.mean(logs(train)))
    shown, asked = (
        torch.tensor(design.matrix(rows).toarray(), dtype=torch.float32) for rows in (train, test)
    )
    base = [torch.tensor([[one.base - centre] for one in rows]).float() for rows in (train, test)]
    shown, asked = torch.hstack([shown, base[0]]), torch.hstack([asked, base[1]])
    truth = torch.tensor(logs(train) - centre, dtype=torch.float32)
    model = nn.Sequential(
        nn.Dropout(0.3), nn.Linear(shown.shape[1], 32), nn.ReLU(), nn.Dropout(0.3), nn.Linear(32, 1)
    )
    steps = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.05)
    for _ in range(15):
        for some in torch.randperm(len(shown)).split(64):
            steps.zero_grad()
            loss = nn.functional.smooth_l1_loss(model(shown[some])[:, 0], truth[some], beta=0.1)
            loss.backward()
            steps.step()
    model.eval()
    with torch.no_grad():
        return np.asarray(model(asked)[:, 0].numpy() + centre, dtype=np.float64)


RUNGS: dict[str, Rung] = {
    "one median": median,
    "back-off table of these postings": back_off,
    "the table that ships": shipped_table,
    "linear: attributes": ridge("attributes"),
    "linear: attributes, skills": ridge("attributes", "skills"),
    "linear: attributes, words": ridge("attributes", "words"),
    "linear: table, attributes, words": ridge("attributes", "words", table=True),
    "trees: table, attributes, skills, words": trees,
    "network: table, attributes, words": network,
}
