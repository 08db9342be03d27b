"""BibTeX and biblatex by bibtexparser: its fields, its splitting of names, its decoding of LaTeX."""

from __future__ import annotations

import re
from typing import Any

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts

from kyutai_bib.latex import math_to_unicode, unescape
from tests.writers.read_back.expected import Facts
from tests.writers.read_back.names import Read, people
from tests.writers.read_back.tagged import DEGREES, arxiv, date

__all__ = ["biblatex", "bibtex"]

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
LANGUAGES = {
    "english": "en",
    "turkish": "tr",
    "icelandic": "is",
    "german": "de",
    "vietnamese": "vi",
    "french": "fr",
    "chinese": "zh",
}
BIBLATEX_DEGREES = {
    "bathesis": "bachelor",
    "mathesis": "master",
    "phdthesis": "phd",
    "Habilitation": "habilitation",
}
_FORMULA = re.compile(r"\{\$(.*?)(?<!\\)\$\}")


def bibtex(text: str) -> list[Facts]:
    return [_bibtex(entry) for entry in _entries(text)]


def biblatex(text: str) -> list[Facts]:
    return [_biblatex(entry) for entry in _entries(text)]


def _entries(text: str) -> list[Any]:
    library = parse_string(text, append_middleware=[SeparateCoAuthors(), SplitNameParts()])
    assert not library.failed_blocks
    return list(library.entries)


def _plain(tex: str) -> str:
    """Formulas by our own table, all else out of LaTeX.

    Two hyphens are a dash when TeX prints them; who reads a file takes them as they are.
    """
    pieces = _FORMULA.split(tex)
    return "".join(
        math_to_unicode(piece) if place % 2 else unescape(re.sub("-(?=-)", "-{}", piece))
        for place, piece in enumerate(pieces)
    )


def _protected(tex: str) -> list[str]:
    """What stands in braces on the outermost level and is no command of an accent, no formula and not nothing."""
    words, depth, start = [], 0, 0
    for place, sign in enumerate(tex):
        if sign in "{}" and (place == 0 or tex[place - 1] != "\\"):
            depth += 1 if sign == "{" else -1
            if (sign, depth) == ("{", 1):
                start = place + 1
            elif (sign, depth) == ("}", 0):
                words.append(tex[start:place])
    return [
        unescape(word)
        for word in words
        if word and not word.startswith("$") and not re.fullmatch(r"\\[^\w&%#$_{}].*|\\[a-zA-Z]+ ?\S?", word)
    ]


def _name(parts: Any) -> Read:
    von, last, jr, first = (" ".join(part) for part in (parts.von, parts.last, parts.jr, parts.first))
    whole = last.startswith("{") and last.endswith("}") and not (first or von or jr)
    return Read(unescape(last), unescape(first), unescape(von), unescape(jr), team=whole)


def _common(entry: Any, fields: dict[str, Any]) -> Facts:
    def of(name: str) -> str:
        return _plain(fields.get(name, ""))

    abstract = of("abstract")
    held = fields.get("booktitle") or fields.get("journal") or fields.get("journaltitle", "")
    classes = fields.get("primaryClass") or fields.get("eprintclass", "")
    arxiv_id = "arxiv" in (fields.get("eprinttype", ""), fields.get("archivePrefix", "").lower())
    return {
        "key": entry.key,
        "title": _plain(fields["title"]),
        "title.case": _protected(fields["title"]),
        "title.formulas": _FORMULA.findall(fields["title"]),
        "venue.title": _plain(held),
        "venue.title.case": _protected(held),
        "venue.title.formulas": _FORMULA.findall(held),
        **people("authors", map(_name, fields["author"])),
        **people("venue.editors", map(_name, fields.get("editor", []))),
        **(arxiv(fields["eprint"], classes) if arxiv_id else {}),
        **{name: of(name) for name in ("volume", "edition", "series", "publisher", "isbn")},
        "venue.issn": of("issn"),
        "pages": of("pages").replace("--", "-"),
        "doi": fields.get("doi", ""),
        "url": fields.get("url", ""),
        "language": LANGUAGES.get(fields.get("langid", ""), ""),
        "tags": of("keywords").split(", ") if "keywords" in fields else [],
        "abstract": re.sub(r"\s*\n\s*", " ", abstract),
        "abstract.paragraphs": len(re.split(r"\n\s*\n", abstract)),
    }


TYPES = {
    "inproceedings": "conference",
    "article": "journal",
    "incollection": "chapter",
    "book": "book",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "techreport": "report",
    "report": "report",
    "dataset": "dataset",
    "software": "software",
    "unpublished": "unpublished",
}


def _bibtex(entry: Any) -> Facts:
    fields = {name: field.value for name, field in entry.fields_dict.items()}
    how = _plain(fields.get("howpublished", ""))
    issued = re.fullmatch(r"(Dataset|Software)(?:, version ([^,]+))?(?:, (.+))?", how)
    kind = TYPES.get(entry.entry_type) or (issued[1].lower() if issued else "preprint")
    address = _plain(fields.get("address", ""))
    common = _common(entry, fields)
    number = _plain(fields.get("number", ""))
    elsewhere = how.partition(" ") if kind == "preprint" and not how.startswith("arXiv:") else ("", "", "")
    publisher, _, place = (
        common["publisher"].rpartition(", ") if kind == "conference" else (common["publisher"], "", "")
    )
    degree = "master" if entry.entry_type == "mastersthesis" else "phd" if entry.entry_type == "phdthesis" else ""
    note = _plain(fields.get("note", ""))
    return {
        **common,
        "type": kind,
        "date.year": int(fields.get("year", 0)),
        "date.month": MONTHS.index(fields["month"]) + 1 if "month" in fields else 0,
        "date.day": int(fields.get("day", 0)),
        "degree": DEGREES.get(_plain(fields.get("type", "")), degree),
        "institution": _plain(fields.get("school") or fields.get("institution", "")),
        "issue": number if kind == "journal" else "",
        "number": number if kind == "report" else issued[2] if issued else elsewhere[2],
        "publisher": (issued[3] if issued else elsewhere[0]) or publisher or common["publisher"],
        "publisher-place": place or address,
        "venue.event-place": address if kind == "conference" else "",
        "note": "" if note == "Unpublished" else note,
    }


def _biblatex(entry: Any) -> Facts:
    fields = {name: field.value for name, field in entry.fields_dict.items()}
    common = _common(entry, fields)
    kind = TYPES.get(entry.entry_type, "preprint")
    archive = fields.get("eprinttype", "")
    return {
        **common,
        "type": kind,
        **date(fields.get("date", "")),
        "degree": BIBLATEX_DEGREES.get(fields.get("type", ""), ""),
        "institution": _plain(fields.get("institution", "")),
        "issue": _plain(fields.get("number", "")) if kind == "journal" else "",
        "number": _plain(
            fields.get("version")
            or (fields.get("number", "") if kind == "report" else "")
            or (fields.get("eprint", "") if archive != "arxiv" else "")
        ),
        "publisher": common["publisher"]
        or _plain(fields.get("organization", ""))
        or (archive if archive != "arxiv" else ""),
        "publisher-place": _plain(fields.get("location", "")),
        "venue.event": _plain(fields.get("eventtitle", "")),
        "venue.event-dates": fields.get("eventdate", ""),
        "venue.event-place": _plain(fields.get("venue", "")),
        "aliases": fields["ids"].split(",") if "ids" in fields else [],
        "note": _plain(fields.get("note", "")),
    }
