"""What a data file says never becomes a command, a field or a tag of the format it is written in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from kyutai_bib import Library, cite, export, losses
from kyutai_bib.csl import read_items, references
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


LIKE_TAGS = "Using <i>tags</i> and <sup>1</sup>, a<b"


@pytest.mark.parametrize("style", ["kyutai", "apa", "ieee", "modern-language-association"])
def test_what_looks_like_a_tag_is_printed_as_it_is(style: str) -> None:
    library = one(title=f'"{LIKE_TAGS}"')
    shown = {markup: export(library, markup, style=style).casefold() for markup in MARKUPS}
    assert not any("\u2060" in text or "8288" in text for text in shown.values())
    assert LIKE_TAGS.casefold() in shown["text"]
    assert "&lt;sup&gt;1&lt;/sup&gt;" in shown["html"]
    assert "\\<sup\\>1\\</sup\\>" in shown["markdown"]
    assert r"{\textless}sup{\textgreater}1{\textless}/sup{\textgreater}" in shown["latex"]
    assert "<sup>1</sup>" in shown["rtf"]


def test_nor_is_there_a_tag_in_any_other_field() -> None:
    library = read_library(
        "people: {a: {family: <i>Plato</i>}, t: {team: The <b>Team</b>}}\npapers:\n  p:\n    title: T\n"
        "    authors: [a, t]\n    versions: [{type: report, institution: <sup>Lab</sup>, number: 1, date: 2024}]\n"
    )
    shown = export(library, "html", style="apa")
    assert shown.count("<i>") == 1  # the title
    for text in ("&lt;i&gt;Plato&lt;/i&gt;", "The &lt;b&gt;Team&lt;/b&gt;", "&lt;sup&gt;Lab&lt;/sup&gt;"):
        assert text in shown
    assert "&lt;i&gt;Plato&lt;/i&gt;" in cite(library, style="apa", format="html")[0]
    assert "\u2060" not in shown


def test_csl_json_has_no_escape_for_what_looks_like_tags() -> None:
    library = one(title=f'"{LIKE_TAGS} and {{<b>}}</b>, <sc>"')
    (item,) = json.loads(export(library, "csl-json"))
    assert item["title"] == (
        "Using <\u2060i>tags<\u2060/i> and <\u2060sup>1<\u2060/sup>, a<b and "
        '<span class="nocase"><\u2060b></span><\u2060/b>, <sc>'
    )
    assert [(loss.field, loss.value) for loss in losses(library, "csl-json") if "brackets" in loss.field] == [
        ("title.brackets", "<i>, </i>, <sup>, </sup>, <b>, </b>")
    ]
    assert not [loss for loss in losses(library, "text") if "brackets" in loss.field]


@pytest.mark.parametrize("title", ["a <b> c", "</i> x <i>", "a < b, c > d", "<x>y</x>", "x <sub"])
def test_a_tag_without_its_other_half_needs_no_guard(title: str) -> None:
    library = one(title=f'"{title}"')
    (item,) = json.loads(export(library, "csl-json"))
    assert item["title"] == title
    assert not [loss for loss in losses(library, "csl-json") if "brackets" in loss.field]
    assert title in export(library, "text")


def test_text_that_is_guarded_comes_back_from_csl_json(tmp_path: Path) -> None:
    """What our own CSL-JSON says, our own processor prints."""
    (tmp_path / "one.json").write_text(export(one(title=f'"{LIKE_TAGS}"'), "csl-json"), "utf-8")
    done = references(read_items(tmp_path / "one.json"), "kyutai")
    assert LIKE_TAGS in done.document


def test_tags_of_csl_json_are_tags_all_the_same() -> None:
    done = references([{"id": "a", "type": "book", "title": "x <i>y</i> <\u2060b>z</b> <\u2060>"}], "kyutai")
    assert "x y <b>z</b> <\u2060>" in done.document


def test_csl_yaml_escapes_what_looks_like_tags() -> None:
    library = one(title="""'<i>x</i> <span class="nocase">{Y}</span>'""")
    (item,) = yaml.safe_load(export(library, "csl-yaml"))["references"]
    assert item["title"] == (
        r"\<i\>x\</i\> \<span class=\"nocase\"\>" '<span class="nocase">Y</span>' r"\</span\>"
    )


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


def test_latex_prints_what_tex_would_join() -> None:
    library = one(title="\"The --fast flag of `x`, 5''\"")
    for format_ in ("bibtex", "biblatex"):
        assert r"title         = {The -{}-fast flag of {\textasciigrave}x{\textasciigrave}, 5'{}'}" in export(
            library, format_
        )
    printed = export(library, "latex", style="apa")
    assert r"The -\/-fast flag of {\textasciigrave}x{\textasciigrave}, 5" in printed


@pytest.mark.parametrize("format_", ["bibtex", "biblatex"])
def test_a_range_of_pages_has_the_dash_of_tex(format_: str) -> None:
    library = read_library(
        "people: {a: Plato}\nvenues: {j: {title: J}}\npapers:\n  p:\n    title: T\n    authors: [a]\n"
        "    versions: [{type: journal, venue: j, pages: 12-34, date: 2024}]\n"
    )
    assert "pages         = {12--34}" in export(library, format_)
