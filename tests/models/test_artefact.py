"""SECURITY 63: what is not exactly a model's files is refused before it is loaded."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import numpy as np
import pytest

from upslope.errors import ModelError
from upslope.models import Models, Task
from upslope.models.artefact import MOST_BYTES, from_files, to_files
from upslope.models.estimators import RUNGS
from upslope.models.lifecycle.dataset import Dataset
from upslope.models.table import Table
from upslope.records import digest_of


@pytest.fixture
def files(drink: Task, data: Dataset) -> dict[str, bytes]:
    return to_files("drink", "logistic", RUNGS["logistic"](Table.of(drink, data.examples)), {})


@pytest.fixture
def forest(drink: Task, data: Dataset) -> dict[str, bytes]:
    return to_files("drink", "trees", RUNGS["trees"](Table.of(drink, data.examples)), {})


def _npz(**arrays: Any) -> bytes:
    out = io.BytesIO()
    np.savez(out, **arrays)
    return out.getvalue()


def _zip(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def test_objects_in_place_of_numbers_are_refused(files: dict[str, bytes]) -> None:
    objects = np.array([{"a": 1}], dtype=object)
    with pytest.raises(ModelError, match="cannot be read"):
        from_files(files | {"arrays.npz": _npz(weights0=objects, start0=objects)})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a zip",
        b"\x80\x04K\x01.",
        _zip("../../etc/passwd", b"x"),
        _zip("weights0.npy", b""),
    ],
)
def test_damaged_arrays_are_refused(files: dict[str, bytes], content: bytes) -> None:
    with pytest.raises(ModelError):
        from_files(files | {"arrays.npz": content})


def test_a_huge_tensor_is_refused_before_it_is_unpacked(files: dict[str, bytes]) -> None:
    bomb = _zip("weights0.npy", bytes(MOST_BYTES + 1))
    assert len(bomb) < 2**20
    with pytest.raises(ModelError, match="larger than 64 MiB"):
        from_files(files | {"arrays.npz": bomb})


def test_a_header_that_claims_a_huge_tensor_is_refused(files: dict[str, bytes]) -> None:
    header = io.BytesIO()
    np.lib.format.write_array_header_2_0(
        header, {"descr": "<f4", "fortran_order": False, "shape": (2**40, 8)}
    )
    with pytest.raises(ModelError):
        from_files(files | {"arrays.npz": _zip("weights0.npy", header.getvalue())})


def test_numbers_that_do_not_fit_are_refused(files: dict[str, bytes]) -> None:
    wrong = _npz(weights0=np.zeros((2, 2)), start0=np.zeros(2))
    with pytest.raises(ModelError, match="do not fit"):
        from_files(files | {"arrays.npz": wrong})


def test_no_number_is_infinite(files: dict[str, bytes]) -> None:
    with np.load(io.BytesIO(files["arrays.npz"])) as arrays:
        found = dict(arrays)
    found["weights0"] = np.full_like(found["weights0"], np.nan)
    with pytest.raises(ModelError, match="do not fit"):
        from_files(files | {"arrays.npz": _npz(**found)})


@pytest.mark.parametrize("name", ["model.pkl", "model.onnx", "../model.json", "weights.bin"])
def test_other_files_are_refused(files: dict[str, bytes], name: str) -> None:
    with pytest.raises(ModelError, match="missing or unknown files"):
        from_files(files | {name: b"x"})


def test_unknown_keys_are_refused(files: dict[str, bytes]) -> None:
    with pytest.raises(ModelError):
        from_files(files | {"model.json": b'{"external_data": "../../etc/passwd"}'})


class Foreign:
    """A type of ours that no model file needs."""


def test_a_foreign_type_is_refused_and_named(forest: dict[str, bytes]) -> None:
    import skops.io  # loads all of scikit-learn, and PyTorch where it is installed

    foreign = skops.io.dumps({"estimators": [Foreign()], "classes": ["tea", "milk", "water"]})
    with pytest.raises(ModelError, match=r"type that is not trusted: .*Foreign"):
        from_files(forest | {"model.skops": foreign})


def test_trees_come_back_from_skops(forest: dict[str, bytes], data: Dataset) -> None:
    found = from_files(forest).predict_proba([data.examples[0].features])
    np.testing.assert_allclose(found.sum(), 1)


def test_the_champion_before_answers_for_a_damaged_one(files: dict[str, bytes]) -> None:
    good = digest_of(files)
    kept = {good: files, "ab" * 32: files, "cd" * 32: {"model.json": b"{}"}}
    models = Models({"drink": ["ab" * 32, "cd" * 32, good]}, lambda _, digest: kept[digest])
    assert models["drink"].classes == ("tea", "milk", "water")
    assert models.digest("drink") == good
    assert [str(error).split(".")[0] for error in models.refused] == [
        "The files of version abababababab of the drink model are not what was kept",
        "The files of version cdcdcdcdcdcd of the drink model are not what was kept",
    ]


def test_no_version_that_can_be_used_is_one_clear_sentence() -> None:
    models = Models({"drink": ["ab" * 32]}, lambda _, digest: {})
    with pytest.raises(ModelError, match="No version of the model 'drink' can be used"):
        models["drink"]
