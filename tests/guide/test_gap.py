"""A gap counts employers, not adverts, and asks the match itself what a skill would change."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
import pytest

from upslope.errors import UpslopeError
from upslope.guide.gap import beliefs, gap
from upslope.guide.gap.effect import Effects
from upslope.guide.gap.evidence import KNOWN, LEARNT, STEP_SHOWS, implied
from upslope.guide.gap.resample import Array, between, draws, employers
from upslope.guide.gap.result import Effect, Gap
from upslope.guide.match import LINE, Pool
from upslope.guide.share import share
from upslope.records import Claim, Posting, Resume, ResumeSkill, SkillMention, Understanding
from upslope.records.portfolio import STEPS
from upslope.taxonomy import Taxonomy

Opening = tuple[Posting, Understanding]


def opening(id: str, employer: str | None, *required: str, **fields: object) -> Opening:
    skills = [
        SkillMention(skill=one, surface=one, need="required", field="title", start=0, end=1)
        for one in required
    ]
    posting = Posting(
        id=id, source="made", source_id=id, title="Engineer", hiring_organization=employer
    )
    return posting, msgspec.structs.replace(Understanding(id=id, skills=skills), **fields)


def has(*skills: str, **fields: object) -> Resume:
    shown = [ResumeSkill(skill=skill, line=skill, where="work") for skill in skills]
    return msgspec.structs.replace(Resume(text="", skills=shown), **fields)


def found(resume: Resume, openings: Sequence[Opening], **options: object) -> Gap:
    postings, understood = zip(*openings, strict=True)
    return gap(resume, postings, understood, **options)  # type: ignore[arg-type]


class Counting:
    """Scores an opening by how many of its skills are listed; enough is all of them."""

    def __init__(self, openings: Sequence[Opening]) -> None:
        self.asked = [{one.skill for one in understood.skills} for _, understood in openings]

    def scores(self, resume: Resume) -> Array:
        own = {one.skill for one in resume.skills}
        return np.array([100 * len(one & own) / max(1, len(one)) for one in self.asked])


WANTED = [
    opening("q1", "Quillfish", "python", "apache spark"),
    opening("q2", "Quillfish GmbH", "python", "apache spark"),
    opening("q3", "Quillfish", "python", "apache spark"),
    opening("t1", "Tern Audio", "python", "docker"),
    opening("b1", "Bramble", "docker", "kubernetes"),
]


def test_an_employer_with_many_adverts_is_one_vote() -> None:
    rows = {one.what: one for one in found(Resume(text=""), WANTED).lacks}
    assert (rows["apache spark"].employers, len(rows["apache spark"].postings)) == (1, 3)
    assert (rows["docker"].employers, len(rows["docker"].postings)) == (2, 2)
    order = [*rows]
    assert order.index("docker") < order.index("apache spark")


def test_what_is_shown_is_no_gap_and_what_is_only_listed_is_said() -> None:
    listed = ResumeSkill(skill="docker", line="Docker", where="skills")
    resume = msgspec.structs.replace(has("python"), skills=[*has("python").skills, listed])
    rows = {one.what: one for one in found(resume, WANTED).lacks}
    assert "python" not in rows
    assert rows["docker"].listed
    assert not rows["kubernetes"].listed
    assert found(resume, WANTED).lacks[-1].what == "docker"


def test_claims_of_repositories_count() -> None:
    claim = Claim(subject="docker", kind="skill", step="tested", repository="r")
    duty = Claim(subject="kubernetes", kind="duty", step="tested", repository="r")
    rows = {one.what for one in found(has("python"), WANTED, claims=[claim, duty]).lacks}
    assert "docker" not in rows
    assert "kubernetes" in rows


def test_a_near_skill_is_told() -> None:
    openings = [opening("1", "Quillfish", "weaviate")]
    [lack] = found(has("pinecone"), openings).lacks
    assert lack.near == "pinecone"
    assert "pinecone" in lack.says
    assert found(has("excel"), openings).lacks[0].near is None


def test_degree_years_and_level_are_counted_beside_skills() -> None:
    openings = [
        opening("1", "Quillfish", degree_required="phd", min_years=8, seniority="staff"),
        opening("2", "Tern", degree_required="phd", degree_or_equivalent=True, min_years=2),
        opening("3", "Bramble", degree_required="bachelor", min_years=3, seniority="entry"),
    ]
    resume = Resume(text="", degree="bachelor", years=3, seniority="mid")
    rows = {(one.kind, one.what): one for one in found(resume, openings).lacks}
    assert {*rows} == {("degree", "phd"), ("years", "years"), ("level", "staff")}
    assert rows["degree", "phd"].required == 1
    assert rows["years", "years"].postings == ["1"]


def test_what_a_resume_does_not_say_is_no_lack() -> None:
    openings = [opening("1", "Quillfish", min_years=8, seniority="staff")]
    assert found(Resume(text=""), openings).lacks == []


def test_the_effect_is_what_the_scorer_says() -> None:
    result = found(
        has("python"), WANTED, score=Counting(WANTED).scores, line=100.0, chosen=["Spark", "docker"]
    )
    effects = {one.skills[0]: one for one in result.single}
    assert result.passing == 0
    assert effects["apache spark"].opens == ["q1", "q2", "q3"]
    assert effects["kubernetes"].opens == []
    assert [len(one.opens) for one in result.together] == [3, 4, 5]
    assert result.chosen is not None
    assert result.chosen.opens == ["q1", "q2", "q3", "t1"]
    assert "4 more of 5" in result.chosen.says


def test_one_employers_postings_widen_the_interval() -> None:
    alike = [opening(f"q{n}", "Quillfish", "docker") for n in range(10)]
    many = [opening(f"m{n}", f"Employer {n}", "docker") for n in range(10)]
    other = [opening(f"o{n}", f"Other {n}", "python") for n in range(10)]
    [one] = [e for e in _effects([*alike, *other]) if e.skills == ["docker"]]
    [ten] = [e for e in _effects([*many, *other]) if e.skills == ["docker"]]
    assert len(one.opens) == len(ten.opens) == 10
    assert one.between[1] - one.between[0] > ten.between[1] - ten.between[0]
    assert ten.between[0] <= 10 <= ten.between[1]


def test_no_interval_has_more_openings_than_there_are() -> None:
    alike = [opening(f"q{n}", "Quillfish", "docker") for n in range(20)]
    few = [opening("o1", "Other", "python"), opening("o2", "Another", "python")]
    [one] = [e for e in _effects([*alike, *few]) if e.skills == ["docker"]]
    assert one.between[1] <= len(alike) + len(few)


def _effects(openings: Sequence[Opening]) -> list[Effect]:
    return list(
        found(Resume(text=""), openings, score=Counting(openings).scores, line=100.0).single
    )


def test_the_match_itself_is_asked() -> None:
    postings, understood = zip(*WANTED, strict=True)
    pool = Pool(postings, understood)
    effects = Effects(has("python"), postings, pool.scores, LINE)
    more = effects.scores(["docker"]) - effects.now
    assert more[3] > 0
    assert more[0] == pytest.approx(0)


def test_an_unknown_skill_is_refused_with_names_like_it() -> None:
    with pytest.raises(UpslopeError, match="pytorch"):
        found(Resume(text=""), WANTED, chosen=["pytorhc"])


def test_nothing_wanted_is_no_failure() -> None:
    empty = gap(Resume(text=""), [], [])
    assert (empty.openings, empty.lacks, empty.single) == (0, [], [])


def test_skills_that_the_taxonomy_lacks_do_no_harm() -> None:
    result = found(has("flumoxing"), [opening("1", None, "frobnication", "docker")])
    assert {one.what for one in result.lacks} == {"frobnication", "docker"}


def test_the_same_input_gives_the_same_bytes() -> None:
    first, second = (msgspec.json.encode(found(has("python"), WANTED)) for _ in range(2))
    assert first == second
    assert msgspec.json.decode(first, type=Gap).openings == len(WANTED)


def test_the_order_of_openings_changes_no_count() -> None:
    forth, back = found(has("python"), WANTED), found(has("python"), WANTED[::-1])
    assert [(one.what, one.employers) for one in forth.lacks] == [
        (one.what, one.employers) for one in back.lacks
    ]
    assert [one.skills for one in forth.single] == [one.skills for one in back.single]


def test_the_ladder_of_evidence_rises() -> None:
    shown = [
        beliefs(Resume(text=""), [Claim(subject="sql", kind="skill", step=step)])["sql"]
        for step in STEPS
    ]
    assert shown == sorted(set(shown))
    assert {*STEP_SHOWS} == {*STEPS}


def test_work_shows_more_than_study_and_study_as_much_as_a_list() -> None:
    worked = beliefs(has("sql"))["sql"]
    listed = beliefs(Resume(text="", skills=[ResumeSkill(skill="sql", line="", where="skills")]))
    assert worked > listed["sql"] == LEARNT


def test_a_year_of_work_leaves_nothing_to_doubt() -> None:
    worked = [ResumeSkill(skill="sql", line="", where="work", months=n) for n in (11, 12)]
    short, long = (beliefs(Resume(text="", skills=[one]))["sql"] for one in worked)
    assert LEARNT < short < long == 1.0


def test_the_strongest_evidence_counts_and_what_it_implies() -> None:
    weak = Claim(subject="pytorch", kind="skill", step="declared")
    both = beliefs(has("pytorch"), [weak])
    assert both["pytorch"] == beliefs(has("pytorch"))["pytorch"]
    listed = implied({"pytorch": LEARNT}, Taxonomy.load())
    assert KNOWN <= listed["deep learning"] < LEARNT


def test_draws_keep_an_employers_postings_together() -> None:
    postings = [posting for posting, _ in WANTED]
    drawn = draws(employers(postings), 50)
    assert (drawn[:, 0] == drawn[:, 1]).all()
    assert not (drawn[:, 0] == drawn[:, 3]).all()


def test_postings_without_an_employer_are_not_one_employer() -> None:
    nameless = [opening("1", None)[0], opening("2", None)[0]]
    assert employers(nameless).tolist() == [0, 1]


@pytest.mark.parametrize(("count", "total"), [(0, 5), (5, 5), (3, 7)])
def test_a_share_lies_in_its_interval(count: int, total: int) -> None:
    found = share(count, total)
    assert 0 <= found.low <= count / total <= found.high <= 1
    assert between(np.ones(5)) == (1.0, 1.0)


def test_a_repository_counts_as_far_as_its_claim_shows() -> None:
    resume = Resume(
        text="", skills=[ResumeSkill(skill="dbt", line="fish: a.py", where="portfolio")]
    )
    imported = Claim(subject="dbt", kind="skill", step="imported")
    tested = Claim(subject="dbt", kind="skill", step="tested")
    assert beliefs(resume, [imported]) == {"dbt": STEP_SHOWS["imported"]}
    assert beliefs(resume, [tested]) == {"dbt": STEP_SHOWS["tested"]}
