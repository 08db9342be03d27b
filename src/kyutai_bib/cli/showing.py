"""`kyutai-bib show`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from kyutai_bib.cli.library import input_option, open_library
from kyutai_bib.cli.output import deliver
from kyutai_bib.cli.selection import complete_keys
from kyutai_bib.cli.table import json_text

if TYPE_CHECKING:
    from kyutai_bib.model.paper import Paper

__all__ = ["command"]

_WIDTH = 100


@click.command("show")
@click.argument("name", metavar="KEY", shell_complete=complete_keys)
@input_option
@click.option("--json", "as_json", is_flag=True, help="As a JSON object.")
def command(name: str, source: str | None, as_json: bool) -> None:
    """Show one paper with all its versions."""
    from kyutai_bib.cli.summary import description

    paper = open_library(source).find(name)
    known = description(paper)
    deliver([json_text(known)] if as_json else _lines(paper, known), None)


def _lines(paper: Paper, known: dict[str, Any]) -> Iterator[str]:
    yield f"{paper.key}\n"
    yield from _field("title", known["title"])
    for name in ("authors", "aliases", "tags"):
        yield from _field(name, ", ".join(known[name]))
    yield from _field("language", known["language"] or "")
    for link in known["links"]:
        label = f" ({link['label']})" if "label" in link else ""
        yield from _field(link["kind"], link["url"] + label)
    for version in known["versions"]:
        cited = "  <- cited by default" if version["key"] == paper.key else ""
        yield f"\n  {version['type']}{cited}\n"
        for name, value in version.items():
            if name != "type":
                yield from _field(name, ", ".join(value) if isinstance(value, list) else value, indent=4)
    if known["abstract"]:
        yield "\n" + textwrap.fill(known["abstract"], _WIDTH, initial_indent="  ", subsequent_indent="  ") + "\n"


def _field(name: str, value: str, indent: int = 2) -> Iterator[str]:
    """The name, then the value wrapped beside it; nothing for an empty value."""
    if value:
        start = f"{' ' * indent}{name.replace('_', '-'):<{16 - indent}}"
        yield (
            textwrap.fill(
                value,
                _WIDTH,
                initial_indent=start,
                subsequent_indent=" " * 16,
                break_long_words=False,
                break_on_hyphens=False,
            )
            + "\n"
        )
