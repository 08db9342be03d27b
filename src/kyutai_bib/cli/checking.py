"""`kyutai-bib check`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from kyutai_bib.cli.library import data_file, input_option, open_library
from kyutai_bib.cli.output import deliver

if TYPE_CHECKING:
    from kyutai_bib.reader.problems import Problem

__all__ = ["command"]


@click.command("check")
@input_option
@click.option("--strict", is_flag=True, help="Warnings, too, make the check fail.")
@click.option("--output", type=click.Choice(["text", "github"]), default="text", show_default=True,
              help="text, or annotations for GitHub Actions.")  # fmt: skip
def command(source: str | None, strict: bool, output: str) -> int:
    """Check the data file.

    Reports all faults and likely slips at once, after a trial export of every version. Leaves with 0 if the
    file is sound, with 1 if it has errors (with --strict: warnings).
    """
    from kyutai_bib.checks import check
    from kyutai_bib.errors import DataError

    name = "<stdin>" if source == "-" else data_file(source)
    try:
        library = open_library(source)
    except DataError as error:
        problems: Sequence[Problem] = error.problems
        summary = name
    else:
        problems = check(library, name)
        summary = f"{name}: {_counted(len(library), 'paper')}"
    deliver((_annotation(p) if output == "github" else f"{p.severity}: {p}\n" for p in problems), None)
    click.echo(f"{summary}, {_verdict(problems)}", err=True)
    return _exit_code(problems, strict)


def _exit_code(problems: Sequence[Problem], strict: bool) -> int:
    return int(bool(problems) and (strict or any(p.severity == "error" for p in problems)))


def _verdict(problems: Sequence[Problem]) -> str:
    errors = sum(problem.severity == "error" for problem in problems)
    counts = [_counted(errors, "error")] if errors else []
    counts += [_counted(len(problems) - errors, "warning")] if len(problems) > errors else []
    return " and ".join(counts) or "no problems"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _annotation(problem: Problem) -> str:
    """A workflow command of GitHub Actions ("Setting an error message"), with its escapes."""
    from kyutai_bib.reader.problems import visible

    properties = {"file": problem.file, "line": str(problem.line or 1), "title": problem.key or "papers"}
    written = ",".join(f"{name}={_escaped(visible(value), ',:')}" for name, value in properties.items())
    message = ": ".join(part for part in (problem.field, problem.message) if part)
    advice = f"; {problem.advice}" if problem.advice else ""
    return f"::{problem.severity} {written}::{_escaped(visible(message + advice))}\n"


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
