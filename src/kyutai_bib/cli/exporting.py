"""`kyutai-bib export`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kyutai_bib.cli.choosing import chosen
from kyutai_bib.cli.file_name import FileName
from kyutai_bib.cli.names import complete_fields, complete_formats, complete_targets, locale_option, style_option
from kyutai_bib.cli.network import network_options
from kyutai_bib.cli.output import deliver
from kyutai_bib.cli.selection import selected, selection
from kyutai_bib.errors import BadValue, LossError
from kyutai_bib.writers import Format, Options, write

if TYPE_CHECKING:
    from kyutai_bib.model.paper import Record

__all__ = ["command"]


@click.command("export")
@selection()
@click.option(
    "-f",
    "--format",
    "format_name",
    metavar="FORMAT",
    shell_complete=complete_formats,
    help="See `kyutai-bib formats`.  [default: by the name of the output file, else text if a style"
    " is named, else bibtex]",
)
@click.option(
    "--for",
    "target",
    metavar="PROGRAM",
    shell_complete=complete_targets,
    help="The format and dialect that a program understands best; see `kyutai-bib formats`.",
)
@click.option(
    "-o", "--output", metavar="FILE", type=FileName(), help="Write this file, whole or not at all; - is stdout."
)
@click.option(
    "--abstracts/--no-abstracts", default=None, help="With abstracts, where the format has them.  [default: with]"
)
@click.option(
    "--fields", metavar="NAME,...", multiple=True, shell_complete=complete_fields, help="Only these fields."
)
@click.option(
    "--omit", metavar="NAME,...", multiple=True, shell_complete=complete_fields, help="All fields but these."
)
@style_option
@locale_option
@click.option("--losses", "with_losses", is_flag=True, help="List on stderr what the format cannot carry.")
@click.option("--enrich", is_flag=True, help="Fill what is missing from the network, for this export only.")
@click.option(
    "--strict",
    is_flag=True,
    help="Write nothing and fail: with --losses where something is lost, with --enrich where a source does not"
    " answer.",
)
@network_options
def command(
    format_name: str | None,
    target: str | None,
    output: str | None,
    abstracts: bool | None,
    fields: tuple[str, ...],
    omit: tuple[str, ...],
    style: str | None,
    locale: str | None,
    with_losses: bool,
    enrich: bool,
    strict: bool,
    sources: tuple[str, ...],
    offline: bool,
    refresh: bool,
    timeout: float,
    mailto: str,
    **picked: Any,
) -> None:
    """Write papers as BibTeX, CSL-JSON, many other formats, or formatted references.

    KEY is a citation key, an alias, an arXiv id in any spelling or a DOI; without one all papers are taken.

    \b
    kyutai-bib export --format bibtex
    kyutai-bib export kyutai2024moshi arXiv:2502.03382 -o refs.bib
    kyutai-bib export --year 2025 --style apa -o refs.html
    kyutai-bib export --for zotero -o refs.json
    kyutai-bib export --enrich -o refs.bib
    """
    format_ = chosen(format_name, target, output, styled=style is not None or locale is not None)
    _check_style(format_, style, locale)
    named = Options().style if style is None else style
    options = Options(abstracts is not False, _names(fields) if fields else None, _names(omit), named, locale)
    if abstracts and not options.wants("abstract"):
        raise BadValue(f"--abstracts asks for what {'--omit' if options.only is None else '--fields'} leaves out")
    if strict and not (enrich or with_losses):
        raise BadValue("--strict is for --losses and --enrich; without them nothing is asked that it could hold")
    if enrich:
        from kyutai_bib.cli.enriched import enriched

        network = {"offline": offline, "refresh": refresh, "timeout": timeout, "mailto": mailto}
        records = enriched(sources, network, picked, strict=strict)
    else:
        _check_alone(source=bool(sources), offline=offline, refresh=refresh, mailto=bool(mailto))
        records = selected(**picked)
    chunks = write(records, format_, options)
    if format_.markup and style is not None:
        from kyutai_bib.cli.style_warnings import warn_of_style

        warn_of_style(style)
    if with_losses:
        _tell_losses(records, format_, options, strict=strict)
    deliver(chunks, output)


def _tell_losses(records: list[Record], format_: Format, options: Options, *, strict: bool) -> None:
    """On stderr, before anything is written."""
    from kyutai_bib.writers.losses import losses

    found = list(losses(records, format_, options))
    if strict and found:
        raise LossError(format_.name, found)
    for loss in found:
        click.echo(f"lost: {loss}", err=True)


def _check_alone(**given: bool) -> None:
    """An option that would have no effect is a mistake."""
    for name, is_given in given.items():
        if is_given:
            raise BadValue(f"--{name} is for --enrich; without it an export asks nobody")


def _check_style(format_: Format, style: str | None, locale: str | None) -> None:
    """A style that would have no effect is a mistake."""
    if not format_.markup and not (style is None and locale is None):
        option = "--locale" if style is None else "--style"
        raise BadValue(f"{option} is for formatted references; {format_.name} has none, --format html does")


def _names(values: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.strip() for value in values for name in value.split(",") if name.strip())
