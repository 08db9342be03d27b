"""CSL-JSON and JSON-LD by json, the YAML formats by PyYAML."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from kyutai_bib.model.partial_date import PartialDate
from tests.writers.read_back.expected import Facts
from tests.writers.read_back.names import Read, people
from tests.writers.read_back.tagged import DEGREES, arxiv, arxiv_line, date, pages

__all__ = ["cff", "csl_json", "csl_yaml", "hayagriva", "jsonld", "zotero"]

Item = Mapping[str, Any]

CSL_KINDS = {
    "article": "preprint",
    "paper-conference": "conference",
    "article-journal": "journal",
    "chapter": "chapter",
    "book": "book",
    "thesis": "thesis",
    "report": "report",
    "dataset": "dataset",
    "software": "software",
    "webpage": "webpage",
    "manuscript": "unpublished",
}


def csl_json(text: str) -> list[Facts]:
    return [_csl(_marked(item)) for item in json.loads(text)]


def csl_yaml(text: str) -> list[Facts]:
    return [_csl(_unescaped(item)) for item in yaml.safe_load(text)["references"]]


def zotero(text: str) -> list[Facts]:
    """As Zotero does: no keywords, no custom; suffixes behind the given name; lines of `note` are Extra."""
    items = json.loads(text)
    assert not any({"keyword", "custom"} & set(item) for item in items)
    return [_zotero(item) for item in items]


def _zotero(item: dict[str, Any]) -> Facts:
    lines = item.pop("note", "").split("\n")
    tags = [line.removeprefix("Tags: ").split("; ") for line in lines if line.startswith("Tags: ")]
    notes = [line for line in lines if not line.startswith(("Tags: ", "arXiv:"))]
    for name in (*item["author"], *item.get("editor", [])):
        if found := re.fullmatch(r"(.+), (Jr\.|[IVX]+)", name.get("given", "")):
            name["given"], name["suffix"] = found.groups()
    return {
        **_csl(_marked(item)),
        **arxiv_line(lines),
        "tags": [tag for some in tags for tag in some],
        "note": "\n".join(notes),
    }


_SPANS = {'<span class="nocase">': "\ue000", "</span>": "\ue001"}


def _marked(item: dict[str, Any]) -> dict[str, Any]:
    """With one character for each tag of a span."""
    titles = {name: item[name] for name in ("title", "container-title") if name in item}
    return {
        **item,
        **{name: re.sub("|".join(_SPANS), lambda tag: _SPANS[tag[0]], text) for name, text in titles.items()},
    }


def _unescaped(value: Any) -> Any:
    """Without the backslashes of Markdown, with one character for each tag of a span."""
    if isinstance(value, str):
        token = r"\\([!-/:-@\[-`{-~])|" + "|".join(_SPANS)
        return re.sub(token, lambda found: found[1] or _SPANS[found[0]], value)
    if isinstance(value, list):
        return [_unescaped(part) for part in value]
    return {name: _unescaped(part) for name, part in value.items()} if isinstance(value, dict) else value


def _plain(text: str) -> str:
    return re.sub("[\ue000\ue001]", "", text)


def _protected(text: str) -> list[str]:
    return [_plain(word) for word in re.findall("\ue000(.*?)\ue001", text)]


def _csl(item: Item) -> Facts:
    kind = "software" if item["type"] == "book" and "version" in item else CSL_KINDS[item["type"]]
    custom = item.get("custom", {})
    body = kind in ("thesis", "report")
    number = item.get("number", "")
    abstract = item.get("abstract", "")
    return {
        "key": item["id"],
        "type": kind,
        "title": _plain(item["title"]),
        "title.case": _protected(item["title"]),
        "venue.title": _plain(item.get("container-title", "")),
        "venue.title.case": _protected(item.get("container-title", "")),
        **people("authors", map(_csl_name, item["author"])),
        **people("venue.editors", map(_csl_name, item.get("editor", []))),
        **dict(
            zip(
                ("date.year", "date.month", "date.day"),
                item.get("issued", {}).get("date-parts", [[]])[0],
                strict=False,
            )
        ),
        "venue.event-dates": "/".join(
            str(PartialDate(*end)) for end in item.get("event-date", {}).get("date-parts", [])
        ),
        **(arxiv(number) if number.startswith("arXiv:") else arxiv(custom["arxiv"]) if "arxiv" in custom else {}),
        **{f"links.{kind}": urls for kind, urls in custom.items() if kind != "arxiv"},
        "venue.short": item.get("container-title-short", ""),
        "venue.event": item.get("event-title", ""),
        "venue.event-place": item.get("event-place", ""),
        "venue.issn": item.get("ISSN", ""),
        "isbn": item.get("ISBN", ""),
        "series": item.get("collection-title", ""),
        "volume": item.get("volume", ""),
        "issue": item.get("issue", ""),
        "number": item.get("version", number),
        "edition": item.get("edition", ""),
        "pages": item.get("page", ""),
        "publisher": "" if body else item.get("publisher", ""),
        "institution": item.get("publisher", "") if body else "",
        "publisher-place": item.get("publisher-place", ""),
        "degree": DEGREES.get(item.get("genre", ""), ""),
        "doi": item.get("DOI", ""),
        "url": item.get("URL", ""),
        "language": item.get("language", ""),
        "note": item.get("note", item.get("annote", "")),
        "tags": item["keyword"].split(", ") if "keyword" in item else [],
        "abstract": re.sub(r"\s*\n\s*", " ", abstract),
        "abstract.paragraphs": len(re.split(r"\n\s*\n", abstract)),
    }


def _csl_name(name: Mapping[str, str]) -> Read:
    if "literal" in name:
        return Read(name["literal"], team=True)
    particle = name.get("non-dropping-particle", "")
    return Read(name["family"], name.get("given", ""), particle, name.get("suffix", ""))


def hayagriva(text: str) -> list[Facts]:
    return [_hayagriva(key, item) for key, item in yaml.safe_load(text).items()]


_STRING = re.compile(r"\\(.)|([{}])", re.DOTALL)


def _formatted(value: Any) -> str:
    """A formattable string without its braces; backslashes escape."""
    text = value["value"] if isinstance(value, dict) else value
    return _STRING.sub(lambda found: found[1] or "", text)


def _verbatim(value: Any) -> list[str]:
    text = value["value"] if isinstance(value, dict) else value
    return [_formatted(word) for word in re.findall(r"(?<!\\)\{((?:\\.|[^\\}])*)\}", text)]


def _hayagriva_kind(item: Item) -> str:
    parents = {"proceedings": "conference", "periodical": "journal"}
    kinds = {"repository": "software", "web": "webpage", "manuscript": "unpublished"}
    if item.get("genre") in ("preprint", "dataset"):
        return str(item["genre"])
    type_ = str(item["type"])
    return parents[item["parent"]["type"]] if type_ == "article" else kinds.get(type_, type_)


def _hayagriva(key: str, item: Item) -> Facts:
    kind = _hayagriva_kind(item)
    held = item["parent"] if kind in ("conference", "journal", "chapter") else {}
    around = held.get("parent", []) if held else [item["parent"]] if "parent" in item else []
    events = [one for one in around if one["type"] == "conference"]
    event: Item = events[0] if events else {}
    series = [_formatted(one["title"]) for one in around if one["type"] == "anthology"]
    title = held.get("title", "")
    imprint = held.get("publisher") or item.get("publisher", "")
    name = imprint.get("name", "") if isinstance(imprint, dict) else imprint
    numbers = item.get("serial-number", {})
    serial = numbers.get("serial", "")
    body = kind in ("thesis", "report")
    return {
        "key": key,
        "type": kind,
        "title": _formatted(item["title"]),
        "title.case": _verbatim(item["title"]),
        "venue.title": _formatted(title),
        "venue.title.case": _verbatim(title),
        "venue.short": _formatted(title["short"]) if isinstance(title, dict) else "",
        **people("authors", map(_hayagriva_name, item["author"])),
        **people("venue.editors", map(_hayagriva_name, held.get("editor", []))),
        **date(item.get("date", "")),
        **(arxiv(numbers["arxiv"]) if "arxiv" in numbers else {}),
        "venue.event": _formatted(event.get("title", "")),
        "venue.event-place": _formatted(event.get("location", "")),
        "venue.issn": held.get("serial-number", {}).get("issn", ""),
        "isbn": held.get("serial-number", {}).get("isbn", "") or numbers.get("isbn", ""),
        "series": series[0] if series else "",
        "volume": held.get("volume") or item.get("volume", ""),
        "issue": held.get("issue") or item.get("issue", ""),
        "edition": held.get("edition") or item.get("edition", ""),
        "number": serial if not serial.startswith("arXiv:") else "",
        "pages": item.get("page-range", ""),
        "publisher": "" if body else _formatted(name),
        "institution": _formatted(name) if body else "",
        "publisher-place": _formatted(imprint.get("location", "")) if isinstance(imprint, dict) else "",
        "degree": DEGREES.get(_formatted(item.get("genre", "")), ""),
        "doi": numbers.get("doi", ""),
        "url": item.get("url", ""),
        "language": item.get("language", ""),
        "note": _formatted(item.get("note", "")),
        "abstract": _formatted(item.get("abstract", "")),
    }


def _hayagriva_name(name: Mapping[str, str]) -> Read:
    """A name alone is a person of one name as well as a team."""
    return Read(name["name"], name.get("given-name", ""), name.get("prefix", ""), name.get("suffix", ""))


CFF_KINDS = {
    "conference-paper": "conference",
    "article": "journal",
    "book": "book",
    "thesis": "thesis",
    "report": "report",
    "data": "dataset",
    "software": "software",
    "website": "webpage",
    "unpublished": "unpublished",
}


def cff(text: str) -> list[Facts]:
    file = yaml.safe_load(text)
    assert (file["cff-version"], bool(file["message"])) == ("1.2.0", True)
    assert file["title"] == file["preferred-citation"]["title"]
    return [_cff(item) for item in [file["preferred-citation"], *file.get("references", [])]]


def _cff(item: Item) -> Facts:
    kind = item.get("status") or CFF_KINDS.get(item["type"], "chapter")
    identifiers = item.get("identifiers", [])
    others = [one["value"] for one in identifiers if one["type"] == "other"]
    doi = item.get("doi") or next((one.removeprefix("doi:") for one in others if one.startswith("doi:")), "")
    links: dict[str, list[str]] = defaultdict(list)
    for one in identifiers:
        if one["type"] == "url":
            link, _, label = one["description"].partition(": ")
            links[f"links.{link}"].append(one["value"])
            if label:
                links[f"links.{link}.label"].append(label)
    conference = item.get("conference", {})
    ends = [str(conference[end]) for end in ("date-start", "date-end") if end in conference]
    held = item.get("journal") or item.get("collection-title", "")
    return {
        "type": kind,
        "title": item["title"],
        **people("authors", map(_cff_name, item["authors"])),
        **people("venue.editors", map(_cff_name, item.get("editors", []))),
        **{f"date.{part}": item[part] for part in ("year", "month") if part in item},
        **({"date.day": item["date-published"].day} if "date-published" in item else {}),
        **arxiv_line(others),
        **links,
        "venue.title": "" if kind == "book" else held,
        "series": held if kind == "book" else "",
        "venue.doi": item.get("collection-doi", ""),
        "venue.event": conference.get("name", ""),
        "venue.event-place": conference.get("location", ""),
        "venue.event-dates": "/".join(dict.fromkeys(ends)),
        "venue.issn": item.get("issn", ""),
        "isbn": item.get("isbn", ""),
        **{name: item.get(name, "") for name in ("volume", "issue", "edition", "url", "abstract")},
        "number": item.get("version", item.get("number", "")),
        "pages": pages(item.get("start", ""), item.get("end", "")),
        "publisher": item.get("publisher", {}).get("name", ""),
        "publisher-place": item.get("publisher", {}).get("location", ""),
        "institution": item.get("institution", {}).get("name", ""),
        "degree": DEGREES.get(item.get("thesis-type", ""), ""),
        "doi": doi,
        "language": "".join(item.get("languages", [])),
        "note": item.get("notes", ""),
        "tags": item.get("keywords", []),
        "abstract": re.sub(r"\s*\n\s*", " ", item.get("abstract", "")),
        "abstract.paragraphs": len(re.split(r"\n\s*\n", item.get("abstract", ""))),
    }


def _cff_name(name: Mapping[str, str]) -> Read:
    orcid, url = name.get("orcid", "").removeprefix("https://orcid.org/"), name.get("website", "")
    if "name" in name:
        return Read(name["name"], team=True, orcid=orcid, url=url)
    family, given, particle, suffix = (
        name.get(part, "") for part in ("family-names", "given-names", "name-particle", "name-suffix")
    )
    return Read(family, given, particle, suffix, orcid=orcid, url=url)


LD_KINDS = {
    "Chapter": "chapter",
    "Book": "book",
    "Thesis": "thesis",
    "Report": "report",
    "Dataset": "dataset",
    "SoftwareSourceCode": "software",
    "WebPage": "webpage",
}


def jsonld(text: str) -> list[Facts]:
    file = json.loads(text)
    assert file["@context"] == "https://schema.org"
    return [_jsonld(item) for item in file["@graph"]]


def _jsonld_kind(item: Item, chain: Iterable[Item]) -> str:
    if "creativeWorkStatus" in item:
        return str(item["creativeWorkStatus"]).lower()
    if item["@type"] != "ScholarlyArticle":
        return LD_KINDS[item["@type"]]
    return "journal" if any(one["@type"] == "Periodical" for one in chain) else "conference"


def _chain(item: Item) -> list[Item]:
    """What an item is part of, outwards."""
    return [item["isPartOf"], *_chain(item["isPartOf"])] if "isPartOf" in item else []


def _jsonld(item: Item) -> Facts:
    chain = _chain(item)
    kind = _jsonld_kind(item, chain)
    held: Item = next((one for one in chain if one["@type"] in ("Book", "Periodical")), {})
    around: Item = {**{name: value for one in reversed(chain) for name, value in one.items()}, **item}
    event = held.get("recordedAt", {})
    ids = {one["propertyID"]: one["value"] for one in item["identifier"]}
    links: dict[str, list[str]] = defaultdict(list)
    for one in item.get("subjectOf", []):
        links[f"links.{one['genre']}"].append(one["url"])
        if "name" in one:
            links[f"links.{one['genre']}.label"].append(one["name"])
    classes = " ".join(name.removeprefix("arXiv:") for name in item.get("about", []))
    abstract = item.get("abstract", "")
    ends = [event[end] for end in ("startDate", "endDate") if end in event]
    return {
        "key": ids["citation-key"],
        "type": kind,
        "title": item["name"],
        **people("authors", map(_jsonld_name, item["author"])),
        **people("venue.editors", map(_jsonld_name, held.get("editor", []))),
        **date(item.get("datePublished", "")),
        **(arxiv(ids["arxiv"], classes) if "arxiv" in ids else {}),
        **links,
        "updated": item.get("dateModified", ""),
        "venue.title": held.get("name", ""),
        "venue.short": held.get("alternateName", ""),
        "venue.issn": held.get("issn", ""),
        "venue.doi": held.get("sameAs", "").removeprefix("https://doi.org/"),
        "venue.url": held.get("url", ""),
        "venue.event": event.get("name", ""),
        "venue.event-place": event.get("location", ""),
        "venue.event-dates": "/".join(dict.fromkeys(ends)),
        "series": next((one["name"] for one in chain if one["@type"] == "CreativeWorkSeries"), ""),
        "isbn": around.get("isbn", ""),
        "volume": around.get("volumeNumber", ""),
        "issue": around.get("issueNumber", ""),
        "number": ids.get("number", ""),
        "edition": item.get("bookEdition", ""),
        "pages": pages(item.get("pageStart", ""), item.get("pageEnd", "")),
        "publisher": item.get("publisher", {}).get("name", ""),
        "publisher-place": item.get("publisher", {}).get("location", ""),
        "institution": item.get("sourceOrganization", {}).get("name", ""),
        "degree": DEGREES.get(item.get("inSupportOf", ""), ""),
        "doi": ids.get("doi", ""),
        "url": item.get("url", ""),
        "language": item.get("inLanguage", ""),
        "note": item.get("comment", ""),
        "tags": item.get("keywords", []),
        "abstract": re.sub(r"\s*\n\s*", " ", abstract),
        "abstract.paragraphs": len(re.split(r"\n\s*\n", abstract)),
    }


def _jsonld_name(name: Mapping[str, str]) -> Read:
    orcid, url = name.get("@id", "").removeprefix("https://orcid.org/"), name.get("url", "")
    if name["@type"] == "Organization":
        return Read(name["name"], team=True, orcid=orcid, url=url)
    suffix = name.get("honorificSuffix", "")
    return Read(name["familyName"], name.get("givenName", ""), suffix=suffix, orcid=orcid, url=url)
