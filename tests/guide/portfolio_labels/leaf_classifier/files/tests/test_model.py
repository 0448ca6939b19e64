import pytest
import torch
from torch.utils.data import DataLoader, TensorDataset

from leafdoctor.data import split_by_farm
from leafdoctor.model import build, macro_f1
from leafdoctor.train import train_one_epoch


@pytest.fixture
def tiny():
    x = torch.randn(8, 3, 64, 64)
    return DataLoader(TensorDataset(x, torch.arange(8) % 3), batch_size=4)


def test_head_has_a_unit_for_each_class():
    assert build(5, pretrained=False)(torch.randn(2, 3, 64, 64)).shape == (2, 5)


def test_one_epoch_gives_a_loss(tiny):
    net = build(3, frozen=False, pretrained=False)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
    assert train_one_epoch(net, tiny, optimizer, torch.nn.CrossEntropyLoss(), "cpu") > 0


def test_f1_is_a_share(tiny):
    assert 0 <= macro_f1(build(3, pretrained=False), tiny, 3) <= 1


def test_no_farm_on_both_sides(tmp_path):
    paths = [tmp_path / f"f{n % 5}_{n}.jpg" for n in range(40)]
    a, b = split_by_farm(paths)
    assert not {p.name[:2] for p in a} & {p.name[:2] for p in b}
