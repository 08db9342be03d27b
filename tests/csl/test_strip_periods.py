"""`strip-periods`, as citeproc-js has it: DOIs and addresses keep their full stops."""

from __future__ import annotations

import pytest

from tests.csl.answers import answers

ITEM = {
    "title": "A. B. Styles.org v1.2",
    "DOI": "10.1000/a.b.1",
    "URL": "http://x.y.org/a.b",
    "publisher": "Co. Ltd.",
}


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ('<text variable="DOI" strip-periods="true"/>', "10.1000/a.b.1"),
        ('<text variable="URL" strip-periods="true"/>', "http://x.y.org/a.b"),
        ('<text macro="m" strip-periods="true"/>', "doi. 10.1000/a.b.1"),
        ('<text variable="title" strip-periods="true"/>', "A B Styles.org v12"),
        ('<text variable="publisher" strip-periods="true"/>', "Co Ltd"),
    ],
)
def test_strip_periods(entry: str, expected: str) -> None:
    macros = '<macro name="m"><text variable="DOI" prefix="doi. "/></macro>'
    assert answers([ITEM], entry, macros=macros) == [expected]


def test_a_citation_label_that_is_made_up_is_no_variable() -> None:
    label = '<text variable="citation-label"/>'
    entry = f'<choose><if variable="citation-label">{label}</if><else>none {label}</else></choose>'
    assert answers(
        [{"title": "Title"}, {"citation-label": "X1"}], entry.replace("none ", '<text value="none "/>')
    ) == [
        "none Titl00",
        "X1",
    ]
