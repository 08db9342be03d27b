"""The arXiv API: Atom, many ids in one request, one request in three seconds.

Manual: https://info.arxiv.org/help/api/user-manual.html; manners: https://info.arxiv.org/help/api/tou.html. The
feeds of 2026 differ from the manual in the order of elements and in the scheme of links, so neither counts here.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from kyutai_bib.enrich.answer import Answer, Appearance, Author, BadAnswer, Question, Reply, Request
from kyutai_bib.enrich.names import of_text
from kyutai_bib.enrich.texts import abstract_of_tex, line, title_of_tex
from kyutai_bib.model.arxiv_id import ArxivClass, ArxivId
from kyutai_bib.model.doi import Doi
from kyutai_bib.model.kind import Kind
from kyutai_bib.model.partial_date import PartialDate

__all__ = ["Arxiv"]

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"


class Arxiv:
    """See `Source`."""

    name = "arxiv"
    label = "arXiv"
    home = "https://export.arxiv.org/api/query"
    batch = 100
    pause = 3.0
    published = False

    def knows(self, question: Question) -> bool:
        return question.arxiv is not None

    def request(self, home: str, questions: Sequence[Question]) -> Request:
        ids = ",".join(str(question.arxiv) for question in questions)
        return Request(home, (("id_list", ids), ("max_results", str(len(questions)))), "application/atom+xml")

    def read(self, body: bytes, questions: Sequence[Question]) -> dict[Question, Reply]:
        """One feed to a reply for each id. An id that the feed does not have is one that arXiv does not know."""
        entries: dict[str, etree._Element] = {}
        strangers: list[str] = []
        refused: dict[str, str] = {}
        wanted = {str(question.arxiv) for question in questions} | {
            question.arxiv.base for question in questions if question.arxiv and question.arxiv.version is None
        }
        for entry in _feed(body).findall(f"{_ATOM}entry"):
            where = _text(entry, f"{_ATOM}id")
            if "/api/errors" in where:
                refused[where.rpartition("_for_")[2]] = line(_text(entry, f"{_ATOM}summary"))
                continue
            names = _names(where)
            if not wanted & set(names):
                strangers.append(where[:100] or "an entry without id")
            for name in names:
                entries.setdefault(name, entry)
        return {question: _reply(question, entries, strangers, refused) for question in questions}


def _feed(body: bytes) -> etree._Element:
    """The root of an Atom feed, read without entities, DTDs or the network. Raises `BadAnswer`."""
    start = body.lstrip()[:200].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        raise BadAnswer("answers with a web page where a feed is due")
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise BadAnswer("sends XML with a DOCTYPE, which is not read", again=False)
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        raise BadAnswer("sends XML that is not UTF-8") from None
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise BadAnswer(f"sends XML that is broken or cut short ({error.msg})") from None
    if (root.getroottree().docinfo.encoding or "UTF-8").upper() not in ("UTF-8", "US-ASCII", "ASCII"):
        raise BadAnswer("sends XML that is UTF-8 and says it is not", again=False)
    if root.tag != f"{_ATOM}feed":
        raise BadAnswer("answers with XML that is no Atom feed")
    return root


def _names(where: str) -> tuple[str, ...]:
    """The names that an entry answers to: its id with and without version; none for what is no id."""
    try:
        arxiv = ArxivId.parse(where)
    except ValueError:
        return ()
    return str(arxiv), arxiv.base


def _reply(
    question: Question, entries: dict[str, etree._Element], strangers: list[str], refused: dict[str, str]
) -> Reply:
    entry = entries.get(str(question.arxiv))
    if entry is not None:
        try:
            return Reply(_answer(entry), _alone(entry))
        except BadAnswer as bad:
            return Reply(None, b"", str(bad))
    if (reason := refused.get(str(question.arxiv))) is not None:
        return Reply(None, _alone(None), f"refuses the id: {reason}")
    if refused and not entries:
        return Reply(None, b"", f"refuses the request: {next(iter(refused.values()))}")
    if strangers:
        return Reply(None, b"", f"answered with {strangers[0]}, which was not asked for")
    return Reply(None, _alone(None))


def _alone(entry: etree._Element | None) -> bytes:
    """A feed with this entry alone, as arXiv would have sent it had it been asked for this id only."""
    feed = etree.Element(f"{_ATOM}feed")
    if entry is not None:
        feed.append(deepcopy(entry))
    return etree.tostring(feed, encoding="UTF-8", xml_declaration=True)


def _answer(entry: etree._Element) -> Answer:
    arxiv = ArxivId.parse(_text(entry, f"{_ATOM}id"))
    summary = _text(entry, f"{_ATOM}summary")
    comment = line(_text(entry, f"{_ARXIV}comment"))
    first, last = _day(entry, f"{_ATOM}published"), _day(entry, f"{_ATOM}updated")
    title = title_of_tex(_text(entry, f"{_ATOM}title"))
    authors = _authors(entry)
    if title is None or not authors or first is None:
        raise BadAnswer(f"sends an entry without title, authors or date for {arxiv}")
    return Answer(
        source=Arxiv.label,
        arxiv=arxiv,
        title=title,
        authors=authors,
        abstract=abstract_of_tex(summary),
        date=first,
        updated=last if last and last >= first and (arxiv.version or 1) > 1 else None,
        classes=_classes(entry),
        comment=comment,
        journal_ref=line(_text(entry, f"{_ARXIV}journal_ref")),
        published=_published(entry),
    )


def _authors(entry: etree._Element) -> tuple[Author, ...]:
    found = (of_text(_text(author, f"{_ATOM}name")) for author in entry.findall(f"{_ATOM}author"))
    return tuple(author for author in found if author)


def _classes(entry: etree._Element) -> tuple[ArxivClass, ...]:
    """The primary class first. Old MSC and ACM classes are listed among them and are left out."""
    primary = entry.find(f"{_ARXIV}primary_category")
    names = [] if primary is None else [primary.get("term", "")]
    names += [category.get("term", "") for category in entry.findall(f"{_ATOM}category")]
    classes = []
    for name in dict.fromkeys(names):
        try:
            classes.append(ArxivClass.parse(name))
        except ValueError:
            continue
    return tuple(classes)


def _published(entry: etree._Element) -> Appearance | None:
    """A DOI that the authors gave: of the published version, whose rest Crossref knows."""
    try:
        doi = Doi.parse(_text(entry, f"{_ARXIV}doi").split(" ")[0])
    except ValueError:
        return None
    return None if doi.folded.startswith("10.48550/") else Appearance(Kind.JOURNAL, doi=doi)


def _day(entry: etree._Element, tag: str) -> PartialDate | None:
    try:
        return PartialDate.parse(_text(entry, tag)[:10])
    except ValueError:
        return None


def _text(element: etree._Element, tag: str) -> str:
    found = element.find(tag)
    return "" if found is None else "".join(map(str, found.itertext())).strip()
