"""What "did you mean" offers: a name cut short before one that is merely alike, the same every time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyutai_bib.nearest import nearest

KNOWN = ["kyutai2024moshi", "kyutai2025moshivis", "kyutai2025hibiki", "ieee", "IEEE-with-url"]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("moshi", ("kyutai2024moshi", "kyutai2025moshivis")),
        ("kyutai2024", ("kyutai2024moshi", "kyutai2025hibiki", "kyutai2025moshivis")),
        ("KYUTAI2025HIBIKY", ("kyutai2025hibiki", "kyutai2025moshivis", "kyutai2024moshi")),
        ("iee", ("ieee", "IEEE-with-url")),
        ("xyz", ()),
        ("", ()),
    ],
)
def test_nearest(name: str, found: tuple[str, ...]) -> None:
    assert nearest(name, KNOWN) == found


@given(st.text(max_size=8), st.lists(st.text(max_size=8)))
def test_at_most_three_of_the_known_and_none_twice(name: str, known: list[str]) -> None:
    found = nearest(name, known)
    assert len(found) <= 3
    assert set(found) <= set(known)
    assert len({word.casefold() for word in found}) == len(found)


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=3, max_size=8), min_size=1))
def test_a_name_itself_is_the_nearest(known: list[str]) -> None:
    assert nearest(known[0], known)[0].casefold() == known[0].casefold()
