"""What is the person's own is kept, replaced, taken back, and deleted to the last byte."""

from __future__ import annotations

import gzip
from pathlib import Path

import msgspec
import pytest
from tests.store.made_up import ended, posting, understanding

from upslope.errors import UsageError
from upslope.records import (
    Claim,
    Evidence,
    JournalEntry,
    PayFloor,
    Profile,
    Reply,
    Repository,
    Suggestion,
)
from upslope.store import Store, journal_file
from upslope.store.backup import backup
from upslope.store.database.schema import metadata
from upslope.store.evidence import EvidenceKept
from upslope.store.forget import OWN, forget_person

CANARY = "canary-7f3a91c2"


@pytest.fixture
def stocked(store: Store) -> Store:
    run = ended(store.runs.start("greenhouse", "quillfish"))
    ids = ["gh-1", "gh-2", "gh-3"]
    store.postings.ingest(
        run, [posting(number) for number in (1, 2, 3)], [understanding(id) for id in ids]
    )
    return store


def test_profile_is_replaced_whole(store: Store) -> None:
    wanted = Profile(
        roles=["ml_engineer"], places=["Oslo"], pay_floor=PayFloor(amount=9e5, currency="NOK")
    )
    store.person.want(wanted)
    assert store.person.profile() == wanted
    store.person.want(Profile(needs_visa=True))
    assert store.person.profile() == Profile(needs_visa=True)


def test_the_later_choice_holds(stocked: Store) -> None:
    stocked.person.choose(["gh-1", "gh-2"], "saved")
    first = stocked.person.choices()
    stocked.person.choose(["gh-1"], "saved")
    assert stocked.person.choices() == first
    stocked.person.choose(["gh-1"], "applied")
    stocked.person.choose(["gh-2"], "hidden")
    assert [(one.posting, one.choice) for one in stocked.person.choices()] == [
        ("gh-1", "saved"),
        ("gh-1", "applied"),
        ("gh-2", "hidden"),
    ]
    assert stocked.person.take_back(["gh-1"]) == 2
    assert stocked.person.forget_learned() == 1
    assert [(one.choice, one.learned) for one in stocked.person.choices()] == [("hidden", False)]
    stocked.person.choose(["gh-2"], "hidden")
    assert [one.learned for one in stocked.person.choices()] == [True]


def test_an_unknown_posting_leaves_no_half_choice(stocked: Store) -> None:
    with pytest.raises(UsageError, match="gh-9"):
        stocked.person.choose(["gh-1", "gh-9"], "saved")
    assert stocked.person.choices() == []


def test_a_repository_read_again_replaces_its_claims(store: Store) -> None:
    fish = Repository(name="fish", path="/home/ada/fish", commit="abc", files=3)
    torch = Claim(subject="pytorch", kind="skill", step="called", repository=fish.path)
    store.person.show(fish, [torch, Claim(subject="data", kind="duty", step="imported")])
    assert len(store.person.claims(fish.path)) == 2
    store.person.show(msgspec.structs.replace(fish, commit="def"), [torch])
    assert store.person.claims() == [torch]
    assert [one.commit for one in store.person.repositories()] == ["def"]
    assert store.person.forget_repository(fish.path)
    assert not store.person.forget_repository(fish.path)
    assert store.person.claims() == []


def test_nothing_of_the_person_is_left_after_deletion(store: Store) -> None:
    run = ended(store.runs.start("email_alerts", "mail"))
    digest = store.replies.keep(Reply(url="mail", body=CANARY.encode()))
    store.postings.ingest(run, [posting(1)], [understanding("gh-1")], [digest])
    store.person.want(Profile(places=[CANARY]))
    store.person.choose(["gh-1"], "saved")
    store.person.show(
        Repository(name=CANARY, path=f"/home/{CANARY}", commit="a", files=1),
        [Claim(subject="python", kind="skill", step="called", path=f"{CANARY}.py")],
    )
    EvidenceKept(store.database).put([Evidence(id="1", kind="project", title=CANARY)])
    note = JournalEntry(id="1", application="a", kind="note", data={"text": CANARY}, at="")
    store.journal.write(lambda before: [note])
    assert CANARY in (store.folder / journal_file.NAME).read_text()
    said = {"status": "rejected", "day": "2026-11-02", "sender": "", "subject": ""}
    store.suggestions.put([Suggestion(id="1", application="a", quote=CANARY, **said)])  # type: ignore[arg-type]
    if store.database.is_sqlite:
        backup.write(store)
        assert _found(store.folder)

    done = forget_person(store, ["email_alerts"])

    assert (done.rows["profile"], done.rows["claims"], done.replies) == (1, 1, 1)
    assert store.postings.get("gh-1")[0].id == "gh-1"
    assert not _found(store.folder)
    assert store.person.profile() == Profile()


def _found(folder: Path) -> list[Path]:
    """Files under a folder that hold the canary, packed ones too."""
    held = []
    for file in (path for path in folder.rglob("*") if path.is_file()):
        data = file.read_bytes()
        if file.suffix == ".gz":
            data = gzip.decompress(data)
        if CANARY.encode() in data or file.suffix == ".zip":
            held.append(file)
    return held


def test_every_table_is_the_persons_or_is_not() -> None:
    of_openings = {
        "board_doubts boards champions duplicate_keys duplicate_links events gatherings hosts "
        "model_moves model_versions postings predictions reposts run_replies runs "
        "understandings unlinked validators alembic_version blocks"
    }
    known = {name for names in of_openings for name in names.split()} | {one.name for one in OWN}
    assert {table.name for table in metadata.sorted_tables} <= known
