"""Folders of photographs as a dataset, split by farm so that no farm is on both sides."""
from __future__ import annotations

import random
from pathlib import Path

import torch
from PIL import Image
from torch.utils.data import DataLoader, Dataset
from torchvision import transforms as T

MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


def augment(train: bool, size: int = 224):
    steps = [T.Resize((size, size))]
    if train:
        steps += [T.RandomHorizontalFlip(), T.ColorJitter(0.2, 0.2, 0.1)]
    return T.Compose([*steps, T.ToTensor(), T.Normalize(MEAN, STD)])


def split_by_farm(paths: list[Path], held_out: float = 0.2, seed: int = 7):
    """File names begin with the farm: ``f12_0031.jpg``."""
    farms = sorted({p.name.split("_")[0] for p in paths})
    random.Random(seed).shuffle(farms)
    last = set(farms[: max(1, int(len(farms) * held_out))])
    test = [p for p in paths if p.name.split("_")[0] in last]
    return [p for p in paths if p not in set(test)], test


class Leaves(Dataset):
    def __init__(self, paths: list[Path], classes: list[str], train: bool):
        self.paths, self.classes, self.transform = paths, classes, augment(train)

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, index: int) -> tuple[torch.Tensor, int]:
        path = self.paths[index]
        image = Image.open(path).convert("RGB")
        return self.transform(image), self.classes.index(path.parent.name)


def loaders(root: Path, batch: int = 32) -> tuple[DataLoader, DataLoader, list[str]]:
    classes = sorted(p.name for p in root.iterdir() if p.is_dir())
    train, test = split_by_farm(sorted(root.rglob("*.jpg")))
    return (
        DataLoader(Leaves(train, classes, True), batch_size=batch, shuffle=True, num_workers=4),
        DataLoader(Leaves(test, classes, False), batch_size=batch),
        classes,
    )
