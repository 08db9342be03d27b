"""Programs that read a bibliography, each as a function from a file's text to the same plain records."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import normalize
from xml.etree import ElementTree

from kyutai_bib.latex import math_to_unicode, unescape
from kyutai_bib.model.name import Name, TeamName
from kyutai_bib.model.paper import Record
from tests.consumers.programs import run

__all__ = ["READERS", "Read", "Reader", "expected", "plain"]


class Read(NamedTuple):
    """What can be compared; a name is family (with particle), suffix and given, empty parts left out."""

    title: str
    authors: list[str]
    date: tuple[int, ...]
    doi: str
    pages: str


Reader = Callable[[str, Path], dict[str, Read]]


def expected(record: Record) -> Read:
    return Read(
        plain(record.title.plain(math_to_unicode)),
        [spoken(person.name) for person in record.authors],
        record.date.parts if record.date else (),
        str(record.doi or ""),
        str(record.version.pages or ""),
    )


def spoken(name: Name) -> str:
    if isinstance(name, TeamName):
        return plain(name.literal)
    return _name(name.whole_family, name.suffix, name.given)


def plain(text: str) -> str:
    """Without what programs are free to change: kinds of quotes and of dashes, blanks."""
    text = re.sub("[‘’“”'`´]+", '"', normalize("NFKC", text))
    text = re.sub("--+|[–—]", "-", text).replace("ˆ", "^").replace("⌃", "^").replace("...", "…")
    return re.sub(r"\s+", "", text)


def _name(family: str, *others: str) -> str:
    return ", ".join(plain(part) for part in (family, *others) if part)


def bibtexparser(text: str, folder: Path) -> dict[str, Read]:
    """Titles by its decoding of LaTeX; names by its splitting, which wants the braces that decoding takes off."""
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors, SplitNameParts

    split = parse_string(text, append_middleware=[SeparateCoAuthors(), SplitNameParts()])
    decoded = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert not split.failed_blocks
    assert not decoded.failed_blocks
    return {
        key: _parsed(
            {**{name: field.value for name, field in entry.fields_dict.items()}, **_split(split.entries_dict[key])}
        )
        for key, entry in decoded.entries_dict.items()
    }


def _split(entry: Any) -> dict[str, list[str]]:
    return {
        "author": [
            _name(*(unescape(" ".join(part)) for part in ((*name.von, *name.last), name.jr, name.first)))
            for name in entry["author"]
        ]
    }


def _parsed(value: dict[str, Any]) -> Read:
    date = value["date"].split("-") if "date" in value else _bibtex_date(value)
    title = re.sub(r"\$([^$]+)\$", lambda formula: math_to_unicode(formula[1]), value["title"])
    pages = value.get("pages", "").replace("–", "-").replace("--", "-")
    return Read(plain(title), value["author"], tuple(map(int, date)), value.get("doi", ""), pages)


def _bibtex_date(value: dict[str, Any]) -> list[Any]:
    months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    month = [months.index(value["month"]) + 1] if "month" in value else []
    return (
        [value[part] for part in ("year",) if part in value]
        + month
        + [value[part] for part in ("day",) if part in value]
    )


BLTX = "{http://biblatex-biber.sourceforge.net/biblatexml}"


def biber(text: str, folder: Path) -> dict[str, Read]:
    (folder / "in.bib").write_text(text, "utf-8")
    said = run("biber", "--tool", "--output-format=biblatexml", "--output-file", "out.xml", "in.bib", cwd=folder)
    assert "WARN" not in said
    assert "ERROR" not in said
    tree = ElementTree.parse(folder / "out.xml")  # noqa: S314  made by biber from our own file
    return {entry.get("id", ""): _biblatexml(entry) for entry in tree.iter(f"{BLTX}entry")}


def _biblatexml(entry: ElementTree.Element) -> Read:
    def of(field: str) -> str:
        found = entry.find(f"{BLTX}{field}")
        return "" if found is None else "".join(found.itertext()).strip()

    names = [
        _name(f"{part(name, 'prefix')} {part(name, 'family')}", part(name, "suffix"), part(name, "given"))
        for names in entry.findall(f"{BLTX}names[@type='author']")
        for name in names.findall(f"{BLTX}name")
    ]
    pages = [
        [end.text for end in item if end.text] or [item.text or ""]
        for item in entry.findall(f"{BLTX}pages/{BLTX}list/{BLTX}item")
    ]
    return Read(
        plain(unescape(of("title"))),
        names,
        tuple(int(number) for number in of("date").split("-") if number),
        of("doi"),
        ",".join("-".join(ends) for ends in pages),
    )


def part(name: ElementTree.Element, kind: str) -> str:
    """One part of a name; biber takes parts apart where it sees several words."""
    texts = [
        " ".join(node.text for node in found.iter() if node.text and node.text.strip())
        for found in name.findall(f"{BLTX}namepart[@type='{kind}']")
    ]
    return unescape(" ".join(texts))


def pandoc(format_: str) -> Reader:
    def read(text: str, folder: Path) -> dict[str, Read]:
        items = json.loads(run("pandoc", "-f", format_, "-t", "csljson", stdin=text))
        return {item["id"]: _csl(item) for item in items}

    return read


def _csl(item: dict[str, Any]) -> Read:
    dates = item.get("issued", {}).get("date-parts", [[]])
    return Read(
        plain(re.sub("</?(?:span|sub|sup|i)\\b[^<>]*>", "", item["title"])),
        [_csl_name(name) for name in item["author"]],
        tuple(int(number) for number in dates[0]),
        item.get("DOI", ""),
        item.get("page", "").replace("–", "-"),
    )


def _csl_name(name: dict[str, str]) -> str:
    particle = name.get("non-dropping-particle") or name.get("dropping-particle", "")
    family = name.get("literal") or f"{particle} {name['family']}"
    return _name(family, name.get("suffix", ""), name.get("given", ""))


MODS = "{http://www.loc.gov/mods/v3}"


def bibutils(program: str) -> Reader:
    def read(text: str, folder: Path) -> dict[str, Read]:
        (folder / "in.bib").write_text(text, "utf-8")
        written = run(program, "-i", "utf8", "-o", "utf8", "in.bib", cwd=folder)
        tree = ElementTree.fromstring(written[written.index("<?xml") : written.rindex(">") + 1])  # noqa: S314
        return {entry.get("ID", ""): _mods(entry) for entry in tree.iter(f"{MODS}mods")}

    return read


def _mods(entry: ElementTree.Element) -> Read:
    def of(path: str) -> str:
        return entry.findtext(f"{MODS}{path.replace('/', '/' + MODS)}") or ""

    title = ": ".join(filter(None, (of("titleInfo/title"), of("titleInfo/subTitle"))))
    date = of("part/date") or of("originInfo/dateIssued") or of("relatedItem/originInfo/dateIssued")
    doi = [node.text or "" for node in entry.findall(f"{MODS}identifier[@type='doi']")]
    pages = f".//{MODS}extent[@unit='page']/{MODS}start", f".//{MODS}extent[@unit='page']/{MODS}end"
    ends = [
        node.text or ""
        for path in (*pages, f".//{MODS}detail[@type='page']/{MODS}number")
        for node in entry.findall(path)
    ]
    parts = tuple(int(number) for number in date.split("-") if number)
    return Read(plain(title), [*_mods_names(entry)], parts, "".join(doi), "-".join(ends))


def _mods_names(entry: ElementTree.Element) -> Iterator[str]:
    for name in entry.findall(f"{MODS}name"):
        if name.findtext(f"{MODS}role/{MODS}roleTerm") != "author":
            continue  # the institution, the conference
        parts = dict.fromkeys(("family", "suffix", "given", None), "")
        for node in name.findall(f"{MODS}namePart"):
            parts[node.get("type")] = f"{parts.get(node.get('type'), '')} {node.text}".strip()
        yield _name(parts["family"] or parts[None], parts["suffix"], parts["given"])


READERS: dict[str, tuple[str, str, Reader]] = {
    "bibtexparser, bibtex": ("", "bibtex", bibtexparser),
    "bibtexparser, biblatex": ("", "biblatex", bibtexparser),
    "biber, bibtex": ("biber", "bibtex", biber),
    "biber, biblatex": ("biber", "biblatex", biber),
    "pandoc, bibtex": ("pandoc", "bibtex", pandoc("bibtex")),
    "pandoc, biblatex": ("pandoc", "biblatex", pandoc("biblatex")),
    "pandoc, csl-json": ("pandoc", "csl-json", pandoc("csljson")),
    "bibutils, bibtex": ("bib2xml", "bibtex", bibutils("bib2xml")),
    "bibutils, biblatex": ("biblatex2xml", "biblatex", bibutils("biblatex2xml")),
}
"""Who reads which format -> the program, the format, the reader."""
