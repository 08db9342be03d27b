"""`kyutai-bib cite`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import click

from kyutai_bib.cli import complain
from kyutai_bib.cli.file_name import FileName
from kyutai_bib.cli.names import locale_option, style_option
from kyutai_bib.cli.output import deliver
from kyutai_bib.cli.selection import selected, selection
from kyutai_bib.cli.style_warnings import warn_of_style
from kyutai_bib.errors import BadValue, NothingSelected, UnknownName
from kyutai_bib.writers import FORMATS, Options, format_named

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

__all__ = ["command"]

Item = Mapping[str, Any]

_FILTERS = {
    "source": "--input",
    "year": "--year",
    "authors": "--author",
    "venues": "--venue",
    "tags": "--tag",
    "prefer": "--prefer",
    "sort": "--sort",
}
_ABOUT_ONE = ("locator", "prefix", "suffix", "mode", "infix")


def _complete_markups(ctx: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(known.name) for known in FORMATS if known.markup and known.name.startswith(typed)]


def _complete_labels(ctx: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from kyutai_bib.csl.cites import LABELS

    return [CompletionItem(label) for label in LABELS if label.startswith(typed)]


@click.command("cite")
@selection()
@click.option(
    "--csl-json", metavar="FILE", type=FileName(), help="Cite items of a CSL-JSON file instead; - is stdin."
)
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
@click.option("--bibliography", is_flag=True, help="The references themselves instead of citations.")
@click.option("--locator", metavar="TEXT", help="Where in the work, such as 12-15.")
@click.option(
    "--label", metavar="KIND", shell_complete=_complete_labels, help="What the locator counts.  [default: page]"
)
@click.option("--prefix", metavar="TEXT", help="Words before the citation, such as see.")
@click.option("--suffix", metavar="TEXT", help="Words after it.")
@click.option(
    "--mode",
    type=click.Choice(["author-only", "suppress-author", "composite"]),
    help="The author alone, all but the author, or the author in the sentence: Smith (2024).",
)
@click.option("--infix", metavar="TEXT", help="With --mode composite: words after the author.")
@click.option(
    "--abbreviations",
    metavar="FILE",
    type=FileName(),
    help="Short forms for titles that have none, a list in JSON as Zotero has them.",
)
@style_option
@locale_option
def command(
    csl_json: str | None,
    format_name: str,
    together: bool,
    bibliography: bool,
    abbreviations: str | None,
    style: str | None,
    locale: str | None,
    names: tuple[str, ...],
    **rest: Any,
) -> None:
    """Print citations for the text, a line for each paper.

    They come in the order in which the papers are named. With --csl-json KEY is an item's id or
    citation-key; without one all items are taken.

    \b
    kyutai-bib cite kyutai2024moshi kyutai2025hibiki --style apa
    kyutai-bib cite kyutai2024moshi kyutai2025hibiki --together --style ieee
    kyutai-bib cite kyutai2024moshi --locator 3 --mode composite
    kyutai-bib cite --csl-json library.json --style chicago-author-date --format html
    kyutai-bib cite --csl-json library.json --bibliography --style nature
    """
    about_one = {name: rest.pop(name) for name in (*_ABOUT_ONE, "label")}
    items = _from_papers(names, rest) if csl_json is None else _from_file(csl_json, names)
    cites = _cites(items, about_one)
    _check(about_one, len(items), bibliography=bibliography, together=together)
    processor = _processor(items, format_name, style, locale, abbreviations)
    how = {"mode": about_one["mode"] or "", "infix": about_one["infix"] or ""}
    for note, citation in enumerate([cites] if together or bibliography else cites, 1):
        processor.add(citation, note=note, **how)
    if bibliography:
        found = processor.bibliography()
        if found.omitted:
            complain(f"the style has no entry for {', '.join(map(repr, found.omitted))}")
        deliver([processor.printed(found)], None)
    else:
        from kyutai_bib.csl.citing import prints_nothing

        if missing := processor.unprinted():
            raise prints_nothing(processor.style, missing)
        deliver((text + "\n" for text in processor.citations().values()), None)


def _from_papers(names: tuple[str, ...], picked: dict[str, Any]) -> list[Item]:
    """The papers of a data file."""
    from kyutai_bib.csl.item import item_to_print

    if not names:
        raise BadValue("name the papers to cite, or a file of items: kyutai-bib cite KEY... or --csl-json FILE")
    return list({record.key: item_to_print(record) for record in selected(names, **picked)}.values())


def _from_file(file: str, names: tuple[str, ...]) -> list[Item]:
    """The items of a CSL-JSON file, those of these names or all."""
    from pathlib import Path

    from kyutai_bib.csl.item_file import read_items, read_items_from

    _refuse_filters(click.get_current_context())
    items = read_items_from(sys.stdin.buffer, "<stdin>") if file == "-" else read_items(Path(file))
    if not items:
        raise NothingSelected(f"{file} has no items")
    return [_named(name, items) for name in dict.fromkeys(names)] if names else items


def _refuse_filters(ctx: click.Context) -> None:
    for name, option in _FILTERS.items():
        if ctx.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
            raise BadValue(f"{option} is for the papers of a data file, not for --csl-json")


def _named(name: str, items: list[Item]) -> Item:
    """The item of this id or, since Zotero's ids are addresses, of this citation-key."""
    for variable in ("id", "citation-key"):
        found = [item for item in items if str(item.get(variable)) == name]
        if found:
            return found[0]
    from kyutai_bib.nearest import nearest

    keys = [str(item[variable]) for variable in ("id", "citation-key") for item in items if item.get(variable)]
    raise UnknownName("item", name, nearest(name, keys))


def _cites(items: Iterable[Item], about_one: Mapping[str, str | None]) -> list[Any]:
    """Cites in CSL-JSON."""
    own = {name: about_one[name] for name in ("locator", "label", "prefix", "suffix") if about_one[name]}
    return [{"id": item["id"], **own} for item in items]


def _check(about_one: Mapping[str, str | None], count: int, *, bibliography: bool, together: bool) -> None:
    """An option that would have no effect, or one on several papers that is about one, is a mistake."""
    given = [name for name in _ABOUT_ONE if about_one[name]]
    if about_one["label"] and not about_one["locator"]:
        raise BadValue("--label says what --locator counts; add --locator")
    if about_one["infix"] and about_one["mode"] != "composite":
        raise BadValue("--infix is for --mode composite")
    beside = [name for name in given if name in ("locator", "prefix", "suffix")]
    if about_one["mode"] == "author-only" and beside:
        raise BadValue(f"--{beside[0]} is printed beside a work, and --mode author-only prints its author alone")
    if bibliography and (given or together):
        raise BadValue(f"--{given[0] if given else 'together'} is for citations, not for --bibliography")
    if count > 1 and beside:
        raise BadValue(f"--{beside[0]} is for a single citation; name one paper")


def _processor(
    items: list[Item], format_name: str, style: str | None, locale: str | None, abbreviations: str | None
) -> Any:
    from pathlib import Path

    from kyutai_bib.csl.abbreviations import read_abbreviations
    from kyutai_bib.csl.citing import Processor

    markup = format_named(format_name).markup
    if not markup:
        known = ", ".join(known.markup for known in FORMATS if known.markup)
        raise BadValue(f"{format_name} has no citations in the text; formats that have: {known}")
    if style is not None:
        warn_of_style(style)
    lists = None if abbreviations is None else read_abbreviations(Path(abbreviations))
    chosen = Options().style if style is None else style
    return Processor(items, chosen, locale=locale, markup=markup, abbreviations=lists)
