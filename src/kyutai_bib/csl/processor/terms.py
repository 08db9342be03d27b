"""Localization data: terms, date formats and options, from locale files and a style's own `cs:locale`.

CSL 1.0.2, "Locale Fallback", "Terms", "Ordinal Suffixes", "Localized Date Formats", "Localized Options".
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from kyutai_bib.csl.locales import DEFAULT, fallback, locale_source
from kyutai_bib.csl.processor.joining import Marks

__all__ = ["NS", "Locale", "locale_for"]

NS = "{http://purl.org/net/xbiblio/csl}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_FORM_FALLBACK = {"verb-short": "verb", "symbol": "short", "verb": "long", "short": "long"}

Term = tuple[str, str]


@dataclass(slots=True)
class Locale:
    """One language's data. A term is (singular, plural)."""

    language: str
    terms: dict[tuple[str, str], Term] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    ordinals: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    dates: dict[str, Any] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)

    def term(self, name: str, form: str = "long", *, plural: bool = False) -> str | None:
        """The term in this form or the next one there is; None where there is none at all."""
        wanted: str | None = form
        while wanted is not None:
            if (found := self.terms.get((name, wanted))) is not None:
                return found[plural]
            wanted = _FORM_FALLBACK.get(wanted)
        return None

    def option(self, name: str) -> bool:
        return self.options.get(name) == "true"

    def marks(self) -> Marks:
        def quote(name: str, otherwise: str) -> str:
            found = self.term(name)
            return otherwise if found is None else found

        return Marks(
            (quote("open-quote", "“"), quote("close-quote", "”")),
            (quote("open-inner-quote", "‘"), quote("close-inner-quote", "’")),
            self.option("punctuation-in-quote"),
        )

    def field_marks(self) -> str:
        """The quotation marks that text of fields has in this locale (`rich_text`): those of a character each."""
        marks = self.marks()
        if all(len(mark) == 1 for mark in (*marks.outer, *marks.inner)):
            return "".join((*marks.outer, *marks.inner))
        return ""

    def ordinal(self, number: int, gender: str) -> str:
        """The suffix that makes an ordinal of a number."""
        for name, matches in _candidates(number):
            for kind in (gender, ""):
                found = self.ordinals.get((name, kind))
                if found and found[1] in matches:
                    return found[0]
        found = self.ordinals.get(("ordinal", gender)) or self.ordinals.get(("ordinal", ""))
        if found:
            return found[0]
        return self._old_ordinal(number)

    def _old_ordinal(self, number: int) -> str:
        """CSL 1.0: -01 to -03 by the last digit, -04 for all others."""
        last = number % 10
        name = f"ordinal-0{last}" if last in (1, 2, 3) and number % 100 - last != 10 else "ordinal-04"
        found = self.ordinals.get((name, ""))
        return found[0] if found else ""

    def updated(self, element: Any) -> Locale:
        """This locale with what a `cs:locale` says otherwise."""
        new = replace(
            self,
            terms=dict(self.terms),
            genders=dict(self.genders),
            dates=dict(self.dates),
            options=dict(self.options),
        )
        new.read(element)
        return new

    def read(self, element: Any) -> None:
        ordinals: dict[tuple[str, str], tuple[str, str]] = {}
        for term in element.iterfind(f"{NS}terms/{NS}term"):
            self._term(term, ordinals)
        if ordinals:
            self.ordinals = ordinals
        for date in element.iterfind(f"{NS}date"):
            self.dates[date.get("form", "text")] = date
        for options in element.iterfind(f"{NS}style-options"):
            self.options.update(options.attrib)

    def _term(self, term: Any, ordinals: dict[tuple[str, str], tuple[str, str]]) -> None:
        name = term.get("name", "")
        single, multiple = term.find(f"{NS}single"), term.find(f"{NS}multiple")
        text = _text(term) if single is None else _text(single)
        if name == "ordinal" or (name.startswith("ordinal-") and name[8:].isdecimal()):
            match = term.get("match") or ("last-two-digits" if name[8:9] not in ("", "0") else "last-digit")
            ordinals[name, term.get("gender-form", "")] = (text, match)
            return
        gender = term.get("gender-form")
        key = f"{name}/{gender}" if gender else name
        form = term.get("form", "long")
        self.terms[key, form] = (text, text if multiple is None else _text(multiple))
        if term.get("gender"):
            self.genders[name] = term.get("gender")


def _candidates(number: int) -> list[tuple[str, tuple[str, ...]]]:
    """Names of ordinal terms for a number, the nearest first, with the kinds of match that are one."""
    names: list[tuple[str, tuple[str, ...]]] = []
    if number < 100:
        names.append((f"ordinal-{number:02}", ("whole-number",)))
    names.append((f"ordinal-{number % 100:02}", ("last-two-digits",)))
    names.append((f"ordinal-{number % 10:02}", ("last-digit",)))
    return names


def _text(element: Any) -> str:
    return "".join(element.itertext()).strip("\n\t") if len(element) else (element.text or "")


@cache
def _from_file(name: str) -> Locale:
    locale = Locale(name)
    locale.read(locale_source(name))
    return locale


def _merged(under: Locale, over: Locale, language: str) -> Locale:
    # A term that has any form here has no form from there.
    named = {name for name, _ in over.terms}
    terms = {key: term for key, term in under.terms.items() if key[0] not in named}
    return Locale(
        language,
        terms | over.terms,
        over.genders or under.genders,
        over.ordinals or under.ordinals,
        under.dates | over.dates,
        over.options,
    )


@cache
def _shipped(name: str) -> Locale:
    """A locale file over its primary dialect over American English."""
    chain = [DEFAULT, fallback(name.split("-", maxsplit=1)[0]) or DEFAULT, fallback(name) or DEFAULT]
    locale = _from_file(chain[0])
    for each in dict.fromkeys(chain[1:]):
        locale = _merged(locale, _from_file(each), name)
    return replace(locale, language=name)


def locale_for(name: str, own: list[Any]) -> Locale:
    """The locale `name` under the `cs:locale` elements of a style: for all, for the language, for the dialect."""
    locale = _shipped(name)
    language = name.split("-", maxsplit=1)[0]
    known = fallback(name) or name
    for wanted in ({None}, {language}, {name, known} - {language}):
        for element in own:
            if element.get(_LANG) in wanted:
                locale = locale.updated(element)
    return locale
