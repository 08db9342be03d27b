"""Locators of cites, as citeproc-js has them."""

from __future__ import annotations

import pytest

from kyutai_bib.csl.processor.context import Cite
from tests.csl.answers import cited

LOCATOR = '<text variable="locator"/>'
LABEL = '<label variable="locator" form="short"/>'


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        (f'{LOCATOR}<text variable="locator" prefix=" "/>', "12–15"),
        (f'<number variable="locator"/><group><text value="in "/>{LOCATOR}</group>', "12–15"),
        (f"{LOCATOR}{LABEL}", "12–15pp."),
        (f'{LOCATOR}<choose><if variable="locator"><text value=" there"/></if></choose>', "12–15 there"),
        (f'<text variable="title"/><text variable="title"/>{LOCATOR}', "AA12–15"),
    ],
)
def test_a_locator_is_printed_once(citation: str, expected: str) -> None:
    assert cited([{"id": "a", "title": "A"}], [[Cite("a", locator="12-15")]], citation) == [expected]
