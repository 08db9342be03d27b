"""Asks the person at the terminal who an author is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kyutai_bib.enrich.people import Doubt
    from kyutai_bib.model.person import Person

__all__ = ["decider"]


def decider(no_input: bool) -> Callable[[Doubt], Person | None] | None:
    """How doubts are decided: by asking, where somebody is there to answer."""
    return None if no_input or not _there() else _ask


def _there() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _ask(doubt: Doubt) -> Person | None:
    again = ", who stands twice among the authors" if doubt.twice else ""
    click.echo(f"{doubt.paper}: who is {doubt.author.name}{again}?", err=True)
    for number, person in enumerate(doubt.perhaps, 1):
        click.echo(f"  {number}  {person.name} ({person.id})", err=True)
    click.echo("  0  somebody new", err=True)
    answer: int = click.prompt("number", type=click.IntRange(0, len(doubt.perhaps)), err=True)
    return doubt.perhaps[answer - 1] if answer else None
