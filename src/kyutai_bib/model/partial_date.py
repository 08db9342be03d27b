"""Dates as bibliographies have them: a year, a month of a year, or a day. Nobody invents what is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Self

__all__ = ["DateRange", "PartialDate"]

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@cache
def _form() -> re.Pattern[str]:
    return re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date of the Gregorian calendar, ISO 8601-1 calendar date with reduced precision.

    `year` is 1 to 9999; `month` 1 to 12 and `day` are 0 where they are not known, so that a partial
    date sorts before the days it may stand for.
    """

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.year <= 9999:
            raise ValueError(f"{self.year} is not a year between 1 and 9999")
        if self.month and not 1 <= self.month <= 12:
            raise ValueError(f"there is no month {self.month}")
        if self.day and not self.month:
            raise ValueError("a day without its month is no date")
        if self.day and not 1 <= self.day <= _days_in(self.year, self.month):
            raise ValueError(f"{self.year:04}-{self.month:02} has no day {self.day}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``. Raises `ValueError` for anything else."""
        match = _form().fullmatch(text.strip())
        if not match:
            raise ValueError(f"{text!r} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = match.groups()
        if "00" in (month, day):
            raise ValueError(f"{text!r} is not a date; leave out the month or day that is not known")
        try:
            return cls(int(year), int(month or 0), int(day or 0))
        except ValueError as error:
            raise ValueError(f"{text!r} is not a date that exists: {error}") from None

    def __str__(self) -> str:
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)])

    @property
    def parts(self) -> tuple[int, ...]:
        """The known parts: one to three numbers."""
        return tuple(part for part in (self.year, self.month, self.day) if part)


@dataclass(frozen=True, slots=True)
class DateRange:
    """From one date to another, both included; a single day or month has `end` equal to `start`.

    Ends of different precision are compared as far as both are known: 2024-05/2024 is in order.
    """

    start: PartialDate
    end: PartialDate

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``START/END`` (ISO 8601-1 interval) or one date. Raises `ValueError` for anything else."""
        first, slash, last = text.partition("/")
        start = PartialDate.parse(first)
        end = PartialDate.parse(last) if slash else start
        if _ends_before(start, end):
            raise ValueError(f"{text!r} ends before it begins")
        return cls(start, end)

    def __str__(self) -> str:
        return str(self.start) if self.start == self.end else f"{self.start}/{self.end}"


def _ends_before(start: PartialDate, end: PartialDate) -> bool:
    known = min(len(start.parts), len(end.parts))
    return end.parts[:known] < start.parts[:known]


def _days_in(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 28 if month == 2 and not leap else _DAYS[month - 1]
