"""The directory holds facts that sources can use: boards of the right form, nothing twice."""

from __future__ import annotations

import csv
import gzip
import re
import tomllib
from collections import Counter
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from upslope.errors import UsageError
from upslope.sources import builtin, directory
from upslope.sources.discover.addresses import board_at

# Boards that no list at hand names; from general knowledge (data/README.md).
WELL_KNOWN = {
    "greenhouse:asana",
    "greenhouse:coinbase",
    "greenhouse:datadog",
    "greenhouse:instacart",
    "greenhouse:mongodb",
    "greenhouse:nuro",
    "greenhouse:sofi",
    "greenhouse:waymo",
    "oracle:jpmc.fa.oraclecloud.com/CX_1001",
    "workday:analogdevices.wd1/External",
    "workday:bostondynamics.wd1/Boston_Dynamics",
    "workday:cadence.wd1/External_Careers",
    "workday:ebay.wd5/apply",
    "workday:micron.wd1/External",
    "workday:ngc.wd1/Northrop_Grumman_External_Site",
    "workday:qualcomm.wd12/External",
    "workday:symbotic.wd1/Symbotic",
}
EMPLOYERS = directory.employers()


def test_there_are_enough_with_a_board() -> None:
    assert sum(bool(one.boards) for one in EMPLOYERS) >= 700
    assert all(one.boards or one.careers for one in EMPLOYERS)


def test_each_employer_and_each_board_stands_there_once() -> None:
    names = Counter(name.casefold() for one in EMPLOYERS for name in (one.name, *one.aliases))
    boards = Counter(
        (board.source, board.name.casefold()) for one in EMPLOYERS for board in one.boards
    )
    assert [name for name, count in names.items() if count > 1] == []
    assert [board for board, count in boards.items() if count > 1] == []


def test_every_name_finds_its_employer() -> None:
    for one in EMPLOYERS:
        for name in (one.name, *one.aliases):
            assert one in directory.named(name), name


def test_names_are_written_as_people_write_them() -> None:
    for one in EMPLOYERS:
        assert one.name == one.name.strip()
        assert "  " not in one.name
        assert not re.search(r"[_/]|\d{3,}|^-|-\d+$", one.name), one.name
        assert re.fullmatch("[a-z]{2}", one.country), one.name


@pytest.mark.parametrize("name", sorted(directory.boards()))
def test_a_source_takes_its_boards_as_they_are(name: str) -> None:
    """The first request is for the very board that is listed, not for another spelling of it."""
    source = builtin()[name]
    for board in directory.boards()[name]:
        [first, *_] = source.spellings(board) if " " not in board else [board]
        asked = next(iter(source.requests(first)))
        assert first == board
        assert urlsplit(asked.url).scheme == "https"
        assert board in source.spellings(board)


def test_groups_are_of_some_size() -> None:
    sizes = directory.groups()
    assert min(sizes.values()) >= 10
    assert {"labs", "big_tech", "chips", "health", "finance", "robotics"} <= sizes.keys()
    assert {"europe", "asia", "canada", "remote_first"} <= sizes.keys()


def test_groups_narrow_the_boards() -> None:
    labs = directory.boards(["labs"])
    both = directory.boards(["labs", "chips"])
    assert set(labs["greenhouse"]) < set(both["greenhouse"]) < set(directory.boards()["greenhouse"])
    assert next(iter(directory.boards().values()))[0] == next(iter(labs.values()))[0]


def test_an_unknown_group_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"no group 'lab'\. There are: .*labs"):
        directory.employers(["labs", "lab"])


def test_files_are_sorted_and_each_belongs_to_known_groups() -> None:
    groups = {file.name[:-5] for file in _data() if file.name.endswith(".toml")}
    for group in groups:
        held = tomllib.loads(_file(group))
        assert list(held) == sorted(held, key=str.casefold), group
        for name, line in held.items():
            assert set(line) <= {"country", "boards", "careers", "also", "aliases"}, name
            assert set(line.get("also", ())) <= groups | {"remote_first"}, name
            assert group not in line.get("also", ()), name


def test_near_names_are_given_only_when_asked_for() -> None:
    assert directory.named("Antropic") == []
    assert next(one.name for one in directory.named("Antropic", near=2)) == "Anthropic"
    assert directory.named("") == directory.named("!") == []


def test_a_board_is_traced_to_its_employer() -> None:
    found = directory.of_board("workday", "nvidia.wd5/nvidiaexternalcareersite")
    assert found is not None
    assert found.name == "NVIDIA"
    assert directory.of_board("lever", "quillfish") is None


@pytest.mark.shared
def test_every_board_is_in_a_list_at_hand(shared: Path) -> None:
    known = _listed(shared) | WELL_KNOWN
    folded = {one.casefold() for one in known}
    searches = {"amazon", "google", "microsoft", "netflix"}  # no board: the employer's own search
    missing = {
        f"{board.source}:{board.name}"
        for one in EMPLOYERS
        for board in one.boards
        if board.source not in searches and f"{board.source}:{board.name}".casefold() not in folded
    }
    assert missing == set()


def _listed(shared: Path) -> set[str]:
    """Give every board that the shared lists, histories and recordings name."""
    lists = shared / "data/boards/ats_boards_stapply"
    urls = [
        row["url"]
        for file in lists.glob("*/*.csv")
        for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    ]
    found = {_of(url) for url in urls}
    with gzip.open(shared / "data/greenhouse_panel/snapshots.csv.gz", "rt") as panel:
        found |= {f"greenhouse:{line.partition(',')[0]}" for line in panel}
    for file in (shared / "recordings").glob("*/*.*"):
        text = file.read_text(encoding="utf-8", errors="replace").replace("\\/", "/")
        found |= {_of(url) for url in set(re.findall(r"https?://[^\s\"'<>\\)]+", text))}
    return found


_SOURCES = builtin()


def _of(url: str) -> str:
    found = board_at(url, _SOURCES)
    return f"{found.source}:{found.board}" if found else ""


def _data() -> list[Path]:
    return list(Path(str(files("upslope.sources.directory") / "data")).iterdir())


def _file(group: str) -> str:
    return (files("upslope.sources.directory") / f"data/{group}.toml").read_text(encoding="utf-8")
