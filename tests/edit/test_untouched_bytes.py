"""What is written is what was meant: every other byte of the file stays, whatever stands in it."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyutai_bib.edit.papers import edited
from kyutai_bib.edit.scalars import block, scalar
from kyutai_bib.errors import EditError
from kyutai_bib.model.arxiv_id import ArxivClass, ArxivId
from kyutai_bib.model.change import Change, Changes, changed
from kyutai_bib.model.doi import Doi
from kyutai_bib.model.kind import Kind
from kyutai_bib.model.library import Library
from kyutai_bib.model.name import PersonName, TeamName
from kyutai_bib.model.paper import Paper, Version
from kyutai_bib.model.partial_date import PartialDate
from kyutai_bib.model.person import Person
from kyutai_bib.model.rich_text import Abstract, Title
from kyutai_bib.reader.load import read_library
from kyutai_bib.reader.nodes import parse_yaml
from tests.conftest import ROOT

COMMENTS = """\
# at the top
# second line
# before people
people: # behind people
  # before the first
  anna:   Béarn, Anna   # behind a person, with spaces to align it
  # between people
  "cole": 'Cole, Ben'
  # behind the last person

# before papers
papers:   # behind papers
  # above the first paper
  first2024:   # behind a key
    # above a field
    title: 'It''s a title'   # behind a title
    # above authors
    authors:   # behind authors
      # above an author
      - anna # behind an author
      # between authors
      - cole
      # below the authors
    tags: [a,   # inside a list
           b]   # behind a list
    versions: # behind versions
      # above a version
      - # behind a dash
        type: preprint # behind a type
        # above an id
        arxiv: '2401.00001'   # behind an id
        # at the end of a version
      # between versions
      - {type: report,  institution: "Lab", # inside braces
         date:   2024}   # behind braces
      # at the end of versions
    # at the end of a paper
  # between papers

  s24: {title: "Second",   authors: [anna], versions: [{type: preprint, arxiv: "2401.00002", date: 2024}]} # z
  # at the end of papers
# at the end of the file
"""


def lines_of(before: str, after: str) -> list[str]:
    """The lines that `git diff` shows."""
    with TemporaryDirectory() as folder:
        files = [Path(folder) / "before", Path(folder) / "after"]
        for file, text in zip(files, (before, after), strict=True):
            file.write_bytes(text.encode("utf-8"))
        command = ["git", "diff", "--no-index", "--no-color", "--unified=0", "--", *map(str, files)]
        found = subprocess.run(command, capture_output=True, check=False).stdout.decode("utf-8").split("\n")
    return [line for line in found[5:] if line[:1] in ("+", "-")]


def edit(text: str, changes: Changes) -> str:
    return edited(text, read_library(text.removeprefix("\ufeff"), drafts=True), changes)


def change(paper: str, version: int | None, field: str, value: object) -> Changes:
    return Changes(fields=(Change(paper, version, field, value),))


ANNA = Person("anna", PersonName("Béarn", "Anna"))
COLE = Person("cole", PersonName("Cole", "Ben"))

ONE_LINE = {
    "a date in a version": (
        change("first2024", 0, "date", PartialDate(2024, 1, 2)),
        ["+        date: 2024-01-02"],
    ),
    "classes in a version": (
        change("first2024", 0, "classes", (ArxivClass("cs.CL"), ArxivClass("cs.SD"))),
        ["+        classes: [cs.CL, cs.SD]"],
    ),
    "an abstract": (
        change("first2024", None, "abstract", Abstract.parse("What: it # is.")),
        ["+    abstract: >-", "+      What: it # is."],
    ),
    "another title, in its quotes": (
        change("first2024", None, "title", Title.parse("It's new")),
        ["-    title: 'It''s a title'   # behind a title", "+    title: 'It''s new'   # behind a title"],
    ),
    "another author in a block": (
        change("first2024", None, "authors", (COLE, ANNA)),
        [
            "-      - anna # behind an author",
            "+      - cole # behind an author",
            "-      - cole",
            "+      - anna",
        ],
    ),
    "a field in braces": (
        change("s24", 0, "updated", PartialDate(2024, 2)),
        [
            '-  s24: {title: "Second",   authors: [anna], versions: '
            '[{type: preprint, arxiv: "2401.00002", date: 2024}]} # z',
            '+  s24: {title: "Second",   authors: [anna], versions: '
            '[{type: preprint, arxiv: "2401.00002", date: 2024, updated: 2024-02}]} # z',
        ],
    ),
    "a number in braces over two lines": (
        change("first2024", 1, "number", "7"),
        [
            "-         date:   2024}   # behind braces",
            '+         date:   2024, number: "7"}   # behind braces',
        ],
    ),
    "a new version": (
        Changes(versions=(("first2024", Version(Kind.SOFTWARE, date=PartialDate(2025))),)),
        ["+      - type: software", "+        date: 2025"],
    ),
    "a person among others": (
        Changes(people=(Person("bell", PersonName("Bell", "Zoë")),)),
        ["+  bell: Bell, Zoë"],
    ),
    "the first person": (
        Changes(people=(Person("abel", PersonName("Abel", "Jo", "van")),)),
        ["+  abel: van Abel, Jo"],
    ),
    "the last person": (
        Changes(people=(Person("zoe", TeamName("The Zoë Team")),)),
        ["+  zoe: {team: The Zoë Team}"],
    ),
}


@pytest.mark.parametrize("name", ONE_LINE)
@pytest.mark.parametrize("kind", ["as it is", "CRLF", "BOM", "no line break at the end"])
def test_only_the_lines_meant(name: str, kind: str) -> None:
    text = {
        "as it is": COMMENTS,
        "CRLF": COMMENTS.replace("\n", "\r\n"),
        "BOM": "\ufeff" + COMMENTS,
        "no line break at the end": COMMENTS.rstrip("\n"),
    }[kind]
    changes, wanted = ONE_LINE[name]
    found = [line.rstrip("\r") for line in lines_of(text, edit(text, changes))]
    assert sorted(found) == sorted(wanted)


def test_all_of_them_at_once() -> None:
    several = [changes for changes, _ in ONE_LINE.values()]
    together = Changes(
        tuple(c for one in several for c in one.fields),
        tuple(v for one in several for v in one.versions),
        (),
        tuple(p for one in several for p in one.people),
    )
    found = lines_of(COMMENTS, edit(COMMENTS, together))
    assert len(found) == len([line for _, wanted in ONE_LINE.values() for line in wanted])
    comments = re.findall(r"#.*", COMMENTS)
    assert re.findall(r"# .*", edit(COMMENTS, together).replace("# is.", "")) == comments


def test_a_new_paper_goes_below_the_last_one() -> None:
    version = Version(Kind.PREPRINT, arxiv=ArxivId("2501.00001"), date=PartialDate(2025))
    paper = Paper(
        "new2025", Title.parse("{LoRA}: it's new"), (ANNA,), (version,), abstract=Abstract.parse("A\n\nB")
    )
    new = edit(COMMENTS, Changes(papers=(paper,)))
    assert new == COMMENTS.replace(
        "date: 2024}]} # z\n",
        "date: 2024}]} # z\n\n"
        '  new2025:\n    title: "{LoRA}: it\'s new"\n'
        "    authors: [anna]\n    abstract: >-\n"
        "      A\n\n\n      B\n    versions:\n"
        '      - type: preprint\n        arxiv: "2501.00001"\n        date: 2025\n',
    )


def test_sections_that_are_not_there_are_made() -> None:
    text = 'papers:\n  p:\n    versions:\n      - {type: preprint, arxiv: "2401.00001"}'
    new = edit(text, Changes(people=(ANNA,), fields=(Change("p", None, "authors", (ANNA,)),)))
    assert new == (
        'papers:\n  p:\n    authors: [anna]\n    versions:\n      - {type: preprint, arxiv: "2401.00001"}'
        "\n\npeople:\n  anna: Béarn, Anna"
    )


def test_an_empty_section_gets_its_first_entry() -> None:
    text = "people: {} # nobody yet\npapers: {}\n"
    paper = Paper("p", Title.parse("T"), (ANNA,), (Version(Kind.SOFTWARE, date=PartialDate(2025)),))
    assert edit(text, Changes(people=(ANNA,), papers=(paper,))) == (
        "people: # nobody yet\n  anna: Béarn, Anna\n"
        "papers:\n  p:\n    title: T\n    authors: [anna]\n    versions:\n"
        "      - type: software\n        date: 2025\n"
    )


def test_a_list_with_comments_is_not_shortened() -> None:
    with pytest.raises(EditError, match="has comments inside"):
        edit(COMMENTS, change("first2024", None, "authors", (ANNA,)))


def test_a_change_that_the_file_cannot_hold_is_refused() -> None:
    with pytest.raises(EditError):
        edit(COMMENTS, change("first2024", 0, "pages", "not pages at all, no"))


def test_the_papers_of_the_lab_take_every_field_and_lose_no_line(library: Library) -> None:
    """Each field of each version replaced by itself or added: no line but those goes or comes."""
    text = (ROOT / "data" / "papers.yaml").read_text("utf-8")
    for paper in library:
        for place, version in enumerate(paper.versions):
            for field, value in {
                "updated": PartialDate(2026, 11, 1),
                "doi": Doi("10.1145/1"),
                "note": "A: b # c",
            }.items():
                new = edit(text, change(paper.key, place, field, value))
                found = lines_of(text, new)
                assert len(found) == (2 if getattr(version, field) else 1)
                assert found[-1].lstrip("+ ").startswith(f"{field}:")


def test_a_value_replaced_by_itself_changes_no_byte(library: Library) -> None:
    text = (ROOT / "data" / "papers.yaml").read_text("utf-8")
    fields = [
        Change(paper.key, place, field, value)
        for paper in library
        for place, version in enumerate(paper.versions)
        for field, value in version._asdict().items()
        if value and field not in ("kind",)
    ]
    fields += [
        Change(p.key, None, field, getattr(p, field)) for p in library for field in ("title", "authors", "tags")
    ]
    assert edit(text, Changes(tuple(fields))) == text


TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=60).map(
    lambda text: " ".join(text.split())
)


@given(TEXTS.filter(bool), st.sampled_from(["", "'", '"']), st.booleans())
def test_a_scalar_reads_back(text: str, style: str, flow: bool) -> None:
    written = scalar(text, style, flow=flow)
    node = parse_yaml(f"a: {{b: {written}, c: d}}" if flow else f"a: {written} # c")
    value = node.pairs[0][1]  # type: ignore[union-attr]
    assert (value.pairs[0][1] if flow else value).text == text  # type: ignore[union-attr]


@given(st.lists(TEXTS.filter(bool), min_size=1, max_size=3))
def test_a_block_reads_back(paragraphs: list[str]) -> None:
    lines = "\n".join(["a: >-", *block("\n\n".join(paragraphs), 2)])
    node = parse_yaml(lines + "\nb: c\n")
    assert node.pairs[0][1].text == "\n\n".join(paragraphs)  # type: ignore[union-attr]


@given(TEXTS.filter(bool))
def test_any_title_goes_into_any_place(text: str) -> None:
    title = Title.parse(unicodedata.normalize("NFC", re.sub(r"([\\{}$])", r"\\\1", text)))
    for paper in ("first2024", "s24"):
        new = edit(COMMENTS, change(paper, None, "title", title))
        assert read_library(new, drafts=True).find(paper).title == title


def test_changed_is_what_the_text_says() -> None:
    library = read_library(COMMENTS, drafts=True)
    for changes, _ in ONE_LINE.values():
        assert [p.key for p in changed(library, changes)] == [p.key for p in library]


def test_nothing_to_change_is_nothing_changed(tmp_path: Path) -> None:
    assert edit(COMMENTS, Changes()) == COMMENTS


@given(TEXTS.filter(bool), TEXTS, TEXTS)
def test_any_name_goes_among_the_people(family: str, given_name: str, suffix: str) -> None:
    parts = [unicodedata.normalize("NFC", part) for part in (family, given_name, suffix)]
    name = PersonName(parts[0], parts[1], "", parts[2])
    new = edit(COMMENTS, Changes(people=(Person("bell", name),)))
    assert read_library(new, drafts=True).people["bell"].name == name
    flow = 'people: {anna: "Béarn, Anna"}\npapers: {}\n'
    assert read_library(edit(flow, Changes(people=(Person("bell", name),)))).people["bell"].name == name
