"""The data file as text to be edited: read, checked for change by others, written back whole."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from kyutai_bib.cli.library import data_file
from kyutai_bib.cli.network import warn
from kyutai_bib.cli.output import deliver
from kyutai_bib.errors import BadValue, EditError
from kyutai_bib.model.change import Changes
from kyutai_bib.model.library import Library
from kyutai_bib.shipped import papers_file

if TYPE_CHECKING:
    from kyutai_bib.edit.piecewise import Outcome

__all__ = ["Draft", "open_draft"]


class Draft(NamedTuple):
    """A data file: its name, its text to the byte, and what it says; papers may lack what a source can tell."""

    file: str
    text: str
    library: Library

    def write(self, changes: Changes, *, all_or_none: bool) -> Outcome:
        """Writes the file with the changes that it can take, whole or not at all.

        Raises `OutputError`, and `EditError` where somebody else changed it, or with every change that it cannot
        take if `all_or_none`.
        """
        from kyutai_bib.edit.piecewise import edited_piecewise

        outcome = edited_piecewise(self.text, self.library, changes)
        if outcome.refused and all_or_none:
            raise EditError("\n".join([*map(str, outcome.refused), "nothing is written"]))
        if _read(self.file) != self.text:
            raise EditError(
                f"{self.file} was changed by somebody else in the meantime; nothing is written, run again"
            )
        if outcome.text != self.text:
            linked = os.stat(self.file).st_nlink > 1
            deliver([outcome.text], self.file)
            if linked:
                warn([f"{self.file} had other names (hard links); those keep the file as it was"])
        return outcome


def open_draft(source: str | None, *, write: bool) -> Draft:
    """The data file. Raises `DataError`; `BadValue` for a file that is to be written and is nobody's to write."""
    from kyutai_bib.reader.load import read_library

    if source == "-":
        raise BadValue("this command writes the data file back, so it cannot read it from stdin; name a file")
    file = data_file(source)
    if write and source is None and file == papers_file():
        raise BadValue("there is no data file here to write to; name one with --input")
    text = _read(file)
    return Draft(file, text, read_library(text.removeprefix("\ufeff"), file, drafts=True))


def _read(file: str) -> str:
    from kyutai_bib.reader.load import text_of

    return text_of(file)
