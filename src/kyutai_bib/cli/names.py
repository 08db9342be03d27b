"""Options that name a format, a style or a locale, with what completes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

__all__ = ["complete_fields", "complete_formats", "complete_targets", "locale_option", "style_option"]


def complete_formats(ctx: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from kyutai_bib.writers import FORMATS

    return [CompletionItem(known.name, help=known.purpose) for known in FORMATS if known.name.startswith(typed)]


def complete_targets(ctx: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from kyutai_bib.writers.targets import TARGETS

    return [CompletionItem(known.name, help=known.purpose) for known in TARGETS if known.name.startswith(typed)]


def complete_fields(ctx: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:
    """The fields of the format that is asked for; names before the last comma are kept."""
    from click.shell_completion import CompletionItem

    from kyutai_bib.cli.choosing import chosen
    from kyutai_bib.errors import KyutaiBibError
    from kyutai_bib.writers import fields_of

    before, comma, last = typed.rpartition(",")
    try:
        fields = fields_of(chosen(ctx.params.get("format_name"), ctx.params.get("target"), None, styled=False))
    except KyutaiBibError:
        return []
    return [CompletionItem(before + comma + name) for name in sorted(fields) if name.startswith(last)]


def _complete_styles(ctx: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from kyutai_bib.csl.styles import style_names

    if "/" in typed or typed.startswith("."):
        return [CompletionItem(typed, type="file")]
    return [CompletionItem(name) for name in style_names() if name.startswith(typed.lower())]


def _complete_locales(ctx: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from kyutai_bib.csl.locales import locale_names

    return [CompletionItem(name) for name in locale_names() if name.startswith(typed)]


style_option = click.option(
    "--style",
    metavar="NAME|FILE",
    shell_complete=_complete_styles,
    help="CSL style of references: a name (see `kyutai-bib styles`) or a .csl file.  [default: kyutai]",
)
locale_option = click.option(
    "--locale",
    metavar="LOCALE",
    shell_complete=_complete_locales,
    help="Such as fr-FR.  [default: the style's own]",
)
