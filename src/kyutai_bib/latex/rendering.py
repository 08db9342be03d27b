"""The atoms of one group to Unicode text: commands with their arguments, accents, scripts, ligatures."""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING, Final
from unicodedata import combining, normalize

from kyutai_bib.latex.accents import COMMANDS, MARKS
from kyutai_bib.latex.alphabets import ALPHABETS
from kyutai_bib.latex.atoms import Atom, Kind
from kyutai_bib.latex.commands import (
    CLOSING,
    LIGATURES,
    LONE_ACCENTS,
    MATH_ACCENTS,
    PASSING,
    SILENT,
    SPACES,
    VULGAR,
)
from kyutai_bib.latex.scripts import SUBSCRIPTS, SUPERSCRIPTS
from kyutai_bib.latex.symbols import MATH, TEXT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["rendered"]

_BREAK: Final = "\ufdd0"
"""Stands at both ends of a name such as `log` until its neighbours are known. No character: Unicode
reserves it."""

_OPERAND: Final = "[0-9A-Za-z\u0370-\u03ff\u2100-\u214f√∑∏∫∇∂\U0001d400-\U0001d7ff]"

_SCRIPTS: Final = frozenset({*SUPERSCRIPTS.values(), *SUBSCRIPTS.values(), "′"})

_Queue = list[Atom]
"""The atoms still to come, the next one last."""


def rendered(atoms: list[Atom], *, math: bool) -> str:
    """The text of a group."""
    queue = atoms[::-1]
    done: list[str] = []
    while queue:
        if math and done and queue[-1].kind is Kind.COMMAND and queue[-1].text in CLOSING:
            done[-1] = done[-1].rstrip(" ")
        done.append(_next(queue, math, after_space=bool(done) and done[-1].endswith(" ")))
    text = "".join(done)
    return _settled(text) if math else text


def _next(queue: _Queue, math: bool, after_space: bool) -> str:
    atom = queue.pop()
    if atom.kind is Kind.COMMAND:
        return _command(atom, queue, math, after_space)
    if atom.kind is Kind.ACTIVE:
        return _active(atom.text, queue, math)
    if atom.kind is Kind.TEXT:
        return _formula_text(atom.text) if math else _running_text(atom.text)
    return atom.text


def _active(char: str, queue: _Queue, math: bool) -> str:
    if char == "~":
        return " " if math else "\xa0"
    return _script(char, _argument(queue, math)) if math else char


def _formula_text(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("-", "−").replace("'", "′")


def _running_text(text: str) -> str:
    """TeX's ligatures."""
    for ligature, char in LIGATURES.items():
        text = text.replace(ligature, char)
    return text


def _argument(queue: _Queue, math: bool) -> str:
    """The next group, command with its own arguments, or character; nothing at the end."""
    while queue and queue[-1].kind is Kind.TEXT and not queue[-1].text.lstrip():
        queue.pop()
    if not queue:
        return ""
    if queue[-1].kind is Kind.TEXT:
        text = queue.pop().text.lstrip()
        queue.append(Atom(Kind.TEXT, text[1:])) if text[1:] else None
        queue.append(Atom(Kind.GROUP, _formula_text(text[0]) if math else text[0]))
    return _next(queue, math, after_space=False).strip(_BREAK)


def _command(atom: Atom, queue: _Queue, math: bool, after_space: bool) -> str:
    name = atom.text
    if name in MARKS and (not math or not name.isalpha()):
        return _marked(name, _argument(queue, math))
    if name in (handlers := _handlers()):
        return handlers[name](queue, math)
    if name in SILENT:
        return _silent(name, queue)
    char = _character(name, math)
    if char is None:
        return _unknown(atom, queue, math)
    keeps_space = math and atom.spaced and after_space and not char.isalpha()
    return char + " " if keeps_space else char


def _character(name: str, math: bool) -> str | None:
    """What a command without arguments prints; letters such as `\\o` are looked for in running text
    only."""
    tables: tuple[Mapping[str, str], ...] = (SPACES, MATH, TEXT) if math else (COMMANDS, SPACES, TEXT, MATH)
    if math and name == ",":
        return " "
    return next((table[name] for table in tables if name in table), None)


def _unknown(atom: Atom, queue: _Queue, math: bool) -> str:
    """In a formula a name like `log`; in a text what it is applied to, or its name, as of a macro
    `\\ourmodel`."""
    if math:
        return f"{_BREAK}{atom.text}{_BREAK}"
    if queue and queue[-1].kind is Kind.GROUP and queue[-1].text and not atom.spaced:
        return queue.pop().text
    return atom.text + " " * atom.spaced


def _silent(name: str, queue: _Queue) -> str:
    if name in ("left", "right") and queue and queue[-1].kind is Kind.TEXT and queue[-1].text.startswith("."):
        queue.append(Atom(Kind.TEXT, queue.pop().text[1:]))
    return ""


def _marked(name: str, letters: str) -> str:
    """An accent over its letter, which may bear accents already."""
    if not letters:
        return LONE_ACCENTS.get(name, "")
    bare = {"ı": "i", "ȷ": "j"}.get(letters[0], letters[0])
    end = 1
    while letters[end : end + 1] and combining(letters[end]):
        end += 1
    return bare + letters[1:end] + MARKS[name] + letters[end:]


def _script(char: str, text: str) -> str:
    """A superscript or subscript: in Unicode's own characters where it has them all, else as in TeX."""
    text = text.strip()
    table = SUPERSCRIPTS if char == "^" else SUBSCRIPTS
    if all(letter in table for letter in text):
        return "".join(table[letter] for letter in text)
    if char == "^" and text in ("∘", "′", "″", "*", "∗", "†", "‡"):
        return text.replace("∘", "°")
    return f"{char}{text}{_BREAK}" if len(text) == 1 else f"{char}{{{text}}}"


def _settled(text: str) -> str:
    """A formula with blanks where a name meets a letter or a digit, and no others beside those of the
    source."""
    if _BREAK in text:
        text = re.sub(rf"(?<=[^\W_]|[)\]}}]){_BREAK}+(?=[A-Za-z])|(?<=[\w⊤⊥∞]){_BREAK}+(?={_OPERAND})", " ", text)
    return re.sub(" +", " ", text.replace(_BREAK, ""))


def _fraction(queue: _Queue, math: bool) -> str:
    above, below = _argument(queue, math).strip(), _argument(queue, math).strip()
    plain = f"{above if above.isalnum() else _factor(above)}/{_factor(below)}"
    return VULGAR.get(plain, plain)


def _factor(text: str) -> str:
    """Text as a factor: a number, or one letter with its scripts, or else in parentheses."""
    simple = text.isdecimal() or all(char in _SCRIPTS or combining(char) for char in text[1:])
    return text if simple else f"({text})"


def _root(queue: _Queue, math: bool) -> str:
    degree = ""
    if queue and queue[-1].kind is Kind.TEXT and queue[-1].text.startswith("[") and "]" in queue[-1].text:
        degree, _, rest = queue.pop().text[1:].partition("]")
        queue.append(Atom(Kind.TEXT, rest))
    sign = {"": "√", "3": "∛", "4": "∜"}.get(degree) or _script("^", degree) + "√"
    return sign + _factor(_argument(queue, math).strip())


def _accented(mark: str, queue: _Queue, math: bool) -> str:
    letters = _argument(queue, math).replace("ı", "i").replace("ȷ", "j")
    return "".join(letter if letter.isspace() or combining(letter) else letter + mark for letter in letters)


def _in_alphabet(name: str, queue: _Queue, math: bool) -> str:
    row = ALPHABETS[name]
    return "".join(row.get(letter, letter) for letter in _argument(queue, math))


def _not(queue: _Queue, math: bool) -> str:
    blank = " " * (bool(queue) and queue[-1].spaced)
    negated = _argument(queue, math)
    return normalize("NFC", negated[:1] + "\u0338") + negated[1:] + blank


def _passed(queue: _Queue, math: bool) -> str:
    return _argument(queue, math)


def _operator(queue: _Queue, math: bool) -> str:
    if queue and queue[-1].kind is Kind.TEXT and queue[-1].text.startswith("*"):
        queue.append(Atom(Kind.TEXT, queue.pop().text[1:]))
    return f"{_BREAK}{_argument(queue, math)}{_BREAK}"


def _second(queue: _Queue, math: bool) -> str:
    _argument(queue, math)
    return _argument(queue, math)


def _dropped(queue: _Queue, math: bool) -> str:
    _argument(queue, math)
    return ""


def _over(char: str, queue: _Queue, math: bool) -> str:
    script = _script(char, _argument(queue, math))
    return _argument(queue, math) + script


def _remainder(queue: _Queue, math: bool) -> str:
    return f" (mod {_argument(queue, math)})"


def _choice(queue: _Queue, math: bool) -> str:
    above, below = _argument(queue, math), _argument(queue, math)
    return f"({above} choose {below})"


@cache
def _handlers() -> Mapping[str, Callable[[_Queue, bool], str]]:
    """The name of a command -> what reads its arguments."""
    return (
        dict.fromkeys(PASSING, _passed)
        | {name: partial(_accented, mark) for name, mark in MATH_ACCENTS.items()}
        | {name: partial(_in_alphabet, name) for name in ALPHABETS}
        | dict.fromkeys(("frac", "tfrac", "dfrac", "nicefrac", "sfrac"), _fraction)
        | dict.fromkeys(("binom", "tbinom", "dbinom"), _choice)
        | dict.fromkeys(("texorpdfstring", "href", "textcolor"), _second)
        | dict.fromkeys(("begin", "end", "color", "label", "phantom", "noopsort", "hspace", "vspace"), _dropped)
        | dict.fromkeys(("overset", "stackrel"), partial(_over, "^"))
        | {
            "underset": partial(_over, "_"),
            "mathscr": partial(_in_alphabet, "mathcal"),
            "sqrt": _root,
            "not": _not,
        }
        | {"operatorname": _operator, "pmod": _remainder}
    )
