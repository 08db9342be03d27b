"""Facts of MODS, version 3, which bibutils writes of what it reads."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from tests.consumers.arrival.facts import Facts, names, tidy, whole_name

__all__ = ["mods_read"]

_M = "{http://www.loc.gov/mods/v3}"


def mods_read(written: str) -> dict[str, Facts]:
    tree = ElementTree.fromstring(written[written.index("<?xml") : written.rindex(">") + 1])  # noqa: S314
    return {entry.get("ID", ""): _facts(entry) for entry in tree.iter(f"{_M}mods")}


def _facts(entry: ElementTree.Element) -> Facts:
    host = _first(entry, "relatedItem[@type='host']")
    series = _first(host, "relatedItem")  # bibutils calls the series a host of the host
    facts = {
        "kind": ", ".join(dict.fromkeys(_texts(entry, "genre", deep=True))),
        "title": _title(entry),
        "author": _names(entry, "author"),
        "editor": _names(entry, "editor"),
        "date": _one(entry, "part/date") or _one(entry, "dateIssued"),
        "venue": _title(host),
        "series": _title(series),
        "volume": _detail(entry, "volume"),
        "issue": _detail(entry, "issue") or _detail(entry, "number"),
        "number": _detail(entry, "report number") or _identifier(entry, "report number"),
        "pages": _pages(entry),
        "edition": _one(entry, "edition"),
        "publisher": _one(entry, "publisher"),
        "place": _one(entry, "placeTerm"),
        "doi": _identifier(entry, "doi"),
        "url": " ".join(_texts(entry, "url", deep=True)),
        "arxiv": _identifier(entry, "arXiv") or _identifier(entry, "eprint"),
        "isbn": _identifier(entry, "isbn"),
        "issn": _identifier(entry, "issn"),
        "language": _one(entry, "languageTerm"),
        "note": " ".join(_texts(entry, "note", deep=True)),
        "tags": ", ".join(_texts(entry, "topic", deep=True)),
        "abstract": _one(entry, "abstract"),
    }
    return {field: tidy(text) for field, text in facts.items() if text}


def _first(entry: ElementTree.Element | None, path: str) -> ElementTree.Element | None:
    return None if entry is None else entry.find(f"{_M}{path}")


def _texts(entry: ElementTree.Element, name: str, *, deep: bool = False) -> list[str]:
    path = f".//{_M}{name}" if deep else f"{_M}{name}"
    return [node.text for node in entry.iterfind(path) if node.text]


def _one(entry: ElementTree.Element, path: str) -> str:
    return next(iter(_texts(entry, path.replace("/", f"/{_M}"), deep=True)), "")


def _title(entry: ElementTree.Element | None) -> str:
    info = None if entry is None else entry.find(f"{_M}titleInfo")
    if info is None:
        return ""
    return ": ".join(filter(None, (info.findtext(f"{_M}title"), info.findtext(f"{_M}subTitle"))))


def _detail(entry: ElementTree.Element, kind: str) -> str:
    return next(iter(_texts(entry, f"detail[@type='{kind}']/{_M}number", deep=True)), "")


def _identifier(entry: ElementTree.Element, kind: str) -> str:
    return next(iter(_texts(entry, f"identifier[@type='{kind}']", deep=True)), "")


def _pages(entry: ElementTree.Element) -> str:
    for unit in ("page", "pages"):
        extent = f"extent[@unit='{unit}']/{_M}"
        ends = [text for end in ("start", "end") for text in _texts(entry, extent + end, deep=True)]
        if ends:
            return "-".join(ends)
    return _detail(entry, "page")


def _names(entry: ElementTree.Element, role: str) -> str:
    return names(list(_with_role(entry, role)))


def _with_role(entry: ElementTree.Element, role: str) -> Iterator[str]:
    for name in entry.iterfind(f".//{_M}name"):
        if role in _texts(name, "roleTerm", deep=True):
            parts: dict[str | None, str] = {}
            for node in name.iterfind(f"{_M}namePart"):
                parts[node.get("type")] = f"{parts.get(node.get('type'), '')} {node.text}".strip()
            family = parts.get("family") or parts.get(None, "")
            yield whole_name(family, parts.get("suffix", ""), parts.get("given", ""))
