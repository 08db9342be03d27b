"""`citation-label`: letters of the names and the last digits of the year, where the item has none."""

from __future__ import annotations

from kyutai_bib.csl.processor.persons import Person
from kyutai_bib.csl.processor.rich_text import untagged
from kyutai_bib.csl.processor.text_case import STOP_WORDS
from kyutai_bib.csl.processor.work import NAME_VARIABLES, Work

__all__ = ["citation_label"]

_BY_NAME = sorted(NAME_VARIABLES)
_ARTICLES = frozenset({"a", "an", "the"})
# How many letters of each name, by the number of names: the trigraph of citeproc-js.
_LENGTHS = ((4,), (2, 2), (2, 1, 1), (1, 1, 1, 1))


def citation_label(work: Work) -> str:
    """Letters of up to four names, or of the title, and two digits, 00 without a year."""
    people = next((names for name in _BY_NAME if (names := work.names(name))), [])
    if people:
        lengths = _LENGTHS[min(len(people), 4) - 1]
        letters = "".join(_letters(_name(person), length) for person, length in zip(people, lengths, strict=False))
    else:
        letters = _letters(_from_first(untagged(work.text("title")), STOP_WORDS), 4)
    date = work.date("issued")
    year = str(date.start.year) if date and date.start else "00"
    return f"{letters}{year[-2:]}"


def _name(person: Person) -> str:
    return person.family or _from_first(person.literal.removeprefix("The "), _ARTICLES)


def _from_first(text: str, stop_words: frozenset[str]) -> str:
    """The text from its first word that is none of those."""
    words = text.split(" ")
    place = next((place for place, word in enumerate(words) if word not in stop_words), 0)
    return " ".join(words[place:])


def _letters(text: str, length: int) -> str:
    return "".join(char for char in text if char.isalpha())[:length].capitalize()
