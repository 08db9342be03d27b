"""`text-case="title"`, as citeproc-js has it."""

from __future__ import annotations

import pytest

from tests.csl.answers import answers


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("alpha above beta", "Alpha above Beta"),
        ("alpha ahead of beta", "Alpha Ahead of Beta"),
        ("alpha due to beta", "Alpha Due to Beta"),
        ("alpha next to beta", "Alpha next to Beta"),
        ("alpha thru beta", "Alpha Thru Beta"),
        ("alpha i.e. beta at 5 p.m. beta", "Alpha i.e. Beta at 5 p.m. Beta"),
        ("alpha e.coli and node.js beta", "Alpha e.Coli and Node.Js Beta"),
        ("alpha ph.d. beta", "Alpha Ph.d. Beta"),
        ("i.e. beta", "I.e. Beta"),
        ("alpha above all", "Alpha above All"),
    ],
)
def test_words(title: str, expected: str) -> None:
    assert answers([{"title": title}], '<text variable="title" text-case="title"/>') == [expected]
