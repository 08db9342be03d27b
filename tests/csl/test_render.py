from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kyutai_bib.csl.citing import Processor, references
from kyutai_bib.csl.markup import MARKUPS
from kyutai_bib.csl.styles import find_style
from kyutai_bib.errors import StyleError, UnknownName
from tests.csl.rendering import bibliography, citations

Items = list[dict[str, Any]]
TEXT = MARKUPS["text"]
GOLDENS = [
    *(("kyutai", name) for name in MARKUPS),
    *(("ieee", name) for name in MARKUPS),
    ("apa", "text"),
    ("apa", "markdown"),
]
CSL = (
    '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">'
    "<info><title>T</title></info><citation><layout>{citation}</layout></citation>"
    "<bibliography><layout>{entry}</layout></bibliography></style>"
)


def printed(item: dict[str, Any], entry: str, folder: Path, markup: str = "text") -> str:
    """One item under a style whose entry is `entry`."""
    (folder / "s.csl").write_text(CSL.format(entry=entry, citation='<text value="x"/>'), encoding="utf-8")
    style = find_style(str(folder / "s.csl"))
    return bibliography([{"id": "k", "type": "book", **item}], style, None, MARKUPS[markup]).entries[0].text


@pytest.mark.parametrize(("style", "markup"), GOLDENS)
def test_golden(style: str, markup: str, items: Items, golden: Callable[[str, str], None]) -> None:
    found = bibliography(items, find_style(style), None, MARKUPS[markup])
    golden(f"csl/{style}-{markup}.txt", MARKUPS[markup].document(found))


@pytest.mark.parametrize("markup", MARKUPS)
def test_every_item_and_every_author_comes_out(items: Items, markup: str) -> None:
    found = bibliography(items, find_style("kyutai"), None, MARKUPS[markup])
    texts = {entry.id: entry.text for entry in found.entries}
    assert set(texts) == {item["id"] for item in items}
    for item in items:
        for name in item.get("author", []):
            wanted = MARKUPS[markup].inline([name.get("family") or name["literal"]])
            assert wanted in texts[item["id"]]


def test_input_is_left_alone_and_output_is_the_same_twice(items: Items) -> None:
    before = repr(items)
    runs = [bibliography(items, find_style("ieee"), None, TEXT) for _ in range(2)]
    assert runs[0] == runs[1]
    assert repr(items) == before


def test_numbers_are_labels(items: Items) -> None:
    found = bibliography(items, find_style("ieee"), None, TEXT)
    assert found.numbered
    assert (found.second_field_align, found.entries[0].label) == ("flush", "[1]")
    assert found.entries[0].text.startswith("[1] A. Défossez")
    latex = MARKUPS["latex"].document(bibliography(items, find_style("ieee"), None, MARKUPS["latex"]))
    assert "[1]" not in latex
    assert not bibliography(items, find_style("apa"), None, TEXT).numbered


def test_citations_follow_the_order_given(items: Items) -> None:
    assert citations([["kyutai2024moshi"], ["art", "hibiki"]], items, find_style("kyutai"), None, TEXT) == [
        "(Défossez et al., 2024)",
        "(Dupont & Lovelace, 2021; Labiausse et al., 2025)",
    ]


def test_citation_numbers_are_in_the_order_of_citation(items: Items) -> None:
    assert citations([["calm"], ["art", "calm"]], items, find_style("ieee"), None, TEXT) == [
        "[1]",
        "[1], [2]",  # IEEE sorts the cites of a cluster by number
    ]


def test_ids_that_differ_in_case_are_two() -> None:
    items = [{"id": key, "type": "book", "title": f"Title {key}"} for key in ("A", "a")]
    assert [e.id for e in bibliography(items, find_style("ieee"), None, TEXT).entries] == ["A", "a"]


def test_unknown_id(items: Items) -> None:
    with pytest.raises(UnknownName, match="'hibiki'"):
        citations([["hibikii"]], items, find_style("ieee"), None, TEXT)


def test_nothing_to_do(items: Items) -> None:
    assert bibliography([], find_style("ieee"), None, TEXT).entries == ()
    assert citations([], items, find_style("ieee"), None, TEXT) == []


def test_locale(items: Items) -> None:
    french = bibliography(items, find_style("kyutai"), "fr", TEXT).entries
    assert "(septembre 2025)" in next(e.text for e in french if e.id == "dsm")
    with pytest.raises(UnknownName, match="unknown locale"):
        bibliography(items, find_style("kyutai"), "klingon", TEXT)


def test_style_without_bibliography(items: Items, tmp_path: Path) -> None:
    xml = CSL.format(citation='<text variable="title"/>', entry="")
    xml = xml[: xml.index("<bibliography>")] + "</style>"
    (tmp_path / "s.csl").write_text(xml)
    style = find_style(str(tmp_path / "s.csl"))
    with pytest.raises(StyleError, match="only citations in the text: use `cite`"):
        bibliography(items, style, None, TEXT)
    assert citations([["art"]], items, style, None, TEXT) == ["What is an article?"]


def test_markup_characters_in_values(tmp_path: Path) -> None:
    item = {"title": "a < b & {c} <unk> <i>d</i>"}
    entry = '<text variable="title"/>'
    assert printed(item, entry, tmp_path) == "a < b & {c} <unk> d"
    assert printed(item, entry, tmp_path, "html") == "a &lt; b &amp; {c} &lt;unk&gt; <i>d</i>"
    assert printed(item, entry, tmp_path, "rtf") == "a < b & \\{c\\} <unk> {\\i d}"
    assert printed(item, entry, tmp_path, "markdown") == "a \\< b \\& \\{c\\} \\<unk\\> *d*"


@pytest.mark.parametrize(
    ("title", "case", "expected"),
    [
        ('the <span class="nocase">de Broglie</span> wave', "title", "The de Broglie Wave"),
        ('<span class="nocase">ARC-Encoder</span>: Learning Fast', "sentence", "ARC-Encoder: learning fast"),
        ('<span class="nocase">ARC</span>-Encoder', "lowercase", "ARC-encoder"),
        ("<i>in vivo</i> work", "capitalize-first", "In vivo work"),
    ],
)
def test_case(title: str, case: str, expected: str, tmp_path: Path) -> None:
    entry = f'<text variable="title" text-case="{case}"/>'
    assert printed({"title": title, "language": "en"}, entry, tmp_path) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(3, "3"), ("3", "3"), ("11-19", "11–19"), ("S1", "S1"), (2.5, "2.5")]
)
@pytest.mark.parametrize("variable", ["volume", "number", "page", "number-of-pages", "chapter-number"])
def test_numbers(variable: str, value: object, expected: str, tmp_path: Path) -> None:
    entry = f'<number variable="{variable}"/>'
    assert printed({variable: value}, entry, tmp_path) == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ({"date-parts": [[2024]]}, "2024"),
        ({"date-parts": [["2024", "9"]]}, "September 2024"),
        ({"date-parts": [[2024, 9, 17]]}, "September 17, 2024"),
        ({"date-parts": [[2024, 9], [2024, 10]]}, "September–October 2024"),
        ({"literal": "in press"}, "in press"),
        ({"date-parts": [[2024, "", ""]]}, "2024"),
        ({"date-parts": [[2024]], "season": 2}, "Summer 2024"),
    ],
)
def test_dates(date: dict[str, Any], expected: str, tmp_path: Path) -> None:
    assert printed({"issued": date}, '<date variable="issued" form="text"/>', tmp_path) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ({"literal": "The Kyutai Team"}, "The Kyutai Team"),
        ({"family": "Marmiesse", "given": "Gabriel", "non-dropping-particle": "de"}, "Gabriel de Marmiesse"),
        ({"family": "Plato"}, "Plato"),
        ({"given": "Cher"}, "Cher"),
        ({"family": "King", "given": "Martin", "suffix": "Jr."}, "Martin King Jr."),
    ],
)
@pytest.mark.parametrize("part", ["", '<name-part name="given" text-case="capitalize-first"/>'])
def test_names(name: dict[str, str], expected: str, part: str, tmp_path: Path) -> None:
    entry = f'<names variable="author"><name>{part}</name></names>'
    assert printed({"author": [name]}, entry, tmp_path) == expected


def test_names_of_csl_1_0_2(tmp_path: Path) -> None:
    chair = {"chair": [{"family": "Grave", "given": "Edouard"}]}
    assert printed(chair, '<names variable="chair"/>', tmp_path) == "Edouard Grave"


def test_accents_do_not_change_the_order() -> None:
    names = ["Dupont", "Défossez", "Eve", "Élan"]
    items = [{"id": n, "type": "book", "title": n, "author": [{"family": n}]} for n in names]
    found = bibliography(items, find_style("apa"), None, TEXT).entries
    assert [entry.id for entry in found] == ["Défossez", "Dupont", "Élan", "Eve"]


def test_a_failing_style_is_one_error_without_noise(
    items: Items, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "s.csl").write_text(CSL.format(citation="<text/>", entry='<text macro="none"/>'))
    style = find_style(str(tmp_path / "s.csl"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(StyleError, match=r"s.csl:1: there is no macro .none."):
            bibliography(items, style, None, TEXT)
        with pytest.raises(StyleError, match=r"s.csl:1: there is no"):
            citations([["art"]], items, style, None, TEXT)
        bibliography([{**items[0], "custom-field": "x"}], find_style("ieee"), None, TEXT)
    assert capfd.readouterr() == ("", "")


def test_macros_in_a_circle(items: Items, tmp_path: Path) -> None:
    xml = CSL.format(citation="", entry='<text macro="a"/>')
    macro = '</info><macro name="a"><text macro="a"/></macro>'
    (tmp_path / "s.csl").write_text(xml.replace("</info>", macro))
    with pytest.raises(StyleError, match="in a circle: a -> a"):
        bibliography(items, find_style(str(tmp_path / "s.csl")), None, TEXT)


def test_a_style_that_prints_nothing(tmp_path: Path) -> None:
    (tmp_path / "s.csl").write_text(CSL.format(entry='<text variable="title"/>', citation='<text value="x"/>'))
    processor = Processor([{"id": "k", "type": "book"}], str(tmp_path / "s.csl"), uncited=["k"])
    assert processor.bibliography().entries == ()
    assert processor.bibliography().omitted == ("k",)
    with pytest.raises(StyleError, match="prints nothing for 'k'"):
        processor.document()


def test_what_a_style_has_no_entries_for_can_be_cited() -> None:
    word = {"id": "word", "type": "entry-dictionary", "title": "word", "container-title": "Dictionary"}
    found = references([word], "chicago-notes-bibliography")
    assert found.citations == ("Dictionary, under “word.”",)
    assert found.bibliography is not None
    assert found.bibliography.omitted == ("word",)
    assert found.document == ""
