"""Records to text: one small file a format, and the table of them all.

A writer is a function `(records, options) -> chunks of text`. It opens no file, reaches no network and
knows no command line. Its module is imported when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from kyutai_bib.errors import BadValue, UnknownName
from kyutai_bib.nearest import nearest

if TYPE_CHECKING:
    from kyutai_bib.model.paper import Record

__all__ = [
    "FORMATS",
    "Format",
    "Options",
    "Writer",
    "fields_of",
    "format_for_file",
    "format_named",
    "module_of",
    "write",
]


class Options(NamedTuple):
    """What a writer is asked for.

    `abstracts`: whether abstracts go in. `only` names the fields to write, `omit` those to leave out, by the
    format's own names (none can be in both; a field that a format cannot do without stays). `style` and `locale`
    are for formatted references: a CSL style's name or file, and a locale such as fr-FR (`None`: the style's own).
    """

    abstracts: bool = True
    only: frozenset[str] | None = None
    omit: frozenset[str] = frozenset()
    style: str = "kyutai"
    locale: str | None = None

    def wants(self, field: str) -> bool:
        """Whether a field of this name is to be written."""
        if self.only is not None:
            return field in self.only
        return field not in self.omit and (self.abstracts or field != "abstract")


Writer = Callable[["Iterable[Record]", Options], "Iterator[str]"]
"""Makes chunks of text of records."""


class Format(NamedTuple):
    """A format by name: what it is for, the file endings it goes by, where its writer lives.

    `module` has a function `write` (a `Writer`), `FIELDS`, the names that `only` and `omit` know, and
    `entry`, which gives all that the format says of a record, by field, in a form that can be compared.
    `markup` is set for formatted references, which one module writes in several markups; it has `writer` and
    `teller` instead.
    """

    name: str
    purpose: str
    endings: tuple[str, ...]
    module: str
    markup: str = ""


_REFERENCES = "references"

FORMATS = (
    Format("bibtex", "BibTeX, for LaTeX with any .bst style", (".bib",), "bibtex"),
    Format("biblatex", "biblatex, for LaTeX with biber", (".biblatex",), "biblatex"),
    Format("csl-json", "CSL-JSON, for Zotero and pandoc", (".json",), "csl_json"),
    Format("hayagriva", "hayagriva YAML, for Typst", (".hayagriva.yml", ".hayagriva.yaml"), "hayagriva"),
    Format("csl-yaml", "CSL-YAML, for pandoc", (".yaml", ".yml"), "csl_yaml"),
    Format("cff", "CITATION.cff, for GitHub and Zenodo", (".cff",), "cff"),
    Format("ris", "RIS, for Zotero, EndNote and Mendeley", (".ris",), "ris"),
    Format("csv", "a table, for spreadsheets", (".csv",), "csv_table"),
    Format("jsonld", "schema.org JSON-LD, for the page of a paper", (".jsonld",), "jsonld"),
    Format("coins", "COinS spans, for a web page that lists papers", (".coins.html",), "coins"),
    Format("highwire", "citation_* meta tags, for the web page of a paper", (".meta.html",), "highwire"),
    Format("mods", "MODS, for libraries and bibutils", (".mods", ".mods.xml"), "mods"),
    Format("endnote-xml", "EndNote's own XML", (".endnote.xml",), "endnote_xml"),
    Format("word-xml", "sources for Word's bibliography", (".word.xml",), "word_xml"),
    Format("zotero-rdf", "Zotero RDF, with tags and links", (".rdf",), "zotero_rdf"),
    Format("text", "references as plain text", (".txt",), _REFERENCES, "text"),
    Format("html", "references for a web page", (".html", ".htm"), _REFERENCES, "html"),
    Format("markdown", "references in Markdown", (".md", ".markdown"), _REFERENCES, "markdown"),
    Format("latex", "references as a LaTeX thebibliography", (".tex", ".bbl"), _REFERENCES, "latex"),
    Format("rtf", "references for a word processor", (".rtf",), _REFERENCES, "rtf"),
)


def format_named(name: str) -> Format:
    """The format of this name, case ignored. Raises `UnknownName` with the nearest."""
    by_name = {known.name: known for known in FORMATS}
    found = by_name.get(name.strip().lower())
    if found is None:
        raise UnknownName("format", name, nearest(name, by_name), f"Known: {', '.join(by_name)}.")
    return found


def format_for_file(file: str) -> Format | None:
    """The format that a file's ending stands for, or `None`."""
    name = file.lower()
    return next((known for known in FORMATS if name.endswith(known.endings)), None)


def write(records: Iterable[Record], format_: Format, options: Options) -> Iterator[str]:
    """The chunks of text that `format_` makes of `records`; joined they are the whole file.

    Raises at once `UnknownName` for a field of `options` that the format does not have, and `BadValue` for
    one that is wanted and not wanted.
    """
    _check_fields(format_, options)
    module = module_of(format_)
    writer: Writer = module.writer(format_.markup) if format_.markup else module.write
    return writer(records, options)


def fields_of(format_: Format) -> frozenset[str]:
    """The names of the fields that the format has."""
    return frozenset(module_of(format_).FIELDS)


def module_of(format_: Format) -> Any:
    """The module that writes the format."""
    from importlib import import_module

    return import_module(f"{__name__}.{format_.module}")


def _check_fields(format_: Format, options: Options) -> None:
    asked = (options.only or frozenset()) | options.omit
    known = fields_of(format_) if asked else asked
    for name in sorted(asked):
        if name not in known:
            raise UnknownName(f"field of {format_.name}", name, nearest(name, sorted(known)))
    if options.only is not None:
        _check_only(options.only, options)


def _check_only(only: frozenset[str], options: Options) -> None:
    """What is asked for and not wanted at once is a mistake."""
    if not only:
        raise BadValue("no field is asked for; name at least one")
    if both := sorted(only & options.omit):
        raise BadValue(f"{', '.join(both)}: asked for (fields) and left out (omit) at once; drop one of the two")
    if not options.abstracts and "abstract" in only:
        raise BadValue("the field abstract is asked for, but no abstracts are; drop one of the two")
