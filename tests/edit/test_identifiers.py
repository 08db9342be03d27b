"""Keys and ids that a reader of YAML could take for something else are written in quotes."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from kyutai_bib.edit.papers import edited
from kyutai_bib.edit.scalars import identifier
from kyutai_bib.model.change import Change, Changes
from kyutai_bib.model.kind import Kind
from kyutai_bib.model.name import PersonName
from kyutai_bib.model.paper import Paper, Version
from kyutai_bib.model.partial_date import PartialDate
from kyutai_bib.model.person import Person
from kyutai_bib.model.rich_text import Mark, Run, Title
from kyutai_bib.model.venue import Venue
from kyutai_bib.reader.load import load, read_library
from tests.cli.conftest import Command
from tests.enrich.services import Fact, Services

WORDS = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "NULL", "Null", "No", "True", "nan", "inf"]
NUMBERS = ["1", "007", "0x10", "0o17", "1e5", "2024", "1-2", "2024-01-02", "12:30:45", "1_000", "0b1", "1.5", "+1"]


@pytest.mark.parametrize("text", [*WORDS, *NUMBERS])
def test_it_is_a_text_for_every_reader(text: str) -> None:
    written = identifier(text)
    assert yaml.safe_load(f"{written}: [{written}, {{a: {written}}}]") == {text: [text, {"a": text}]}


@pytest.mark.parametrize("text", ["kyutai2024moshi", "de-marmiesse", "icml-2025", "null-2", "e5"])
def test_others_stay_plain(text: str) -> None:
    assert identifier(text) == text
    assert yaml.safe_load(f"{text}: [{text}]") == {text: [text]}


def test_all_places_where_ids_stand() -> None:
    text = "people:\n  anna: Béarn, Anna\n  zoe: Zoë, Zoë\npapers:\n  p: {title: T, authors: [zoe], versions: " \
        "[{type: software, date: 2024}]}\n"  # fmt: skip
    null = Person("null", PersonName("Null", "Jane"))
    number = Person("42", PersonName("42", "Jane"))
    venue = Venue("no", title=Title((Run(Mark.TEXT, "No"),)))
    version = Version(Kind.JOURNAL, venue=venue, date=PartialDate(2025), authors=(null, number))
    paper = Paper("2025", Title.parse("T"), (null,), (version,))
    changes = Changes(
        (Change("p", None, "authors", (null, number)),), (("p", version),), (paper,), (null, number), (venue,)
    )
    new = edited(text, read_library(text), changes)
    found = yaml.safe_load(new)
    assert list(found["people"]) == ["42", "anna", "null", "zoe"]
    assert found["people"]["null"] == "Null, Jane"
    assert found["papers"]["p"]["authors"] == ["null", "42"]
    assert found["papers"]["p"]["versions"][1]["venue"] == "no"
    assert found["papers"]["p"]["versions"][1]["authors"] == ["null", "42"]
    assert found["papers"]["2025"]["authors"] == ["null"]
    assert found["venues"]["no"] == {"title": "No"}


def test_somebody_called_null(services: Services, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "papers.yaml"
    file.write_text("papers: {}\n", "utf-8")
    services.facts["2401.00001"] = Fact("2401.00001", "A title", (("Christopher", "Null"), ("Hao", "No")))
    assert command("add", "2401.00001", "-i", "papers.yaml").code == 0
    found = yaml.safe_load(file.read_text("utf-8"))
    assert found["people"] == {"null": "Null, Christopher", "no": "No, Hao"} or found["people"] == {
        "no": "No, Hao",
        "null": "Null, Christopher",
    }
    assert found["papers"]["null2024title"]["authors"] == ["null", "no"]
    assert [person.id for person in load(file).find("null2024title").authors] == ["null", "no"]
