"""Languages by babel's names, which LaTeX wants."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

__all__ = ["babel_name"]

_PAIRS: Final = """
ar:arabic bg:bulgarian ca:catalan cs:czech da:danish de:german el:greek en:english es:spanish et:estonian
fi:finnish fr:french he:hebrew hr:croatian hu:hungarian is:icelandic it:italian ja:japanese ko:korean
la:latin lt:lithuanian lv:latvian nb:norsk nl:dutch nn:nynorsk no:norsk pl:polish pt:portuguese ro:romanian
ru:russian sk:slovak sl:slovene sr:serbian sv:swedish tr:turkish uk:ukrainian vi:vietnamese zh:chinese
"""
_NAMES: Final = MappingProxyType(dict(pair.split(":") for pair in _PAIRS.split()))


def babel_name(tag: str) -> str:
    """The language of a BCP 47 tag, its region left out; empty for a language that is not listed here."""
    return _NAMES.get(tag.partition("-")[0], "")
