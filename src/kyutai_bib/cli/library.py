"""Which data file a command reads."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from kyutai_bib.cli.file_name import FileName
from kyutai_bib.shipped import papers_file

if TYPE_CHECKING:
    from kyutai_bib.model.library import Library

__all__ = ["data_file", "input_option", "open_library"]

_PLACES = (os.path.join("data", "papers.yaml"), "papers.yaml")

input_option = click.option(
    "-i",
    "--input",
    "source",
    metavar="FILE",
    type=FileName(),
    help="The data file; - is stdin.  [default: data/papers.yaml or papers.yaml here or further up,"
    " else the papers of Kyutai]",
)


def data_file(source: str | None) -> str:
    """`source` if given, else the nearest data file from here up, else the one that ships with us."""
    if source is not None:
        return source
    try:
        folder = os.getcwd()
    except FileNotFoundError:  # the folder we are in was deleted
        return papers_file()
    while True:
        for place in _PLACES:
            if os.path.isfile(os.path.join(folder, place)):
                return os.path.relpath(os.path.join(folder, place))
        parent = os.path.dirname(folder)
        if parent == folder:
            return papers_file()
        folder = parent


def open_library(source: str | None, *, drafts: bool = False) -> Library:
    """The library in the data file; `drafts` as in `load`. Raises `DataError` with all its problems."""
    from kyutai_bib.reader.load import load, load_stream

    if source == "-":
        return load_stream(sys.stdin.buffer, "<stdin>", drafts=drafts)
    return load(data_file(source), drafts=drafts)


def library_in(params: dict[str, Any]) -> Library | None:
    """For completion: the library that the words typed so far refer to, or `None` if it cannot be read."""
    from kyutai_bib.errors import KyutaiBibError

    source = params.get("source")
    try:
        return None if source == "-" else open_library(source)
    except (KyutaiBibError, OSError):
        return None
