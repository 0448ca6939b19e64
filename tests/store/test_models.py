"""Versions of models: whole or not at all, the champion moved with its log, damage refused."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from upslope.doctor.kept import models as doctor
from upslope.errors import ModelError
from upslope.records import Version, digest_of
from upslope.store import Store
from upslope.store.backup import backup
from upslope.store.backup.restore import restore
from upslope.workspace import Workspace


def files_of(name: str) -> dict[str, bytes]:
    return {"model.json": b'{"name": "%s"}' % name.encode(), "arrays.npz": bytes(999)}


def version(name: str = "first", model: str = "role") -> Version:
    return Version(
        model=model,
        digest=digest_of(files_of(name)),
        rung="logistic",
        created_at=datetime(2026, 11, 21, tzinfo=UTC),
        data="ab12",
        scores={"accuracy": [0.9, 0.85, 0.93]},
        note=name,
    )


def keep(store: Store, name: str, model: str = "role") -> Version:
    made = version(name, model)
    store.models.add(made, files_of(name))
    return made


def test_what_was_added_is_there(store: Store) -> None:
    first, second = keep(store, "first"), keep(store, "second")
    keep(store, "first")  # again: nothing changes
    assert store.models.versions("role") == [second, first]
    assert store.models.versions("seniority") == []
    assert store.models.files(first.digest) == files_of("first")
    assert store.models.champion("role") is None
    for path in (store.folder / "models").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_two_models_may_share_files(store: Store) -> None:
    keep(store, "first"), keep(store, "first", model="seniority")
    assert store.models.versions("seniority")[0].digest == store.models.versions("role")[0].digest


def test_the_champion_moves_with_its_log(store: Store) -> None:
    first, second = keep(store, "first"), keep(store, "second")
    store.models.move("role", first.digest, "better than what ships")
    store.models.move("role", first.digest, "said twice")
    store.models.keep_out("role", second.digest, "worse on the frozen set")
    assert store.models.champion("role") == first
    store.models.move("role", second.digest, "after all")
    store.models.move("role", "", "back to the shipped one")
    assert store.models.champion("role") is None
    assert store.models.champions() == {}
    log = store.models.moves("role")
    assert [(m.before, m.to, m.moved, m.why) for m in log] == [
        (second.digest, "", True, "back to the shipped one"),
        (first.digest, second.digest, True, "after all"),
        (first.digest, second.digest, False, "worse on the frozen set"),
        ("", first.digest, True, "better than what ships"),
    ]


def test_what_is_not_there_does_not_become_champion(store: Store) -> None:
    first = keep(store, "first")
    for model, digest in (("role", "0" * 64), ("seniority", first.digest), ("role", "../../etc")):
        with pytest.raises(ModelError):
            store.models.move(model, digest, "why not")
    assert store.models.champions() == {}
    assert store.models.moves("role") == store.models.moves("seniority") == []


def _shrink(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def _turn_into_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _grow(file: Path) -> None:
    with file.open("r+b") as stream:
        stream.truncate(2**40)  # sparse: a terabyte that takes no room


DAMAGES: dict[str, Callable[[Path], object]] = {
    "bit": lambda file: file.write_bytes(b"\1" + file.read_bytes()[1:]),
    "cut": _shrink,
    "missing": Path.unlink,
    "renamed": lambda file: file.rename(file.with_name("other.npz")),
    "added": lambda file: file.with_name("evil.skops").write_bytes(b"x"),
    "folder": _turn_into_a_folder,
    "pickle": lambda file: file.write_bytes(b"\x80\x04cposix\nsystem\n(S'true'\ntR."),
    "huge": _grow,
    "gone": lambda file: shutil.rmtree(file.parent),
}


def damage(store: Store, digest: str, how: str) -> None:
    DAMAGES[how](store.folder / "models" / digest / "arrays.npz")


@pytest.mark.parametrize("how", DAMAGES)
def test_damaged_files_are_refused_and_adding_mends_them(store: Store, how: str) -> None:
    first, second = keep(store, "first"), keep(store, "second")
    store.models.move("role", first.digest, "better")
    damage(store, second.digest, how)
    with pytest.raises(ModelError) as caught:
        store.models.files(second.digest)
    assert caught.value.what.count(".") <= 2  # one sentence, perhaps with a file's name
    with pytest.raises(ModelError):
        store.models.move("role", second.digest, "even better")
    assert store.models.champion("role") == first
    assert store.models.check() == {second.digest: ["role"]}
    keep(store, "second")
    assert store.models.files(second.digest) == files_of("second")
    assert store.models.check() == {}


@pytest.mark.parametrize(
    "name", ["../evil.json", "a/b.json", "/etc/x.json", "model.pkl", "model.py", ".json", "C:x.md"]
)
def test_odd_names_are_refused(store: Store, name: str) -> None:
    odd = {name: b"{}"}
    odd_version = msgspec.structs.replace(version(), digest=digest_of(odd))
    with pytest.raises(ModelError, match="not kept"):
        store.models.add(odd_version, odd)
    assert not [*store.folder.rglob("*.pkl"), *store.folder.parent.glob("*.json")]


def test_files_of_another_digest_are_refused(store: Store) -> None:
    with pytest.raises(ModelError, match="not those of its digest"):
        store.models.add(version("first"), files_of("second"))
    assert store.models.versions("role") == []
    assert not (store.folder / "models").exists()


WRITER = """
import sys
from pathlib import Path
from tests.store.test_models import keep
from upslope.store import Store

with Store(Path(sys.argv[1]), sys.argv[3] or None) as store:
    made = [keep(store, f"{sys.argv[2]} {n}") for n in range(10)] + [keep(store, "shared")]
    print("ready", flush=True)
    for one in made:
        store.models.move("role", one.digest, sys.argv[2])
"""


def test_two_writers_move_one_after_the_other(store: Store, url: str | None) -> None:
    command = [sys.executable, "-c", WRITER, str(store.folder)]
    writers = [subprocess.Popen([*command, name, url or ""]) for name in ("one", "two")]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    log = store.models.moves("role")[::-1]
    assert 20 <= len(log) <= 22
    assert [move.before for move in log] == ["", *(move.to for move in log[:-1])]
    champion = store.models.champion("role")
    assert champion is not None
    assert champion.digest == log[-1].to
    assert len(store.models.versions("role")) == 21
    assert store.models.check() == {}


@pytest.mark.in_file
def test_a_backup_holds_the_models(tmp_path: Path) -> None:
    with Store(tmp_path / "w") as store:
        first = keep(store, "first")
        store.models.move("role", first.digest, "better")
        made = backup.write(store, tmp_path / "kept.zip")
        keep(store, "second")
        half = store.owner.part(store.folder / "models")
        half.mkdir()
        (half / "model.json").write_bytes(b"half")
        backup.write(store, tmp_path / "while-one-is-written.zip")
    done = restore(tmp_path / "w", Path(made.file))
    with Store(tmp_path / "w") as store:
        assert store.models.versions("role") == [first]
        assert store.models.champion("role") == first
        assert store.models.files(first.digest) == files_of("first")
        assert [path.name for path in (store.folder / "models").iterdir()] == [first.digest]
    assert done.moved_to
    with Store(Path(done.moved_to)) as store:
        assert store.models.check() == {}


@pytest.mark.in_file
def test_the_doctor_finds_a_damaged_champion(tmp_path: Path) -> None:
    with Workspace(tmp_path / "home") as workspace:
        assert [*doctor(workspace)] == []
        first, second = keep(workspace.store, "first"), keep(workspace.store, "second")
        workspace.store.models.move("role", first.digest, "better")
        assert [one.state for one in doctor(workspace)] == ["ok"]
        damage(workspace.store, second.digest, "bit")
        assert [one.state for one in doctor(workspace)] == ["note"]
        damage(workspace.store, first.digest, "bit")
        (found,) = doctor(workspace)
        assert found.state == "bad"
        assert "Of role an earlier version" in found.says
