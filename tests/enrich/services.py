"""A real HTTP server that plays all the services, with answers in the shapes that the real ones send.

What it knows are `Fact`s. `Services.fault` may put anything in the place of an answer; `Services.log` has every
request. Shapes: the arXiv feed as recorded in 2026, Crossref, DataCite, DBLP, Semantic Scholar and OpenReview
as they answer a single question.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from kyutai_bib.model.name import PersonName
from kyutai_bib.model.paper import Paper
from kyutai_bib.model.rich_text import Abstract, Mark, Title

NAMES = ("arxiv", "crossref", "datacite", "dblp", "semanticscholar", "openreview")


class Fact(NamedTuple):
    """One version of one paper as arXiv has it; names are (given, family)."""

    base: str
    title: str
    authors: tuple[tuple[str, str], ...]
    abstract: str = "An abstract."
    first: str = "2024-01-02"
    last: str = ""
    number: int = 1
    classes: tuple[str, ...] = ("cs.CL",)
    comment: str = ""
    journal_ref: str = ""
    doi: str = ""
    shown: tuple[str, ...] = ()
    """The names as the feed spells them, where that is not given and family."""

    @property
    def names(self) -> tuple[str, ...]:
        return self.shown or tuple(f"{given} {family}".strip() for given, family in self.authors)


class Canned(NamedTuple):
    """An answer to send in the place of the right one. `cut` sends only so many bytes of what was announced."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    cut: int | None = None
    delay: float = 0.0
    announced: int | None = None


class Asked(NamedTuple):
    time: float
    name: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]


Fault = Callable[[Asked], Canned | None]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is what some tests are about."""

    def server_bind(self) -> None:
        """Without looking up the name of this machine, which may take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]  # type: ignore[assignment]


class Services:
    """The server; `facts` by arXiv id (with its number for other versions than the newest)."""

    def __init__(self) -> None:
        self.facts: dict[str, Fact] = {}
        self.works: dict[str, dict[str, object]] = {}
        """Crossref's works by DOI."""
        self.published: dict[str, dict[str, str]] = {}
        """Where a paper was published, by its title in small letters."""
        self.knowing: set[str] = {"dblp", "semanticscholar", "openreview"}
        self.log: list[Asked] = []
        self.fault: Fault = lambda asked: None
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def environment(self) -> dict[str, str]:
        """What sends kyutai-bib here, without pauses."""
        homes = {f"KYUTAI_BIB_{name.upper()}_URL": f"{self.address}/{name}" for name in NAMES}
        return {**homes, "KYUTAI_BIB_PAUSE": "0", "KYUTAI_BIB_BACK_OFF": "0.001", "NO_PROXY": "*"}

    def asked(self, name: str) -> list[Asked]:
        return [asked for asked in self.log if asked.name == name]

    def answer(self, asked: Asked) -> Canned:
        rest = unquote(asked.path.removeprefix(f"/{asked.name}").lstrip("/"))
        canned: Canned = getattr(self, f"_{asked.name}")(asked, rest)
        return canned

    def _arxiv(self, asked: Asked, rest: str) -> Canned:
        entries = [fact for id_ in asked.query["id_list"].split(",") if (fact := self._fact(id_))]
        return Canned(body=feed(entries), headers=(("Content-Type", "application/atom+xml"),))

    def _fact(self, id_: str) -> Fact | None:
        if id_ in self.facts:
            return self.facts[id_]
        base, _, number = id_.partition("v")
        fact = self.facts.get(base)
        return fact if fact and number == str(fact.number) else None

    def _crossref(self, asked: Asked, rest: str) -> Canned:
        work = self.works.get(rest.lower())
        if work is None:
            return Canned(404, b"Resource not found.")
        return _json({"status": "ok", "message-type": "work", "message": work})

    def _datacite(self, asked: Asked, rest: str) -> Canned:
        fact = self.facts.get(rest.lower().removeprefix("10.48550/arxiv."))
        if fact is None:
            return _json(
                {"errors": [{"status": "404", "title": "The resource you are looking for doesn't exist."}]}, 404
            )
        return _json(datacite(fact))

    def _dblp(self, asked: Asked, rest: str) -> Canned:
        where = self._where("dblp", asked.query["q"])
        return _json(dblp(*where) if where else {"result": {"hits": {"@total": "0"}}})

    def _openreview(self, asked: Asked, rest: str) -> Canned:
        where = self._where("openreview", asked.query["term"])
        return _json({"notes": [note(*where)] if where else [], "count": int(bool(where))})

    def _semanticscholar(self, asked: Asked, rest: str) -> Canned:
        fact = self.facts.get(rest.removeprefix("arXiv:"))
        if fact is None:
            return _json({"error": f"Paper with id {rest} not found"}, 404)
        where = self.published.get(fact.title.lower()) if "semanticscholar" in self.knowing else None
        return _json(semantic_scholar(fact, where))

    def _where(self, name: str, query: str) -> tuple[Fact, dict[str, str]] | None:
        words = query.split()
        for fact in self.facts.values():
            if fact.title.lower() in self.published and set(words) <= set(_bare(fact.title)):
                return (fact, self.published[fact.title.lower()]) if name in self.knowing else None
        return None

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        services = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            wbufsize = -1

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                query = {key: values[0] for key, values in parse_qs(parts.query).items()}
                name = parts.path.split("/")[1]
                asked = Asked(time.monotonic(), name, parts.path, query, dict(self.headers.items()))
                services.log.append(asked)
                canned = services.fault(asked) or services.answer(asked)
                with suppress(OSError):
                    self.send(canned)

            def send(self, canned: Canned) -> None:
                time.sleep(canned.delay)
                self.send_response(canned.status)
                for key, value in canned.headers:
                    self.send_header(key, value)
                length = len(canned.body) if canned.announced is None else canned.announced
                self.send_header("Content-Length", str(length))
                self.end_headers()
                self.wfile.write(canned.body if canned.cut is None else canned.body[: canned.cut])
                if canned.cut is not None or canned.announced is not None:
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler


def facts_of(paper: Paper) -> list[Fact]:
    """What arXiv would have of a paper of ours."""
    facts = []
    for version in paper.versions:
        if version.arxiv is None:
            continue
        authors = tuple(_parts(person.name) for person in (version.authors or paper.authors))
        title = version.title or paper.title
        facts.append(
            Fact(
                str(version.arxiv),
                _tex(title),
                authors,
                _tex(version.abstract or paper.abstract or Abstract.parse("None.")),
                str(paper.preprint.date if paper.preprint else version.date),
                str(version.updated or version.date),
                version.arxiv.version or (2 if version.updated else 1),
                tuple(str(one) for one in version.classes),
            )
        )
    return facts


def _parts(name: object) -> tuple[str, str]:
    assert isinstance(name, PersonName)
    return name.given, name.whole_family


def _tex(text: Title | Abstract) -> str:
    return "".join(f"${run.text}$" if run.mark is Mark.MATH else run.text for run in text.runs)


def _bare(title: str) -> list[str]:
    return "".join(c.lower() if c.isalnum() else " " for c in title).split()


def _json(value: object, status: int = 200) -> Canned:
    body = json.dumps(value, ensure_ascii=False).encode()
    return Canned(status, body, (("Content-Type", "application/json"),))


def entry(fact: Fact) -> str:
    """An entry of the arXiv feed, in the layout of 2026."""
    base = fact.base.partition("v")[0]
    id_ = f"{base}v{fact.number}"
    extra = {"comment": fact.comment, "journal_ref": fact.journal_ref, "doi": fact.doi}
    lines = [
        "  <entry>",
        f"    <id>http://arxiv.org/abs/{id_}</id>",
        f"    <title>{escape(fact.title)}</title>",
        f"    <updated>{fact.last or fact.first}T08:18:33Z</updated>",
        f'    <link href="https://arxiv.org/abs/{id_}" rel="alternate" type="text/html"/>',
        f'    <link href="https://arxiv.org/pdf/{id_}" rel="related" type="application/pdf" title="pdf"/>',
        f"    <summary>{escape(fact.abstract)}</summary>",
        *(
            f'    <category term="{name}" scheme="http://arxiv.org/schemas/atom"/>'
            for name in sorted(fact.classes)
        ),
        f"    <published>{fact.first}T08:18:33Z</published>",
        *(f"    <arxiv:{name}>{escape(text)}</arxiv:{name}>" for name, text in extra.items() if text),
        f'    <arxiv:primary_category term="{fact.classes[0]}"/>',
        *(f"    <author>\n      <name>{escape(name)}</name>\n    </author>" for name in fact.names),
        "  </entry>",
    ]
    return "\n".join(lines)


def feed(facts: Iterable[Fact] = (), entries: Iterable[str] = ()) -> bytes:
    """The arXiv feed, in the layout of 2026."""
    inner = [*(entry(fact) for fact in facts), *entries]
    return f"""<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/AbCd</id>
  <title>arXiv Query: search_query=&amp;id_list=&amp;start=0&amp;max_results=100</title>
  <updated>2026-04-12T22:10:26Z</updated>
  <opensearch:itemsPerPage>100</opensearch:itemsPerPage>
  <opensearch:totalResults>{len(inner)}</opensearch:totalResults>
  <opensearch:startIndex>0</opensearch:startIndex>
{chr(10).join(inner)}
</feed>
""".encode()


def error_feed(id_: str) -> bytes:
    """What arXiv sends, with status 400, for an id that cannot be one."""
    where = f"https://arxiv.org/api/errors#incorrect_id_format_for_{id_}"
    return feed(
        entries=[
            f"<entry><id>{where}</id><title>Error</title><summary>incorrect id format for {id_}</summary></entry>"
        ]
    )


def datacite(fact: Fact) -> dict[str, object]:
    doi = f"10.48550/arxiv.{fact.base}"
    creators = [
        {"name": f"{family}, {given}", "nameType": "Personal", "givenName": given, "familyName": family}
        for given, family in fact.authors
    ]
    attributes = {
        "doi": doi,
        "creators": creators,
        "titles": [{"title": fact.title}],
        "publisher": "arXiv",
        "publicationYear": int(fact.first[:4]),
        "dates": [
            {"date": f"{fact.first}T08:18:33Z", "dateType": "Submitted", "dateInformation": "v1"},
            {"date": fact.first[:7], "dateType": "Available", "dateInformation": "v1"},
            {"date": fact.first[:4], "dateType": "Issued"},
        ],
        "descriptions": [{"description": fact.abstract, "descriptionType": "Abstract"}],
    }
    return {"data": {"id": doi, "type": "dois", "attributes": attributes}}


def crossref(doi: str, title: str, authors: Iterable[tuple[str, str]], **more: object) -> dict[str, object]:
    """The message of a Crossref answer for a conference paper."""
    return {
        "DOI": doi,
        "type": "proceedings-article",
        "publisher": "Association for Computing Machinery",
        "title": [title],
        "author": [
            {"given": given, "family": family, "sequence": "first", "affiliation": []} for given, family in authors
        ],
        "container-title": ["Proceedings of a Conference"],
        "page": "11-22",
        "issued": {"date-parts": [[2025, 6]]},
        "relation": {},
        **more,
    }


def dblp(fact: Fact, where: dict[str, str]) -> dict[str, object]:
    listing: list[object] = [{"@pid": f"1/{n}", "text": name} for n, name in enumerate(fact.names)]
    info = {
        "authors": {"author": listing if len(listing) > 1 else listing[0]},
        "title": fact.title + ".",
        "venue": where["venue"],
        "year": where["year"],
        "type": "Conference and Workshop Papers",
        "key": "conf/x/Y25",
        "ee": where.get("url", "https://proceedings.example/1.html"),
    }
    info |= {name: where[name] for name in ("pages", "doi") if name in where}
    preprint = {**info, "venue": "CoRR", "type": "Informal and Other Publications", "volume": "abs/" + fact.base}
    hits = [{"@score": "5", "@id": "1", "info": preprint}, {"@score": "4", "@id": "2", "info": info}]
    return {
        "result": {
            "query": "q",
            "hits": {"@total": "2", "@computed": "2", "@sent": "2", "@first": "0", "hit": hits},
        }
    }


def semantic_scholar(fact: Fact, where: dict[str, str] | None) -> dict[str, object]:
    return {
        "paperId": "7e55d8",
        "externalIds": {"ArXiv": fact.base, "DOI": f"10.48550/arXiv.{fact.base}"},
        "title": fact.title,
        "venue": where["long"] if where else "arXiv.org",
        "year": int(where["year"]) if where else int(fact.first[:4]),
        "publicationTypes": ["JournalArticle", "Conference"] if where else ["JournalArticle"],
        "journal": {"pages": where["pages"]} if where and "pages" in where else {"name": "ArXiv"},
        "authors": [{"authorId": str(n), "name": name} for n, name in enumerate(fact.names)],
    }


def note(fact: Fact, where: dict[str, str]) -> dict[str, object]:
    content = {
        "title": {"value": fact.title},
        "authors": {"value": list(fact.names)},
        "venue": {"value": f"{where['venue']} {where['year']} Poster"},
        "venueid": {"value": f"{where['venue']}.cc/{where['year']}/Conference"},
    }
    return {"id": "MFrJ3NzA5H", "forum": "MFrJ3NzA5H", "content": content}
