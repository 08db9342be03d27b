"""Digital Object Identifiers, by the DOI Handbook (section 2.2, numbering) and Crossref's advice on their form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Self

__all__ = ["Doi"]


@cache
def _form() -> re.Pattern[str]:
    """Printable ASCII but for the braces and the backslash: those would end a BibTeX field and begin another."""
    return re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[!-\[\]-z|~]+")


@cache
def _prefix() -> re.Pattern[str]:
    return re.compile(
        r"\s*(?:https?://(?:dx\.|www\.)?doi\.org/|(?:dx\.)?doi\.org/|doi\s*:\s*|info:doi/)", re.IGNORECASE
    )


@dataclass(frozen=True, slots=True)
class Doi:
    """A DOI without any address around it, in the spelling given; upper and lower case are the same DOI."""

    name: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a DOI bare, as ``doi:…`` or as a doi.org address (percent signs decoded).

        Raises `ValueError` with a sentence that says what is wrong.
        """
        name = text.strip()
        if match := _prefix().match(name):
            name = name[match.end() :]
            if "doi.org" in match[0].lower():
                from urllib.parse import unquote

                name = unquote(name)
        if not _form().fullmatch(name):
            raise ValueError(f"{text!r} is not a DOI; write it like 10.48550/arXiv.2410.00037")
        return cls(name)

    def __str__(self) -> str:
        return self.name

    @property
    def folded(self) -> str:
        """The form by which two DOIs compare: DOIs ignore the case of ASCII letters."""
        return self.name.lower()

    @property
    def url(self) -> str:
        """The address that resolves it, with what an address cannot hold percent-encoded."""
        from urllib.parse import quote

        return "https://doi.org/" + quote(self.name, safe="/:;()-._~!$&'*+,=@")
