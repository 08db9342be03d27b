"""RIS by rispy, CSV by the standard library, COinS and meta tags by its reader of HTML."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs

import rispy

from tests.writers.read_back.expected import Facts
from tests.writers.read_back.names import Read, comma_form, people

__all__ = ["coins", "csv_table", "highwire", "ris"]

DEGREES = {
    "Bachelor's thesis": "bachelor",
    "Master's thesis": "master",
    "PhD thesis": "phd",
    "Habilitation": "habilitation",
}
RIS_KINDS = {
    "CONF": "conference",
    "JOUR": "journal",
    "CHAP": "chapter",
    "BOOK": "book",
    "THES": "thesis",
    "RPRT": "report",
    "DATA": "dataset",
    "COMP": "software",
    "ELEC": "webpage",
    "UNPD": "unpublished",
}


def arxiv(id_: str, classes: str = "") -> Facts:
    """An id with or without its version, and classes in brackets or without."""
    base, _, version = re.fullmatch(r"(.+?)(v(\d+))?", id_.removeprefix("arXiv:")).groups()  # type: ignore[union-attr]
    names = classes.strip("[]").split()
    return {"arxiv": base, "arxiv.version": int(version or 0), "classes": names[:1], "classes.more": names[1:]}


def arxiv_line(lines: Iterable[str]) -> Facts:
    for line in lines:
        if found := re.fullmatch(r"arXiv:(\S+)( \[.*\])?", line):
            return arxiv(found[1], (found[2] or "").strip())
    return {}


def pages(first: str, last: str) -> str:
    return first if first == last else f"{first}-{last}"


def date(text: str, separator: str = "-") -> Facts:
    parts = [int(part) for part in text.split(separator) if part]
    return dict(zip(("date.year", "date.month", "date.day"), parts, strict=False))


def ris(text: str) -> list[Facts]:
    return [_ris(entry) for entry in rispy.loads(text)]


def _ris(entry: Mapping[str, Any]) -> Facts:
    extra = entry.get("unknown_tag", {}).get("M2", [])
    kind = "preprint" if "Type: preprint" in extra else RIS_KINDS[entry["type_of_reference"]]
    of = {
        name: entry.get(name, "")
        for name in ("secondary_title", "publisher", "place_published", "issn", "edition")
    }
    in_conference, in_book, of_release = kind == "conference", kind == "book", kind in ("dataset", "software")
    number = {"preprint": entry.get("accession_number", ""), "report": of["issn"]}.get(kind, "")
    return {
        "key": entry["id"],
        "type": kind,
        "title": entry["title"],
        **people("authors", map(comma_form, entry["authors"])),
        **people("venue.editors", map(comma_form, entry.get("secondary_authors", []))),
        **date(entry.get("date") or entry.get("year", ""), "/"),
        **arxiv_line(extra),
        "venue.title": entry.get("custom3", "") if in_conference else "" if in_book else of["secondary_title"],
        "venue.event": of["secondary_title"] if in_conference else "",
        "venue.event-place": of["place_published"] if in_conference else "",
        "venue.short": entry.get("alternate_title1", ""),
        "venue.issn": of["issn"] if kind == "journal" else "",
        "isbn": of["issn"] if kind not in ("journal", "report") else "",
        "series": of["secondary_title"] if in_book else entry.get("tertiary_title", ""),
        "volume": entry.get("volume", ""),
        "issue": entry.get("number", ""),
        "number": of["edition"] if of_release else number,
        "edition": "" if of_release else of["edition"],
        "pages": pages(entry.get("start_page", ""), entry.get("end_page", "")),
        "publisher": of["publisher"] if kind not in ("thesis", "report") else "",
        "institution": of["publisher"] if kind in ("thesis", "report") else "",
        "publisher-place": entry.get("custom1", "") if in_conference else of["place_published"],
        "degree": DEGREES.get(entry.get("type_of_work", ""), ""),
        "doi": entry.get("doi", ""),
        "url": entry.get("urls", [""])[0],
        "language": entry.get("language", ""),
        "note": " ".join(entry.get("notes", [])),
        "tags": entry.get("keywords", []),
        "abstract": entry.get("abstract", ""),
    }


def csv_table(text: str) -> list[Facts]:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [_row({name: re.sub(r"\A'(?='*[=+@\t\r-])", "", cell) for name, cell in row.items()}) for row in rows]


def _row(row: dict[str, str]) -> Facts:
    venue = ("title", "venue"), ("short", "venue-short"), ("event", "event"), ("issn", "issn")
    event = ("event-dates", "event-dates"), ("event-place", "event-place")
    same = (
        *("key", "type", "title", "series", "volume", "issue", "number", "edition", "pages", "publisher"),
        *("publisher-place", "institution", "degree", "doi", "url", "isbn", "language", "note"),
    )
    links: dict[str, list[str]] = defaultdict(list)
    for cell in _several(row["links"]):
        kind, label, address = re.fullmatch(r"(\S+)(?: \((.*)\))?: (\S+)", cell).groups()  # type: ignore[union-attr]
        links[f"links.{kind}"].append(address)
        if label:
            links[f"links.{kind}.label"].append(label)
    paragraphs = row["abstract"].split("\n\n")
    return {
        **{name: row[name] for name in same},
        **{f"venue.{name}": row[column] for name, column in (*venue, *event)},
        **people("authors", map(_sorted, _several(row["authors"]))),
        **people("venue.editors", map(_sorted, _several(row["editors"]))),
        **date(row["date"]),
        **(arxiv(row["arxiv"], row["classes"].replace(";", "")) if row["arxiv"] else {}),
        **links,
        "tags": _several(row["tags"]),
        "aliases": _several(row["aliases"]),
        "abstract": " ".join(paragraphs).replace("\n", " "),
        "abstract.paragraphs": len(paragraphs),
    }


def _several(cell: str) -> list[str]:
    return [value.replace("\\;", ";") for value in re.split(r"(?<!\\); ", cell)] if cell else []


def _sorted(text: str) -> Read:
    """``Family, Jr., Given``; a comma in a team's name looks the same."""
    parts = text.split(", ")
    suffix = parts[1] if len(parts) == 3 else ""
    return Read(parts[0], parts[-1] if len(parts) > 1 else "", suffix=suffix)


class Tags(HTMLParser):
    """The attributes of all elements of one name."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__()
        self.name, self.found = name, list[dict[str, str]]()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == self.name
        self.found.append({name: value or "" for name, value in attrs})

    def handle_data(self, data: str) -> None:
        assert not data.strip(), "nothing is text here"


COINS_KINDS = {
    "preprint": "preprint",
    "proceeding": "conference",
    "article": "journal",
    "bookitem": "chapter",
    "book": "book",
    "dissertation": "thesis",
    "report": "report",
    "dataset": "dataset",
    "computerProgram": "software",
    "webpage": "webpage",
    "manuscript": "unpublished",
}


def coins(text: str) -> list[Facts]:
    spans = Tags("span", text).found
    assert {span["class"] for span in spans} == {"Z3988"}
    return [_coins(parse_qs(span["title"], strict_parsing=True)) for span in spans]


def _coins(keys: dict[str, list[str]]) -> Facts:
    def of(*names: str) -> str:
        return next((keys[f"rft.{name}"][0] for name in names if f"rft.{name}" in keys), "")

    kind = COINS_KINDS[of("genre", "type")]
    ids = {
        id_.partition("/")[0]: id_.partition("/")[2] for id_ in keys.get("rft_id", []) if id_.startswith("info:")
    }
    institution = of("inst") or (of("pub") if kind == "report" else "")
    return {
        "type": kind,
        "title": of("atitle", "title") or of("btitle"),
        "venue.title": of("jtitle") or (of("btitle") if of("atitle") else ""),
        **people("authors", map(comma_form, keys.get("rft.au") or keys["rft.creator"])),
        **date(of("date")),
        **(arxiv(ids["info:arxiv"]) if "info:arxiv" in ids else {}),
        "doi": ids.get("info:doi", ""),
        "url": next((id_ for id_ in keys.get("rft_id", []) if id_.startswith("http")), ""),
        "venue.short": of("stitle"),
        "venue.issn": of("issn"),
        "isbn": of("isbn"),
        "series": of("series"),
        "edition": of("edition"),
        "volume": of("volume"),
        "issue": of("issue"),
        "pages": pages(of("spage"), of("epage")),
        "institution": institution,
        "publisher": "" if institution else of("pub", "publisher"),
        "publisher-place": of("place"),
        "degree": DEGREES.get(of("degree"), ""),
        "language": of("language"),
        "tags": keys.get("rft.subject", []),
        "abstract": of("description"),
    }


def highwire(text: str) -> list[Facts]:
    return [
        _meta([(tag["name"], tag["content"]) for tag in Tags("meta", page).found]) for page in text.split("\n\n")
    ]


META_KINDS: dict[str, Callable[[dict[str, str]], bool]] = {
    "journal": lambda tags: "citation_journal_title" in tags,
    "conference": lambda tags: "citation_conference_title" in tags,
    "chapter": lambda tags: "citation_inbook_title" in tags,
    "thesis": lambda tags: "citation_dissertation_institution" in tags,
    "report": lambda tags: "citation_technical_report_institution" in tags,
}


def _meta(tags: list[tuple[str, str]]) -> Facts:
    one = dict(reversed(tags))

    def of(*names: str) -> str:
        return next((one[f"citation_{name}"] for name in names if f"citation_{name}" in one), "")

    def all_of(name: str) -> list[str]:
        return [text for tag, text in tags if tag == f"citation_{name}"]

    told = one.get("DC.type") or next(kind for kind, tells in META_KINDS.items() if tells(one))
    names: list[Read] = []
    for tag, text in tags:
        if tag == "citation_author":
            names.append(comma_form(text))
        elif tag == "citation_author_orcid":
            names[-1] = names[-1]._replace(orcid=text.removeprefix("https://orcid.org/"))
    return {
        "type": COINS_KINDS.get(told, told),
        "title": of("title"),
        "venue.title": of("journal_title", "conference_title", "inbook_title"),
        **people("authors", names),
        **people("venue.editors", map(comma_form, all_of("editor"))),
        **date(of("publication_date"), "/"),
        **(arxiv(of("arxiv_id")) if of("arxiv_id") else {}),
        "venue.short": of("journal_abbrev"),
        "venue.issn": of("issn"),
        "isbn": of("isbn"),
        "series": of("series_title"),
        "volume": of("volume"),
        "issue": of("issue"),
        "number": of("technical_report_number"),
        "pages": pages(of("firstpage"), of("lastpage")),
        "institution": of("dissertation_institution", "technical_report_institution"),
        "publisher": of("publisher") or one.get("DC.publisher", ""),
        "degree": DEGREES.get(of("dissertation_name"), ""),
        "doi": of("doi"),
        "url": of("public_url"),
        "links.pdf": all_of("pdf_url"),
        "language": of("language"),
        "tags": all_of("keywords"),
        "abstract": of("abstract"),
    }
