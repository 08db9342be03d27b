"""No text, whatever is in it, gets out of its field: a record in, a record out, that text in its place."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kyutai_bib.model.kind import Kind
from kyutai_bib.model.name import PersonName
from kyutai_bib.model.paper import Paper, Record, Version
from kyutai_bib.model.partial_date import PartialDate
from kyutai_bib.model.person import Person
from kyutai_bib.model.rich_text import Abstract, Mark, Run, Title
from kyutai_bib.writers import Options, write
from tests.writers.test_read_back import READERS, WORD_JOINER, dialect

TEX = {"bibtex", "biblatex"}
"""Their escaping is the subject of tests/latex, in letters that TeX has."""

SPECIAL = "\n\r\t\x00\x0b\x1b\x85\u2028\ufffe\"'`&<>{}[]()$%#_^~\\*|@!=+-:;,.?/ aé中𝒳0"
ATTACKS = (
    "x\nER  - \n\nTY  - JOUR",
    "]]></title></mods><mods>",
    '"></span><script>alert(1)</script>',
    "</script><!-- <meta name=citation_title>",
    '=HYPERLINK("http://x")',
    "'=1",
    "&amp;#60;\x00\x1b[31m",
    "a: b\n- c: *d &e !f",
    "%26rft.title=x&rft.title=y",
)


def record(text: str, note: str, key: str = "first") -> Record:
    person = Person("a", PersonName("Plato"))
    title = Title((Run(Mark.TEXT, text),))
    version = Version(Kind.THESIS, date=PartialDate(2024), institution=text, note=note)
    paper = Paper(key, title, (person,), (version,), abstract=Abstract((Run(Mark.TEXT, text),)), tags=("t",))
    return paper.record(version)


def seen(text: str) -> str:
    """What a reader may change: characters that are no text, and blanks, and the mark against tags in CSL."""
    return re.sub("[\\s\\x00-\\x1f\\x7f-\\x9f\\ufffe]+", " ", text.replace(WORD_JOINER, "")).strip()


@pytest.mark.parametrize("name", sorted(set(READERS) - TEX))
@settings(max_examples=60, deadline=None)
@given(text=st.text(SPECIAL, min_size=1).filter(seen))
@example(text=ATTACKS[0])
@example(text=ATTACKS[1])
@example(text=ATTACKS[2])
@example(text=ATTACKS[3])
@example(text=ATTACKS[4])
@example(text=ATTACKS[5])
@example(text=ATTACKS[6])
@example(text=ATTACKS[7])
@example(text=ATTACKS[8])
def test_a_text_stays_in_its_field(name: str, text: str) -> None:
    records = [record(text, text), record("Second", "", "second")]
    found = READERS[name]("".join(write(records, dialect(name), Options())))
    assert len(found) == 2
    assert [seen(one["title"]) for one in found] == [seen(text), "Second"]
    for field in ("institution", "abstract"):
        assert found[0].get(field, "") == "" or seen(found[0][field]) == seen(text)
    assert found[1]["title"] == "Second"


BEFORE: dict[str, Callable[[str], bool]] = {
    "csv": lambda output: (
        not any(
            cell[:1] in "=+@-\t\r" for row in csv.reader(io.StringIO(output, newline="")) for cell in row if cell
        )
    ),
    "jsonld": lambda output: "<" not in output,
    "coins": lambda output: output.count("<") == 2 * output.count("class="),
}


@pytest.mark.parametrize("name", BEFORE)
@pytest.mark.parametrize("text", ATTACKS)
def test_what_the_format_runs_in_sees_nothing_of_it(name: str, text: str) -> None:
    """A spreadsheet no formula, a web page no tag."""
    options = Options(only=frozenset({"title"})) if name == "csv" else Options()
    assert BEFORE[name]("".join(write([record(text, text)], dialect(name), options)))
