"""Dates as items have them: parts, ranges, seasons, `circa`, literal text, and raw text to be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from kyutai_bib.csl.processor.characters import clean, few_spaces

__all__ = ["DatePoint", "DateValue", "date_value"]

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_SEASONS = {"spr": 21, "sum": 22, "aut": 23, "fal": 23, "win": 24}
_WORD = re.compile(r"[^\W\d_]+")


class DatePoint(NamedTuple):
    """A day, a month, a season (a month from 21 to 24) or a year; 0 for what is not known."""

    year: int
    month: int = 0
    day: int = 0

    def part(self, name: str) -> int:
        return self.year if name == "year" else self.month if name == "month" else self.day


class DateValue(NamedTuple):
    start: DatePoint | None
    end: DatePoint | None = None
    literal: str = ""
    circa: bool = False
    open_ended: bool = False


def date_value(value: object) -> DateValue | None:
    """A CSL-JSON date; None for one that says nothing."""
    if isinstance(value, str | int):
        value = {"raw": str(value)}
    if not isinstance(value, Mapping):
        return None
    circa = bool(value.get("circa")) and value.get("circa") not in ("0", "false")
    points = _points(value)
    if points:
        end = points[1] if len(points) > 1 else None
        is_open = end is not None and not end.year and _has_zero(value)
        if end is not None and not end.year:
            end = None
        return DateValue(points[0], end, circa=circa, open_ended=is_open)
    if raw := value.get("raw"):
        return _raw(clean(str(raw)), circa=circa)
    if literal := clean(str(value.get("literal") or "")):
        return DateValue(None, literal=literal, circa=circa)
    if value.get("season") and str(value.get("season")):
        return DateValue(DatePoint(0, _season(value["season"])), circa=circa)
    return None


def _has_zero(value: Mapping[str, Any]) -> bool:
    """Whether the range ends with the year 0, which leaves it open; an empty one ends it where it begins."""
    last = value["date-parts"][-1]
    return not last or str(last[0]).strip() == "0"


def _points(value: Mapping[str, Any]) -> list[DatePoint]:
    parts = value.get("date-parts")
    if not isinstance(parts, list | tuple):
        parts = [[value.get(name) for name in ("year", "month", "day")]] if value.get("year") else []
    elif parts and not isinstance(parts[0], list | tuple):
        parts = [parts]
    points = [_point(each) for each in parts if isinstance(each, list | tuple)]
    if not points or not points[0].year:
        return []
    if value.get("season") and not points[0].month:
        points[0] = DatePoint(points[0].year, _season(value["season"]))
    return points


def _point(parts: list[Any] | tuple[Any, ...]) -> DatePoint:
    year, month, day = (*map(_number, parts[:3]), 0, 0, 0)[:3]
    if 13 <= month <= 20:
        month = 21 + (month - 13) % 4
    return DatePoint(year, month if month > 0 else 0, day if month else 0)


def _number(value: object) -> int:
    if type(value) is int:
        return value
    try:
        return int(str(value).strip() or 0)
    except ValueError:
        return 0


def _season(value: object) -> int:
    text = str(value).strip().lower()
    if text.isdecimal() and len(text) <= 2:
        number = int(text)
        return 20 + number if 1 <= number <= 4 else number if 21 <= number <= 24 else 0
    return _SEASONS.get(text[:3], 0)


@lru_cache(maxsize=4096)
def _raw(text: str, *, circa: bool) -> DateValue | None:
    """A date that people wrote: ISO 8601, EDTF ranges, "May 1, 2001", "1.5.2001", "Spring 2001", "c. 1900"."""
    rest = text.strip()
    uncertain = bool(re.match(r"(?i)(c|ca|circa)\b\.?\s*", rest)) or rest.endswith(("?", "~"))
    rest = re.sub(r"(?i)^(c|ca|circa)\b\.?\s*", "", rest).rstrip("?~")
    ends = _range(rest)
    first = _one(ends[0])
    if first is None:
        return DateValue(None, literal=text, circa=circa) if text else None
    last = _one(ends[1]) if len(ends) > 1 else None
    if last and not last.year:
        return DateValue(None, literal=text, circa=circa)
    if last and first.year == 0:
        first = DatePoint(last.year, first.month, first.day)
    if not first.year:
        return DateValue(None, literal=text, circa=circa)
    return DateValue(first, last, circa=circa or uncertain)


def _range(text: str) -> list[str]:
    if re.fullmatch(r"-?\d+-\d{1,2}(-\d{1,2})?", text) and not re.fullmatch(r"\d{4}-\d{4}", text):
        return [text]
    text = few_spaces(text)
    for pattern in (r"\s*(?:--|–|—|/(?=\d{4}))\s*", r"\s+-\s+", r"(?<=\d{4})-(?=\d{4})", r"(?<=[a-z.])-(?=[A-Z])"):
        parts = re.split(pattern, text)
        if len(parts) == 2 and all(parts):
            return parts
    return [text]


def _one(text: str) -> DatePoint | None:
    text = text.strip()
    if found := re.fullmatch(r"(-?\d{1,4})(?:-(\d{1,2})(?:-(\d{1,2})(?:T.*)?)?)?", text):
        return _point([found[1], found[2] or 0, found[3] or 0])
    if found := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{3,4})", text):
        first, second = int(found[1]), int(found[2])
        month, day = (second, first) if first > 12 or "." in text else (first, second)
        return DatePoint(int(found[3]), month, day)
    if found := re.fullmatch(r"(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?", text):
        return _point([found[1], found[2], found[3] or 0])
    return _worded(text)


def _worded(text: str) -> DatePoint | None:
    month = 0
    for word in _WORD.findall(text):
        start = word.lower()[:3]
        if start in _MONTHS:
            month = month or _MONTHS.index(start) + 1
        elif start in _SEASONS:
            month = month or _SEASONS[start]
        elif start in {"bc", "bce"}:
            continue
        elif len(word) > 2 and start not in {"st", "nd", "rd", "th"}:
            return None
    numbers = [int(number) for number in re.findall(r"(?<!\d)\d{1,9}(?!\d)", text)]
    year = next((number for number in numbers if number > 31 or len(str(number)) > 2), 0)
    day = next((number for number in numbers if number <= 31), 0)
    if not year and not month:
        return None
    if re.search(r"(?i)\d\s*bc", text):
        year = -year
    return DatePoint(year, month, day if month <= 12 else 0)
