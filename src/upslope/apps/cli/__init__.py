"""The command line: one file per command, each a thin wrapper over a workspace method.

A file ``commands/NAME.py`` that defines ``command`` is found by its name and imported only when
it is asked for, so that ``upslope --help`` stays quick.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from importlib.util import find_spec
from io import TextIOWrapper
from pathlib import Path
from pkgutil import iter_modules
from types import CodeType
from typing import TYPE_CHECKING, NoReturn, cast

import click

from upslope import __version__
from upslope.apps.cli import commands
from upslope.apps.cli.state import State
from upslope.errors import UpslopeError, UsageError

if TYPE_CHECKING:
    from importlib.abc import InspectLoader


class Commands(click.Group):
    """All commands of the folder ``commands``, by file name; ``data_set.py`` is ``data-set``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the files in the folder, the main job first."""
        names = [module.name.replace("_", "-") for module in iter_modules(commands.__path__)]
        return sorted(names, key=lambda name: (name != "start", name))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command's file."""
        if cmd_name not in self.list_commands(ctx):
            return None
        found: click.Command = import_module(_file(cmd_name)).command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List all commands by their first sentences, as click does, but import none of them.

        Importing them all takes three times as long as everything else that the help needs.
        """
        names = self.list_commands(ctx)
        limit = formatter.width - 6 - max(map(len, names))
        told = (click.Command(name, help=_docstring(name)) for name in names)
        with formatter.section("Commands"):
            formatter.write_dl([(one.name or "", one.get_short_help_str(limit)) for one in told])


def _file(command: str) -> str:
    return f"{commands.__name__}.{command.replace('-', '_')}"


def _docstring(command: str) -> str | None:
    """Read what a command says of itself from its compiled file, which is not run."""
    spec = find_spec(_file(command))
    code = cast("InspectLoader", spec.loader).get_code(spec.name) if spec else None
    for one in code.co_consts if code else ():
        if isinstance(one, CodeType) and one.co_name == "command":
            told: object = one.co_consts[0]
            return told if isinstance(told, str) else None
    return None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--workspace",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder that holds everything Upslope keeps.  [default: UPSLOPE_HOME or user data]",
)
@click.version_option(__version__, prog_name="upslope")
@click.pass_context
def cli(context: click.Context, workspace: Path | None) -> None:
    """Find, understand and rank machine-learning openings on your own machine.

    No account, no key, nothing leaves this computer. New here? Run: upslope start
    """
    context.obj = State(workspace)


def main() -> None:
    """Run the command line; what a person can mend ends in one plain sentence.

    Exit status: 0, 1 when something asked for failed, 2 for bad usage, 130 when interrupted.
    """
    # What imports make is there to stay: looking through it for garbage is a tenth of a first look.
    gc.set_threshold(50_000)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a letter that the terminal lacks becomes "?"
            stream.reconfigure(errors="replace")
    try:
        sys.exit(cli.main(standalone_mode=False))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        _stop("stopped. What was stored before is kept.", 130)
    except UpslopeError as error:
        _stop(str(error), 2 if isinstance(error, UsageError) else 1)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # or leaving would try to write once more
        _stop(f"the output could not be written: {error.strerror}.", 1)


def _stop(why: str, status: int) -> NoReturn:
    click.echo(f"upslope: {why}", err=True)
    sys.exit(status)
