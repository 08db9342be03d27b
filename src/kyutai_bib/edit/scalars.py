"""Values in YAML: plain where that is safe for every reader, else in quotes; long texts folded."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["Written", "block", "identifier", "scalar"]

_WIDTH = 110
_WORDS = frozenset(["true", "false", "yes", "no", "on", "off", "null", "y", "n"])


def scalar(text: str, style: str = "", *, flow: bool = False) -> str:
    """One line: in the wanted style (`"`, `'` or empty for plain) if the text allows it, else in double quotes."""
    if style == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    if not style and _plain(text, flow):
        return text
    return '"' + "".join(_escaped(character) for character in text) + '"'


def identifier(text: str) -> str:
    """A key or an id: plain where no reader of YAML takes it for null, a truth value or a number."""
    plain = text[:1].isalpha() and _plain(text, flow=True)
    return text if plain else scalar(text, '"')


def block(text: str, indent: int) -> list[str]:
    """The lines of a folded scalar behind its header `>-`: paragraphs apart, words never broken.

    A single line break is a space, so paragraphs have two empty lines between them (YAML 1.2, section 8.1.3).
    """
    lines: list[str] = []
    for paragraph in text.split("\n\n"):
        if lines:
            lines += ["", ""]
        lines += [" " * indent + line for line in _wrapped(paragraph, _WIDTH - indent)]
    return lines


def _wrapped(text: str, width: int) -> list[str]:
    lines: list[str] = []
    current = ""
    for word in text.split(" "):
        if current and len(current) + 1 + len(word) > width:
            lines.append(current)
            current = word
        else:
            current = f"{current} {word}" if current else word
    return [*lines, current]


def _plain(text: str, flow: bool) -> bool:
    """Whether it needs no quotes: begins with a letter, or is a date or a range of pages."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?|[0-9]{4}|[0-9]+-[0-9]+", text, re.ASCII):
        return True
    if not text or not text[0].isalpha() or not text.isprintable() or text != text.strip():
        return False
    if text.casefold() in _WORDS or re.search(r":(?:\s|$)|\s#", text):
        return False
    return not (flow and re.search(r"[\[\]{},:?]", text))


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if character == "\n":
        return "\\n"
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


class Written:
    """A value that can stand behind `name:` in a block or in braces."""

    def __init__(
        self, value: str | Sequence[str], *, quoted: bool = False, long: bool = False, ids: bool = False
    ) -> None:
        self._value = value
        self._quoted = quoted
        self._long = long
        self._ids = ids

    def inline(self, style: str = "", *, flow: bool = False) -> str:
        """On one line."""
        if not isinstance(self._value, str):
            return f"[{', '.join(self.item(item, flow=True) for item in self._value)}]"
        return self.item(self._value, style or ('"' if self._quoted else ""), flow=flow)

    def item(self, text: str, style: str = "", *, flow: bool = False) -> str:
        """An item of a list, or what stands in the place of one written in `style`."""
        return identifier(text) if self._ids and not style else scalar(text, style, flow=flow)

    def lines(self, name: str, indent: int) -> list[str]:
        """`name: value` with what goes below it, at this indentation."""
        if self._long and isinstance(self._value, str):
            return [" " * indent + f"{name}: >-", *block(self._value, indent + 2)]
        return [" " * indent + f"{name}: {self.inline()}"]

    @property
    def items(self) -> Sequence[str] | None:
        """The items of a list, or `None` for a text."""
        return None if isinstance(self._value, str) else self._value

    @property
    def text(self) -> str:
        return self._value if isinstance(self._value, str) else ""
