"""`kyutai-bib styles`."""

from __future__ import annotations

import click

from kyutai_bib.cli.output import deliver
from kyutai_bib.cli.table import table

__all__ = ["command"]


@click.command("styles")
@click.argument("word", required=False)
def command(word: str | None) -> None:
    """List CSL styles, all or those that fit WORD.

    \b
    kyutai-bib styles chicago
    """
    from kyutai_bib.csl.styles import search_styles, style_names
    from kyutai_bib.errors import UnknownName
    from kyutai_bib.nearest import nearest

    if word is None:
        deliver((name + "\n" for name in style_names()), None)
        return
    found = search_styles(word)
    if not found:
        raise UnknownName("style", word, nearest(word, style_names()))
    deliver([table(found, ("STYLE", "TITLE"))], None)
