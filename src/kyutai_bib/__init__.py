"""kyutai-bib: a lab's papers in one YAML file, citations for everybody out of it.

The public interface is small::

    import kyutai_bib

    library = kyutai_bib.load()                            # the papers that ship with the package
    library = kyutai_bib.load("data/papers.yaml")          # or a lab's own file
    records = library.select(years=kyutai_bib.YearRange(2025, 2025), sort="-date")
    print(kyutai_bib.export(records, "bibtex"))
    print(kyutai_bib.cite(records, style="apa"))

Every error raised on purpose is a `KyutaiBibError` (see `kyutai_bib.errors` for the tree). Names are
imported when first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kyutai_bib.api import cite, export, load, losses
    from kyutai_bib.errors import DataError, ItemError, KyutaiBibError, LossError, StyleError, UnknownName
    from kyutai_bib.model import Kind, Library, Paper, Record, Version
    from kyutai_bib.model.selection import Preference, YearRange

__all__ = [
    "DataError",
    "ItemError",
    "Kind",
    "KyutaiBibError",
    "Library",
    "LossError",
    "Paper",
    "Preference",
    "Record",
    "StyleError",
    "UnknownName",
    "Version",
    "YearRange",
    "__version__",
    "cite",
    "export",
    "load",
    "losses",
]

__version__ = "0.1.0"

_HOMES = {
    "kyutai_bib.api": ("cite", "export", "load", "losses"),
    "kyutai_bib.errors": ("DataError", "ItemError", "KyutaiBibError", "LossError", "StyleError", "UnknownName"),
    "kyutai_bib.model": ("Kind", "Library", "Paper", "Record", "Version"),
    "kyutai_bib.model.selection": ("Preference", "YearRange"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
