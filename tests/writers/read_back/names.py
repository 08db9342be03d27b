"""Names as formats spell them, to the parts that `expected` has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tests.writers.read_back.expected import Facts

__all__ = ["Read", "comma_form", "people"]


class Read(NamedTuple):
    """One name as a format has it; `family` is without the particle."""

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""
    team: bool = False
    orcid: str = ""
    url: str = ""

    @property
    def whole(self) -> str:
        joint = "" if not self.particle or self.particle.endswith(("-", "'", "’")) else " "
        return f"{self.particle}{joint}{self.family}"


def people(name: str, read: Iterable[Read]) -> Facts:
    """Names under the names of their parts; a part that nobody has is left out."""
    names = list(read)
    facts: dict[str, list[str] | list[bool]] = {name: [one.whole for one in names]}
    for part in ("given", "particle", "suffix", "orcid", "url"):
        facts[f"{name}.{part}"] = [getattr(one, part) for one in names]
    facts[f"{name}.team"] = [one.team for one in names]
    facts[f"{name}.comma"] = facts[name] if any("," in one.whole for one in names) else []
    return {part: values for part, values in facts.items() if any(values)}


def comma_form(text: str) -> Read:
    """``Family, Given, Jr.``; nothing behind the comma makes a team."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 2 and not parts[1]:
        return Read(parts[0], team=True)
    family, given, suffix = [*parts, "", ""][:3]
    return Read(family, given, suffix=suffix)


def named(parts: Mapping[str, str], **keys: str) -> Read:
    """A mapping's values under the names of parts: `named(person, family="family-names")`."""
    return Read(**{part: parts.get(key, "") for part, key in keys.items()})  # type: ignore[arg-type]
