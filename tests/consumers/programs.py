"""Programs: where they are, and how they are run."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from kyutai_bib.model.library import Library
from kyutai_bib.model.paper import Record
from kyutai_bib.model.selection import Preference
from kyutai_bib.writers import Options, format_named, write

__all__ = ["BEYOND_PDFLATEX", "Need", "exported", "find", "printable", "run"]

Need = Callable[..., None]

BEYOND_PDFLATEX = "beyond pdflatex"
"""The tag of records in letters that no 8-bit font has."""


def find(*names: str) -> None:
    """Skips, or fails where nothing may be skipped, if a program or a file of the TeX installation is absent."""
    for name in names:
        if _absent(name):
            message = f"{name} is not installed"
            if os.environ.get("KYUTAI_BIB_NO_SKIP") == "1":
                pytest.fail(message)
            pytest.skip(message)


@cache
def _absent(name: str) -> bool:
    if "." not in name:
        return shutil.which(name) is None
    return (
        shutil.which("kpsewhich") is None
        or subprocess.run(["kpsewhich", name], check=False, capture_output=True).returncode != 0
    )


def run(*words: str, cwd: Path | None = None, stdin: str | None = None) -> str:
    """What a program says, and what it prints, together; whether it is content is for the test to look at."""
    done = subprocess.run(
        words,
        cwd=cwd,
        input=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if stdin is None else None,
        encoding="utf-8",
        errors="replace",
        timeout=120,
        check=False,
    )
    return done.stdout


def printable(library: Library, prefer: Preference = Preference.ALL) -> list[Record]:
    """The records that pdfLaTeX has letters for."""
    return [record for record in library.select(prefer=prefer) if BEYOND_PDFLATEX not in record.tags]


def exported(records: list[Record], format_: str, *, abstracts: bool = True, omit: tuple[str, ...] = ()) -> str:
    options = Options(abstracts=abstracts, omit=frozenset(omit))
    return "".join(write(records, format_named(format_), options))
