"""Pages of a version in its venue."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

__all__ = ["PageRange"]


@dataclass(frozen=True, slots=True)
class PageRange:
    """A page or a run of pages, such as 1706 to 1715, e12 or xi to xiv; `last` equals `first` for one page."""

    first: str
    last: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``12``, ``12-34``, ``12--34`` or ``12–34``. Raises `ValueError` for anything else."""
        match = re.fullmatch(r"\s*(\w[\w.:]*)(?:\s*(?:-{1,3}|[‐‑‒–—−])\s*(\w[\w.:]*))?\s*", text)
        if not match:
            raise ValueError(f"{text!r} is not a page or a range of pages; write it like 67476-67498")
        first, last = match[1], match[2] or match[1]
        if first.isdecimal() and last.isdecimal() and (len(last), last) < (len(first), first):
            raise ValueError(f"the pages {text!r} end before they begin; write both numbers in full")
        return cls(first, last)

    def joined(self, dash: str) -> str:
        """The range with `dash` between its ends; a single page as it is."""
        return self.first if self.first == self.last else f"{self.first}{dash}{self.last}"

    def __str__(self) -> str:
        return self.joined("-")
