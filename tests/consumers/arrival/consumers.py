"""The consumers: each program with its version and how it is made to read each format it knows.

A reader is given the file's text and a folder of its own; what it answers are facts by citation key. None of them
is a dependency of kyutai-bib; programs from npm and PyPI lie in `.consumers/`, where `make consumers` puts them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import citeproc

from kyutai_bib.latex import unescape
from kyutai_bib.model.paper import Record
from tests.consumers.arrival.bib_fields import bib_facts
from tests.consumers.arrival.csl import csl_facts, csl_read
from tests.consumers.arrival.every_field import EVERY_FIELD, marked
from tests.consumers.arrival.facts import Facts, names, said, whole_name
from tests.consumers.arrival.mods import mods_read
from tests.consumers.arrival.printed import biblatex_pdf, bibtex_pdf, latin, typst_pdf
from tests.consumers.arrival.ris import ris_facts
from tests.consumers.corpus import nine, records
from tests.consumers.programs import (
    debian_version,
    npm,
    npm_version,
    pandoc3,
    pypi,
    pypi_version,
    run,
    tex_version,
)
from tests.consumers.readers import BLTX, part

__all__ = ["CONSUMERS", "Consumer", "Reader"]

Reader = Callable[[str, Path], dict[str, Facts]]


class Consumer(NamedTuple):
    """`needs` are the programs that must be there, `version` asks for the version, `formats` are those it reads,
    `given` are the records that it can be given."""

    name: str
    needs: tuple[str, ...]
    version: Callable[[], str]
    formats: Mapping[str, Reader]
    given: Callable[[], list[Record]] = records


_VERBATIM = {"doi", "url", "eprint", "date", "eventdate"}


def _latex(text: str, field: str = "") -> str:
    """LaTeX to text, for consumers that hand on LaTeX as it stands; some fields are never LaTeX."""
    return text if field in _VERBATIM else unescape(text)


# pandoc: CSL-JSON is what it has inside.


def _pandoc(program: Callable[[], str], format_: str) -> Reader:
    def read(text: str, folder: Path) -> dict[str, Facts]:
        return csl_read(json.loads(run(program(), "-f", format_, "-t", "csljson", stdin=text)))

    return read


def _endnote_xml(text: str, folder: Path) -> dict[str, Facts]:
    """pandoc reads no keys, so by the order of the file."""
    items = json.loads(run(pandoc3(), "-f", "endnotexml", "-t", "csljson", stdin=text))
    return {record.key: csl_facts(item) for record, item in zip(records(), items, strict=True)}


def _pandoc2() -> str:
    return "pandoc"


_PANDOC = {"bibtex": "bibtex", "biblatex": "biblatex", "csl-json": "csljson", "csl-yaml": "markdown"}
_PANDOC3 = {**_PANDOC, "ris": "ris"}
"""Our formats by pandoc's names; CSL-YAML is the metadata of a Markdown document."""


# bibutils: MODS is what it has inside.


def _bibutils(program: str) -> Reader:
    def read(text: str, folder: Path) -> dict[str, Facts]:
        (folder / "in").write_text(text, "utf-8")
        return mods_read(run(program, "-i", "utf8", "-o", "utf8", "in", cwd=folder, quiet=True))

    return read


def _bibutils_mods(text: str, folder: Path) -> dict[str, Facts]:
    """MODS as bibutils reads it, through the RIS that it writes of it."""
    (folder / "in").write_text(text, "utf-8")
    return _rispy(run("xml2ris", "-i", "utf8", "-o", "utf8", "-nb", "in", cwd=folder, quiet=True), folder)


# biber, as a tool that writes what it read.


def _biber(text: str, folder: Path) -> dict[str, Facts]:
    (folder / "in.bib").write_text(text, "utf-8")
    said = run("biber", "--tool", "--output-format=biblatexml", "--output-file", "out.xml", "in.bib", cwd=folder)
    assert "ERROR" not in said
    tree = ElementTree.parse(folder / "out.xml")  # noqa: S314  made by biber from our own file
    return {entry.get("id", ""): _biblatexml(entry) for entry in tree.iter(f"{BLTX}entry")}


def _biblatexml(entry: ElementTree.Element) -> Facts:
    fields = {node.tag.removeprefix(BLTX): _field(node) for node in entry if node.tag != f"{BLTX}names"}
    for date in entry.findall(f"{BLTX}date"):
        fields[f"{date.get('type', '')}date"] = _field(date)
    if entry.find(f"{BLTX}date") is not None and all(date.get("type") for date in entry.findall(f"{BLTX}date")):
        fields.pop("date", None)
    people = {
        role: names([_biblatexml_name(name) for name in entry.findall(f"{BLTX}names[@type='{role}']/{BLTX}name")])
        for role in ("author", "editor")
    }
    return bib_facts(entry.get("entrytype", ""), fields, people)


def _field(node: ElementTree.Element) -> str:
    """A date may have a start and an end, a list items, pages both."""
    if ends := [end.text or "" for kind in ("start", "end") for end in node.findall(f"{BLTX}{kind}")]:
        return "/".join(ends)
    items = node.findall(f"{BLTX}list/{BLTX}item")
    texts = ["-".join(end.text for end in item if end.text) or "".join(item.itertext()) for item in items]
    separator = ", " if node.tag.endswith("keywords") else " and "
    return _latex(
        separator.join(texts) if items else "".join(node.itertext()).strip(), node.tag.removeprefix(BLTX)
    )


def _biblatexml_name(name: ElementTree.Element) -> str:
    prefix = part(name, "prefix")
    joint = "" if prefix.endswith(("-", "'")) else " "
    return whole_name(f"{prefix}{joint}{part(name, 'family')}", part(name, "suffix"), part(name, "given"))


# JabRef: it makes new keys so that it writes all anew, and keeps the order.


def _jabref(text: str, folder: Path) -> dict[str, Facts]:
    (folder / "in.bib").write_text(text, "utf-8")
    keys = re.findall(r"^@\w+\{([^,]+),$", text, re.MULTILINE)
    return dict(zip(keys, _saved(folder, "in.bib", "bibtex"), strict=True))


def _jabref_import(format_: str) -> Reader:
    def read(text: str, folder: Path) -> dict[str, Facts]:
        (folder / "in").write_text(text, "utf-8")
        keys = [record.key for record in plain_signs()]
        return dict(zip(keys, _saved(folder, "in", format_), strict=True))

    return read


def _saved(folder: Path, name: str, format_: str) -> list[Facts]:
    env = {"HOME": str(folder), "JAVA_TOOL_OPTIONS": f"-Duser.home={folder} -Djava.util.prefs.userRoot={folder}"}
    run("jabref", "-n", "-i", f"{name},{format_}", "-g", "-o", "out.bib", cwd=folder, env=env)
    return _entries((folder / "out.bib").read_text("utf-8"))


def plain_signs() -> list[Record]:
    """The records that JabRef saves so that they can be read: it escapes no braces and no backslashes."""
    return [record for record in records() if not re.search(r"[{}\\]", " ".join(said(record).values()))]


def _entries(bib: str) -> list[Facts]:
    """The entries of a file in BibTeX that a consumer wrote, by bibtexparser."""
    from bibtexparser.entrypoint import parse_string

    # JabRef makes an entry type of any genre: "@Master's thesis{"
    read = parse_string(re.sub(r"^@(\w+)[^\n{]*\{.*,$", _counted(), bib, flags=re.MULTILINE))
    assert not read.failed_blocks
    return [_entry(entry, {}) for entry in read.entries]


def _counted() -> Callable[[re.Match[str]], str]:
    count = iter(range(10**6))
    return lambda found: f"@{found[1]}{{k{next(count)},"


def _entry(entry: Any, people: Mapping[str, str]) -> Facts:
    fields = {name: field.value for name, field in entry.fields_dict.items()}
    people = people or {role: _split(fields[role]) for role in ("author", "editor") if role in fields}
    return bib_facts(entry.entry_type, {name: _latex(text, name) for name, text in fields.items()}, people)


def _split(value: str) -> str:
    from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

    people = [parse_single_name_into_parts(name) for name in split_multiple_persons_names(value)]
    return names([_parts(person) for person in people])


def _parts(name: Any) -> str:
    von, last, suffix, first = (_latex(" ".join(part)) for part in (name.von, name.last, name.jr, name.first))
    joint = "" if von.endswith(("-", "'")) else " "
    return whole_name(f"{von}{joint}{last}", suffix, first)


# bibtexparser: its own decoding of LaTeX, its own splitting of names.


def _bibtexparser(text: str, folder: Path) -> dict[str, Facts]:
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors, SplitNameParts

    split = parse_string(text, append_middleware=[SeparateCoAuthors(), SplitNameParts()])
    decoded = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert not split.failed_blocks
    assert not decoded.failed_blocks
    return {key: _decoded(entry, split.entries_dict[key]) for key, entry in decoded.entries_dict.items()}


def _decoded(entry: Any, split: Any) -> Facts:
    fields = {name: str(field.value) for name, field in entry.fields_dict.items()}
    people = {
        role: names([_parts(person) for person in split.fields_dict[role].value])
        for role in ("author", "editor")
        if role in split.fields_dict
    }
    return bib_facts(entry.entry_type, fields, people)


# From PyPI and npm, in environments of their own.


def _pybtex(text: str, folder: Path) -> dict[str, Facts]:
    read = json.loads(pypi("pybtex", "bibtex", text))
    return {key: _pybtex_entry(entry) for key, entry in read.items()}


def _pybtex_entry(entry: dict[str, Any]) -> Facts:
    months = entry["fields"].get("month", "")
    people = {role: names([whole_name(**name) for name in found]) for role, found in entry["persons"].items()}
    return bib_facts(entry["type"], {**entry["fields"], "month": months[:3]}, people)


def _rispy(text: str, folder: Path) -> dict[str, Facts]:
    return {entry["id"]: ris_facts(entry) for entry in json.loads(pypi("rispy", "", text))}


def _citation_js(format_: str) -> Reader:
    return lambda text, folder: csl_read(json.loads(npm("citation-js", format_, text)))


def _citation_js_cff(text: str, folder: Path) -> dict[str, Facts]:
    """The work of the file itself stands first, then what to cite; it reads no keys."""
    items = json.loads(npm("citation-js", "cff", text))[1:]
    return {record.key: csl_facts(item) for record, item in zip(nine(), items, strict=True)}


def _biblatex_csl_converter(format_: str) -> Reader:
    return lambda text, folder: csl_read(json.loads(npm("biblatex-csl-converter", format_, text))["items"])


def _better_bibtex(text: str, folder: Path) -> dict[str, Facts]:
    read = json.loads(npm("bibtex-parser", "", text))
    assert read["errors"] == [] or all("unhandled macro" in error["error"] for error in read["errors"])
    return {entry["key"]: _better_bibtex_entry(entry) for entry in read["entries"]}


def _better_bibtex_entry(entry: dict[str, Any]) -> Facts:
    roles = ("author", "editor")
    fields = {name: value for name, value in entry["fields"].items() if name not in roles}
    texts = {name: ", ".join(value) if isinstance(value, list) else value for name, value in fields.items()}
    people = {role: names([_creator(name) for name in entry["fields"].get(role, [])]) for role in roles}
    return bib_facts(entry["type"], {name: _untagged(text) for name, text in texts.items()}, people)


def _creator(name: dict[str, str]) -> str:
    if "name" in name:
        return whole_name(name["name"], "", "")
    prefix = name.get("prefix", "")
    family = f"{prefix}{'' if prefix.endswith(('-', chr(39))) else ' '}{name.get('lastName', '')}"
    return whole_name(family, name.get("suffix", ""), name.get("firstName", ""))


def _untagged(text: str) -> str:
    """Zotero's rich text."""
    return re.sub(r"</?(?:span|sub|sup|i|b|pre|p)\b[^<>]*>", "", text)


def _citeproc(text: str, folder: Path) -> dict[str, Facts]:
    """citeproc-js with a style that prints every field between marks."""
    locale = (Path(citeproc.__file__).parent / "data" / "locales" / "locales-en-US.xml").read_text("utf-8")
    job = {"items": json.loads(text), "style": EVERY_FIELD, "locale": locale}
    printed = json.loads(npm("citeproc", "", json.dumps(job)))
    return marked("".join(printed.values()), list(printed))


CONSUMERS = (
    Consumer(
        "pdfLaTeX with BibTeX",
        ("pdflatex", "bibtex", "pdftotext", "plainnat.bst", "cmap.sty"),
        lambda: tex_version("pdflatex"),
        {"bibtex": bibtex_pdf},
        latin,
    ),
    Consumer(
        "pdfLaTeX with biber",
        ("pdflatex", "biber", "pdftotext", "biblatex.sty", "cmap.sty"),
        lambda: tex_version("pdflatex"),
        {"biblatex": biblatex_pdf},
        latin,
    ),
    Consumer(
        "Typst",
        ("pypi:typst", "pdftotext"),
        lambda: pypi_version("typst"),
        {"bibtex": typst_pdf("refs.bib"), "biblatex": typst_pdf("refs.bib"), "hayagriva": typst_pdf("refs.yml")},
    ),
    Consumer(
        "pandoc 2",
        ("pandoc",),
        lambda: debian_version("pandoc"),
        {format_: _pandoc(_pandoc2, name) for format_, name in _PANDOC.items()},
    ),
    Consumer(
        "pandoc 3",
        ("pandoc 3",),
        lambda: run(pandoc3(), "--version").split()[1],
        {format_: _pandoc(pandoc3, name) for format_, name in _PANDOC3.items()} | {"endnote-xml": _endnote_xml},
    ),
    Consumer(
        "bibutils",
        ("bib2xml", "pypi:rispy"),
        lambda: debian_version("bibutils"),
        {
            "bibtex": _bibutils("bib2xml"),
            "biblatex": _bibutils("biblatex2xml"),
            "ris": _bibutils("ris2xml"),
            "mods": _bibutils_mods,
            "endnote-xml": _bibutils("endx2xml"),
            "word-xml": _bibutils("wordbib2xml"),
        },
    ),
    Consumer("biber", ("biber",), lambda: debian_version("biber"), {"bibtex": _biber, "biblatex": _biber}),
    Consumer(
        "JabRef",
        ("jabref",),
        lambda: debian_version("jabref"),
        {"bibtex": _jabref, "biblatex": _jabref},
    ),
    Consumer(
        "JabRef",
        ("jabref",),
        lambda: debian_version("jabref"),
        {"ris": _jabref_import("ris"), "mods": _jabref_import("mods"), "word-xml": _jabref_import("msbib")},
        plain_signs,
    ),
    Consumer(
        "bibtexparser",
        (),
        lambda: version("bibtexparser"),
        {"bibtex": _bibtexparser, "biblatex": _bibtexparser},
    ),
    Consumer("pybtex", ("pypi:pybtex",), lambda: pypi_version("pybtex"), {"bibtex": _pybtex, "biblatex": _pybtex}),
    Consumer("rispy", ("pypi:rispy",), lambda: pypi_version("rispy"), {"ris": _rispy}),
    Consumer(
        "citation-js",
        ("npm:@citation-js/core",),
        lambda: npm_version("@citation-js/core"),
        {format_: _citation_js(format_) for format_ in ("bibtex", "biblatex", "csl-json", "ris", "hayagriva")},
    ),
    Consumer(
        "citation-js",
        ("npm:@citation-js/core",),
        lambda: npm_version("@citation-js/core"),
        {"cff": _citation_js_cff},
        nine,
    ),
    Consumer("citeproc-js", ("npm:citeproc",), lambda: npm_version("citeproc"), {"csl-json": _citeproc}),
    Consumer(
        "biblatex-csl-converter",
        ("npm:biblatex-csl-converter",),
        lambda: npm_version("biblatex-csl-converter"),
        {format_: _biblatex_csl_converter(format_) for format_ in ("bibtex", "biblatex", "csl-json")},
    ),
    Consumer(
        "Better BibTeX",
        ("npm:@retorquere/bibtex-parser",),
        lambda: npm_version("@retorquere/bibtex-parser"),
        {"bibtex": _better_bibtex, "biblatex": _better_bibtex},
    ),
)
"""Who reads what field by field."""
