"""What is wrong with a data file, in words for the person who edits it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

__all__ = ["Place", "Problem", "Report", "Severity", "visible"]


def visible(text: str) -> str:
    """`text` on one line, with escapes for what a terminal would obey or not show; file names may be any bytes."""
    if text.isprintable():
        return text
    shown = (
        c if c.isprintable() or "\udc80" <= c <= "\udcff" else c.encode("unicode_escape").decode() for c in text
    )
    return "".join(shown)


class Severity(StrEnum):
    """An error keeps the file from being read; a warning is a likely slip in a file that can be read."""

    ERROR = "error"
    WARNING = "warning"


class Problem(NamedTuple):
    """One thing that is wrong: where (file, line from 1, paper key or section, field), what, and what to do.

    `line` is 0 where the problem is with the whole file; `key`, `field` and `advice` may be empty.
    """

    file: str
    line: int
    key: str
    field: str
    message: str
    advice: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        subject = ": ".join(part for part in (place, self.key, self.field, self.message) if part)
        return visible(f"{subject}; {self.advice}" if self.advice else subject)


class Place(NamedTuple):
    """Where the reader is: the paper's key (or ``people``, ``venues``) and the way to the field inside it."""

    key: str = ""
    field: str = ""

    def at(self, name: str | int) -> Place:
        """One step further in: into a field, or into an item of a list (counted from 0)."""
        if not self.key:
            return Place(str(name))
        step = f"[{name}]" if isinstance(name, int) else f".{name}" if self.field else name
        return Place(self.key, self.field + step)


class Report:
    """Collects the problems of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def add(
        self, line: int, place: Place, message: str, advice: str = "", severity: Severity = Severity.ERROR
    ) -> None:
        self.problems.append(Problem(self.file, line, place.key, place.field, message, advice, severity))

    def in_order(self) -> list[Problem]:
        """By line, each once."""
        return sorted(dict.fromkeys(self.problems), key=lambda problem: problem.line)
