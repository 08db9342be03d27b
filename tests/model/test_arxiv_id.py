"""arXiv ids in every spelling that people paste, and those that arXiv cannot have given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyutai_bib.model.arxiv_id import ARCHIVES, ArxivClass, ArxivId

AROUND = [
    "{}",
    "  {}\n",
    "arXiv:{}",
    "arxiv:{}",
    "arXiv.{}",
    "ARXIV : {}",
    "arXiv:{} [cs.CL]",
    "{} [cs.CL]",
    "https://arxiv.org/abs/{}",
    "http://arxiv.org/abs/{}",
    "arxiv.org/abs/{}",
    "https://www.arxiv.org/abs/{}",
    "https://export.arxiv.org/abs/{}",
    "https://browse.arxiv.org/html/{}",
    "https://fr.arxiv.org/abs/{}",
    "https://arxiv.org/abs/{}/",
    "https://arxiv.org/abs/{}?context=cs.CL",
    "https://arxiv.org/html/{}#S1.SS2",
    "https://arxiv.org/pdf/{}",
    "https://arxiv.org/pdf/{}.pdf",
    "https://arxiv.org/pdf/{}.pdf#page=3",
    "https://arxiv.org/ps/{}",
    "https://arxiv.org/e-print/{}",
    "https://arxiv.org/src/{}",
    "https://arxiv.org/format/{}",
    "10.48550/arXiv.{}",
    "10.48550/ARXIV.{}",
    "doi:10.48550/arXiv.{}",
    "https://doi.org/10.48550/arXiv.{}",
    "http://dx.doi.org/10.48550/arXiv.{}",
]
BASES = [
    "2410.00037",
    "1412.0001",
    "1501.00001",
    "0704.9999",
    "hep-th/9901001",
    "math/0309136",
    "cs/0703001",
    "alg-geom/9202001",
]


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("version", [None, 1, 2, 13])
def test_every_spelling(around: str, version: int | None) -> None:
    for base in BASES:
        value = ArxivId(base, version)
        assert ArxivId.parse(around.format(value)) == value


@pytest.mark.parametrize(
    "text", ["math.GT/0309136", "https://arxiv.org/abs/math.GT/0309136", "arXiv:math.GT/0309136"]
)
def test_an_old_id_loses_its_subject_class(text: str) -> None:
    assert ArxivId.parse(text) == ArxivId("math/0309136")
    assert ArxivId.parse(f"{text}v3") == ArxivId("math/0309136", 3)


def _exists(year: int, month: int, number: str) -> bool:
    digits = 4 if year < 15 else 5
    return 1 <= month <= 12 and (year, month) >= (7, 4) and len(number) == digits and int(number) > 0


@given(st.integers(0, 99), st.integers(0, 19), st.text("0123456789", min_size=3, max_size=6))
def test_the_new_form_is_read_exactly_where_arxiv_gives_it(year: int, month: int, number: str) -> None:
    text = f"{year:02}{month:02}.{number}"
    if _exists(year, month, number):
        assert str(ArxivId.parse(text)) == text
    else:
        with pytest.raises(ValueError, match="arXiv id"):
            ArxivId.parse(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2413.00001", "its month is 13"),
        ("2400.00001", "its month is 00"),
        ("hep-th/9913001", "its month is 13"),
        ("2410.0037", "5 digits after the dot since 2015"),
        ("1412.00001", "4 digits after the dot until the end of 2014"),
        ("2410.00000", "numbers begin with 1"),
        ("hep-th/9901000", "numbers begin with 1"),
        ("0703.0001", r"ids of this form begin with April 2007 \(0704\)"),
        ("hep-th/0704001", r"ids of this form end with March 2007 \(0703\)"),
        ("biology/9901001", "there is no archive 'biology'"),
    ],
)
def test_impossible_ids(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=f"^'{text}' cannot be an arXiv id: {why}$"):
        ArxivId.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "Moshi",
        "2410",
        "2410.",
        "2410,00037",
        "2410.00037v0",
        "2410.00037v",
        "2410.00037v01",
        "2410.000371",
        "hep-th/990100",
        "hep-th/99010011",
        "HEP-TH/9901001",
        "https://arxiv.org/list/cs.CL/recent",
        "2410.00037 2410.00038",
        "https://arxiv.org.evil.example/abs/2410.00037",
        "https://openreview.net/forum?id=2410.00037",
        "٢٤١٠.٠٠٠٣٧",
    ],
)
def test_no_ids(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not an arXiv id; write it like 2410\.00037 or hep-th/9901001$"):
        ArxivId.parse(text)


@given(st.text(max_size=40))
def test_what_is_read_prints_as_itself(text: str) -> None:
    try:
        value = ArxivId.parse(text)
    except ValueError:
        return
    assert ArxivId.parse(str(value)) == value


def test_addresses() -> None:
    assert ArxivId.parse("2410.00037").url == "https://arxiv.org/abs/2410.00037"
    assert ArxivId.parse("2410.00037v2").url == "https://arxiv.org/abs/2410.00037v2"
    assert str(ArxivId.parse("2410.00037v2").doi) == "10.48550/arXiv.2410.00037"  # one DOI for all versions
    assert str(ArxivId.parse("math.GT/0309136").doi) == "10.48550/arXiv.math/0309136"


@pytest.mark.parametrize("archive", sorted(ARCHIVES))
def test_every_archive_is_a_class(archive: str) -> None:
    assert str(ArxivClass.parse(archive)) == archive
    assert str(ArxivClass.parse(f"{archive}.AB")) == f"{archive}.AB"


@pytest.mark.parametrize(
    "text",
    [
        "cs.CL",
        "eess.AS",
        "physics.flu-dyn",
        "physics.optics",
        "cond-mat.other",
        "cond-mat.soft",
        "cond-mat.supr-con",
    ],
)
def test_classes_of_the_taxonomy(text: str) -> None:
    assert str(ArxivClass.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "CS.CL", "cs.cl", "cs.", "cs.C", "cs.CLX", ".CL", "cs CL", "cs.CL cs.LG", "biology.QM"]
)
def test_no_classes(text: str) -> None:
    with pytest.raises(ValueError, match="is not an arXiv class"):
        ArxivClass.parse(text)
