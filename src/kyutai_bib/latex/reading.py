"""LaTeX to Unicode: tokens to nested groups, without recursion, so that no input is too deep."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from kyutai_bib.latex.atoms import Atom, Kind
from kyutai_bib.latex.commands import TEXT_ARGUMENT
from kyutai_bib.latex.rendering import rendered

__all__ = ["read"]

_OPENING: Final = frozenset({"$", "$$", r"\(", r"\["})
_CLOSING: Final = frozenset({"$", "$$", r"\)", r"\]"})


class _Frame(NamedTuple):
    """An open group: what opened it (`""` for the whole text), whether it is math, what it holds so far."""

    opener: str
    math: bool
    atoms: list[Atom]


def read(tex: str, *, math: bool) -> str:
    """The text that LaTeX input stands for. Never raises: what is not LaTeX is read as well as can be."""
    frames = [_Frame("", math, [])]
    try:
        for piece in _tokens(tex):
            _take(frames, piece)
        while len(frames) > 1:
            _close(frames)
        return rendered(frames[0].atoms, math=math)
    except RecursionError:  # a thousand commands, each the argument of the one before: not a text
        return tex


def _tokens(tex: str) -> list[str]:
    """Control sequences with the space they swallow, single special characters, stretches of text."""
    tokens = _token().findall(tex)
    if sum(piece.count("$") for piece in tokens if piece in ("$", "$$")) % 2:
        last = max(place for place, piece in enumerate(tokens) if piece in ("$", "$$"))
        tokens[last] = r"\$"
    return tokens


@cache
def _token() -> re.Pattern[str]:
    return re.compile(r"\\[A-Za-z]+\s*|\\[^A-Za-z]|\$\$?|[\\{}^_~]|[^\\{}$^_~]+")


def _take(frames: list[_Frame], piece: str) -> None:
    top = frames[-1]
    if piece == "{":
        frames.append(_Frame(piece, _math_inside(top), []))
    elif piece == "}":
        if top.opener == "{":
            _close(frames)
    elif piece in _CLOSING and top.math:
        _end_math(frames, piece)
    elif piece in _OPENING:
        frames.append(_Frame(piece, True, []))
    else:
        top.atoms.append(_atom(piece))


def _math_inside(frame: _Frame) -> bool:
    """Whether a group that opens now is math; `\\text{…}` within a formula is not."""
    last = frame.atoms[-1] if frame.atoms else None
    if last is None or last.kind is not Kind.COMMAND:
        return frame.math
    return last.text == "ensuremath" or (frame.math and last.text not in TEXT_ARGUMENT)


def _end_math(frames: list[_Frame], piece: str) -> None:
    """Close groups up to the one that began the formula; `$$` is `$ $` where one `$` began it."""
    if not any(frame.opener in _OPENING for frame in frames):
        return
    while frames[-1].opener not in _OPENING:
        _close(frames)
    opener = frames[-1].opener
    _close(frames)
    if piece == "$$" and opener == "$":
        frames.append(_Frame("$", True, []))


def _close(frames: list[_Frame]) -> None:
    closed = frames.pop()
    frames[-1].atoms.append(Atom(Kind.GROUP, rendered(closed.atoms, math=closed.math)))


def _atom(piece: str) -> Atom:
    if piece in ("^", "_", "~"):
        return Atom(Kind.ACTIVE, piece)
    if piece.startswith("\\") and piece != "\\":
        name = piece[1:].rstrip() or piece[1:]
        return Atom(Kind.COMMAND, name, spaced=name[-1:].isalpha() and piece[-1].isspace())
    return Atom(Kind.TEXT, piece)
