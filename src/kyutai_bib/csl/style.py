"""What we know of a CSL style without rendering anything."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

__all__ = ["Style"]


@dataclass(frozen=True, slots=True)
class Style:
    """A style that can be used.

    A dependent style (CSL 1.0.2, "Dependent Styles") has a name, a title and perhaps a locale of its own;
    all else is its parent's, whose file is `source`. For an independent style `source` is `path`.
    """

    name: str
    title: str
    path: Path
    parent: str | None
    source: Path
    has_bibliography: bool
    default_locale: str | None
    citation_class: Literal["in-text", "note"]
    hanging_indent: bool
    second_field_align: str | None
