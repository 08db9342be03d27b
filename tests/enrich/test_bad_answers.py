"""Whatever a service sends: a line that names paper and source, and never a wrong field."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from kyutai_bib.reader import load
from tests.cli.conftest import Command
from tests.enrich.services import Asked, Canned, Fact, Services, crossref, entry, error_feed, feed

FILE = """\
people:
  doe: Doe, Jane
papers:
  known2024:
    title: A title
    authors: [doe]
    versions:
      - type: preprint
        arxiv: "2401.00001"
        date: 2024-01-02
"""
FACT = Fact("2401.00001", "Another title", (("Jane", "Doe"),), "What it says.", last="2024-02-03", number=2)
BOMB = b"""<?xml version="1.0"?><!DOCTYPE f [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><feed xmlns="http://www.w3.org/2005/Atom"><title>&c;</title></feed>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE f [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/2401.00001v1</id><title>&x;</title></entry></feed>"""
HTML = b"<!DOCTYPE html>\n<html><body>Rate exceeded.</body></html>"
GOOD = feed([FACT])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "papers.yaml"
    path.write_text(FILE, "utf-8")
    return path


def always(canned: Canned) -> Callable[[Asked], Canned | None]:
    return lambda asked: canned if asked.name == "arxiv" else Canned(404, b"Resource not found.")


BAD = {
    "a web page": (Canned(body=HTML), "answers with a web page where a feed is due"),
    "cut, and no longer than announced": (Canned(body=GOOD[:900]), "broken or cut short"),
    "cut before its end": (Canned(body=GOOD, cut=900), "cut short"),
    "empty": (Canned(body=b""), "broken or cut short"),
    "another XML": (Canned(body=b"<rss/>"), "no Atom feed"),
    "an entity bomb": (Canned(body=BOMB), "with a DOCTYPE, which is not read"),
    "an external entity": (Canned(body=OUTSIDE), "with a DOCTYPE, which is not read"),
    "Latin-1": (Canned(body=GOOD.replace(b"Jane", b"J\xe9r\xf4me")), "not UTF-8"),
    "UTF-8 that says Latin-1": (
        Canned(body=GOOD.replace(b"UTF-8", b"ISO-8859-1").replace(b"Jane", "Jérôme".encode())),
        "UTF-8 and says it is not",
    ),
    "UTF-8 twice": (
        Canned(body=GOOD.replace(b"Jane", "Jérôme".encode().decode("latin-1").encode())),
        "letters in a wrong encoding",
    ),
    "UTF-16": (Canned(body=GOOD.decode().replace("UTF-8", "UTF-16").encode("utf-16")), "not UTF-8"),
    "200 MB announced": (Canned(body=b"<feed>", announced=200 * 2**20), "209,715,200 bytes, more than 16 MiB"),
    "200 MB packed": (
        Canned(body=gzip.compress(b" " * (200 * 2**20), 1), headers=(("Content-Encoding", "gzip"),)),
        "more than 16 MiB",
    ),
    "what was not asked for": (
        Canned(body=feed([FACT._replace(base="2401.00002")])),
        "answered with http://arxiv.org/abs/2401.00002v2, which was not asked for",
    ),
    "nothing": (Canned(body=feed()), "does not know 2401.00001"),
    "an error feed": (Canned(400, error_feed("2401.00001")), "refuses the id: incorrect id format for 2401.00001"),
    "an entry without authors": (Canned(body=feed([FACT._replace(authors=())])), "without title, authors or date"),
    "403": (Canned(403, b"no"), "refuses the request (HTTP 403)"),
    "500 for good": (Canned(500, b"no"), "is out of order (HTTP 500), 6 times"),
    "429 for good": (Canned(429, b"no"), "is busy (HTTP 429), 6 times"),
    "a long Retry-After": (Canned(503, b"", (("Retry-After", "3600"),)), "asks to wait 3600 s; given up"),
    "a redirect to another host": (
        Canned(302, b"", (("Location", "http://evil.example/x"),)),
        "redirects to another host ('evil.example'), which is not followed",
    ),
    "a redirect to another port": (
        Canned(302, b"", (("Location", "http://127.0.0.1:9/x"),)),
        "redirects to another server ('127.0.0.1:9'), which is not followed",
    ),
    "a redirect to a file": (Canned(302, b"", (("Location", "file:///etc/passwd"),)), "redirects to another host"),
    "a redirect loop": (Canned(302, b"", (("Location", "/arxiv?id_list=1"),)), "redirects more than 5 times"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_answer_is_a_line_and_changes_nothing(
    name: str, services: Services, command: Command, file: Path
) -> None:
    canned, message = BAD[name]
    services.fault = always(canned)
    result = command("enrich", "--write", "--no-input", "--timeout", "20")
    assert message in result.err
    assert [line for line in result.err.splitlines() if message in line and "known2024: arXiv: " in line], (
        result.err
    )
    assert "Traceback" not in result.err
    assert result.code == 1
    assert file.read_text("utf-8") == FILE
    assert "0 changes written" in result.err


@pytest.mark.parametrize("name", BAD)
def test_the_export_comes_out_all_the_same(name: str, services: Services, command: Command, file: Path) -> None:
    without = command("export").out
    services.fault = always(BAD[name][0])
    result = command("export", "--enrich", "--timeout", "20")
    assert (result.code, result.out) == (0, without)
    assert result.err.startswith("kyutai-bib: exported without all that --enrich could add: known2024: arXiv: ")
    assert result.err.count("\n") == 1
    assert command("export", "--enrich", "--strict", "--timeout", "20")[:2] == (1, "")


@pytest.mark.parametrize("name", BAD)
def test_a_bad_answer_is_not_kept(name: str, services: Services, command: Command, file: Path) -> None:
    services.fault = always(BAD[name][0])
    command("enrich", "--timeout", "20")
    services.fault = lambda asked: None
    services.facts["2401.00001"] = FACT
    services.facts["2401.00001v1"] = FACT._replace(number=1)
    again = command("enrich", *(["--refresh"] if name == "nothing" else []))
    assert "Another title" in again.out


def test_one_bad_entry_does_not_spoil_the_others(services: Services, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "papers.yaml"
    file.write_text(
        "papers:\n"
        + "".join(f'  p{n}:\n    versions: [{{type: preprint, arxiv: "2401.0000{n}"}}]\n' for n in range(1, 6)),
        "utf-8",
    )
    for n in (1, 2, 3, 5):
        services.facts[f"2401.0000{n}"] = FACT._replace(base=f"2401.0000{n}", number=1, last="")
    services.facts["2401.00002"] = services.facts["2401.00002"]._replace(shown=("JÃ©rÃ´me Doe",))
    result = command("enrich", "--write", "--no-input", "--source", "arxiv")
    assert "p2: arXiv: sent letters in a wrong encoding" in result.err
    assert "p4: arXiv: does not know 2401.00004" in result.err
    text = file.read_text("utf-8")
    assert text.count("title: Another title") == 3
    assert text.index("p1:") < text.index("Another title") < text.index("p2:") < text.index("p3:")


def test_an_id_that_spoils_a_request_is_found_by_halves(
    services: Services, command: Command, tmp_path: Path
) -> None:
    file = tmp_path / "papers.yaml"
    file.write_text(
        "papers:\n"
        + "".join(f'  p{n}:\n    versions: [{{type: preprint, arxiv: "2401.0000{n}"}}]\n' for n in range(1, 9)),
        "utf-8",
    )
    for n in range(1, 9):
        services.facts[f"2401.0000{n}"] = FACT._replace(base=f"2401.0000{n}", number=1, last="")
    services.fault = lambda asked: (
        Canned(400, error_feed("2401.00003")) if "2401.00003" in asked.query.get("id_list", "") else None
    )
    result = command("enrich", "--write", "--no-input", "--source", "arxiv")
    assert "p3: arXiv: refuses the id: incorrect id format for 2401.00003" in result.err
    assert file.read_text("utf-8").count("title: Another title") == 7


def test_a_withdrawn_paper(services: Services, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "papers.yaml"
    file.write_text('papers:\n  p:\n    versions: [{type: preprint, arxiv: "2401.00001"}]\n', "utf-8")
    services.facts["2401.00001"] = FACT._replace(
        abstract="This paper has been withdrawn by the authors due to an error in Lemma 2."
    )
    services.facts["2401.00001v1"] = FACT._replace(number=1)
    result = command("enrich", "--write", "--no-input", "--source", "arxiv")
    assert "p: arXiv: withdrawn: This paper has been withdrawn by the authors" in result.err
    assert "abstract" not in file.read_text("utf-8")
    assert "title: Another title" in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("sent", "title"),
    [
        ("A title\n  on two lines", "A title on two lines"),
        (r"Erd\H{o}s, Poincar\'e and Fr\'{e}chet", "Erdős, Poincaré and Fréchet"),
        (r"On $x_{i}\in\{4,8\}$ and \emph{more} -- or ``less''", r"On $x_{i}\in\{4,8\}$ and more -- or ``less''"),
        (r"100\% of $5 and $10", r"100% of \$5 and \$10"),
        (r"{\L}ukasz \& {\O}rsted", "Łukasz & Ørsted"),
        ("Plain ~ tilde", "Plain ~ tilde"),
        ("Unpaired ${x$ here", r"Unpaired \$x\$ here"),
        ("LoRA for LLMs: an ARC-Encoder", "{LoRA} for {LLMs}: an {ARC-Encoder}"),
        ("A < B & C > D", "A < B & C > D"),
    ],
)
def test_titles_of_tex(sent: str, title: str, services: Services, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "papers.yaml"
    file.write_text('papers:\n  p:\n    versions: [{type: preprint, arxiv: "2401.00001"}]\n', "utf-8")
    services.facts["2401.00001"] = FACT._replace(title=sent, number=1, last="")
    assert command("enrich", "--write", "--no-input", "--source", "arxiv").code == 0
    assert str(load(file).find("p").title) == title


@pytest.mark.parametrize(
    ("names", "people"),
    [
        (("Doe Jane",), "people:\n  doe: Doe, Jane\n"),
        (("DOE Jane",), "people:\n  doe: Doe, Jane\n"),
        (("Jane DOE",), "people:\n  doe: Doe, Jane\n"),
        (("JANE DOE",), "people:\n  doe: Doe, Jane\n"),
        (("J. Doe",), "people:\n  doe: Doe, Jane\n"),
        (("Jané Döe",), "people:\n  doe: Doe, Jane\n"),
        (("Doe, Jane",), "people:\n  doe: Doe, Jane\n"),
        (("Jane Q. Doe",), "people:\n  doe: Doe, Jane\n"),
    ],
)
def test_names_find_who_is_known(
    names: tuple[str, ...], people: str, services: Services, command: Command, tmp_path: Path
) -> None:
    file = tmp_path / "papers.yaml"
    file.write_text(people + 'papers:\n  p:\n    versions: [{type: preprint, arxiv: "2401.00001"}]\n', "utf-8")
    services.facts["2401.00001"] = FACT._replace(shown=names, number=1, last="")
    assert command("enrich", "--write", "--no-input", "--source", "arxiv").code == 0
    assert file.read_text("utf-8").startswith(people + "papers:")
    assert "authors: [doe]" in file.read_text("utf-8")


def test_a_crossref_record_of_another_paper(services: Services, command: Command, tmp_path: Path) -> None:
    (tmp_path / "papers.yaml").write_text(
        FILE.replace("        date", "        doi: 10.1145/1\n        date"), "utf-8"
    )
    services.facts["2401.00001"] = FACT._replace(title="A title", number=1, last="", abstract="")
    services.works["10.1145/1"] = crossref("10.1145/2", "Other", [("Jane", "Doe")])
    result = command("enrich")
    assert "known2024: Crossref: answered with 10.1145/2, which was not asked for" in result.err
    assert "Other" not in result.out


def test_an_entry_of_the_old_layout_reads_the_same(services: Services, command: Command, file: Path) -> None:
    old = entry(FACT).replace("https://", "http://").replace("What it says.", "  What it\nsays.\n")
    services.fault = lambda asked: (
        Canned(body=feed(entries=[old if "v1" not in asked.query["id_list"] else entry(FACT._replace(number=1))]))
        if asked.name == "arxiv"
        else None
    )
    result = command("enrich", "--json", "--source", "arxiv")
    assert '"theirs": "What it says."' in result.out
