"""`kyutai-bib formats`."""

from __future__ import annotations

import click

from kyutai_bib.cli.output import deliver
from kyutai_bib.cli.table import table
from kyutai_bib.writers import FORMATS

__all__ = ["command"]


@click.command("formats")
def command() -> None:
    """List the formats that `export` writes, and the programs that --for knows."""
    from kyutai_bib.writers.targets import TARGETS

    rows = [(known.name, " ".join(known.endings), known.purpose) for known in FORMATS]
    programs = [(known.name, known.format.name, known.purpose) for known in TARGETS]
    heads = ("FORMAT", "FILES", "WHAT FOR"), ("--for", "FORMAT", "IN THE PROGRAM")
    deliver([table(rows, heads[0]), "\n", table(programs, heads[1])], None)
