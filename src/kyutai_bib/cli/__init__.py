"""The command line: arguments in, calls, text out.

Each command is a module of the same name here, imported when it is called. Data goes to stdout, messages to
stderr. Exit codes: 0 done, 1 the work failed, 2 the request was wrong, 130 interrupted, 141 the reader of a
pipe went away, 70 a fault of ours.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

import kyutai_bib
from kyutai_bib.errors import KyutaiBibError, UnknownName
from kyutai_bib.nearest import nearest

__all__ = ["complain", "root", "run"]

COMMANDS = {
    "export": "exporting",
    "cite": "citing",
    "list": "listing",
    "show": "showing",
    "formats": "formats",
    "styles": "styles",
    "check": "checking",
    "enrich": "enriching",
    "add": "adding",
    "cache": "caching",
    "schema": "schema",
}
"""Each command with the module that it lives in."""


class LateGroup(click.Group):
    """A group whose commands are imported when they are needed: most of them never are."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = import_module(f"{__name__}.{module}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = not args or args[0].startswith("-") or args[0] in COMMANDS
        if not known and not ctx.resilient_parsing:
            raise UnknownName("command", args[0], nearest(args[0], COMMANDS), "See kyutai-bib --help.")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise ReaderGone from None


class ReaderGone(Exception):
    """Nobody reads our stdout any more. No `OSError`: click would leave with 1 before we could say 141."""


@click.group(cls=LateGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(kyutai_bib.__version__, "--version", prog_name="kyutai-bib")
def root() -> None:
    """A lab's papers in one YAML file; BibTeX, CSL-JSON and formatted references out of it.

    \b
    kyutai-bib export                      all papers as BibTeX
    kyutai-bib export -o refs.bib          the same into a file
    kyutai-bib export --style apa -o refs.html
    kyutai-bib cite kyutai2024moshi --style ieee
    """


def run() -> int:
    """Run the command line to its exit code, everything flushed; no traceback ever reaches a user."""
    _open_what_is_closed()
    try:
        result = root.main(prog_name="kyutai-bib", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as end:
        return _flushed(end.exit_code)
    except (Exception, KeyboardInterrupt) as error:
        return _explained(error)
    return result if isinstance(result, int) else 0


def _flushed(code: int) -> int:
    """`code`, once what --help and the like have printed is out."""
    try:
        sys.stdout.flush()
    except OSError as error:
        return _explained(error)
    return code


def _explained(error: BaseException) -> int:
    """Says what went wrong and gives the exit code for it."""
    match error:
        case KyutaiBibError():
            complain(str(error))
            return error.exit_code
        case click.Abort() | KeyboardInterrupt():
            complain("interrupted")
            return 130
        case click.ClickException():
            error.show()
            return error.exit_code
        case BrokenPipeError() | ReaderGone():
            _silence_stdout()
            return 141
        case OSError():
            _silence_stdout()
            complain(f"cannot write the output: {error.strerror or error}")
            return 1
    return _our_fault(error)


def _open_what_is_closed() -> None:
    """A closed stdin is empty; a closed stdout cannot be written, which matters only to who writes it."""
    if sys.stdin is None:
        sys.stdin = os.fdopen(os.open(os.devnull, os.O_RDONLY))
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w")


def complain(message: str) -> None:
    """A message for people on stderr, each line of it under the program's name."""
    with suppress(OSError):  # nowhere to complain to: the exit code has to do
        for line in message.splitlines():
            click.echo(f"{click.style('kyutai-bib:', fg='red', bold=True)} {line}", err=True, color=_colour())


def _colour() -> bool | None:
    """No colour where NO_COLOR is set (https://no-color.org), else click decides by the terminal."""
    return False if os.environ.get("NO_COLOR") else None


def _silence_stdout() -> None:
    """Nobody reads stdout any more: what is still buffered goes nowhere, without a complaint at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _our_fault(error: BaseException) -> int:
    if os.environ.get("KYUTAI_BIB_DEBUG"):
        raise error
    name = type(error).__name__
    complain(f"a fault in kyutai-bib itself ({name}: {error}).")
    complain("Please report it; KYUTAI_BIB_DEBUG=1 shows where it happened.")
    return 70
