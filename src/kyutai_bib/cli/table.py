"""Rows as a table for people, or as JSON for programs."""

from __future__ import annotations

import json
import shutil
import sys
import unicodedata
from collections.abc import Sequence

__all__ = ["json_text", "table"]

_WIDEST = 48
"""A column is no wider than this; the few longer cells push the rest of their row to the right."""


def table(rows: Sequence[Sequence[str]], head: Sequence[str]) -> str:
    """Columns aligned, two spaces apart; on a terminal the last column is cut to fit its width."""
    cells = [[_width(row[place]) for row in (head, *rows)] for place in range(len(head) - 1)]
    widths = [max(width for width in column if width <= _WIDEST) for column in cells]
    room = _room(sum(widths) + 2 * len(widths))
    return "".join(_line(row, widths, room) for row in (head, *rows))


def json_text(value: object) -> str:
    """Indented JSON in Unicode, with a line break at its end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _line(row: Sequence[str], widths: Sequence[int], room: int | None) -> str:
    cells = [cell + " " * (width - _width(cell)) for cell, width in zip(row[:-1], widths, strict=True)]
    return "  ".join([*cells, _cut(row[-1], room)]).rstrip() + "\n"


def _room(taken: int) -> int | None:
    """How wide the last column may be; `None` where nobody looks at a screen or it is too narrow anyhow."""
    if not sys.stdout.isatty():
        return None
    room = shutil.get_terminal_size().columns - taken
    return room if room >= 12 else None


def _cut(text: str, room: int | None) -> str:
    if room is None or _width(text) <= room:
        return text
    while _width(text) > room - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def _width(text: str) -> int:
    """Columns on a terminal: wide East Asian characters take two, combining marks none (UAX 11)."""
    if text.isascii():
        return len(text)
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
