"""What the models see of the skills that a posting names, and what they learn from."""

from __future__ import annotations

import numpy as np
import pytest

from upslope.models import SHIPPED, Labelled
from upslope.records import Posting
from upslope.understand import section
from upslope.understand.document import Document
from upslope.understand.listed import MENTION, NEED
from upslope.understand.mention import mentions, numbers
from upslope.understand.named import FEATURES, ask, features
from upslope.understand.section import KINDS, TASK, sounds

TEXT = "Requirements\n- Python, Go\n- Spark is a plus\nAbout us\nOur tea shop runs on Python."


def table(text: str, title: str = "") -> dict[str, dict[str, float]]:
    document = Document(id="1", title=title, description=text)
    named, labels = mentions([document]), [*numbers()]
    return {
        labels[skill]: dict(zip(FEATURES, row, strict=True))
        for skill, row in zip(named.skill, features(named, SHIPPED).tolist(), strict=True)
    }


def test_a_row_holds_what_all_places_say() -> None:
    python, go = table(TEXT)["python"], table(TEXT)["go"]
    assert python["in required"] == python["in about"] == 1
    assert python["as required in required"] == python["as context in about"] == 1
    assert (python["again"], go["again"], go["beside"]) == (1, 0, 1)
    assert (python["only in required"], go["only in required"]) == (0, 1)
    assert table(TEXT)["apache spark"]["said preferred"] == 1


def test_where_a_skill_is_denied_is_left_out_if_it_is_named_elsewhere() -> None:
    rows = table("Benefits\n- No Python required for our courses.\nRequirements\n- Python")
    assert (rows["python"]["in required"], rows["python"]["in benefits"]) == (1, 0)


def test_a_skill_of_the_title_sounds_like_nothing() -> None:
    row = table("", title="Python Engineer")["python"]
    assert row["in title"] == 1
    assert {row[f"sounds {kind}"] for kind in KINDS} == {-1}


def test_a_narrower_skill_is_noticed() -> None:
    rows = table("Deep learning with PyTorch")
    assert rows["deep learning"]["a narrower one too"] == 1
    assert rows["pytorch"]["a broader one too"] == 1


def test_each_document_has_the_rows_it_has_alone() -> None:
    documents = [Document(id="", title="Go Engineer", description=TEXT), Document("", "", "Rust")]
    apart = [features(mentions([document]), SHIPPED) for document in documents]
    assert np.allclose(features(mentions(documents), SHIPPED), np.vstack(apart), atol=1e-12)
    assert features(mentions([]), SHIPPED).shape == (0, len(FEATURES))


def test_mentions_of_one_skill_stand_together_in_the_order_of_their_naming() -> None:
    text = "Go\nRequirements for Rust work\n- Java, Go, Python"
    named = mentions([Document("1", "Python Engineer", text), Document("2", "", "SQL")])
    labels = [*numbers()]
    assert [labels[skill] for skill in named.skill] == ["python", "go", "rust", "java", "sql"]
    assert named.document.tolist() == [0, 0, 0, 0, 1]
    assert named.row.tolist() == [0, 0, 1, 1, 2, 3, 4]


def test_models_find_their_features_in_any_order() -> None:
    document = Document(id="", title="", description=TEXT)
    rows = features(mentions([document]), SHIPPED)
    by_name = [dict(zip(FEATURES, row, strict=True)) for row in rows.tolist()]
    for name in ("mention", "need"):
        model = SHIPPED[name]
        assert np.allclose(ask(model, rows), model.predict_proba(by_name))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Design and build pipelines together with our product teams.", "duties"),
        ("Strong experience with databases and a degree in a related field.", "required"),
        ("Health insurance, paid parental leave and a retirement plan.", "benefits"),
        ("We are a leading company with a mission to change the world.", "about"),
    ],
)
def test_sentences_sound_like_their_kind(text: str, kind: str) -> None:
    assert KINDS[int(sounds([text], SHIPPED).argmax())] == kind


def test_many_sentences_are_heard_as_each_by_the_names_of_its_features() -> None:
    texts = ["We work with you.", "", "work ^work work", "a " * 80 + "benefits", "İ Python"]
    chances = SHIPPED["section"].predict_proba([section.features(text) for text in texts])
    odds = np.log(chances.clip(1e-4, 1 - 1e-4) / (1 - chances.clip(1e-4, 1 - 1e-4)))
    assert np.allclose(sounds(texts, SHIPPED), np.tanh(odds / 3), atol=1e-9)


def labelled(**skills: str) -> Labelled:
    posting = Posting(id="1", source="", source_id="1", title="", description=TEXT)
    read = [{"name": name, "surface": name, "need": need} for name, need in skills.items()]
    return Labelled(posting, {"skills": read})


def test_listed_skills_are_examples_of_need_and_all_of_mention() -> None:
    row = labelled(python="required", golang="preferred", cobol="required")
    assert [one.label for one in NEED.examples(row)] == ["required", "preferred"]
    assert [one.rule for one in NEED.examples(row)] == ["required", "required"]
    listed = [one.label == frozenset({"listed"}) for one in MENTION.examples(row)]
    assert sorted(listed) == [False, True, True]


def test_a_posting_whose_skills_were_not_read_teaches_sections_only() -> None:
    unread = Labelled(labelled().posting, {"role": "other"})
    assert not [*NEED.examples(unread), *MENTION.examples(unread)]
    assert {one.label for one in TASK.examples(unread)} == {"required", "about"}
