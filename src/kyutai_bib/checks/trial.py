"""Every version exported to BibTeX and biblatex and read back by bibtexparser, an independent reader."""

from __future__ import annotations

from collections.abc import Iterator

from kyutai_bib.checks.finding import Finding
from kyutai_bib.model.library import Library
from kyutai_bib.model.paper import Record
from kyutai_bib.writers import Options, format_named, write

__all__ = ["findings"]


def findings(library: Library) -> Iterator[Finding]:
    """A fatal finding for each record that does not come back as one entry with all its fields."""
    for paper in library:
        for version in paper.versions:
            for format_name in ("bibtex", "biblatex"):
                yield from _record(paper.record(version), format_name)


def _record(record: Record, format_name: str) -> Iterator[Finding]:
    from kyutai_bib.writers import fields_of

    format_ = format_named(format_name)
    text = "".join(write([record], format_, Options()))
    if not _comes_back(text, record.key, fields_of(format_)):
        message = f"its {format_name} entry cannot be read back"
        yield Finding(
            record.paper.line,
            record.key,
            "",
            message,
            "this is a fault in kyutai-bib: please report the paper",
            True,
        )


def _comes_back(text: str, key: str, fields: frozenset[str]) -> bool:
    """Whether `text` is one entry under `key` whose fields are the lines that were written."""
    from bibtexparser.entrypoint import parse_string

    library = parse_string(text, parse_stack=[])
    if len(library.blocks) != 1 or len(library.entries) != 1:
        return False
    entry = library.entries[0]
    written = [line.split("=", 1)[0].strip() for line in text.splitlines()[1:-1] if line.startswith("  ")]
    return entry.key == key and [name for name in written if name in fields] == [f.key for f in entry.fields]
