"""Citation Style Language 1.0.2: styles, locales, formatted references and in-text citations.

    citing              `Processor` and `references`: the public interface
    cites, checking     citations and items as callers write them
    item_file           CSL-JSON files; abbreviations: lists of short forms
    styles, locales     find a style, find a locale
    style_check, schema what is wrong with a style that somebody writes
    processor/          our CSL processor
    tree                formatted text as a tree
    markup/             text, HTML, Markdown, LaTeX, RTF

Names are imported when first used, so that what does not format references does not pay for lxml::

    from kyutai_bib.csl import Cite, Processor, references
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kyutai_bib.csl.abbreviations import read_abbreviations
    from kyutai_bib.csl.bibliography import Bibliography, Entry
    from kyutai_bib.csl.citing import Citation, Cite, Formatted, Processor, references
    from kyutai_bib.csl.item_file import read_items
    from kyutai_bib.csl.style_check import Flaw, check_style
    from kyutai_bib.csl.styles import Style, find_style

__all__ = [
    "Bibliography",
    "Citation",
    "Cite",
    "Entry",
    "Flaw",
    "Formatted",
    "Processor",
    "Style",
    "check_style",
    "find_style",
    "read_abbreviations",
    "read_items",
    "references",
]

_HOMES = {
    "kyutai_bib.csl.abbreviations": ("read_abbreviations",),
    "kyutai_bib.csl.bibliography": ("Bibliography", "Entry"),
    "kyutai_bib.csl.citing": ("Citation", "Cite", "Formatted", "Processor", "references"),
    "kyutai_bib.csl.item_file": ("read_items",),
    "kyutai_bib.csl.style_check": ("Flaw", "check_style"),
    "kyutai_bib.csl.styles": ("Style", "find_style"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
