"""The arguments and options that pick papers: the same for every command that takes papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kyutai_bib.cli.library import input_option, library_in, open_library

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from kyutai_bib.model.library import Library
    from kyutai_bib.model.paper import Record

__all__ = ["complete_keys", "selected", "selection"]

F = TypeVar("F", bound=Callable[..., Any])
Completer = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


def _completing(words: Callable[[Library], Iterable[tuple[str, str]]]) -> Completer:
    """A completer from pairs of word and help, taken from the data file."""

    def complete(ctx: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        library = library_in(ctx.params)
        pairs = words(library) if library else ()
        start = typed.casefold()
        return [CompletionItem(word, help=text) for word, text in pairs if word.casefold().startswith(start)]

    return complete


def _keys(library: Library) -> Iterable[tuple[str, str]]:
    return ((key, paper.title.words) for paper in library for key in (paper.key, *paper.aliases))


def _people(library: Library) -> Iterable[tuple[str, str]]:
    authors = {
        person for paper in library for version in paper.versions for person in paper.record(version).authors
    }
    return sorted((person.id, str(person.name)) for person in authors)


def _venues(library: Library) -> Iterable[tuple[str, str]]:
    return ((venue.id, venue.title.words) for venue in library.venues.values())


def _tags(library: Library) -> Iterable[tuple[str, str]]:
    return ((tag, "") for tag in sorted({tag for paper in library for tag in paper.tags}))


complete_keys = _completing(_keys)

_OPTIONS = (
    input_option,
    click.option("--year", metavar="YEARS", help="Only these years: 2024, 2024..2025, 2024.. or ..2025."),
    click.option("--author", "authors", metavar="NAME", multiple=True, shell_complete=_completing(_people),
                 help="Only papers by this person: id, family name or full name. Repeat for any of several."),
    click.option("--venue", "venues", metavar="VENUE", multiple=True, shell_complete=_completing(_venues),
                 help="Only versions in this venue: id, short name or title. Repeat for any of several."),
    click.option("--tag", "tags", metavar="TAG", multiple=True, shell_complete=_completing(_tags),
                 help="Only papers with this tag. Repeat for any of several."),
    click.option("--prefer", type=click.Choice(["published", "preprint", "all"]), default="published",
                 show_default=True, help="Which version of each work."),
    click.option("--sort", metavar="ORDER", shell_complete=lambda ctx, param, typed: _sorts(typed),
                 help="key, date, author or title; -date is newest first.  [default: as in the file or named]"),
)  # fmt: skip


def selection(required: bool = False) -> Callable[[F], F]:
    """Gives a command the arguments and options that `selected` takes."""

    def decorate(command: F) -> F:
        for option in reversed(_OPTIONS):
            command = option(command)
        names = click.argument(
            "names",
            metavar="KEY..." if required else "[KEY]...",
            nargs=-1,
            required=required,
            shell_complete=complete_keys,
        )
        return names(command)

    return decorate


def selected(
    names: tuple[str, ...],
    source: str | None,
    year: str | None,
    authors: tuple[str, ...],
    venues: tuple[str, ...],
    tags: tuple[str, ...],
    prefer: str,
    sort: str | None,
    library: Library | None = None,
) -> list[Record]:
    """The records that the command line picks, from `library` or the data file."""
    from kyutai_bib.model.selection import Preference, YearRange, select

    years = YearRange.parse(year) if year is not None else None
    library = library or open_library(source)
    preference = Preference(prefer)
    return select(
        library, names, years=years, authors=authors, venues=venues, tags=tags, prefer=preference, sort=sort
    )


def _sorts(typed: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from kyutai_bib.model.selection import SORTS

    return [CompletionItem(word) for name in SORTS for word in (name, f"-{name}") if word.startswith(typed)]
