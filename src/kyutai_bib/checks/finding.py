"""What a check has found."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Finding"]


class Finding(NamedTuple):
    """Something about one entry of the data file; `fatal` if an export of it would be wrong."""

    line: int
    key: str
    field: str
    message: str
    advice: str = ""
    fatal: bool = False
