"""What is told of a style that somebody writes: everything that is not read, with its line, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from kyutai_bib.csl import Processor, check_style
from kyutai_bib.csl.processor.terms import NS
from kyutai_bib.csl.styles import find_style, independent_styles
from kyutai_bib.errors import StyleError

CSL_1 = 'xmlns="http://purl.org/net/xbiblio/csl" version="1.0"'
HEAD = f'<style {CSL_1} class="in-text"><info><title>T</title></info>\n'
END = '\n<citation><layout><text macro="m"/></layout></citation></style>'


def told(style: str, folder: Path) -> list[str]:
    """What is told of a style, without the file's name."""
    file = folder / "s.csl"
    file.write_text(style, encoding="utf-8")
    return [f"{flaw.severity} {str(flaw).removeprefix(str(file))}" for flaw in check_style(file)]


def told_of(elements: str, folder: Path) -> list[str]:
    """What is told of elements in a macro, all in line 3."""
    found = told(f'{HEAD}<macro name="m">\n{elements}</macro>{END}', folder)
    assert all(each.startswith("warning :3: ") for each in found)
    return [each.removeprefix("warning :3: ") for each in found]


@pytest.mark.parametrize(
    ("elements", "problems"),
    [
        ("<txet/>", ["there is no element <txet>; did you mean <text>?"]),
        ("<layout/>", ["<layout> has no meaning in <macro>; it is not read there"]),
        (
            "<frobnicate/>",
            ["there is no element <frobnicate>; known: choose, date, group, label, names, number, text"],
        ),
        ('<x:text xmlns:x="urn:x"/>', ["<text> is no element of CSL; it is not read"]),
        (
            '<text variable="title" font-style="italics"/>',
            ["<text font-style=\"italics\">: 'italics' is no value of font-style; did you mean 'italic'?"],
        ),
        (
            '<text variable="title" form="foo"/>',
            ["<text form=\"foo\">: 'foo' is no value of form; known: long, short"],
        ),
        (
            '<text variable="titel"/>',
            ["<text variable=\"titel\">: 'titel' is no value of variable; did you mean 'title'?"],
        ),
        ('<text variable="title" quotes="yes"/>', ['<text quotes="yes">: true or false is wanted']),
        (
            '<text variable="title" sufix="."/>',
            ["<text sufix=\".\">: there is no attribute 'sufix'; did you mean 'suffix'?"],
        ),
        ('<text variable="title" and="text"/>', ['<text and="text">: and has no meaning here']),
        ("<text/>", ["<text> needs one of the attributes macro, term, value, variable"]),
        ("<number/>", ["<number> needs the attribute variable"]),
        ("<group/>", ["<group> has nothing in it to print"]),
        ("<group><!-- later --></group>", ["<group> has nothing in it to print"]),
        ('<date variable="issued"/>', ["<date> has no <date-part>"]),
        (
            '<date variable="issued"><date-part name="year" form="numeric"/></date>',
            ["<date-part form=\"numeric\">: 'numeric' is no value of form; known: long, short"],
        ),
        (
            '<choose><if type="book boook" match="some"><text value="x"/></if></choose>',
            [
                "<if match=\"some\">: 'some' is no value of match; known: all, any, none",
                "<if type=\"book boook\">: 'boook' is no value of type; did you mean 'book'?",
            ],
        ),
        (
            '<choose><if><text value="x"/></if></choose>',
            [
                "<if> needs one of the attributes disambiguate, is-numeric, is-uncertain-date, locator, position, "
                "type, variable"
            ],
        ),
        ('<choose><else><text value="x"/></else></choose>', ["<choose> has no <if>"]),
        (
            '<names variable="author"><name et-al-min="two"/></names>',
            ['<name et-al-min="two">: a whole number is wanted'],
        ),
        ('<text term="etal"/>', ["<text term=\"etal\">: 'etal' is no value of term; did you mean 'et-al'?"]),
        (
            '<text value="x">Title</text>',
            ["the text 'Title' in <text> is not read; <text value=…/> prints text"],
        ),
    ],
)
def test_what_is_not_read(elements: str, problems: list[str], tmp_path: Path) -> None:
    assert told_of(f'<text value="-"/>{elements}', tmp_path) == problems


@pytest.mark.parametrize(
    "elements",
    [
        '<text term="et-al" form="verb-short" plural="true"/>',
        '<names variable="author"><label form="verb"/><substitute><names variable="editor"/></substitute></names>',
        '<date variable="issued" form="text" date-parts="year"/>',
        '<date variable="issued" delimiter="-"><date-part name="day" form="ordinal" range-delimiter="/"/></date>',
        '<choose><if variable="title" type="book"/></choose>',
        '<text value="a &lt; b" prefix="" text-case="title" display="block"/>',
    ],
)
def test_what_is_read(elements: str, tmp_path: Path) -> None:
    assert told_of(elements, tmp_path) == []


def test_all_problems_of_a_style_together_by_line(tmp_path: Path) -> None:
    style = (
        f'{HEAD}<macro name="m"><txet/></macro>\n<macro name="m"><text macro="mm"/></macro>\n'
        '<citation colapse="year"><layout><text macro="nn"/></layout></citation>\n'
        "<bibliography><layout/></bibliography>\n</style>"
    )
    assert told(style, tmp_path) == [
        "warning :2: <macro> has nothing in it to print",
        "warning :2: there is no element <txet>; did you mean <text>?",
        "warning :3: there is a macro 'm' in line 2 already; the last one counts",
        "error :3: there is no macro 'mm'; did you mean 'm'?",
        "warning :4: <citation colapse=\"year\">: there is no attribute 'colapse'; did you mean 'collapse'?",
        "error :4: there is no macro 'nn'; known: m",
        "warning :5: <layout> has nothing in it to print",
    ]


def test_a_call_that_nothing_calls_is_no_error(tmp_path: Path) -> None:
    style = f'{HEAD}<macro name="old"><text macro="gone"/></macro>\n<macro name="m"><text value="x"/></macro>{END}'
    assert told(style, tmp_path) == ["warning :2: there is no macro 'gone'; known: m, old"]
    assert Processor([], str(tmp_path / "s.csl"))


def test_what_the_processor_stumbles_over_is_an_error(tmp_path: Path) -> None:
    style = f'{HEAD}<macro name="m"><text macro="m"/></macro>{END}'
    assert told(style, tmp_path) == ["error :2: macros call each other in a circle: m -> m"]


def test_a_dependent_style_is_its_parent_s(tmp_path: Path) -> None:
    (tmp_path / "s.csl").write_text(
        f"<style {CSL_1}><info>"
        '<link href="http://www.zotero.org/styles/apa" rel="independent-parent"/></info></style>'
    )
    assert check_style(tmp_path / "s.csl") == []


def test_what_is_no_style_is_refused(tmp_path: Path) -> None:
    (tmp_path / "s.csl").write_text("<style>")
    with pytest.raises(StyleError, match=r"s\.csl:1: not XML"):
        check_style(tmp_path / "s.csl")


@pytest.mark.parametrize("name", independent_styles()[::40])
def test_styles_in_the_wild_are_sound(name: str) -> None:
    assert check_style(find_style(name).path, trial=False) == []


@pytest.mark.long
def test_every_style_in_the_wild_is_sound() -> None:
    found = [flaw for name in independent_styles() for flaw in check_style(find_style(name).path, trial=False)]
    assert found == []


FREE = {
    "prefix",
    "suffix",
    "delimiter",
    "value",
    "name",
    "macro",
    "href",
    "lang",
    "default-locale",
    "sort-separator",
}
FREE |= {"names-delimiter", "name-delimiter", "initialize-with", "subsequent-author-substitute", "range-delimiter"}
FREE |= {"cite-group-delimiter", "after-collapse-delimiter", "year-suffix-delimiter", "version"}


@pytest.mark.parametrize("name", ["apa", "ieee", "chicago-notes-bibliography", "kyutai"])
def test_every_slip_in_a_value_or_a_name_is_found(name: str, tmp_path: Path) -> None:
    """Each attribute, and each element, of a style spoilt in turn, one a style."""
    root = etree.fromstring(find_style(name).path.read_bytes())
    places = [element for element in root.iter(f"{NS}*") if not _in_info(element)]
    for element in places[:: max(1, len(places) // 30)]:
        for attribute, value in element.attrib.items():
            if etree.QName(attribute).localname not in FREE:
                element.set(attribute, str(value) + "x")
                assert _flaws(root, tmp_path), (element.sourceline, attribute)
                element.set(attribute, value)
        tag = element.tag
        if tag != f"{NS}style":
            element.tag = f"{tag}x"
            assert _flaws(root, tmp_path), (element.sourceline, tag)
            element.tag = tag
    assert _flaws(root, tmp_path) == []


def _in_info(element: etree._Element) -> bool:
    return element.tag == f"{NS}info" or any(parent.tag == f"{NS}info" for parent in element.iterancestors())


def _flaws(root: etree._Element, folder: Path) -> list[object]:
    (folder / "s.csl").write_bytes(etree.tostring(root))
    try:
        return list(check_style(folder / "s.csl", trial=False))
    except StyleError as error:
        return [error]
