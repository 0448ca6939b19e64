"""A trained model as files, and back: hashed, bounded, and without any code in them.

``model.json`` names features and classes, ``arrays.npz`` holds the numbers of a linear model or a
network, ``model.skops`` the scikit-learn objects, ``card.json`` what is to be known of the model.
Whatever is not exactly that is refused before it is loaded.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import msgspec
import numpy as np

from upslope.errors import ModelError
from upslope.models.arrays import ArrayModel, Layer, Link
from upslope.models.fitted import Fitted, TreeModel

Files = Mapping[str, bytes]

NAMES = frozenset({"model.json", "arrays.npz", "model.skops", "card.json"})
MOST_BYTES = 64 * 2**20
"""Most bytes of a version's files, as they are and unpacked."""

TRUSTED = frozenset({"sklearn.tree._tree.Tree", "numpy.dtype"})
"""Types that skops does not trust by itself, and that trees are made of."""


class Description(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``model.json``: what the numbers stand for."""

    name: str
    rung: str
    classes: tuple[str, ...]
    features: tuple[str, ...]
    link: Link
    threshold: tuple[float, ...]
    layers: int


def to_files(name: str, rung: str, fitted: Fitted, card: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the files of a trained model."""
    model = fitted.model
    description = Description(
        name=name,
        rung=rung,
        classes=model.classes,
        features=tuple(model.features),
        link=model.link,
        threshold=tuple(float(one) for one in model.threshold),
        layers=len(model.layers) if isinstance(model, ArrayModel) else 0,
    )
    files = {"model.json": _json(description), "card.json": _json(card)}
    if isinstance(model, ArrayModel):
        files["arrays.npz"] = _packed(model)
    if fitted.parts is not None:
        files["model.skops"] = _skops().dumps(fitted.parts)
    return files


def from_files(files: Files) -> ArrayModel | TreeModel:
    """Return the model that files hold.

    Raises:
        ModelError: a file is missing, too large, damaged, of a type that is not trusted, or does
            not fit the others.
    """
    _check_sizes(files)
    try:
        description = msgspec.json.decode(files["model.json"], type=Description)
        if description.layers:
            return _from_arrays(description, _unpacked(files["arrays.npz"]))
        return _from_skops(description, files["model.skops"])
    except ModelError:
        raise
    except Exception as error:  # whatever a damaged file makes a library raise
        raise _refused(f"cannot be read ({type(error).__name__})") from error


def _json(value: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def _packed(model: ArrayModel) -> bytes:
    """The layers' numbers, of the precision that decides nothing: half the size."""
    arrays: dict[str, Any] = {}
    for place, layer in enumerate(model.layers):
        arrays[f"weights{place}"] = layer.weights.astype(np.float32)
        arrays[f"start{place}"] = layer.start.astype(np.float32)
    out = io.BytesIO()
    np.savez_compressed(out, **arrays)
    return out.getvalue()


def _check_sizes(files: Files) -> None:
    if not {"model.json"} <= set(files) <= NAMES:
        raise _refused("has missing or unknown files")
    sizes = [len(content) for content in files.values()]
    for name in ("arrays.npz", "model.skops"):
        if name in files:
            sizes += _sizes_inside(files[name])
    if sum(sizes) > MOST_BYTES:
        raise _refused(f"is larger than {MOST_BYTES // 2**20} MiB")


def _sizes_inside(packed: bytes) -> list[int]:
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            return [member.file_size for member in archive.infolist()]
    except zipfile.BadZipFile as error:
        raise _refused("is damaged") from error


def _unpacked(packed: bytes) -> dict[str, Any]:
    with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
        return {name: arrays[name].astype(np.float64) for name in arrays.files}


def _from_arrays(description: Description, arrays: Mapping[str, Any]) -> ArrayModel:
    layers = tuple(
        Layer(arrays[f"weights{place}"], arrays[f"start{place}"])
        for place in range(description.layers)
    )
    sizes = [len(description.features), *(len(layer.start) for layer in layers)]
    fits = all(
        layer.weights.shape == (before, after) and np.isfinite(layer.weights).all()
        for layer, before, after in zip(layers, sizes, sizes[1:], strict=False)
    )
    if not fits or sizes[-1] != len(description.classes) != len(description.threshold):
        raise _refused("has numbers that do not fit its features and classes")
    places = {name: place for place, name in enumerate(description.features)}
    threshold = np.array(description.threshold)
    return ArrayModel(places, description.classes, layers, description.link, threshold)


def _from_skops(description: Description, content: bytes) -> TreeModel:
    skops = _skops()
    foreign = set(skops.get_untrusted_types(data=content)) - TRUSTED
    if foreign:
        raise _refused(f"holds a type that is not trusted: {sorted(foreign)[0]}")
    parts = skops.loads(content, trusted=sorted(TRUSTED))
    if tuple(parts["classes"]) != description.classes:
        raise _refused("has classes that differ from its description")
    return TreeModel(parts)


def _skops() -> Any:
    import skops.io  # noqa: PLC0415 (brings scikit-learn: a second that arrays do not need)

    return skops.io


def _refused(why: str) -> ModelError:
    return ModelError(
        f"A model file {why}.",
        kept="It was not loaded; the model before it goes on answering.",
        next="Train it again, or move back: upslope models rollback NAME",
    )
