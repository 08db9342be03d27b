"""Why a value does not arrive, or arrives changed: the rows of `reasons.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import yaml

__all__ = ["NOT_HAD", "reasons", "unused"]


class Row(NamedTuple):
    """Names are separated by commas; "*" is any."""

    consumers: str
    formats: str
    fields: str
    why: str

    def matches(self, consumer: str, format_: str, field: str) -> bool:
        return all(
            known == "*" or name in known.split(", ")
            for known, name in ((self.consumers, consumer), (self.formats, format_), (self.fields, field))
        )


_FILE: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "reasons.yaml").read_text("utf-8"))
_ROWS = [Row(**row) for row in _FILE["rows"]]
NOT_HAD: list[str] = _FILE["not-had"]
"""Programs that are not in the matrix, and formats that no program here reads, with the reason."""


def reasons(consumer: str, format_: str, field: str) -> list[str]:
    """Why this field is incomplete in this cell; none if nobody has said it."""
    return list(dict.fromkeys(row.why for row in _ROWS if row.matches(consumer, format_, field)))


def unused(happens: set[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """The rows, by consumers, formats and a field, of which nothing happens."""
    return [
        (row.consumers, row.formats, field)
        for row in _ROWS
        for field in row.fields.split(", ")
        if not any(row._replace(fields=field).matches(*case) for case in happens)
    ]
