"""`kyutai-bib cite`."""

from __future__ import annotations

from typing import Any

import click
from click.shell_completion import CompletionItem

from kyutai_bib.cli.names import locale_option, style_option
from kyutai_bib.cli.output import deliver
from kyutai_bib.cli.selection import selected, selection
from kyutai_bib.writers import FORMATS, Options

__all__ = ["command"]


def _complete_markups(ctx: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:
    return [CompletionItem(known.name) for known in FORMATS if known.markup and known.name.startswith(typed)]


@click.command("cite")
@selection(required=True)
@click.option(
    "-f",
    "--format",
    "format_name",
    metavar="FORMAT",
    default="text",
    show_default=True,
    shell_complete=_complete_markups,
    help="text, html, markdown, latex or rtf.",
)
@click.option("--together", is_flag=True, help="One citation of all papers instead of one for each.")
@style_option
@locale_option
def command(format_name: str, together: bool, style: str | None, locale: str | None, **picked: Any) -> None:
    """Print citations for the text, a line for each paper.

    They come in the order in which the papers are named.

    \b
    kyutai-bib cite kyutai2024moshi kyutai2025hibiki --style apa
    kyutai-bib cite kyutai2024moshi kyutai2025hibiki --together --style ieee
    """
    from kyutai_bib.api import cite

    records = selected(**picked)
    lines = cite(
        records,
        style=Options().style if style is None else style,
        locale=locale,
        format=format_name,
        together=together,
    )
    deliver((line + "\n" for line in lines), None)
