"""arXiv identifiers and subject classes.

Rules: https://info.arxiv.org/help/arxiv_identifier.html (forms of the identifier) and
https://info.arxiv.org/help/doi.html (the DOI that follows from it).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Self

from kyutai_bib.model.doi import Doi

__all__ = ["ARCHIVES", "ArxivClass", "ArxivId"]

_ARCHIVES = (
    "acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas cond-mat "
    "cs dg-ga econ eess funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex nucl-th "
    "patt-sol physics plasm-ph q-alg q-bio q-fin quant-ph solv-int stat supr-con"
)
ARCHIVES = frozenset(_ARCHIVES.split())
"""The archives of arXiv, present and past."""


@cache
def _new_form() -> re.Pattern[str]:
    return re.compile(r"(\d\d)(\d\d)\.(\d{4,5})(?:[vV]([1-9]\d{0,3}))?", re.ASCII)


@cache
def _old_form() -> re.Pattern[str]:
    return re.compile(r"([a-z-]+)(?:\.[A-Z]{2})?/(\d\d)(\d\d)(\d{3})(?:[vV]([1-9]\d{0,3}))?", re.ASCII)


@cache
def _wrapping() -> re.Pattern[str]:
    """What people write around an id: a scheme, arXiv's own addresses, the DOI prefix, a file ending."""
    return re.compile(
        r"""\s*(?:arxiv\s*(?::|\.(?=\d|[a-z-]+(?:\.[a-z]{2})?/\d))\s*
        |(?:https?://)?(?:(?:www|export|browse|[a-z]{2})\.)?arxiv\.org/(?:abs|pdf|html|ps|format|e-print|src)/
        |(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*)?10\.48550/arxiv\.
        )?(?P<id>[^?\#\s]+?)(?:\.pdf)?/?(?:[?\#]\S*)?(?:\s*\[[^\]]*\])?\s*""",
        re.ASCII | re.IGNORECASE | re.VERBOSE,
    )


@dataclass(frozen=True, slots=True)
class ArxivId:
    """One arXiv identifier, such as ``2410.00037`` or ``hep-th/9901001``, with or without a version.

    `base` is the id without version, in arXiv's own spelling (an old id loses its subject class).
    `version` counts from 1; `None` means whichever is newest.
    """

    base: str
    version: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an id in any spelling: bare, ``arXiv:…``, an abs or pdf address, its DOI.

        Raises `ValueError` with a sentence that says what is wrong.
        """
        bare = _bare(text)
        if match := _new_form().fullmatch(bare):
            year, month, number, version = match.groups()
            _check_new(text, int(year), int(month), number)
            return cls(f"{year}{month}.{number}", int(version) if version else None)
        if match := _old_form().fullmatch(bare):
            archive, year, month, number, version = match.groups()
            _check_old(text, archive, int(year), int(month), number)
            return cls(f"{archive}/{year}{month}{number}", int(version) if version else None)
        raise ValueError(f"{text!r} is not an arXiv id; write it like 2410.00037 or hep-th/9901001")

    def __str__(self) -> str:
        return self.base if self.version is None else f"{self.base}v{self.version}"

    @property
    def url(self) -> str:
        """The address of the abstract page."""
        return f"https://arxiv.org/abs/{self}"

    @property
    def doi(self) -> Doi:
        """The DOI that arXiv registers for every paper: one for all versions."""
        return Doi(f"10.48550/arXiv.{self.base}")


def _bare(text: str) -> str:
    """What is left of `text` when everything that people write around an id is gone."""
    if _new_form().fullmatch(text):
        return text
    unwrapped = _wrapping().fullmatch(text.replace("%2F", "/").replace("%2f", "/"))
    return unwrapped["id"] if unwrapped else text.strip()


def _check_new(text: str, year: int, month: int, number: str) -> None:
    """Since April 2007; four digits until December 2014, five from January 2015."""
    _check_month(text, month)
    if (year, month) < (7, 4):
        raise ValueError(f"{text!r} cannot be an arXiv id: ids of this form begin with April 2007 (0704)")
    wanted = 4 if year < 15 else 5
    if len(number) != wanted:
        since = "until the end of 2014" if wanted == 4 else "since 2015"
        raise ValueError(f"{text!r} cannot be an arXiv id: {wanted} digits after the dot {since}")
    _check_number(text, number)


def _check_old(text: str, archive: str, year: int, month: int, number: str) -> None:
    """From August 1991 (a few were filed under earlier months) to March 2007."""
    _check_month(text, month)
    if archive not in ARCHIVES:
        raise ValueError(f"{text!r} cannot be an arXiv id: there is no archive {archive!r}")
    if (7, 3) < (year, month) < (86, 1):
        raise ValueError(f"{text!r} cannot be an arXiv id: ids of this form end with March 2007 (0703)")
    _check_number(text, number)


def _check_month(text: str, month: int) -> None:
    if not 1 <= month <= 12:
        raise ValueError(f"{text!r} cannot be an arXiv id: its month is {month:02}")


def _check_number(text: str, number: str) -> None:
    if int(number) == 0:
        raise ValueError(f"{text!r} cannot be an arXiv id: numbers begin with 1")


@dataclass(frozen=True, slots=True)
class ArxivClass:
    """A subject class such as ``cs.CL`` or ``quant-ph``."""

    name: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises `ValueError` for what cannot be a class of arXiv's taxonomy."""
        archive, dot, subject = text.partition(".")
        if archive not in ARCHIVES:
            raise ValueError(
                f"{text!r} is not an arXiv class: there is no archive {archive!r}; write it like cs.CL"
            )
        if dot and not re.fullmatch(r"[A-Z]{2}|[a-z]+(?:-[a-z]+)+|optics|other|soft", subject):
            raise ValueError(f"{text!r} is not an arXiv class; write it like cs.CL or physics.flu-dyn")
        return cls(text)

    def __str__(self) -> str:
        return self.name
