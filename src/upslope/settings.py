"""Every setting: its name, default and help, in one table.

A value comes from the environment (``UPSLOPE_...``), else from ``config.toml`` in the workspace
folder, else from the table. Boards to collect stand in ``config.toml`` only::

    resume = "resume.pdf"

    [boards]
    greenhouse = ["acme"]
    jsonld = ["https://careers.acme.example/jobs/42"]
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from upslope.errors import UsageError

FILE = "config.toml"


@dataclass(frozen=True)
class Setting:
    """One line of the table."""

    name: str
    default: str | None
    help: str

    @property
    def variable(self) -> str:
        """Name of the environment variable that overrides the file.

        >>> Setting("database_url", None, "").variable
        'UPSLOPE_DATABASE_URL'
        """
        return f"UPSLOPE_{self.name.upper()}"


TABLE: tuple[Setting, ...] = (
    Setting("home", None, "workspace folder; default: the platform's user-data folder"),
    Setting("database_url", None, "database to use instead of upslope.db in the workspace"),
    Setting("resume", None, "resume that `start` and `match` use when none is given"),
)


@dataclass(frozen=True)
class Settings:
    """Values of one workspace. ``boards`` maps a source's name to its boards."""

    home: Path
    database_url: str | None
    resume: Path | None
    boards: Mapping[str, tuple[str, ...]]


def load(folder: Path | str | None = None) -> Settings:
    """Read the settings of a workspace folder.

    Args:
        folder: the workspace; default: ``UPSLOPE_HOME``, else the platform's user-data folder.

    Raises:
        UsageError: ``config.toml`` is not valid TOML, or a name or value in it is wrong.

    >>> load("/tmp/nowhere").boards
    {}
    """
    home = Path(folder or os.environ.get("UPSLOPE_HOME") or _platform_folder()).expanduser()
    written = _known(_read(home / FILE))
    resume = _text("resume", written)
    return Settings(
        home=home,
        database_url=_text("database_url", written),
        resume=home / Path(resume).expanduser() if resume else None,
        boards=_boards(written.get("boards", {})),
    )


def _platform_folder() -> str:
    from platformdirs import user_data_path

    return str(user_data_path("upslope", appauthor=False))


def _read(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError) as error:
        raise UsageError(
            f"The settings file {file} could not be read ({error}).",
            kept="Nothing was changed.",
            next="Mend it or move it away.",
        ) from error


def _known(written: dict[str, object]) -> dict[str, object]:
    """Refuse a misspelt name: a setting that is silently ignored is worse than none."""
    names = ["boards", *(setting.name for setting in TABLE if setting.name != "home")]
    if unknown := [name for name in written if name not in names]:
        raise UsageError(
            f"There is no setting {unknown[0]!r} for {FILE}.",
            next=f"There are: {', '.join(names)}.",
        )
    return written


def _text(name: str, written: Mapping[str, object]) -> str | None:
    setting = next(setting for setting in TABLE if setting.name == name)
    value = os.environ.get(setting.variable) or written.get(name) or setting.default
    if value is not None and not isinstance(value, str):
        raise UsageError(f"The setting {name} in {FILE} must be text in quotes, not {value!r}.")
    return value


def _boards(written: object) -> dict[str, tuple[str, ...]]:
    wrong = UsageError(
        f"[boards] in {FILE} must give each source a list of names.",
        next='For example: greenhouse = ["acme", "umbrella"]',
    )
    if not isinstance(written, dict):
        raise wrong
    for names in written.values():
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise wrong
    return {source: tuple(names) for source, names in written.items()}
