"""`kyutai-bib schema`."""

from __future__ import annotations

import click

from kyutai_bib.cli.file_name import FileName
from kyutai_bib.cli.output import deliver

__all__ = ["command"]


@click.command("schema")
@click.option("-o", "--output", metavar="FILE", type=FileName(), help="Write this file; - is stdout.")
def command(output: str | None) -> None:
    """Print the JSON Schema of the data file.

    Editors complete and check the file by it."""
    from kyutai_bib.reader.schema import schema_text

    deliver([schema_text()], output)
