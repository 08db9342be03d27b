from __future__ import annotations

import pytest

from kyutai_bib.csl.locales import fallback, find_locale, locale_names
from kyutai_bib.errors import UnknownName


def test_there_are_many() -> None:
    assert len(locale_names()) > 50
    assert {"en-US", "fr-FR", "sr-Latn-RS", "eu"} <= set(locale_names())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("fr-FR", "fr-FR"),
        ("fr", "fr-FR"),
        ("en_us", "en-US"),
        ("EN-gb", "en-GB"),
        ("fr-BE", "fr-FR"),
        ("sr", "sr-Latn-RS"),
        (" de ", "de-DE"),
    ],
)
def test_found(name: str, expected: str) -> None:
    assert find_locale(name) == expected


@pytest.mark.parametrize("name", ["", "english", "xx", "../en-US", "en-US\x00", "fr-", "e", "é"])
def test_unknown(name: str) -> None:
    assert fallback(name) is None
    with pytest.raises(UnknownName, match="unknown locale"):
        find_locale(name)


def test_nearest_is_named() -> None:
    with pytest.raises(UnknownName, match="'en-US'"):
        find_locale("enn-US-")
