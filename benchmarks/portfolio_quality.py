"""How well repositories are read, against some that were labelled by hand, and how fast.

::

    python benchmarks/portfolio_quality.py           # quality, beside two baselines
    python benchmarks/portfolio_quality.py --pace    # seconds, on repositories that it makes

A tool counts at a step where it reaches that step or a higher one. F1 is the mean over the
repositories in which anything is labelled or said there; its interval resamples repositories. The
baselines know no ladder: what they find is their answer at every step. ``declared`` is what
manifests name; ``imports`` are the imports that a line pattern finds, as pipreqs does it. The
reader was mended on the repositories a to k; l to z were only scored. ``held_*`` were labelled by
somebody who had not seen the reader, and then it was mended on them; ``fresh_*`` were labelled
after that and scored once.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.guide.portfolio_labels import repositories as labelled

from upslope.formats.repository.manifests import declared
from upslope.guide.portfolio import read_repository
from upslope.guide.portfolio.library import by_import, by_package
from upslope.records.portfolio import STEPS, Claim

Said = dict[str, str]
"""Subjects and their steps."""

_IMPORT = re.compile(r"^\s*(?:import|from)\s+(\w+)", re.MULTILINE)


def main() -> None:
    """Print the table that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pace", action="store_true")
    asked = parser.parse_args()
    if asked.pace:
        pace()
        return
    names, later = labelled.names(), labelled.names(held_out=True)
    groups = {
        "develop (a-k)": [n for n in names if n < "l"],
        "check (l-z)": [n for n in names if n >= "l"],
        "labelled unseen, then mended on (held_*)": [n for n in later if n.startswith("held_")],
        "fresh, scored once (fresh_*)": [n for n in later if n.startswith("fresh_")],
    }
    for group, chosen in groups.items():
        print(f"\n## {group}: {len(chosen)} repositories")
        quality(chosen)


def quality(names: list[str]) -> None:
    """Print F1 for each step of the ladder, of tools; then methods, duties and artefacts.

    A tool that is labelled in none of the group's generation of repositories is not judged.
    """
    vocabulary = labelled.vocabulary(held_out=labelled.labels(names[0]).held_out)
    read = {name: _read(name) for name in names}
    truth = {name: labelled.labels(name) for name in names}
    ours = {n: _said(claims, "skill", vocabulary) for n, (claims, _, _) in read.items()}
    packages = {n: dict.fromkeys(found & vocabulary, "served") for n, (_, found, _) in read.items()}
    imports = {n: dict.fromkeys(found & vocabulary, "served") for n, (_, _, found) in read.items()}
    labels: dict[str, Said] = {n: dict(truth[n].skills) for n in names}
    print("| step reached | pairs | upslope | declared | imports |\n|---|---|---|---|---|")
    for step in STEPS[1:]:
        count = sum(_reaches(one, step) for said in labels.values() for one in said.values())
        scores = [_f1(labels, said, step) for said in (ours, packages, imports)]
        print(f"| {step} | {count} | " + " | ".join(scores) + " |")
    exact = [labels[n].get(s) == ours[n].get(s) for n in names for s in {*labels[n], *ours[n]}]
    print(f"\nmacro-F1 over the exact steps: {_macro(labels, ours):.3f}")
    print(f"exact step of {len(exact)} tools labelled or said: {np.mean(exact):.3f}")
    for kind in ("duty", "artefact"):
        marked = {n: dict(truth[n].duties) for n in names}
        if kind == "artefact":
            marked = {n: dict.fromkeys(truth[n].artefacts, "declared") for n in names}
        said = {n: _said(claims, kind, None) for n, (claims, _, _) in read.items()}
        if kind == "duty":
            print(f"duties, macro-F1 over the exact steps: {_macro(marked, said):.3f}")
        steps = STEPS[1:] if kind == "duty" else ("declared",)
        print(
            f"{kind}: "
            + ", ".join(f"{step} {_f1(marked, said, step)}" for step in steps if step != "imported")
        )
    shown = [n for n in names for _ in truth[n].methods]
    found = [m for n in names for m in truth[n].methods if m in _said(read[n][0], "skill", None)]
    print(f"methods found: {len(found)} of {len(shown)}")
    absent = [(n, s) for n in names for s in truth[n].absent if s in ours[n]]
    print(
        f"traps fallen into: {len(absent)} of {sum(len(truth[n].absent) for n in names)} {absent}"
    )


def _read(name: str) -> tuple[list[Claim], set[str], set[str]]:
    """Our claims, and what the two baselines find."""
    with tempfile.TemporaryDirectory() as folder:
        path = labelled.build(name, Path(folder))
        _, claims = read_repository(path, labelled.history(name).me)
        files = [one for one in path.rglob("*") if one.is_file() and ".git" not in one.parts]
        texts = {str(one.relative_to(path)): one.read_text("utf-8", "replace") for one in files}
    named = {package for one, text in texts.items() for package, _ in declared(one, text)}
    code = [text for one, text in texts.items() if one.endswith(".py")]
    imported = {found for text in code for found in _IMPORT.findall(text)}
    return claims, _labels(named, by_package), _labels(imported, by_import)


def _labels(names: Iterable[str], facts: Callable[[str], object]) -> set[str]:
    libraries = [library for name in names if (library := facts(name))]
    return {label for library in libraries for label in getattr(library, "skills", ())}


def _said(claims: list[Claim], kind: str, vocabulary: frozenset[str] | None) -> Said:
    chosen = [claim for claim in claims if claim.kind == kind]
    return {c.subject: c.step for c in chosen if vocabulary is None or c.subject in vocabulary}


def _reaches(said: str | None, step: str) -> bool:
    return said is not None and list(STEPS).index(said) >= list(STEPS).index(step)


def _macro(truth: dict[str, Said], said: dict[str, Said]) -> float:
    """The mean over the steps of F1, pooled, where only a claim at the very step that is labelled
    is right: the strictest of these figures."""
    right = {(name, *pair) for name, labels in truth.items() for pair in labels.items()}
    claimed = {(name, *pair) for name, labels in said.items() for pair in labels.items()}
    scores = []
    for step in STEPS[1:]:
        ours, theirs = ({one for one in found if one[2] == step} for found in (claimed, right))
        if ours or theirs:
            scores.append(2 * len(ours & theirs) / (len(ours) + len(theirs)))
    return float(np.mean(scores))


def _f1(truth: dict[str, Said], said: dict[str, Said], step: str) -> str:
    """The mean F1 over repositories at one step, with its 95 % interval."""
    scores = []
    for name, labels in truth.items():
        right = {subject for subject, one in labels.items() if _reaches(one, step)}
        claimed = {subject for subject, one in said[name].items() if _reaches(one, step)}
        if right or claimed:
            scores.append(2 * len(right & claimed) / (len(right) + len(claimed)))
    if not scores:
        return "-"
    draws = np.random.default_rng(1).choice(scores, (2000, len(scores))).mean(axis=1)
    low, high = np.percentile(draws, [2.5, 97.5])
    return f"{np.mean(scores):.3f} ({low:.2f}-{high:.2f})"


def pace() -> None:
    """Print how long repositories of several sizes take, and the memory of the process so far."""
    print("| repository | files | read | seconds | of processor | peak MiB |")
    print("|---|---|---|---|---|---|")
    own = Path(__file__).resolve().parents[1]
    with tempfile.TemporaryDirectory() as folder:
        made = [_make(Path(folder) / f"of_{count}", count) for count in (100, 1000, 100_000)]
        for path in [made[0], made[1], own, made[2]]:
            started, worked = time.perf_counter(), _worked()
            repository, _ = read_repository(path, ["Ada Invented"] if path != own else [])
            seconds, processor = time.perf_counter() - started, _worked() - worked
            every = repository.files + sum(repository.left_out.values())
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
            name = "this project" if path == own else f"made, {every:,} files"
            counts = f"{every:,} | {repository.files:,}"
            print(f"| {name} | {counts} | {seconds:.1f} | {processor:.1f} | {peak} |")


def _worked() -> float:
    """Seconds of processor time of this process and of git."""
    return sum(os.times()[:4])


def _make(path: Path, count: int) -> Path:
    """A repository of modules of 120 lines each that import one another and common libraries."""
    body = "import numpy as np\nimport pandas as pd\nfrom sklearn.linear_model import Ridge\n"
    body += "".join(
        f"\n\ndef step_{n}(frame: pd.DataFrame) -> float:\n    kept = frame.dropna()\n"
        f"    model = Ridge(alpha={n}).fit(kept[['a']], kept['b'])\n    return model.score\n"
        for n in range(20)
    )
    for number in range(count):
        target = path / f"part_{number % 97}" / f"module_{number}.py"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"# {number}\n{body}", encoding="utf-8")
    alone = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PATH": os.environ["PATH"],
    }
    who = {f"GIT_{role}_NAME": "Ada Invented" for role in ("AUTHOR", "COMMITTER")}
    who |= {f"GIT_{role}_EMAIL": "ada@upslope.example" for role in ("AUTHOR", "COMMITTER")}
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "Begin"]):
        subprocess.run(["git", *command], cwd=path, env=alone | who, check=True)
    return path


if __name__ == "__main__":
    main()
