"""A person or a team, written once in the data file and referred to by its id."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple, Self

from kyutai_bib.model.name import Name
from kyutai_bib.model.url import Url

__all__ = ["Orcid", "Person"]


@dataclass(frozen=True, slots=True)
class Orcid:
    """An ORCID iD in its form with hyphens: 0000-0002-1825-0097."""

    digits: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an iD bare or as an orcid.org address; the check digit (ISO 7064 MOD 11-2) must fit."""
        bare = re.sub(r"^https?://orcid\.org/", "", text.strip()).rstrip("/").upper()
        if not re.fullmatch(r"(?:\d{4}-){3}\d{3}[\dX]", bare, re.ASCII):
            raise ValueError(f"{text!r} is not an ORCID iD; write it like 0000-0002-1825-0097")
        total = 0
        for digit in bare.replace("-", "")[:-1]:
            total = (total + int(digit)) * 2
        if "0123456789X"[(12 - total % 11) % 11] != bare[-1]:
            raise ValueError(f"{text!r} cannot be an ORCID iD: its check digit does not fit")
        return cls(bare)

    def __str__(self) -> str:
        return self.digits


class Person(NamedTuple):
    """Somebody who writes or edits."""

    id: str
    name: Name
    orcid: Orcid | None = None
    url: Url | None = None
    line: int = 0
