"""What the commands that reach the network have in common: their options, progress, messages."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from kyutai_bib.enrich.answer import Source
    from kyutai_bib.enrich.ask import Desk

__all__ = ["SOURCE_NAMES", "first_line", "network_options", "open_desk", "warn"]

F = TypeVar("F", bound=Callable[..., Any])

SOURCE_NAMES = ("arxiv", "crossref", "datacite", "dblp", "semanticscholar", "openreview")
_FEW = 5
"""Up to so many papers there is no progress to show."""


class _Seconds(click.FloatRange):
    """A number of seconds; `nan`, which is within any range, is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        seconds: float = super().convert(value, param, ctx)
        if math.isnan(seconds):
            self.fail(f"{value!r} is not a number of seconds.", param, ctx)
        return seconds


_OPTIONS = (
    click.option("--source", "sources", metavar="NAME", multiple=True, type=click.Choice(SOURCE_NAMES),
                 help=f"Ask only this one, and all it knows; repeat for more. {', '.join(SOURCE_NAMES)}."),
    click.option("--offline", is_flag=True, help="Ask nobody: only what the cache has."),
    click.option("--refresh", is_flag=True, help="Ask again for what the cache has."),
    click.option("--timeout", type=_Seconds(0, 86_400, min_open=True), default=600.0, show_default=True,
                 metavar="SECONDS", help="What the whole run may take, with all requests, attempts and waits."),
    click.option("--mailto", metavar="ADDRESS", default="", help="Your address, told to the sources."),
)  # fmt: skip


def network_options(command: F) -> F:
    """Gives a command the options that `open_desk` takes."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@contextmanager
def open_desk(papers: int, offline: bool, refresh: bool, timeout: float, mailto: str) -> Iterator[Desk]:
    """Where questions are put; shows progress on a terminal for more than a few papers."""
    from kyutai_bib.enrich.ask import Desk
    from kyutai_bib.enrich.settings import Settings
    from kyutai_bib.errors import BadValue

    if offline and refresh:
        raise BadValue("--offline asks nobody, --refresh asks again; use one of them")
    if mailto and not (mailto.isascii() and mailto.isprintable() and "@" in mailto and " " not in mailto):
        raise BadValue(f"{mailto!r} is not a mail address")
    progress = _Progress(papers) if papers > _FEW and sys.stderr.isatty() else None
    settings = Settings(timeout, mailto, refresh, offline)
    settings.check()
    try:
        with Desk(settings, progress) as desk:
            yield desk
    finally:
        if progress:
            progress.end()
    warn(desk.notes)


def warn(lines: Iterable[object]) -> None:
    """Lines for people on stderr."""
    colour = False if os.environ.get("NO_COLOR") else None
    for text in lines:
        click.echo(f"{click.style('kyutai-bib:', fg='yellow', bold=True)} {text}", err=True, color=colour)


def first_line(lines: Iterable[object]) -> str:
    """The first of several lines, with how many more there are."""
    texts = [str(text) for text in lines]
    return texts[0] if len(texts) == 1 else f"{texts[0]} (and {len(texts) - 1} more)"


class _Progress:
    """One line on stderr, rewritten: which source, how many papers."""

    def __init__(self, papers: int) -> None:
        self._papers = papers
        self._counts: dict[str, int] = {}

    def __call__(self, source: Source, number: int) -> None:
        self._counts[source.label] = self._counts.get(source.label, 0) + number
        click.echo(
            f"\r\x1b[K{source.label}: {self._counts[source.label]} of {self._papers} papers", err=True, nl=False
        )

    def end(self) -> None:
        click.echo("\r\x1b[K", err=True, nl=False)
