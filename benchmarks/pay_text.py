"""Whether a posting's text tells more of its pay than a table of place, level and role does.

    python -m benchmarks.pay_text [--cache FOLDER] [--fast]

Prints the card of the model, which ships as ``estimate/data/text.md``. Fits each rung without the
employers that it is judged on: five folds of employers, and by time (what is learned, the table
too, is of earlier years; judged are unseen employers of later ones). ``--fast`` leaves trees and
the network out. The model itself is made by ``train_pay_text.py``.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from benchmarks.pay_postings import Row, rows
from benchmarks.pay_text_judged import Judged, by_employer, by_time, judge, known, table_to
from benchmarks.pay_text_rungs import RUNGS, Known, Numbers, logs

from upslope.estimate.table import Answer, Table, shipped
from upslope.estimate.text import groups

TABLE, BEST = "back-off table of these postings", "linear: table, attributes, words"
SLOW = ("trees: table, attributes, skills, words", "network: table, attributes, words")
ROUNDS = 1_000
FEWEST = 200
"""Postings of a group for which coverage is shown."""
ABOUT = """# Model card: pay from a posting's text

The middle of the base pay for a year that a posting in the United States states, in US dollars,
with an 80 % interval: a linear model on the table's estimate, what was understood and the words of
the text. It is blind to the pay that the text states. Learned from postings that state their pay.

## Limits

- It answers for the United States alone, or where a posting names no place and reads like there.
- Part-time and contract work and internships are left to the table, which refuses them.
- Pay by the hour lies a fifth below what it would say. It was not learned from that.
- What an employer pays compared with others it cannot see.
- Learned on few boards, intervals do not hold on a new kind of board: see the ladder by time.
- That the interval is of 81 %, and which rung is kept, was chosen on these same postings."""


def measures(found: Sequence[Known], judged: Judged) -> dict[str, Numbers]:
    """Return each row's part of every figure."""
    truth = logs(found)
    dollars = np.abs(np.exp(judged.middle) - np.exp(truth))
    missed = [truth - end for end in judged]
    pinball = [np.maximum(q * m, (q - 1) * m) for q, m in zip((0.1, 0.5, 0.9), missed, strict=True)]
    return {
        "MAE $": dollars,
        "log MAE": np.abs(judged.middle - truth),
        "pinball": np.mean(pinball, axis=0),
        "covered": ((judged.low <= truth) & (truth <= judged.high)).astype(float),
    }


def draws(found: Sequence[Known]) -> Numbers:
    """Return how often each row is drawn in each round: employers are, with all their rows."""
    employers, of = np.unique([one.row.employer for one in found], return_inverse=True)
    random = np.random.default_rng(0)
    many = random.multinomial(len(employers), np.full(len(employers), 1 / len(employers)), ROUNDS)
    return many[:, of].astype(float)


def _spread(drawn: Numbers, values: Numbers) -> tuple[float, float]:
    """95 % interval of a mean."""
    low, high = np.quantile(drawn @ values / drawn.sum(axis=1), [0.025, 0.975])
    return float(low), float(high)


def report(title: str, found: Sequence[Known], answers: dict[str, Judged]) -> None:
    """Print a table of rungs, with intervals and the gain over the table."""
    employers = len({one.row.employer for one in found})
    print(f"\n## {title}: {len(found):,} postings of {employers:,} employers\n")
    print("| rung | MAE $ | MdAPE | MAE in log | pinball | 80 % covers | width | less than table |")
    print("|---|---|---|---|---|---|---|---|")
    drawn, truth = draws(found), np.exp(logs(found))
    table = measures(found, answers[TABLE])
    for name, judged in answers.items():
        parts = measures(found, judged)
        cells = [f"{parts['MAE $'].mean():,.0f} ({_said(drawn, parts['MAE $'], ',.0f')})"]
        cells.append(f"{np.median(parts['MAE $'] / truth):.1%}")
        cells.append(f"{parts['log MAE'].mean():.3f} ({_said(drawn, parts['log MAE'], '.3f')})")
        cells.append(f"{parts['pinball'].mean():.4f}")
        cells.append(f"{parts['covered'].mean():.1%} ({_said(drawn, parts['covered'], '.1%')})")
        cells.append(f"{np.median(np.exp(judged.high - judged.low)):.2f}")
        gains = [_gain(drawn, table[key], parts[key]) for key in ("log MAE", "MAE $")]
        cells.append(f"log {gains[0]}, $ {gains[1]}" if name != TABLE else "")
        print(f"| {name} | {' | '.join(cells)} |")


def _said(drawn: Numbers, values: Numbers, form: str) -> str:
    low, high = _spread(drawn, values)
    return f"{low:{form}} to {high:{form}}"


def _gain(drawn: Numbers, table: Numbers, other: Numbers) -> str:
    """How much smaller an error is than the table's on the same rows, with its interval."""
    each = 1 - (drawn @ other) / (drawn @ table)
    low, high = np.quantile(each, [0.025, 0.975])
    return f"{1 - other.mean() / table.mean():.1%} ({low:.1%} to {high:.1%})"


def coverage(found: Sequence[Known], judged: Judged) -> Iterator[str]:
    """Yield how many intervals hold in each group of enough rows, and how far the middle is off."""
    covered = measures(found, judged)["covered"]
    off = logs(found) - judged.middle
    for kind in ("level", "role", "region", "remote", "year", "collection", "country"):
        named = np.array([_group(one, kind) for one in found])
        for name, many in Counter(named.tolist()).most_common():
            inside = named == name
            if many >= FEWEST:
                held, by = covered[inside].mean(), np.median(off[inside])
                yield f"| {kind} | {name or 'not told'} | {many} | {held:.1%} | {by:+.3f} |"


def _group(one: Known, kind: str) -> str:
    others = {
        "year": str(one.row.year),
        "collection": one.row.data_set,
        "country": one.asked.country or "",
    }
    return others[kind] if kind in others else groups(one.asked)[kind]


def as_shipped(found: Sequence[Known], table: Table) -> None:
    """Print how the shipped table does by itself on rows that it does not refuse."""
    answers = [table.answer(one.asked) for one in found]
    pairs = zip(found, answers, strict=True)
    kept = [(one, said) for one, said in pairs if isinstance(said, Answer) and said.dollars == 1]
    ends = np.log([(said.p10, said.p50, said.p90) for _, said in kept]).T
    parts = measures([one for one, _ in kept], Judged(*ends))
    off = np.median(logs([one for one, _ in kept]) - ends[1])
    print(
        f"\nThe shipped table as it is answers {len(kept)} of {len(found)}: MAE "
        f"${parts['MAE $'].mean():,.0f}, log {parts['log MAE'].mean():.3f}; its 80 % intervals "
        f"cover {parts['covered'].mean():.1%}; its middle is off by {off:+.3f}"
    )


def apart(found: Sequence[Row], kept: Sequence[Known], table: Table) -> None:
    """Print how what was learned from yearly pay does on hourly pay and on internships."""
    train = list(kept)
    groups_of: dict[str, list[Known]] = {}
    for row in found:
        kind = "internships" if row.intern else f"paid by the {row.salary.unit_text}"
        if row.intern or row.salary.unit_text != "year":
            groups_of.setdefault(kind, []).append(Known(row, table))
    for kind, rest in groups_of.items():
        seen = {one.row.employer for one in rest}
        middle = RUNGS[BEST]([one for one in train if one.row.employer not in seen], rest)
        left = logs(rest) - middle
        print(
            f"{kind}: {len(rest)}, off by {np.median(left):+.2f}, log MAE {np.abs(left).mean():.2f}"
        )


def main() -> None:
    """Print the tables."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--cache", type=Path)
    ask.add_argument("--fast", action="store_true")
    options = ask.parse_args()
    found, left_out = rows(options.cache)
    table, _ = shipped()
    kept = known(found, table)
    print(ABOUT, "\n## Left out", "", sep="\n")
    print(*(f"- {many} {why}" for why, many in left_out.most_common()), sep="\n")
    rungs = {name: rung for name, rung in RUNGS.items() if not options.fast or name not in SLOW}
    answers = {name: by_employer(rung, kept) for name, rung in rungs.items()}
    report("Employers held out", kept, answers)
    print("\n| group | | postings | covered | middle off by |\n|---|---|---|---|---|")
    print(*coverage(kept, answers[BEST]), sep="\n")
    as_shipped(kept, table)
    apart(found, kept, table)
    for year in (2024, 2025):
        train, test = by_time(known(found, table_to(year)), year)
        answers = {name: judge(rung, train, test) for name, rung in rungs.items()}
        report(f"Learned to {year}, judged on employers of later years", test, answers)


if __name__ == "__main__":
    main()
