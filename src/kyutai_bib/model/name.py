"""Names of people and of teams.

The parts are those of BibTeX ("Tame the BeaST", section 11: First, von, Last, Jr) under their CSL names
(CSL 1.0.2, "Name" variables): given, particle (non-dropping), family, suffix.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

__all__ = ["Name", "PersonName", "TeamName"]


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in parts; only `family` is always there (a single name is a family name)."""

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""

    def __post_init__(self) -> None:
        if not self.family.strip():
            raise ValueError("a person needs a family name; a person of one name has it as family name")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``Family, Given``, ``de Family, Given`` (small first words are the particle),
        ``Family, Jr., Given`` (BibTeX's order) or a single name. Raises `ValueError` for anything else.
        """
        parts = [" ".join(part.split()) for part in text.split(",")]
        if len(parts) > 3 or not all(parts):
            raise ValueError(f"{text!r} is not a name; write Family, Given")
        if len(parts) == 1:
            return cls._single(parts[0])
        particle, family = _split_particle(parts[0])
        return cls(family, parts[-1], particle, parts[1] if len(parts) == 3 else "")

    @classmethod
    def _single(cls, text: str) -> Self:
        given, space, family = text.rpartition(" ")
        if space:
            raise ValueError(
                f"{text!r} does not say which part is the family name; write {family + ', ' + given!r},"
                f" or {{team: {text}}} if it is a team"
            )
        return cls(text)

    @property
    def whole_family(self) -> str:
        """The family name with its particle, which a hyphen or an apostrophe joins: ``al-Khwārizmī``."""
        joint = "" if not self.particle or self.particle.endswith(("-", "'", "’")) else " "
        return f"{self.particle}{joint}{self.family}"

    @property
    def sort_form(self) -> str:
        """``de Marmiesse, Gabriel``: family name with its particle first; ``King, Jr., Martin Luther``."""
        return ", ".join(part for part in (self.whole_family, self.suffix, self.given) if part)

    @property
    def display_form(self) -> str:
        """``Gabriel de Marmiesse``, as on a title page."""
        spoken = f"{self.given} {self.whole_family}".strip()
        return f"{spoken}, {self.suffix}" if self.suffix else spoken

    def __str__(self) -> str:
        return self.display_form


@dataclass(frozen=True, slots=True)
class TeamName:
    """The name of a team, lab or other body: never split, never abbreviated."""

    literal: str

    def __post_init__(self) -> None:
        if not self.literal.strip():
            raise ValueError("a team needs a name")

    @property
    def sort_form(self) -> str:
        return self.literal

    @property
    def display_form(self) -> str:
        return self.literal

    def __str__(self) -> str:
        return self.literal


Name = PersonName | TeamName


def _split_particle(text: str) -> tuple[str, str]:
    """BibTeX's rule: leading words that begin with a small letter are the particle, but never the last word."""
    words = text.split(" ")
    count = 0
    while count < len(words) - 1 and words[count][0].islower():
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])
