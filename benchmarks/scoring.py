"""How well postings are understood, against labels read by hand.

A skill counts when its taxonomy name or its words agree; ``need`` is scored on the skills found;
``min_years`` must be exact; pay is right when both ends, currency and period are.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from upslope.records import DUTIES, SkillMention, Understanding
from upslope.taxonomy import Taxonomy

PLAIN = (
    "role",
    "seniority",
    "min_years",
    "degree_required",
    "remote",
    "employment_type",
    "visa",
    "industry",
)
"""Fields with one answer each: their accuracy is scored, of role and visa the macro F1 too."""

Labels = Mapping[str, Any]
Pairs = Sequence[tuple[Hashable, Hashable]]


def measure(labels: Sequence[Labels], answers: Sequence[Understanding]) -> dict[str, float]:
    """Return each measure, 0 to 1, over the postings whose field was read.

    Args:
        labels: what was read, in the form of the answer of ``upslope understand``.
        answers: what was understood of the same postings, in order.

    >>> answer = Understanding(id="1", role="data_analyst")
    >>> measure([{"role": "data_analyst"}], [answer])
    {'role': 1.0, 'role macro F1': 1.0}
    """
    found: dict[str, float] = {}
    for field in PLAIN:
        pairs = [
            (label[field], getattr(answer, field))
            for label, answer in zip(labels, answers, strict=True)
            if field in label
        ]
        if pairs:
            found[field] = sum(truth == said for truth, said in pairs) / len(pairs)
            if field in {"role", "visa"}:
                found[f"{field} macro F1"] = macro_f1(pairs)
    read = list(zip(labels, answers, strict=True))
    return found | _of_sets(read) | _of_pay([(a["salary"], b) for a, b in read if "salary" in a])


def macro_f1(pairs: Pairs) -> float:
    """Return the mean F1 of the classes that occur in truth, of pairs (truth, said).

    >>> macro_f1([("tea", "tea"), ("milk", "tea")])
    0.3333333333333333
    """
    classes = {truth for truth, _ in pairs}
    return sum(_f1_of(pairs, one) for one in classes) / max(len(classes), 1)


def _f1_of(pairs: Pairs, one: Hashable) -> float:
    hit = sum(truth == said == one for truth, said in pairs)
    either = sum((truth == one) + (said == one) for truth, said in pairs)
    return 2 * hit / either if either else 0.0


def _of_sets(read: Sequence[tuple[Labels, Understanding]]) -> dict[str, float]:
    found: dict[str, float] = {}
    if duties := [(a["responsibilities"], b) for a, b in read if "responsibilities" in a]:
        each = [
            _f1_of(
                [(label[duty], said.responsibilities[duty].present) for label, said in duties], True
            )
            for duty in DUTIES
        ]
        found["duties macro F1"] = sum(each) / len(each)
    if areas := [(set(a["application_areas"]), b) for a, b in read if "application_areas" in a]:
        found["areas F1"] = _f1((label, set(said.application_areas)) for label, said in areas)
    if skills := [(a["skills"], b.skills) for a, b in read if "skills" in a]:
        found |= _of_skills(skills)
    return found


def _f1(pairs: Iterable[tuple[set[str], set[str]]]) -> float:
    hit = size = 0
    for truth, said in pairs:
        hit, size = hit + len(truth & said), size + len(truth) + len(said)
    return 2 * hit / size if size else 1.0


def _of_skills(
    pairs: Sequence[tuple[Sequence[Labels], Sequence[SkillMention]]],
) -> dict[str, float]:
    hit = size = right = tripped = refused = 0
    for labels, mentions in pairs:
        wanted = {_name(one["name"], one["surface"]): one["need"] for one in labels}
        said = {_name(one.skill, one.surface): one.need for one in mentions}
        named = {name for name, need in wanted.items() if need != "negated"}
        offered = {name for name, need in said.items() if need != "negated"}
        hit, size = hit + len(named & offered), size + len(named) + len(offered)
        right += sum(wanted[name] == said[name] for name in named & offered)
        refused += len(wanted) - len(named)
        tripped += len((wanted.keys() - named) & offered)
    found = {"skills F1": 2 * hit / size if size else 1.0, "need": right / hit if hit else 0.0}
    return found | ({"negated kept out": 1 - tripped / refused} if refused else {})


def _name(skill: str, surface: str) -> str:
    """One name for all spellings of a skill."""
    taxonomy = Taxonomy.load()
    return taxonomy.label(skill) or taxonomy.label(surface) or skill.lower()


def _of_pay(pairs: Sequence[tuple[Labels | None, Understanding]]) -> dict[str, float]:
    right = sum(_same_pay(label, said) for label, said in pairs)
    stated = sum(label is not None for label, _ in pairs)
    given = sum(said.base_salary is not None for _, said in pairs)
    if not stated:
        return {}
    return {"pay precision": right / given if given else 0.0, "pay recall": right / stated}


def _same_pay(label: Labels | None, said: Understanding) -> bool:
    pay = said.base_salary
    if label is None or pay is None:
        return False
    ends = (label["min"], label["max"]) == (pay.min_value, pay.max_value)
    return ends and (label["currency"], label["period"]) == (pay.currency, pay.unit_text)
