"""DOIs, addresses, ORCID iDs and pages: every usual spelling is read as one value, the rest is refused."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyutai_bib.model.doi import Doi
from kyutai_bib.model.page_range import PageRange
from kyutai_bib.model.person import Orcid
from kyutai_bib.model.url import Url

SUFFIXES = st.text(
    st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="\\{}"), min_size=1, max_size=20
)
DOIS = st.builds("10.{}/{}".format, st.integers(1000, 999_999_999), SUFFIXES)


@pytest.mark.parametrize("before", ["", " ", "doi:", "DOI: ", "info:doi/"])
@given(name=DOIS)
def test_a_doi_with_what_stands_before_it(before: str, name: str) -> None:
    assert Doi.parse(before + name) == Doi(name)
    assert Doi.parse(str(Doi(name))) == Doi(name)


@pytest.mark.parametrize(
    "address",
    [
        "https://doi.org/",
        "http://dx.doi.org/",
        "https://www.doi.org/",
        "doi.org/",
        "dx.doi.org/",
        "HTTPS://DOI.ORG/",
    ],
)
@given(name=DOIS)
def test_an_address_is_decoded(address: str, name: str) -> None:
    assert Doi.parse(address + quote(name)) == Doi(name)


@given(DOIS)
def test_its_own_address_leads_back(name: str) -> None:
    url = Doi(name).url
    assert Url.parse(url)
    assert Doi.parse(url) == Doi(name)


def test_percent_signs_of_a_bare_doi_are_its_own() -> None:
    assert str(Doi.parse("10.1000/a%2Fb")) == "10.1000/a%2Fb"


def test_dois_ignore_case() -> None:
    assert Doi.parse("10.1145/ABC").folded == Doi.parse("10.1145/abc").folded


@pytest.mark.parametrize(
    "text",
    [
        "",
        "doi:",
        "10.1145",
        "10.1145/",
        "10.114/x",
        "11.1145/x",
        "10.1145/a b",
        "10.1145/a\u00a0b",
        "10.1145/a\u200b",
        "10.1145/é",
        "10.1145/a},note={b",
        "10.1145/{b}",
        r"10.1145/\input",
        "https://doi.org/10.1145/a%7Db",
        "10.1145/\x00",
        "10.1145/a\nb",
        "x10.1145/a",
        "10.١١٤٥/x",
        "https://example.org/10.1145/x",
    ],
)
def test_no_doi(text: str) -> None:
    with pytest.raises(ValueError, match="is not a DOI; write it like"):
        Doi.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://kyutai.org",
        "http://kyutai.org:8080/a/b;c?d=e&f#g",
        "https://x.org?q",
        "https://x.org/%C3%A9",
        "https://[::1]/",
        "https://x.org/~a/(b)'!*,",
        "https://xn--9ca.org/",
    ],
)
def test_addresses_stay_as_written(text: str) -> None:
    assert str(Url.parse(text)) == text


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("https://x.org/a b", "https://x.org/a%20b"),
        ("https://x.org/é", "https://x.org/%C3%A9"),
        ("https://é.org/", "https://xn--9ca.org/"),
        ("https://x.org/{a}|b", "https://x.org/%7Ba%7D%7Cb"),
        ("https://x.org/100%", "https://x.org/100%25"),
        ("https://x.org/a%2Fb%zz", "https://x.org/a%2Fb%25zz"),
    ],
)
def test_the_encoded_address_is_the_advice(text: str, advice: str) -> None:
    with pytest.raises(ValueError, match="has characters that an address cannot hold") as raised:
        Url.parse(text)
    assert str(raised.value).endswith(f"; write {advice}")
    assert str(Url.parse(advice)) == advice


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kyutai.org",
        "www.kyutai.org/a",
        "ftp://x.org",
        "https://",
        "https:///a",
        "javascript:alert(1)",
        "mailto:a@b.c",
        "https://a b.org",
        "https://user:secret@x.org/",
        " https://x.org",
    ],
)
def test_no_address(text: str) -> None:
    with pytest.raises(ValueError, match="is not a web address; write it like"):
        Url.parse(text)


def _orcid_check(digits: str) -> str:
    """ISO 7064 MOD 11-2 by its definition: the sum of digit times power of two is 1 modulo 11."""
    weighted = sum(int(digit) * 2 ** (15 - place) for place, digit in enumerate(digits))
    return next(c for value, c in enumerate("0123456789X") if (weighted + value) % 11 == 1)


def _hyphened(digits: str) -> str:
    return "-".join(digits[place : place + 4] for place in range(0, 16, 4))


@given(st.text("0123456789", min_size=15, max_size=15))
def test_exactly_one_check_digit_of_an_orcid_fits(digits: str) -> None:
    right = _orcid_check(digits)
    assert str(Orcid.parse(_hyphened(digits + right))) == _hyphened(digits + right)
    for wrong in set("0123456789X") - {right}:
        with pytest.raises(ValueError, match="its check digit does not fit"):
            Orcid.parse(_hyphened(digits + wrong))


def test_orcid_known_from_its_documentation() -> None:
    assert str(Orcid.parse("https://orcid.org/0000-0002-1825-0097")) == "0000-0002-1825-0097"
    assert str(Orcid.parse("https://orcid.org/0000-0002-1694-233x/")) == "0000-0002-1694-233X"


@pytest.mark.parametrize(
    "text", ["", "0000000218250097", "0000-0002-1825-009", "0000-0002-1825-00977", "X000-0002-1825-0097"]
)
def test_no_orcid(text: str) -> None:
    with pytest.raises(ValueError, match="is not an ORCID iD; write it like"):
        Orcid.parse(text)


@pytest.mark.parametrize("dash", ["-", "--", "---", "–", "—", " - ", " – ", "\u2010", "\u2212"])
@given(first=st.integers(1, 10**9), length=st.integers(0, 10**6))
def test_pages_with_any_dash(dash: str, first: int, length: int) -> None:
    pages = PageRange.parse(f"{first}{dash}{first + length}")
    assert pages == PageRange(str(first), str(first + length))
    assert PageRange.parse(str(pages)) == pages


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("12", "12"),
        ("12-12", "12"),
        ("e12", "e12"),
        ("xi–xiv", "xi--xiv"),
        ("12:1--12:20", "12:1--12:20"),
        ("S1-S10", "S1--S10"),
        ("B1.1-B1.5", "B1.1--B1.5"),
        ("2a-2b", "2a--2b"),
    ],
)
def test_pages(text: str, printed: str) -> None:
    assert PageRange.parse(text).joined("--") == printed


@pytest.mark.parametrize("text", ["34-12", "1234-56", "10–9", f"1{'0' * 5000}-2"])
def test_pages_that_end_before_they_begin(text: str) -> None:
    with pytest.raises(
        ValueError, match=f"^the pages '{text}' end before they begin; write both numbers in full$"
    ):
        PageRange.parse(text)


@pytest.mark.parametrize("text", ["", "-", "12-", "-12", "1, 5-7", "12-34-56", "pp. 1-3", "1-3+"])
def test_no_pages(text: str) -> None:
    with pytest.raises(ValueError, match="is not a page or a range of pages"):
        PageRange.parse(text)
