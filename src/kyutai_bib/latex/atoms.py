"""The pieces of LaTeX input that the reader hands on."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

__all__ = ["Atom", "Kind"]


class Kind(Enum):
    """What a piece of LaTeX is."""

    TEXT = auto()
    """Characters that stand for themselves."""
    GROUP = auto()
    """The text of a group that has been read."""
    COMMAND = auto()
    """A control sequence, without its backslash."""
    ACTIVE = auto()
    """`^`, `_` or `~`."""


class Atom(NamedTuple):
    """One piece: its kind, its text, and, of a command, whether white space stood after it."""

    kind: Kind
    text: str
    spaced: bool = False
