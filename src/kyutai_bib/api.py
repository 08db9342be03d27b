"""The functions that `import kyutai_bib` offers: what the command line does, without files and messages."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable

from kyutai_bib.errors import BadValue
from kyutai_bib.model.library import Library
from kyutai_bib.model.paper import Record
from kyutai_bib.shipped import papers_file
from kyutai_bib.writers import FORMATS, Options, format_named, write

__all__ = ["cite", "export", "load"]


def load(path: str | os.PathLike[str] | None = None) -> Library:
    """The library in the YAML file at `path`, or the one that ships with kyutai-bib.

    Raises `DataError`, whose `problems` has everything that is wrong with the file.
    """
    from kyutai_bib.reader.load import load

    return load(papers_file() if path is None else path)


def export(
    papers: Library | Record | Iterable[Record],
    format: str = "bibtex",
    *,
    abstracts: bool = True,
    fields: str | Collection[str] | None = None,
    omit: str | Collection[str] = (),
    style: str | os.PathLike[str] = "kyutai",
    locale: str | None = None,
) -> str:
    """The whole text of an export in the named format; it ends with a line break unless there are no records.

    `papers` is a library (then the published version of each work is taken) or records from
    `Library.select`, or one of them. `fields` names the only fields to write, `omit` those to leave out, by
    the names of the format. `style` (a CSL style's name or file) and `locale` are for formatted references.

    Raises `UnknownName` for a format, field, style or locale that is not known, `StyleError` for a style that
    cannot be used.
    """
    only = None if fields is None else _names(fields)
    options = Options(abstracts, only, _names(omit), os.fspath(style), locale)
    return "".join(write(_records(papers), format_named(format), options))


def cite(
    papers: Library | Record | Iterable[Record],
    *,
    style: str | os.PathLike[str] = "kyutai",
    locale: str | None = None,
    format: str = "text",
    together: bool = False,
) -> list[str]:
    """In-text citations in a CSL style, one a record, or a single one of all records if `together`.

    `format` is one of the formats of references: text, html, markdown, latex, rtf.
    Raises as `export` does.
    """
    from kyutai_bib.csl.citing import Processor
    from kyutai_bib.csl.item import csl_item

    markup = format_named(format).markup
    if not markup:
        formats = ", ".join(known.markup for known in FORMATS if known.markup)
        raise BadValue(f"{format} has no citations in the text; formats that have: {formats}")
    records = list(_records(papers))
    items = {record.key: csl_item(record) for record in records}
    processor = Processor(items.values(), style, locale=locale, markup=markup)
    keys = [record.key for record in records]
    for note, cites in enumerate([keys] if together and keys else keys, 1):
        processor.add(cites, note=note)
    return list(processor.citations().values())


def _records(papers: Library | Record | Iterable[Record]) -> Iterable[Record]:
    if isinstance(papers, Library):
        return papers.select()
    return [papers] if isinstance(papers, Record) else papers


def _names(names: str | Collection[str]) -> frozenset[str]:
    return frozenset([names] if isinstance(names, str) else names)
