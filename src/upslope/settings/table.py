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
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from upslope.errors import UsageError

FILE = "config.toml"


@dataclass(frozen=True)
class Setting:
    """One line of the table."""

    name: str
    default: str
    help: str
    in_environment: bool = True

    @property
    def variable(self) -> str | None:
        """Name of the environment variable that overrides the file, if there is one.

        >>> Setting("database_url", "", "").variable
        'UPSLOPE_DATABASE_URL'
        """
        return f"UPSLOPE_{self.name.upper()}" if self.in_environment else None


TABLE: tuple[Setting, ...] = (
    Setting("home", "the platform's user-data folder", "folder that holds all Upslope keeps"),
    Setting(
        "database_url",
        "upslope.db in that folder",
        "database to use instead: postgresql://user@localhost/upslope",
    ),
    Setting("resume", "none", "resume that `start` and `match` use when none is given"),
    Setting(
        "jobspy",
        "off",
        'with "I accept the risk", python-jobspy may ask portals that forbid it',
        in_environment=False,
    ),
    Setting(
        "language_model_url",
        "none",
        "your own language model on this machine, for `tailor --rewrite`: "
        "http://127.0.0.1:11434/v1",
    ),
    Setting("language_model", "none", "its name there"),
    Setting(
        "boards", "none", "for each source the boards that `collect` asks", in_environment=False
    ),
)
"""Defaults are said in words; where one is a value, :func:`load` has it."""


class Value(NamedTuple):
    """What a setting is worth now, and where that comes from."""

    setting: Setting
    value: str | None
    origin: Literal["command line", "environment", "config.toml", "default"]


@dataclass(frozen=True)
class Settings:
    """Values of one workspace. ``boards`` maps a source's name to its boards."""

    home: Path
    database_url: str | None
    resume: Path | None
    jobspy: str
    language_model_url: str | None
    language_model: str | None
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
        jobspy=_text("jobspy", written) or "off",
        language_model_url=_text("language_model_url", written),
        language_model=_text("language_model", written),
        boards=_boards(written.get("boards", {})),
    )


def explain(folder: Path | str | None = None) -> list[Value]:
    """Say of every setting what it is worth now and where that comes from.

    The password of a database's URL is not shown.

    Raises:
        UsageError: as :func:`load`.

    >>> [(one.setting.name, one.origin) for one in explain("/tmp/nowhere")][0]
    ('home', 'command line')
    """
    settings = load(folder)
    written = _read(settings.home / FILE)
    values = {
        "home": str(settings.home),
        "database_url": without_password(settings.database_url),
        "resume": str(settings.resume) if settings.resume else None,
        "jobspy": settings.jobspy,
        "language_model_url": settings.language_model_url,
        "language_model": settings.language_model,
        "boards": "; ".join(f"{name}: {', '.join(of)}" for name, of in settings.boards.items()),
    }
    return [
        Value(setting, values[setting.name], _origin(setting, folder, written)) for setting in TABLE
    ]


def _origin(
    setting: Setting, folder: Path | str | None, written: Mapping[str, object]
) -> Literal["command line", "environment", "config.toml", "default"]:
    if setting.name == "home" and folder:
        return "command line"
    if setting.variable and os.environ.get(setting.variable):
        return "environment"
    return "config.toml" if setting.name in written else "default"


def without_password(url: str | None) -> str | None:
    """Take the password out of a URL.

    >>> without_password("postgresql://ada:secret@localhost/jobs?password=secret")
    'postgresql://ada:...@localhost/jobs?...'
    """
    if url is None:
        return None
    return re.sub(r"(://[^:/@]*):.*@", r"\1:...@", url.partition("?")[0]) + (
        "?..." if "?" in url else ""
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
    names = [setting.name for setting in TABLE if setting.name != "home"]
    if unknown := [name for name in written if name not in names]:
        raise UsageError(
            f"There is no setting {unknown[0]!r} for {FILE}.",
            next=f"There are: {', '.join(names)}.",
        )
    return written


def _text(name: str, written: Mapping[str, object]) -> str | None:
    variable = next(setting.variable for setting in TABLE if setting.name == name)
    value = os.environ.get(variable or "") or written.get(name)
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
