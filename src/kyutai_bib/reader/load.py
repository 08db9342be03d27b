"""A data file to a `Library`, or one error with everything that is wrong with it."""

from __future__ import annotations

import os
from typing import BinaryIO

from kyutai_bib.errors import DataError
from kyutai_bib.model.library import Library
from kyutai_bib.reader.format import FILE, SECTIONS
from kyutai_bib.reader.nodes import MappingNode, Node, YamlFault, parse_yaml
from kyutai_bib.reader.problems import Place, Report
from kyutai_bib.reader.shapes import Context

__all__ = ["LARGEST", "load", "load_stream", "read_library", "text_of"]

LARGEST = 256 * 1024 * 1024
"""The size in bytes up to which a data file is read."""


def load(path: str | os.PathLike[str], *, drafts: bool = False) -> Library:
    """Read the data file at `path` (UTF-8 YAML, see docs/format.md).

    With `drafts` a paper may lack title and authors and a version its date: what enriching can find. An empty
    title and no authors stand for what is missing. Raises `DataError` with every problem found: a file that
    cannot be opened or is no YAML has one.
    """
    name = os.fspath(path)
    report = Report(name)
    content = _content(name, report)
    return _from_bytes(content, report, drafts)


def load_stream(stream: BinaryIO, name: str, *, drafts: bool = False) -> Library:
    """As `load`, from a binary stream; `name` is what problems call it."""
    report = Report(name)
    try:
        content = _limited(stream, report)
    except OSError as error:
        report.add(0, Place(), f"cannot be read: {error.strerror or error}")
        content = None
    return _from_bytes(content, report, drafts)


def read_library(text: str, name: str = "<text>", *, drafts: bool = False) -> Library:
    """Read the text of a data file; `name` is what problems call it, `drafts` as in `load`. Raises `DataError`."""
    report = Report(name)
    library = _library(text, report, drafts)
    if library is None or report.problems:
        raise DataError(report.in_order())
    return library


def text_of(path: str | os.PathLike[str]) -> str:
    """The text of a data file to the byte: line endings as they are, a byte order mark as U+FEFF at its start.

    Raises `DataError` for a file that cannot be opened or is not UTF-8.
    """
    report = Report(os.fspath(path))
    content = _content(report.file, report)
    if content is None or _decoded(content, report) is None:
        raise DataError(report.in_order())
    return content.decode("utf-8")


def _from_bytes(content: bytes | None, report: Report, drafts: bool) -> Library:
    text = _decoded(content, report) if content is not None else None
    if text is None:
        raise DataError(report.in_order())
    return read_library(text, report.file, drafts=drafts)


def _content(name: str, report: Report) -> bytes | None:
    try:
        with open(name, "rb") as file:
            return _limited(file, report)
    except (OSError, ValueError) as error:
        report.add(0, Place(), *_why_not_opened(name, error))
        return None


def _limited(stream: BinaryIO, report: Report) -> bytes | None:
    content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        report.add(0, Place(), f"larger than {LARGEST // 1024 // 1024} MiB", "split it")
        return None
    return content


def _why_not_opened(name: str, error: OSError | ValueError) -> tuple[str, str]:
    if isinstance(error, FileNotFoundError):
        return (
            "there is no such file",
            "check the name, or leave out --input to use the papers that come with kyutai-bib",
        )
    if isinstance(error, IsADirectoryError):
        return "this is a directory", f"name the file in it, like {os.path.join(name, 'papers.yaml')}"
    if isinstance(error, OSError):
        return f"cannot be read: {error.strerror}", "check its permissions"
    return f"this is no file's name: {error}", "check the name"


def _decoded(content: bytes, report: Report) -> str | None:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        byte = error.object[error.start]
        report.add(line, Place(), f"the byte 0x{byte:02X} is not UTF-8", "save the file in the encoding UTF-8")
        return None


def _library(text: str, report: Report, drafts: bool) -> Library | None:
    try:
        root = parse_yaml(text)
    except YamlFault as fault:
        _report_fault(text, fault, report)
        return None
    if root is None:
        report.add(0, Place(), "the file is empty", "begin with the sections people, venues and papers")
        return None
    return _sections(root, report, drafts)


def _report_fault(text: str, fault: YamlFault, report: Report) -> None:
    """Where a tab in the indentation is the reason, it is named with all that follow, and nothing else."""
    tabs = [n for n, line in enumerate(text.split("\n"), 1) if "\t" in line[: len(line) - len(line.lstrip())]]
    tabs = tabs[tabs.index(fault.line) :] if fault.line in tabs else []
    if tabs and "not YAML" in fault.message:
        for number in tabs:
            report.add(number, Place(), "a tab in the indentation", "use spaces")
    else:
        report.add(fault.line, Place(), fault.message, fault.advice)


def _sections(root: Node, report: Report, drafts: bool) -> Library | None:
    context = Context(report)
    context.drafts = drafts
    context.tables = {section.name: {} for section in SECTIONS}
    if isinstance(root, MappingNode):
        rank = {section.name: number for number, section in enumerate(SECTIONS)}
        root = MappingNode(sorted(root.pairs, key=lambda pair: rank.get(pair[0].text, 0)), root.line)
    library = FILE.read(root, Place(), context)
    if library is not None:
        _report_key_clashes(library, report)
    return library


def _report_key_clashes(library: Library, report: Report) -> None:
    """Every key that an export can print is unique, also when case is ignored."""
    owners = {paper.key.casefold(): f"the key of {paper.key}" for paper in library}
    for paper in library:
        versions = [paper.version_key(version) for version in paper.versions if version is not paper.main]
        others = [(key, "an alias") for key in paper.aliases] + [(key, "the key of a version") for key in versions]
        for key, what in others:
            if owner := owners.get(key.casefold()):
                message = f"{key!r} is {what} of {paper.key} and {owner}"
                report.add(paper.line, Place(paper.key), message, "keys must differ, also when case is ignored")
            else:
                owners[key.casefold()] = f"{what} of {paper.key}"
