"""What a data file says never becomes a command, a field or a tag of the format it is written in."""

from __future__ import annotations

import json

import pytest

from kyutai_bib import Library, cite, export
from kyutai_bib.csl.markup import MARKUPS
from kyutai_bib.reader import read_library


def one(title: str = "A", author: str = "Plato") -> Library:
    """A library with one paper; title and author are YAML."""
    return read_library(
        f"people: {{a: {author}}}\npapers:\n  p:\n    title: {title}\n    authors: [a]\n"
        "    versions: [{type: preprint, arxiv: '2410.00037', date: 2024}]\n"
    )


@pytest.mark.parametrize(
    ("author", "written"),
    [
        ("{family: others}", "{others}"),
        ("{family: King, suffix: Jr.}", "King, Jr., {}"),
        ("{family: King, suffix: Jr., given: Martin Luther}", "King, Jr., Martin Luther"),
        ("{family: family=Foo}", "{family=Foo}"),
        ("{team: Smith and Others}", "{Smith and Others}"),
        ('{family: "A, B", given: C and D}', "{A, B}, {C and D}"),
    ],
)
@pytest.mark.parametrize("format_", ["bibtex", "biblatex"])
def test_a_name_is_one_name(format_: str, author: str, written: str) -> None:
    assert f"author        = {{{written}}},\n" in export(one(author=author), format_)


def test_what_looks_like_a_tag_stays_text() -> None:
    library = one(title='"Using <i>tags</i> and <sup>1</sup>, a<b"')
    shown = [export(library, format_) for format_ in ("text", "html", "markdown")]
    assert all(text.replace("\u2060", "").count("tags") == 1 for text in shown)
    assert "Using <i>tags</i> and <sup>1</sup>, a<b" in shown[0].replace("\u2060", "")
    assert "<i>" not in shown[1]
    (item,) = json.loads(export(library, "csl-json"))
    assert item["title"].replace("\u2060", "") == "Using <i>tags</i> and <sup>1</sup>, a<b"
    assert "<i>" not in item["title"]


@pytest.mark.parametrize("style", ["science", "cell-research", "optics-express", "bmc-bioinformatics"])
@pytest.mark.parametrize("markup", MARKUPS)
def test_styles_with_a_label_in_every_markup(style: str, markup: str, library: Library) -> None:
    assert export(library, markup, style=style)


def test_the_interface_takes_a_lone_value(library: Library) -> None:
    records = library.select(authors="royer", venues="CVPR 2026", years=2026, prefer="published")
    assert [record.key for record in records] == ["kyutai2025moshivis"]
    assert export(records[0], "bibtex", fields="title") == export(records, "bibtex", fields=["title"])
    assert cite(records[0]) == cite(records)
    assert len(library.select(prefer="all")) > len(library)
