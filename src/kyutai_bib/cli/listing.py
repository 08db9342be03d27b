"""`kyutai-bib list`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kyutai_bib.cli.output import deliver
from kyutai_bib.cli.selection import selected, selection
from kyutai_bib.cli.table import json_text, table

if TYPE_CHECKING:
    from kyutai_bib.model.paper import Record

__all__ = ["command"]


@click.command("list")
@selection()
@click.option("--json", "as_json", is_flag=True, help="Every paper as a JSON object.")
def command(as_json: bool, **picked: Any) -> None:
    """List papers: key, date, authors, where it appeared, title."""
    from kyutai_bib.cli.summary import summary

    records = selected(**picked)
    if as_json:
        deliver([json_text([summary(record) for record in records])], None)
    else:
        rows = [_row(record) for record in records]
        deliver([table(rows, ("KEY", "DATE", "AUTHORS", "IN", "TITLE"))], None)


def _row(record: Record) -> tuple[str, str, str, str, str]:
    from kyutai_bib.latex import math_to_unicode

    title = record.title.plain(math_to_unicode)
    return record.key, str(record.date or ""), _first_authors(record), _where(record), title


def _first_authors(record: Record) -> str:
    names = [getattr(person.name, "family", "") or str(person.name) for person in record.authors]
    return " and ".join(names) if len(names) < 3 else f"{names[0]} et al."


def _where(record: Record) -> str:
    if record.venue:
        return record.venue.short or record.venue.id
    return f"arXiv:{record.version.arxiv}" if record.version.arxiv else str(record.kind)
