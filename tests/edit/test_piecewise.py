"""One change that the file cannot take keeps no other from being written, and is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from kyutai_bib.edit import piecewise
from kyutai_bib.edit.papers import edited
from kyutai_bib.edit.piecewise import Refusal, edited_piecewise
from kyutai_bib.model.change import Change, Changes
from kyutai_bib.model.kind import Kind
from kyutai_bib.model.library import Library
from kyutai_bib.model.name import PersonName
from kyutai_bib.model.paper import Version
from kyutai_bib.model.partial_date import PartialDate
from kyutai_bib.model.person import Person
from kyutai_bib.model.rich_text import Title
from kyutai_bib.model.venue import Venue
from kyutai_bib.reader.load import load, read_library
from tests.cli.conftest import Command
from tests.enrich.services import Fact, Services

COMMENTED = """\
people:
  doe: Doe, Jane
papers:
  p1:
    title: One
    authors:
      - doe
      # she did most of it
      - doe-jo
    versions:
      - type: preprint
        arxiv: "2401.00001"
  p2:
    versions: [{type: preprint, arxiv: "2401.00002"}]
""".replace("  doe: Doe, Jane\n", "  doe: Doe, Jane\n  doe-jo: Doe, Jo\n")
ZOE = Person("zoe", PersonName("Zoë", "Zoë"))


def text_of(count: int) -> str:
    return "papers:\n" + "".join(f"  p{n}: {{versions: [{{type: software, date: 2024}}]}}\n" for n in range(count))


def outcome(text: str, changes: Changes) -> piecewise.Outcome:
    return edited_piecewise(text, read_library(text, drafts=True), changes)


def test_all_that_goes_is_one_edit() -> None:
    text = text_of(3)
    changes = Changes(tuple(Change(f"p{n}", 0, "note", "x") for n in range(3)))
    assert outcome(text, changes) == (edited(text, read_library(text, drafts=True), changes), changes, ())


def test_one_bad_change_in_many(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def counting(text: str, library: Library, changes: Changes) -> str:
        calls.append(changes)
        return edited(text, library, changes)

    fields = [Change(f"p{n}", 0, "note", "x") for n in range(200)]
    fields[77] = Change("p77", 0, "pages", "no pages")
    monkeypatch.setattr(piecewise, "edited", counting)
    text, written, refused = outcome(text_of(200), Changes(tuple(fields)))
    assert len(calls) <= 2 * 8 + 3
    assert [(one.paper, one.field) for one in refused] == [("p77", "pages")]
    assert written.fields == (*fields[:77], *fields[78:])
    assert text.count("note: x") == 199


def test_several_bad_changes_of_every_kind() -> None:
    bad_venue = Venue("v", title=Title.parse("V"), date=PartialDate(2025), volume="x" * 3)
    changes = Changes(
        (
            Change("p1", None, "authors", (ZOE,)),
            Change("p1", None, "title", Title.parse("Uno")),
            Change("p2", None, "title", Title.parse("Two")),
            Change("p2", 0, "doi", "not a doi"),
        ),
        (("p1", Version(Kind.JOURNAL, venue=bad_venue, date=PartialDate(2025))), ("p9", Version(Kind.SOFTWARE))),
        (),
        (ZOE,),
        (bad_venue,),
    )
    text = COMMENTED
    search = piecewise._Search(text, read_library(text, drafts=True), changes)
    taken = search.takable([*changes.fields, changes.versions[0]], [])
    assert [str(refusal) for refusal in search.refused] == [
        "p1: authors: the list in line 8 has comments inside, which a new list would lose; edit it by hand",
        str(search.refused[1]),
    ]
    assert search.refused[1][:2] == ("p2", "doi")
    assert search.of(taken).people == (), "nobody is left who needs her"
    new = edited(text, read_library(text, drafts=True), search.of(taken))
    assert "title: Uno" in new
    assert "title: Two" in new
    assert "zoe" not in new
    assert "# she did most of it" in new


def test_a_file_that_takes_no_new_people() -> None:
    text = (
        "{papers: {p: {versions: [{type: software, date: 2024}]}, q: {versions: [{type: software, date: 2024}]}}}"
    )
    fields = [Change(key, None, "authors", (ZOE,)) for key in ("p", "q")]
    fields += [Change("p", None, "title", Title.parse("T"))]
    new, written, refused = outcome(text, Changes(tuple(fields), people=(ZOE,)))
    reason = "a file in braces takes no new section; write it as blocks first"
    assert refused == (Refusal("p", "authors", reason), Refusal("q", "authors", reason))
    assert written == Changes((fields[2],))
    assert "title: T" in new


def test_enrich_writes_the_others(services: Services, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "papers.yaml"
    file.write_text(COMMENTED, "utf-8")
    services.facts["2401.00001"] = Fact("2401.00001", "One", (("Jane", "Doe"),))
    services.facts["2401.00002"] = Fact("2401.00002", "Two", (("Jane", "Doe"), ("Zoë", "Zoë")))
    result = command("enrich", "--write", "--no-input", "--take", "authors", "--source", "arxiv")
    assert result.code == 1
    assert (
        "kyutai-bib: p1: authors: the list in line 8 has comments inside, which a new list would lose; edit it by"
        " hand; not written\n" in result.err
    )
    assert result.err.endswith("papers.yaml: 8 changes written, 1 new in people\n")
    paper = load(file).find("p2")
    assert [person.id for person in paper.authors] == ["doe", "zoe"]
    assert "# she did most of it" in file.read_text("utf-8")


def test_add_writes_all_or_none_and_names_the_paper(services: Services, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "papers.yaml"
    text = (
        "people: {doe: 'Doe, Jane'}\n"
        "papers: {p: {title: T, authors: [doe], versions: [{type: software, date: 2024}]}}\n"
    )
    file.write_text(text, "utf-8")
    services.facts["2401.00001"] = Fact("2401.00001", "One", (("Jane", "Doe"),))
    result = command("add", "2401.00001")
    assert (result.code, result.out) == (1, "")
    assert result.err == (
        "kyutai-bib: doe2024one: a section in braces takes no new papers or venues; write it as a block first\n"
        "kyutai-bib: nothing is written\n"
    )
    assert file.read_text("utf-8") == text


def test_a_file_with_two_names_is_told(services: Services, command: Command, tmp_path: Path) -> None:
    """A file that is replaced whole cannot keep a hard link; a symbolic one stays."""
    file, other, link = tmp_path / "papers.yaml", tmp_path / "other.yaml", tmp_path / "link.yaml"
    text = 'papers:\n  p: {versions: [{type: preprint, arxiv: "2401.00001"}]}\n'
    file.write_text(text, "utf-8")
    other.hardlink_to(file)
    services.facts["2401.00001"] = Fact("2401.00001", "One", (("Jane", "Doe"),))
    result = command("enrich", "--write", "--no-input", "--source", "arxiv")
    assert result.code == 0
    assert "papers.yaml had other names (hard links); those keep the file as it was\n" in result.err
    assert other.read_text("utf-8") == text
    assert "title: One" in file.read_text("utf-8")
    other.unlink()
    link.symlink_to("papers.yaml")
    services.facts["2401.00001"] = services.facts["2401.00001"]._replace(title="Uno")
    words = ("enrich", "-i", "link.yaml", "--write", "--take", "title", "--refresh", "--source", "arxiv")
    assert "hard links" not in command(*words).err
    assert link.is_symlink()
    assert "title: Uno" in file.read_text("utf-8")
