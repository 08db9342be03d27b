"""`kyutai-bib formats`."""

from __future__ import annotations

import click

from kyutai_bib.cli.output import deliver
from kyutai_bib.cli.table import table
from kyutai_bib.writers import FORMATS

__all__ = ["command"]


@click.command("formats")
def command() -> None:
    """List the formats that `export` writes."""
    rows = [(known.name, " ".join(known.endings), known.purpose) for known in FORMATS]
    deliver([table(rows, ("FORMAT", "FILES", "WHAT FOR"))], None)
