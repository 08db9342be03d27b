"""Programs that people write for, each with the format and dialect that it was measured to understand best.

docs/formats.md says what was measured; docs/consumers.md has what arrives in each program.
"""

from __future__ import annotations

from typing import NamedTuple

from kyutai_bib.errors import BadValue, UnknownName
from kyutai_bib.nearest import nearest
from kyutai_bib.writers import Format, format_for_file, format_named

__all__ = ["TARGETS", "Target", "check_file", "check_format", "target_named"]


class Target(NamedTuple):
    """A program by name, what its file is for, its format, and endings beside those of the format."""

    name: str
    purpose: str
    format: Format
    endings: tuple[str, ...] = ()


_ZOTERO = format_named("csl-json")._replace(module="zotero_json")

TARGETS = (
    Target("zotero", "File > Import; preprints stay preprints", _ZOTERO),
    Target("overleaf", "\\bibliography, with any engine and style", format_named("bibtex")),
    Target("typst", "#bibliography", format_named("hayagriva"), (".yml", ".yaml")),
    Target("jabref", "a library to open", format_named("bibtex")),
    Target("word", "References > Manage Sources > Browse", format_named("word-xml"), (".xml",)),
    Target("github", 'CITATION.cff, for "Cite this repository"', format_named("cff")),
    Target("pandoc", "--citeproc --bibliography", format_named("csl-yaml")),
    Target("endnote", "File > Import, as Reference Manager (RIS)", format_named("ris")),
)


def target_named(name: str) -> Target:
    """The target of this name, case ignored. Raises `UnknownName` with the nearest."""
    by_name = {known.name: known for known in TARGETS}
    found = by_name.get(name.strip().lower())
    if found is None:
        raise UnknownName("target", name, nearest(name, by_name), f"Known: {', '.join(by_name)}.")
    return found


def check_format(target: Target, format_: Format) -> None:
    """Raises `BadValue` if another format is asked for than the target's."""
    if format_.name != target.format.name:
        raise BadValue(f"{target.name} gets {target.format.name}, not {format_.name}; name only one of them")


def check_file(target: Target, file: str) -> None:
    """Raises `BadValue` if a file's name says another format than the target's."""
    named = format_for_file(file)
    if named and named.name != target.format.name and not file.lower().endswith(target.endings):
        raise BadValue(
            f"{target.name} gets {target.format.name}, but {file} is {named.name} by its name;"
            f" let it end in {target.format.endings[0]}, or name the format instead of the program"
        )
