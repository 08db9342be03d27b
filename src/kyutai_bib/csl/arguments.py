"""What callers from Python give: taken as it is sensible, else a `BadValue` that names the argument."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from reprlib import Repr

from kyutai_bib.errors import BadValue

__all__ = ["file_argument", "file_name", "ids_argument", "is_list", "scalar", "text_argument", "wrong"]

_SHOWN = Repr()
_SHOWN.maxstring = _SHOWN.maxother = 60


def wrong(name: str, wanted: str, value: object) -> BadValue:
    """The error for an argument of this name."""
    return BadValue(f"{name}: {wanted} is wanted, not {_SHOWN.repr(value)}")


def is_list(value: object) -> bool:
    """Whether it is a list or the like; text is none."""
    # Asking an abstract class takes ten times as long.
    return isinstance(value, list) or (isinstance(value, Sequence) and not isinstance(value, str | bytes))


def text_argument(value: object, name: str) -> str:
    """Text as it is, nothing for None."""
    if value is None or isinstance(value, str):
        return value or ""
    raise wrong(name, "text", value)


def scalar(value: object, name: str) -> str:
    """Text or a number as text, nothing for None."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return text_argument(value, name)


def file_name(value: object, name: str, wanted: str = "the name of a file") -> str:
    """A name or a path as text."""
    path = os.fspath(value) if isinstance(value, os.PathLike) else value
    if not isinstance(path, str):
        raise wrong(name, wanted, value)
    return path


def file_argument(value: object, name: str) -> Path:
    """A path, from a name too; an empty name is none."""
    if not (path := file_name(value, name)):
        raise wrong(name, "the name of a file", value)
    return Path(path)


def ids_argument(value: object, name: str) -> list[str]:
    """Ids of items; a lone one is one id, None is none."""
    if value is None:
        return []
    if isinstance(value, str | int):
        value = [value]
    if isinstance(value, bytes) or not isinstance(value, Iterable):
        raise wrong(name, "a list of ids", value)
    return [_id(key, name) for key in value]


def _id(value: object, name: str) -> str:
    if value is None or isinstance(value, bool) or not isinstance(value, str | int):
        raise wrong(name, "an id", value)
    return str(value)
