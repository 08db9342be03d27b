"""The functions that `import kyutai_bib` offers: what the command line does, without files and messages."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable

from kyutai_bib.errors import BadValue, LossError
from kyutai_bib.model.library import Library
from kyutai_bib.model.paper import Record
from kyutai_bib.shipped import papers_file
from kyutai_bib.writers import FORMATS, Format, Options, format_named, write
from kyutai_bib.writers.losses import Loss
from kyutai_bib.writers.losses import losses as find_losses
from kyutai_bib.writers.targets import check_format, target_named

__all__ = ["cite", "export", "load", "losses"]


def load(path: str | os.PathLike[str] | None = None) -> Library:
    """The library in the YAML file at `path`, or the one that ships with kyutai-bib.

    Raises `DataError`, whose `problems` has everything that is wrong with the file.
    """
    from kyutai_bib.reader.load import load

    return load(papers_file() if path is None else path)


def export(
    papers: Library | Record | Iterable[Record],
    format: str | None = None,
    *,
    target: str | None = None,
    abstracts: bool = True,
    fields: str | Collection[str] | None = None,
    omit: str | Collection[str] = (),
    style: str | os.PathLike[str] = "kyutai",
    locale: str | None = None,
    strict: bool = False,
) -> str:
    """The whole text of an export in the named format, else in BibTeX.

    It ends with a line break unless there are no records.

    `papers` is a library (then the published version of each work is taken) or records from
    `Library.select`, or one of them. `fields` names the only fields to write, `omit` those to leave out, by
    the names of the format. `style` (a CSL style's name or file) and `locale` are for formatted references.
    `target` names a program that the text is for, which gets the format and dialect that it understands best.

    Raises `LossError` if `strict` and the format cannot carry everything, `BadValue` for a format that is not
    the target's or a field that is both in `fields` and in `omit`, `UnknownName` for a format, target, field,
    style or locale that is not known, `StyleError` for a style that cannot be used.
    """
    only = None if fields is None else _names(fields)
    options = Options(abstracts, only, _names(omit), os.fspath(style), locale)
    wanted = _format(format, target)
    records = list(_records(papers))
    if strict and (lost := list(find_losses(records, wanted, options))):
        raise LossError(wanted.name, lost)
    return "".join(write(records, wanted, options))


def losses(
    papers: Library | Record | Iterable[Record],
    format: str | None = None,
    *,
    target: str | None = None,
    style: str | os.PathLike[str] = "kyutai",
    locale: str | None = None,
) -> list[Loss]:
    """What the format, or what the program `target` gets, cannot carry: a `Loss` a record and field.

    Takes and raises what `export` does.
    """
    options = Options(style=os.fspath(style), locale=locale)
    return list(find_losses(_records(papers), _format(format, target), options))


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
    from kyutai_bib.csl.item import item_to_print

    markup = format_named(format).markup
    if not markup:
        formats = ", ".join(known.markup for known in FORMATS if known.markup)
        raise BadValue(f"{format} has no citations in the text; formats that have: {formats}")
    records = list(_records(papers))
    items = {record.key: item_to_print(record) for record in records}
    processor = Processor(items.values(), style, locale=locale, markup=markup)
    keys = [record.key for record in records]
    for note, cites in enumerate([keys] if together and keys else keys, 1):
        processor.add(cites, note=note)
    return list(processor.citations().values())


def _records(papers: Library | Record | Iterable[Record]) -> Iterable[Record]:
    if isinstance(papers, Library):
        return papers.select()
    return [papers] if isinstance(papers, Record) else papers


def _format(name: str | None, target: str | None) -> Format:
    if target is None:
        return format_named(name or "bibtex")
    program = target_named(target)
    if name is not None:
        check_format(program, format_named(name))
    return program.format


def _names(names: str | Collection[str]) -> frozenset[str]:
    return frozenset([names] if isinstance(names, str) else names)
