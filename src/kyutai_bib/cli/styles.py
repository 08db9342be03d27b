"""`kyutai-bib styles`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from kyutai_bib.cli.output import deliver
from kyutai_bib.cli.table import table
from kyutai_bib.errors import BadValue

if TYPE_CHECKING:
    from kyutai_bib.csl.style_check import Flaw

__all__ = ["command"]


@click.command("styles")
@click.argument("words", metavar="[WORD]...", nargs=-1)
@click.option("--check", is_flag=True, help="Check .csl files, or styles by name, instead.")
@click.option("--strict", is_flag=True, help="With --check: warnings, too, make the check fail.")
def command(words: tuple[str, ...], check: bool, strict: bool) -> int:
    """List CSL styles, all or those that fit every WORD; or check some.

    A check names what CSL does not have and so nobody reads, each element, attribute and value with its line. It
    leaves with 1 if a style cannot be used (with --strict: if there is anything to tell).

    \b
    kyutai-bib styles chicago
    kyutai-bib styles --check my-journal.csl
    """
    if check:
        return _checked(words, strict)
    if strict:
        raise BadValue("--strict is for --check")
    _list(" ".join(words))
    return 0


def _list(word: str) -> None:
    from kyutai_bib.csl.styles import search_styles, style_names
    from kyutai_bib.errors import UnknownName
    from kyutai_bib.nearest import nearest

    if not word.strip():
        deliver((name + "\n" for name in style_names()), None)
        return
    found = search_styles(word)
    if not found:
        raise UnknownName("style", word, nearest(word, style_names()))
    deliver([table(found, ("STYLE", "TITLE"))], None)


def _checked(names: Sequence[str], strict: bool) -> int:
    if not names:
        raise BadValue("name the styles to check: kyutai-bib styles --check FILE.csl")
    failed = False
    for name in names:
        lines, errors, warnings = _findings(name)
        deliver((f"{line}\n" for line in lines), None)
        click.echo(f"{name}: {_verdict(errors, warnings)}", err=True)
        failed = failed or errors > 0 or (strict and warnings > 0)
    return int(failed)


def _findings(name: str) -> tuple[list[str], int, int]:
    """Lines to print, how many of them are errors, how many warnings."""
    from kyutai_bib.csl.style_check import check_style
    from kyutai_bib.csl.styles import find_style
    from kyutai_bib.errors import StyleError, UnknownName

    try:
        flaws: list[Flaw] = check_style(find_style(name).source)
    except (StyleError, UnknownName) as error:
        return [f"error: {error}"], 1, 0
    errors = sum(flaw.fatal for flaw in flaws)
    return [f"{flaw.severity}: {flaw}" for flaw in flaws], errors, len(flaws) - errors


def _verdict(errors: int, warnings: int) -> str:
    counts = ((errors, "error"), (warnings, "warning"))
    said = [f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in counts if number]
    return " and ".join(said) or "no problems"
