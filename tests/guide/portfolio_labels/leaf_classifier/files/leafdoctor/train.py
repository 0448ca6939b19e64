"""python -m leafdoctor.train --data DIR"""
from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from torch import nn
from torch.utils.tensorboard import SummaryWriter

from leafdoctor.data import loaders
from leafdoctor.model import build, macro_f1


def train_one_epoch(net, loader, optimizer, loss_of, device) -> float:
    net.train()
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        loss = loss_of(net(x.to(device)), y.to(device))
        loss.backward()
        optimizer.step()
        total += loss.item() * len(x)
    return total / max(1, len(loader.dataset))


def fit(data: Path, epochs: int, lr: float, out: Path) -> dict:
    device = "cuda" if torch.cuda.is_available() else "cpu"
    train, test, classes = loaders(data)
    net = build(len(classes)).to(device)
    optimizer = torch.optim.AdamW((p for p in net.parameters() if p.requires_grad), lr=lr)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs)
    writer = SummaryWriter(out / "tb")
    best = 0.0
    for epoch in range(epochs):
        loss = train_one_epoch(net, train, optimizer, nn.CrossEntropyLoss(label_smoothing=0.1), device)
        f1 = macro_f1(net, test, len(classes), device)
        writer.add_scalar("loss/train", loss, epoch)
        writer.add_scalar("f1/test", f1, epoch)
        schedule.step()
        if f1 > best:
            best = f1
            torch.save(net.state_dict(), out / "best.pt")
    return {"macro_f1": best, "classes": classes, "epochs": epochs}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--lr", type=float, default=3e-4)
    parser.add_argument("--out", type=Path, default=Path("results"))
    args = parser.parse_args()
    args.out.mkdir(exist_ok=True)
    result = fit(args.data, args.epochs, args.lr, args.out)
    (args.out / "metrics.json").write_text(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
