"""Hypothesis strategies: any CSL-JSON item that the schema allows, any citation of it.

Types and variables are those of the CSL schema that citeproc-py ships (csl-types.rnc, csl-variables.rnc). Values
are of every shape that the CSL-JSON schema allows, and of some that programs write though it does not.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from kyutai_bib.csl.cites import LABELS, MODES
from kyutai_bib.csl.processor.work import DATE_VARIABLES, NAME_VARIABLES, NUMBER_VARIABLES

__all__ = ["citations", "documents", "items"]


def _words(file: str) -> list[str]:
    spec = find_spec("citeproc")
    assert spec is not None
    assert spec.origin is not None
    text = (Path(spec.origin).parent / "data/schema/schemas/styles" / file).read_text(encoding="utf-8")
    return re.findall(r'"([\w\- ]+)"', text)


TYPES = _words("csl-types.rnc")
VARIABLES = _words("csl-variables.rnc")
_OTHERS = ["journalAbbreviation", "shortTitle", "keyword", "categories", "custom", "unknown-variable"]
_TEXTS = sorted({*VARIABLES, *_OTHERS[:2]} - DATE_VARIABLES - NAME_VARIABLES - {"editor-translator"})

_PIECES = st.sampled_from(
    [
        *(
            "a",
            "The",
            "of",
            "a Title:",
            "subtitle",
            "COVID-19",
            "Élan",
            "ß",
            "İstanbul",
            "ΑΣ",
            "ﬁ",
            "中文",
            "עברית",
            "العربية",
        ),
        *(
            "<i>",
            "</i>",
            "<b>",
            "</b>",
            "<sup>",
            "</sup>",
            "<sub>",
            "<sc>",
            "</sc>",
            "</span>",
            "<br>",
            "<script>",
        ),
        *('<span class="nocase">', '<span style="font-variant:small-caps;">', "&amp;", "&lt;", "<", ">"),
        *(
            '"',
            "'",
            "“",
            "”",
            "‘",
            "’",
            "«",
            "»",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "\\",
            "$",
            "%",
            "#",
            "_",
            "^",
            "~",
            "*",
        ),
        *(".", ",", ";", ":", "!", "?", "…", "...", "–", "-", "/", "&", " ", "  ", "\n", "\t", "\u00a0", "\u200f"),
        *(
            "1",
            "12-15",
            "1-2, 4",
            "iv",
            "1st",
            "n.d.",
            "12a",
            "2000",
            "10.1/x",
            "https://a.org/_b",
            "²",
            "é",
            "e\u0301",
        ),
    ]
)
text = st.one_of(
    st.lists(_PIECES, max_size=8).map("".join), st.lists(_PIECES, max_size=5).map(" ".join), st.text(max_size=12)
)
number = st.one_of(st.integers(-3, 10**6), st.floats(allow_nan=False), st.integers(0, 3000).map(str), text)
_part = st.one_of(
    st.integers(-3000, 3000), st.integers(1, 40).map(str), st.integers(0, 13), st.just(""), st.none()
)
_raw_dates = st.sampled_from(
    [
        *("2001", "2001-02", "2001-02-30", "2001/2003", "2001-01-02/2003-04-05", "May-2001", "spring", "1.5.2001"),
        *("13/13/2001", "c.1900", "-0044", "0", "..", "/", "44BC", "2001?", "20011231", "12/2001", "2001-21"),
        *(
            "May–June",
            "Sommer",
            "0000-00-00",
            "May 1, 2001",
            "1 May 2001 - 3 June 2002",
            "99999",
            "2001 2002 2003",
        ),
    ]
)
date = st.one_of(
    st.builds(
        lambda parts, extra: {"date-parts": parts, **extra},
        st.lists(st.lists(_part, max_size=4), max_size=3),
        st.dictionaries(
            st.sampled_from(["season", "circa", "literal", "raw"]),
            st.one_of(st.integers(0, 5), st.booleans(), st.sampled_from(["1", "spring", "false", ""])),
            max_size=2,
        ).map(lambda extra: {k: v for k, v in extra.items() if k == "circa" or not isinstance(v, bool)}),
    ),
    st.builds(lambda raw: {"raw": raw}, st.one_of(_raw_dates, text)),
    st.builds(lambda literal: {"literal": literal}, text),
    st.builds(lambda season: {"season": season}, st.one_of(st.integers(-1, 30), text)),
    st.one_of(_raw_dates, text),
    st.just({}),
)
_name_text = st.one_of(
    st.sampled_from(
        [
            *("Doe", "van der Berg", "d’Arc", "al-Khwarizmi", "O'Neill", "de", "Jean-Luc", "J. R. R.", "Ж.", "王"),
            *("Ph.D.", "Jr.", "III", "'t Hooft", "“Q”", "Smith, Jr.", "<i>x</i>", "-", ".", "’", "X Æ A-12", "é"),
        ]
    ),
    text,
)
name = st.one_of(
    st.dictionaries(
        st.sampled_from(["family", "given", "dropping-particle", "non-dropping-particle", "suffix"]), _name_text
    ),
    st.builds(lambda literal: {"literal": literal}, _name_text),
    st.builds(
        lambda family, given, comma: {"family": family, "given": given, "comma-suffix": comma, "suffix": "Jr."},
        _name_text,
        _name_text,
        st.one_of(st.booleans(), st.integers(0, 1), st.just("true")),
    ),
)
names = st.one_of(
    st.lists(name, max_size=4), st.lists(name, min_size=1, max_size=1).flatmap(lambda one: st.just(one * 9))
)


def _value(variable: str) -> st.SearchStrategy[Any]:
    if variable in NAME_VARIABLES:
        return names
    if variable in DATE_VARIABLES:
        return date
    return number if variable in NUMBER_VARIABLES else st.one_of(text, text, st.integers(0, 9))


_COMMON = [
    "title",
    "author",
    "issued",
    "container-title",
    "page",
    "volume",
    "editor",
    "publisher",
    "URL",
    "DOI",
    "note",
]
_KNOWN = st.one_of(
    st.sampled_from(_COMMON),
    st.sampled_from(_TEXTS),
    st.sampled_from(sorted(NAME_VARIABLES)),
    st.sampled_from(sorted(DATE_VARIABLES)),
)
_variables = st.lists(_KNOWN, max_size=9, unique=True)


@st.composite
def _item(draw: st.DrawFn) -> dict[str, Any]:
    item = {variable: draw(_value(variable)) for variable in draw(_variables)}
    if draw(st.booleans()):
        item |= {"title": draw(text), "author": draw(names), "issued": draw(date)}
    item["type"] = draw(st.sampled_from(TYPES))
    if draw(st.integers(0, 9)) == 0:
        item["custom"] = {"x": [1, {}]}
        item["categories"] = ["a"]
    return item


def items(most: int = 4) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Lists of items with ids of their own."""
    return st.lists(_item(), min_size=1, max_size=most).map(
        lambda found: [{**item, "id": f"k{place}"} for place, item in enumerate(found)]
    )


@st.composite
def citations(draw: st.DrawFn, ids: list[str]) -> dict[str, Any]:
    """A citation in CSL-JSON of some of these ids."""
    cites = [
        {
            "id": draw(st.sampled_from(ids)),
            "locator": draw(st.one_of(st.just(""), text, st.integers(1, 99))),
            "label": draw(st.sampled_from(LABELS)),
            "prefix": draw(st.one_of(st.just(""), text)),
            "suffix": draw(st.one_of(st.just(""), text)),
            "suppress-author": draw(st.booleans()),
        }
        for _ in range(draw(st.integers(1, 3)))
    ]
    properties = {
        "noteIndex": draw(st.integers(0, 5)),
        "mode": draw(st.sampled_from(MODES)),
        "infix": draw(st.one_of(st.just(""), text)),
    }
    return {"citationItems": cites, "properties": properties}


@st.composite
def documents(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Items, and the citations of a document that cites them."""
    found = draw(items())
    ids = [item["id"] for item in found]
    return found, draw(st.lists(citations(ids), max_size=3))
