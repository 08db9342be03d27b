"""Dates and ranges: all that exist read back as written, none that does not exist can be made."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyutai_bib.model.partial_date import DateRange, PartialDate

DAYS = st.dates().map(lambda day: PartialDate(day.year, day.month, day.day))
MONTHS = st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12))
DATES = DAYS | MONTHS | st.builds(PartialDate, st.integers(1, 9999))


@given(DATES)
def test_reads_back_as_printed(value: PartialDate) -> None:
    assert PartialDate.parse(str(value)) == value
    assert PartialDate.parse(f" {value}\n") == value
    assert str(value) == "-".join(f"{part:0{width}}" for part, width in zip(value.parts, (4, 2, 2), strict=False))


@given(st.dates(), st.dates())
def test_days_are_in_the_calendar_s_order(one: date, other: date) -> None:
    first, second = PartialDate.parse(one.isoformat()), PartialDate.parse(other.isoformat())
    assert (first < second) == (one < other)
    assert (first == second) == (one == other)


@given(DAYS)
def test_a_partial_date_is_before_the_days_that_it_may_stand_for(day: PartialDate) -> None:
    assert PartialDate(day.year) < PartialDate(day.year, day.month) < day
    assert day.parts == (day.year, day.month, day.day)
    assert PartialDate(day.year, day.month).parts == (day.year, day.month)


@pytest.mark.parametrize("year", [1, 1900, 2000, 2023, 2024, 2100, 9999])
def test_exactly_the_days_of_the_calendar_exist(year: int) -> None:
    for month, day in product(range(100), range(100)):
        text = f"{year:04}-{month:02}-{day:02}"
        if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            assert str(PartialDate.parse(text)) == text
        else:
            with pytest.raises(ValueError, match=f"'{text}' is not a date"):
                PartialDate.parse(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2023-02-29", "'2023-02-29' is not a date that exists: 2023-02 has no day 29"),
        ("2024-13", "'2024-13' is not a date that exists: there is no month 13"),
        ("0000", "'0000' is not a date that exists: 0 is not a year between 1 and 9999"),
        ("2024-00", "'2024-00' is not a date; leave out the month or day that is not known"),
        ("2024-05-00", "'2024-05-00' is not a date; leave out the month or day that is not known"),
    ],
)
def test_says_what_is_wrong(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match="date") as raised:
        PartialDate.parse(text)
    assert str(raised.value) == sentence


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "20245",
        "2024-1",
        "2024/05",
        "2024-05-1",
        "05-2024",
        "May 2024",
        "-2024",
        "2024-",
        "٢٠٢٤",
        "２０２４",
        "2024-05-01T00:00",
        "2024-05/2024-06",
    ],
)
def test_other_notations_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write YYYY, YYYY-MM or YYYY-MM-DD"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    "parts", [(0,), (10000,), (2024, 13), (2024, -1), (2024, 0, 1), (2024, 2, 30), (2024, 2, -1)]
)
def test_none_can_be_made_that_does_not_exist(parts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"year|month|day"):
        PartialDate(*parts)


@given(DATES, DATES)
def test_ranges_read_back_or_end_before_they_begin(start: PartialDate, end: PartialDate) -> None:
    known = min(len(start.parts), len(end.parts))
    text = f"{start}/{end}"
    if end.parts[:known] < start.parts[:known]:
        with pytest.raises(ValueError, match="ends before it begins"):
            DateRange.parse(text)
    else:
        assert DateRange.parse(text) == DateRange(start, end)
        assert DateRange.parse(str(DateRange(start, end))) == DateRange(start, end)


def test_one_date_is_a_range() -> None:
    assert DateRange.parse("2025-07") == DateRange(PartialDate(2025, 7), PartialDate(2025, 7))
    assert str(DateRange.parse("2025-07-13/2025-07-13")) == "2025-07-13"
    assert str(DateRange.parse("2025-07-13 / 2025-07-19")) == "2025-07-13/2025-07-19"


@pytest.mark.parametrize("text", ["2025-05/2025", "2025-05-30/2025-05", "2025/2025-05"])
def test_ends_of_different_precision_compare_as_far_as_both_are_known(text: str) -> None:
    assert str(DateRange.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["2025/", "/2025", "/", "2025/2026/2027", "2025-2026", "2025..2026", "2025-02-30/2025-03"]
)
def test_no_range(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        DateRange.parse(text)
