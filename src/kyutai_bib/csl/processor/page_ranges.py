"""`page-range-format` (CSL 1.0.2, "Page Ranges", "Appendix V - Page Range Formats")."""

from __future__ import annotations

import re
from collections.abc import Callable

from kyutai_bib.csl.processor.characters import few_spaces

__all__ = ["page_ranges"]

_RANGE = re.compile(r"(?<![\w.\-–])(\w*?)(\d{1,18})\s*(?:--|[\-–])\s*(\w*?)(\d{1,18})(?![\w])")
# Most fields are one range of plain numbers; the groups are those of any range.
_PLAIN = re.compile(r"()(\d{1,18})[\-–]()(\d{1,18})")
_LETTERED = re.compile(r"(?<![\w.\-–])(\d+[a-z])\s*-\s*(\d+[a-z])(?!\w)")
_ROMAN = re.compile(r"(?<![\w.])([ivxlcdm]+)\s*[\-–]\s*([ivxlcdm]+)(?!\w)", re.IGNORECASE)


def page_ranges(text: str, form: str, delimiter: str, ampersand: str = "&") -> str:
    """`text` with its ranges in this format, "" for as they are, and the delimiter between their ends;
    `ampersand` is what the locale has for it."""
    if plain := _PLAIN.fullmatch(text):
        return _range(plain, form, delimiter)
    text = few_spaces(text.replace("\\-", "\x00"))
    text = _RANGE.sub(lambda found: _range(found, form, delimiter), text)
    text = _LETTERED.sub(lambda found: f"{found[1]}{delimiter}{found[2]}", text)
    text = _ROMAN.sub(lambda found: f"{found[1]}{delimiter}{found[2]}", text)
    text = re.sub(r"\s*([,;])\s*(?=\w)", r"\1 ", text)
    return re.sub(r"\s*&\s*", f" {ampersand} ", text).replace("\x00", "-")


def _range(found: re.Match[str], form: str, delimiter: str) -> str:
    before, first, before_last, last = found.groups()
    if before != before_last:
        return re.sub(r"\s*[\-–]+\s*", "-", found[0]) if before or before_last else found[0]
    if not form:
        return f"{before}{first}{delimiter}{before_last}{last}"
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    if int(last) < int(first) or len(last) > len(first):
        return f"{before}{first}{delimiter}{before_last}{found[4]}"
    if form == "expanded":
        return f"{before}{first}{delimiter}{before}{last}"
    short = _SHORTENED.get(form, _minimal)(first, last)
    return f"{before}{first}{delimiter}{short}"


def _minimal(first: str, last: str, least: int = 1) -> str:
    same = 0
    while same < len(last) - least and first[same] == last[same]:
        same += 1
    return last[same:]


def _minimal_two(first: str, last: str) -> str:
    return _minimal(first, last, 2) if len(last) > 1 else last


def _chicago(first: str, last: str, *, older: bool = False) -> str:
    number = int(first)
    if number < 100 or number % 100 == 0:
        return last
    if number % 100 < 10:
        return _minimal(first, last)
    if older and len(first) == 4 and len(_minimal(first, last)) >= 3:
        return last
    return _minimal_two(first, last)


_SHORTENED: dict[str, Callable[[str, str], str]] = {
    "minimal": _minimal,
    "minimal-two": _minimal_two,
    "chicago": lambda first, last: _chicago(first, last, older=True),
    "chicago-15": lambda first, last: _chicago(first, last, older=True),
    "chicago-16": _chicago,
}
