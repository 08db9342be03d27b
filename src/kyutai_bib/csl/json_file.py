"""Reading JSON that anybody may have written: UTF-8, of a sensible size, no numbers that JSON has not."""

from __future__ import annotations

import json
import math
import re
import sys
from pathlib import Path
from typing import IO, Any, NoReturn

from kyutai_bib.errors import ItemError

__all__ = ["MOST_BYTES", "read_json", "read_json_from"]

MOST_BYTES = 256 * 1024 * 1024
"""A library of 100,000 items has about 150 MiB."""
_MOST_DIGITS = sys.get_int_max_str_digits() or sys.maxsize
"""Python converts no longer numbers to text and back, 4,300 if nobody has set it otherwise."""


def read_json(path: Path) -> Any:
    """What a JSON file holds. `ItemError` names the file, and the line where it can."""
    try:
        if path.is_dir():
            raise ItemError([f"{path}: is a folder, not a JSON file"])
        with path.open("rb") as file:
            return read_json_from(file, str(path))
    except FileNotFoundError:
        raise ItemError([f"{path}: there is no such file"]) from None
    except (OSError, ValueError) as error:
        raise ItemError([f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}"]) from error


def read_json_from(file: IO[bytes], source: str) -> Any:
    """The same of an open file; `source` is what messages call it."""
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ItemError([f"{source}: larger than {MOST_BYTES >> 20} MiB; split it"])
    return _parsed(_decoded(data, source), source)


def _decoded(data: bytes, source: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ItemError([f"{source}:{line}: not UTF-8; save the file with this encoding"]) from error


def _parsed(text: str, source: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number, parse_float=_finite)
    except json.JSONDecodeError as error:
        where = f"{source}:{error.lineno}: not JSON: {error.msg} (column {error.colno})"
        raise ItemError([f"{where}{_advice(text)}"]) from error
    except RecursionError:
        raise ItemError([f"{source}: nested too deeply"]) from None
    except ValueError as error:  # a number that Python does not read
        raise ItemError([_wrong_number(text, source) or f"{source}: not JSON: {error}"]) from error


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number that JSON has")


def _finite(digits: str) -> float:
    value = float(digits)
    if value in (math.inf, -math.inf):
        raise ValueError(f"{digits} is too large a number")
    return value


_STRING_OR_NUMBER = re.compile(
    r'"(?:[^"\\]|\\.)*"|(?P<none>NaN|-?Infinity)|(?P<whole>\d+)(?P<rest>\.\d+)?(?P<power>[eE][+-]?\d+)?', re.DOTALL
)


def _wrong_number(text: str, source: str) -> str:
    """What is wrong with the first number that makes no sense, and where it stands."""
    for token in _STRING_OR_NUMBER.finditer(text):
        if problem := _number_problem(token):
            return f"{source}:{text.count(chr(10), 0, token.start()) + 1}: {problem}"
    return ""


def _number_problem(token: re.Match[str]) -> str:
    if token["none"]:
        return f"not JSON: {token[0]} is not a number that JSON has"
    if token["whole"] is None:
        return ""
    if len(token["whole"]) > _MOST_DIGITS:
        return f"a number of {len(token['whole']):,} digits; if it is meant, put it in quotes, as text"
    if (token["rest"] or token["power"]) and float(token[0]) == math.inf:
        return "a number that is too large; if it is meant, put it in quotes, as text"
    return ""


def _advice(text: str) -> str:
    """What people mistake for CSL-JSON."""
    start = text.lstrip()[:1]
    if not start:
        return "; the file is empty"
    if start == "@":
        return "; this looks like BibTeX: export the library as CSL JSON"
    return ""
