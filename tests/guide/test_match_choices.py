"""What a person saved and hid moves what is like it: bounded, told, and to be forgotten."""

from __future__ import annotations

import msgspec
import pytest
from tests.guide.test_match import has, mention

from upslope.guide.match import Pool, Preferences, match, preferences
from upslope.guide.match.choices import MOST
from upslope.records import Choice, Place, Posting, Resume, Understanding
from upslope.records.profile import ChoiceKind

Row = tuple[Posting, Understanding]


def row(id: str, *skills: str, company: str = "", role: str = "ml_engineer") -> Row:
    posting = Posting(
        id=id,
        source="s",
        source_id=id,
        title="Engineer",
        hiring_organization=company,
        places=[Place(country="AT")],
    )
    asked = [mention(skill) for skill in skills]
    understood = msgspec.structs.replace(Understanding(id=id, skills=asked), role=role)
    return posting, understood


SAVED = [row(f"s{n}", "pytorch", "python", company=f"Firm {n}") for n in range(4)]
HIDDEN = [row(f"h{n}", "tableau", company="Quillfish", role="data_analyst") for n in range(3)]
NEW = [row("new", "pytorch"), row("other", "apache spark"), row("off", "tableau", role="other")]


def chosen(choice: ChoiceKind, rows: list[Row], *, learned: bool = True) -> list[Choice]:
    return [
        Choice(posting=posting.id, choice=choice, at="2026-11-01T10:00:00Z", learned=learned)
        for posting, _ in rows
    ]


def effects(liked: Preferences, resume: Resume | None = None) -> dict[str, float]:
    resume = resume or has("python")
    postings, known = [one for one, _ in NEW], [two for _, two in NEW]
    found = match(resume, postings, known, preferences=liked)
    scores = Pool(postings, known).scores(resume, preferences=liked)
    assert {one.posting: one.score for one in found} == dict(
        zip([one.id for one in postings], map(float, scores), strict=True)
    )
    for one in found:
        assert sum(reason.effect for reason in one.reasons) == pytest.approx(one.score, abs=0.01)
    return {
        one.posting: sum(reason.effect for reason in one.reasons if reason.kind == "choices")
        for one in found
    }


def test_what_is_like_the_saved_rises_and_what_is_like_the_hidden_falls() -> None:
    liked = preferences(chosen("saved", SAVED) + chosen("hidden", HIDDEN), SAVED + HIDDEN)
    found = effects(liked)
    assert found["new"] > found["other"] > found["off"]
    assert found["off"] < 0 < found["new"] <= MOST


def test_it_says_what_it_learned() -> None:
    liked = preferences(chosen("saved", SAVED), SAVED)
    says = [one.says for one in liked.learned]
    assert "You saved or applied to 4 postings that ask for pytorch." in says
    [new] = match(has("python"), [NEW[0][0]], [NEW[0][1]], preferences=liked)
    [why] = [one for one in new.reasons if one.kind == "choices"]
    assert "pytorch" in why.says


def test_a_rare_trait_says_more_than_one_that_all_postings_have() -> None:
    weights = preferences(chosen("saved", SAVED), SAVED).weights()
    by_name = {trait.name: weight for trait, weight in weights.items()}
    assert by_name["pytorch"] > by_name["python"] > 0
    assert "firm 1" not in by_name  # one posting of a company is no trait


@pytest.mark.parametrize(
    "choices",
    [
        [],
        chosen("saved", SAVED[:2]),
        chosen("saved", SAVED, learned=False),
        chosen("saved", [row("gone", "pytorch")] * 4),
    ],
)
def test_nothing_is_learned_of_too_few(choices: list[Choice]) -> None:
    liked = preferences(choices, SAVED)
    assert liked == Preferences()
    assert set(effects(liked).values()) == {0}


def test_the_last_choice_of_a_posting_counts() -> None:
    later = [msgspec.structs.replace(one, at="2026-11-02") for one in chosen("hidden", SAVED)]
    both = chosen("saved", SAVED) + later
    assert effects(preferences(both, SAVED))["new"] < 0
    assert preferences(both, SAVED) == preferences(both[::-1], SAVED[::-1])


def test_choices_stay_within_the_scale() -> None:
    many = [row(f"m{n}", "tableau", role="other", company="Quillfish") for n in range(60)]
    liked = preferences(chosen("hidden", many), many)
    assert -MOST <= effects(liked, Resume(text=""))["off"] < 0
