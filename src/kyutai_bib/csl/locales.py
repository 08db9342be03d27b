"""The locales there are: those that citeproc-py ships, from the CSL project's own repository.

CSL 1.0.2, "Locale fallback": a dialect that is not there falls back on the first dialect of its language.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kyutai_bib.csl.arguments import text_argument
from kyutai_bib.errors import StyleError, UnknownName
from kyutai_bib.nearest import nearest

__all__ = ["DEFAULT", "fallback", "find_locale", "locale_names", "locale_source"]

DEFAULT = "en-US"

_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)


@cache
def locale_names() -> tuple[str, ...]:
    """Every locale's name, like `fr-FR`, sorted."""
    return tuple(sorted(file.stem.removeprefix("locales-") for file in _folder().glob("locales-*.xml")))


def locale_source(name: str) -> Any:
    """The root element of a locale's file."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    return etree.parse(str(_folder() / f"locales-{name}.xml"), parser).getroot()


def find_locale(name: str) -> str:
    """The locale that `name` means: `en_us` is `en-US`, `fr` and `fr-BE` are `fr-FR`."""
    found = fallback(text_argument(name, "locale"))
    if found is None:
        advice = "Locales are written like 'en-GB' or 'fr'."
        raise UnknownName("locale", name, nearest(name, (*locale_names(), *_first_dialects())), advice)
    return found


def fallback(name: str | None) -> str | None:
    """The locale for `name`, or None if there is none for its language."""
    tag = (name or "").strip().replace("_", "-")
    if not _LANGUAGE_TAG.fullmatch(tag):
        return None
    known = {locale.casefold(): locale for locale in locale_names()}
    return known.get(tag.casefold()) or _first_dialects().get(tag.casefold().split("-")[0])


@cache
def _first_dialects() -> dict[str, str]:
    data = json.loads((_folder() / "locales.json").read_text(encoding="utf-8"))
    return dict(data["primary-dialects"])


def _folder() -> Path:
    """Where the locale files are. The package is not imported, which would take long."""
    spec = find_spec("citeproc")
    if spec is None or not spec.submodule_search_locations:
        raise StyleError("citeproc-py is not installed: pip install citeproc-py")
    return Path(spec.submodule_search_locations[0]) / "data" / "locales"
