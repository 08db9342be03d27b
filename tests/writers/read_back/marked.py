"""The XML formats, by the standard library's parser."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape
from xml.etree import ElementTree

from tests.writers.read_back.expected import Facts
from tests.writers.read_back.names import Read, comma_form, people
from tests.writers.read_back.tagged import COINS_KINDS, DEGREES, arxiv, arxiv_line, date, pages

__all__ = ["endnote_xml", "mods", "word_xml", "zotero_rdf"]

Element = ElementTree.Element


def _root(text: str) -> Element:
    return ElementTree.fromstring(text)  # noqa: S314  made by us a moment ago


def _text(element: Element | None, path: str, names: dict[str, str] | None = None) -> str:
    found = None if element is None else element.find(path, names)
    return "" if found is None else "".join(found.itertext()).strip()


def _all(element: Element, path: str, names: dict[str, str] | None = None) -> list[str]:
    return [found.text or "" for found in element.findall(path, names)]


def _abstract(text: str) -> Facts:
    return {
        "abstract": re.sub(r"\s*\n\s*", " ", text),
        "abstract.paragraphs": len(re.split(r"\n\s*\n", text)),
    }


M = {"": "http://www.loc.gov/mods/v3"}
MODS_KINDS = {
    "preprint": "preprint",
    "conference paper": "conference",
    "journal article": "journal",
    "book chapter": "chapter",
    "book": "book",
    "thesis": "thesis",
    "technical report": "report",
    "dataset": "dataset",
    "software": "software",
    "web page": "webpage",
    "unpublished": "unpublished",
}


def mods(text: str) -> list[Facts]:
    return [_mods(element) for element in _root(text)]


def _mods(element: Element) -> Facts:
    host = element.find("relatedItem[@type='host']", M)
    conference = None if host is None else host.find("name[@type='conference']", M)
    classes = " ".join(_all(element, "classification", M))
    id_ = _text(element, "identifier[@type='arxiv']", M)
    links: dict[str, list[str]] = defaultdict(list)
    for link in element.findall("relatedItem[@type='references']", M):
        kind = _text(link, "note", M)
        links[f"links.{kind}"].append(_text(link, "location/url", M))
        if label := link.find("location/url", M).get("displayLabel"):  # type: ignore[union-attr]
            links[f"links.{kind}.label"].append(label)
    extent = "part/extent"
    return {
        "key": _text(element, "identifier[@type='citekey']", M),
        "type": MODS_KINDS[_text(element, "genre", M)],
        "degree": DEGREES.get(_text(element, "genre[@type='degree']", M), ""),
        "title": _text(element, "titleInfo/title", M),
        **people("authors", _mods_names(element, "author")),
        **people("venue.editors", _mods_names(host, "editor") if host is not None else ()),
        **date(_text(element, "originInfo/dateIssued", M)),
        **(arxiv(id_, classes) if id_ else {}),
        **links,
        "updated": _text(element, "originInfo/dateModified", M),
        "venue.title": _text(host, "titleInfo/title", M),
        "venue.short": _text(host, "titleInfo[@type='abbreviated']/title", M),
        "venue.issn": _text(host, "identifier[@type='issn']", M),
        "venue.doi": _text(host, "identifier[@type='doi']", M),
        "venue.url": _text(host, "location/url", M),
        "venue.event": _text(conference, "namePart", M) if conference is not None else "",
        "venue.event-dates": _text(conference, "namePart[@type='date']", M),
        "venue.event-place": _text(host, "note[@type='venue']", M),
        "series": _text(element, "relatedItem[@type='series']/titleInfo/title", M),
        "isbn": _text(host, "identifier[@type='isbn']", M) or _text(element, "identifier[@type='isbn']", M),
        "volume": _text(element, "part/detail[@type='volume']/number", M),
        "issue": _text(element, "part/detail[@type='issue']/number", M),
        "number": _text(element, "identifier[@type='report number']", M),
        "edition": _text(element, "originInfo/edition", M),
        "pages": pages(_text(element, f"{extent}/start", M), _text(element, f"{extent}/end", M)),
        "publisher": _text(element, "originInfo/publisher", M),
        "publisher-place": _text(element, "originInfo/place/placeTerm", M),
        "institution": next((name.whole for name in _mods_names(element, "degree grantor")), ""),
        "doi": _text(element, "identifier[@type='doi']", M),
        "url": _text(element, "location/url", M),
        "language": _text(element, "language/languageTerm", M),
        "note": _text(element, "note", M),
        "tags": _all(element, "subject/topic", M),
        **_abstract(_text(element, "abstract", M)),
    }


def _mods_names(element: Element, role: str) -> Iterator[Read]:
    for name in element.findall("name", M):
        if _text(name, "role/roleTerm", M) != role:
            continue
        parts = {part.get("type"): part.text or "" for part in name.findall("namePart", M)}
        orcid = _text(name, "nameIdentifier[@type='orcid']", M)
        if name.get("type") == "corporate":
            yield Read(parts[None], team=True, orcid=orcid)
        else:
            suffix = parts.get("termsOfAddress", "")
            yield Read(parts["family"], parts.get("given", ""), suffix=suffix, orcid=orcid)


ENDNOTE_KINDS = {
    "10": "conference",
    "17": "journal",
    "5": "chapter",
    "6": "book",
    "32": "thesis",
    "27": "report",
    "59": "dataset",
    "9": "software",
    "12": "webpage",
    "34": "unpublished",
}


def endnote_xml(text: str) -> list[Facts]:
    return [_endnote(element) for element in _root(text).iter("record")]


def _endnote(element: Element) -> Facts:
    def of(path: str) -> str:
        return _text(element, path)

    work = of("work-type")
    kind = "preprint" if work == "preprint" else ENDNOTE_KINDS[of("ref-type")]
    in_conference, in_book, release = kind == "conference", kind == "book", kind in ("dataset", "software")
    second = of("titles/secondary-title")
    body = kind in ("thesis", "report")
    return {
        "key": of("label"),
        "type": kind,
        "title": of("titles/title"),
        **people("authors", map(comma_form, _all(element, "contributors/authors/author"))),
        **people("venue.editors", map(comma_form, _all(element, "contributors/secondary-authors/author"))),
        **date(of("dates/pub-dates/date") or of("dates/year")),
        **(arxiv(of("accession-num")) if of("accession-num") else {}),
        "venue.title": of("custom3") if in_conference else "" if in_book else second,
        "venue.event": second if in_conference and second != of("custom3") else "",
        "venue.event-place": of("pub-location") if in_conference else "",
        "venue.short": of("titles/alt-title"),
        "venue.issn": of("isbn") if kind == "journal" else "",
        "isbn": of("isbn") if kind != "journal" else "",
        "series": second if in_book else of("titles/tertiary-title"),
        "volume": of("volume"),
        "issue": of("number") if kind == "journal" else "",
        "number": of("edition") if release else of("number") if kind != "journal" else "",
        "edition": "" if release else of("edition"),
        "pages": of("pages"),
        "publisher": "" if body else of("publisher"),
        "institution": of("publisher") if body else "",
        "publisher-place": of("custom1") if in_conference else of("pub-location"),
        "degree": DEGREES.get(work, ""),
        "doi": of("electronic-resource-num"),
        "url": of("urls/related-urls/url"),
        "links.pdf": _all(element, "urls/pdf-urls/url"),
        "language": of("language"),
        "note": of("notes"),
        "tags": _all(element, "keywords/keyword"),
        **_abstract(of("abstract")),
    }


B = {"b": "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"}
WORD_KINDS = {
    "ConferenceProceedings": "conference",
    "JournalArticle": "journal",
    "BookSection": "chapter",
    "Book": "book",
    "Report": "report",
    "InternetSite": "webpage",
}
MEDIA = {"Preprint": "preprint", "Dataset": "dataset", "Software": "software", "Unpublished": "unpublished"}


def word_xml(text: str) -> list[Facts]:
    return [_word(element) for element in _root(text)]


def _word(element: Element) -> Facts:
    def of(name: str) -> str:
        return _text(element, f"b:{name}", B)

    kind = MEDIA.get(of("Medium")) or ("thesis" if of("ThesisType") else WORD_KINDS[of("SourceType")])
    is_issn = re.fullmatch(r"\d{4}-\d{3}[\dX]", of("StandardNumber")) is not None
    address = of("URL").removeprefix("https://arxiv.org/abs/")
    return {
        "key": of("Tag"),
        "type": kind,
        "title": of("Title"),
        "venue.title": of("JournalName") or of("ConferenceName") or of("BookTitle"),
        **people("authors", _word_names(element, "Author")),
        **people("venue.editors", _word_names(element, "Editor")),
        **{f"date.{part.lower()}": int(of(part)) for part in ("Year", "Month", "Day") if of(part)},
        **(arxiv(address) if address != of("URL") else {}),
        "venue.issn": of("StandardNumber") if is_issn and kind != "report" else "",
        "isbn": of("StandardNumber") if not is_issn and kind != "report" else "",
        "number": of("StandardNumber") if kind == "report" else of("Version"),
        "volume": of("Volume"),
        "issue": of("Issue"),
        "edition": of("Edition"),
        "pages": of("Pages"),
        "publisher": of("Publisher") or of("InternetSiteTitle"),
        "publisher-place": of("City"),
        "institution": of("Institution"),
        "degree": DEGREES.get(of("ThesisType"), ""),
        "doi": of("DOI"),
        "url": of("URL"),
        "note": of("Comments"),
    }


def _word_names(element: Element, role: str) -> list[Read]:
    found = element.find(f"b:Author/b:{role}", B)
    if found is None:
        return []
    if corporate := _text(found, "b:Corporate", B):
        return [Read(corporate, team=True)]
    return [
        Read(_text(person, "b:Last", B), _text(person, "b:First", B))
        for person in found.iterfind("b:NameList/b:Person", B)
    ]


Z = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "z": "http://www.zotero.org/namespaces/export#",
    "bib": "http://purl.org/net/biblio#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "link": "http://purl.org/rss/1.0/modules/link/",
    "prism": "http://prismstandard.org/namespaces/1.2/basic/",
    "vcard": "http://nwalsh.com/rdf/vCard#",
}
ZOTERO_KINDS = {
    **COINS_KINDS,
    "conferencePaper": "conference",
    "journalArticle": "journal",
    "bookSection": "chapter",
    "thesis": "thesis",
}


def zotero_rdf(text: str) -> list[Facts]:
    return [_rdf(element) for element in _root(text)]


def _rdf(element: Element) -> Facts:
    def of(path: str) -> str:
        return _text(element, path, Z)

    kind = ZOTERO_KINDS[of("z:itemType")]
    held = element.find("dcterms:isPartOf/bib:Journal", Z)
    held = element.find("dcterms:isPartOf/bib:Book", Z) if held is None else held
    identifiers = [
        (one.text or "").strip()
        for where in (element, held)
        if where is not None
        for one in where.findall("dc:identifier", Z)
    ]
    named = dict(one.split(" ", 1) for one in identifiers if " " in one)
    extra = of("dc:description").split("\n")
    links: dict[str, list[str]] = defaultdict(list)
    for link in element.findall("link:link/z:Attachment", Z):
        name, _, label = _text(link, "dc:title", Z).partition(": ")
        links[f"links.{name}"].append(_text(link, "dc:identifier/dcterms:URI/rdf:value", Z))
        if label:
            links[f"links.{name}.label"].append(label)
    body = kind in ("thesis", "report")
    publisher = of("dc:publisher/foaf:Organization/foaf:name")
    number = of("prism:number")
    release = kind in ("dataset", "software")
    return {
        "key": next(line.removeprefix("Citation Key: ") for line in extra if line.startswith("Citation Key: ")),
        "type": kind,
        "title": of("dc:title"),
        **people("authors", _foaf(element, "z:programmers" if kind == "software" else "bib:authors")),
        **people("venue.editors", _foaf(element, "bib:editors")),
        **date(of("dc:date")),
        **arxiv_line(extra),
        **links,
        "venue.title": _text(held, "dc:title", Z),
        "venue.short": _text(held, "dcterms:alternative", Z),
        "venue.event": of("bib:presentedAt/bib:Conference/dc:title"),
        "venue.issn": named.get("ISSN", ""),
        "isbn": named.get("ISBN", ""),
        "series": of(".//bib:Series/dc:title"),
        "volume": _text(held, "prism:volume", Z) or of("prism:volume"),
        "issue": _text(held, "prism:number", Z),
        "number": of("prism:edition") if release else "" if number.startswith("arXiv:") else number,
        "edition": "" if release else of("prism:edition"),
        "pages": of("bib:pages"),
        "publisher": "" if body else publisher,
        "institution": publisher if body else "",
        "publisher-place": of("dc:publisher/foaf:Organization/vcard:adr/vcard:Address/vcard:locality"),
        "degree": DEGREES.get(of("z:type"), ""),
        "doi": named.get("DOI", ""),
        "url": of("dc:identifier/dcterms:URI/rdf:value"),
        "language": of("z:language"),
        "note": unescape(of("dcterms:isReferencedBy/bib:Memo/rdf:value").removeprefix("<p>").removesuffix("</p>")),
        "tags": _all(element, "dc:subject", Z),
        **_abstract(of("dcterms:abstract")),
    }


def _foaf(element: Element, path: str) -> list[Read]:
    """Zotero takes a surname alone for a body as well as for a person of one name."""
    persons = element.findall(f"{path}/rdf:Seq/rdf:li/foaf:Person", Z)
    return [Read(_text(one, "foaf:surname", Z), _text(one, "foaf:givenName", Z)) for one in persons]
