"""The exceptions a caller can meet.

::

    KyutaiBibError
    ├── UsageError          the request is wrong (exit code 2)
    │   ├── UnknownName     no such format, style, key, field …; names the nearest
    │   ├── BadValue        a value that cannot be read: a year range, an option
    │   └── NothingSelected no paper is left by the filters
    └── WorkError           the request is right, the work failed (exit code 1)
        ├── DataError       the data file: every problem in it, see `problems`
        ├── StyleError      a CSL style or locale that cannot be used
        ├── ItemError       CSL-JSON that cannot be used: every problem in it, see `problems`
        ├── LossError       a format cannot carry all that is to be exported; see `losses`
        ├── OutputError     the result cannot be written where it should go
        ├── CacheError      the cache of answers from the network cannot be used
        ├── SourceError     services on the network did not answer as they should; see `faults`
        └── EditError       a data file that cannot be edited as asked; it is untouched

Value types of `kyutai_bib.model` raise `ValueError` with a sentence for people; the reader turns these
into problems with a place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from kyutai_bib.reader.problems import Problem

__all__ = [
    "BadValue",
    "CacheError",
    "DataError",
    "EditError",
    "ItemError",
    "KyutaiBibError",
    "LossError",
    "NothingSelected",
    "OutputError",
    "SourceError",
    "StyleError",
    "UnknownName",
    "UsageError",
    "WorkError",
    "either",
]


class KyutaiBibError(Exception):
    """Any error that kyutai-bib raises on purpose; its text is written for people."""

    exit_code: ClassVar[int] = 1


class UsageError(KyutaiBibError):
    """The request itself is wrong."""

    exit_code = 2


class UnknownName(UsageError):
    """A name that is not known, with the nearest that are."""

    def __init__(self, kind: str, name: str, nearest: Sequence[str] = (), advice: str = "") -> None:
        self.kind = kind
        self.name = name
        self.nearest = tuple(nearest)
        hint = f" Did you mean {either(*self.nearest)}?" if self.nearest else ""
        super().__init__(f"unknown {kind} {name!r}.{hint}{' ' + advice if advice else ''}")


class BadValue(UsageError):
    """A value of an option that cannot be read."""


class NothingSelected(UsageError):
    """Every filter is understood, but together they leave no paper."""


class WorkError(KyutaiBibError):
    """The request is right but the work cannot be done."""


class DataError(WorkError):
    """A data file that cannot be used. `problems` has every problem found, in the file's order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class StyleError(WorkError):
    """A CSL style or locale that cannot be used; the text names the file and, where known, the line."""


class ItemError(WorkError):
    """CSL-JSON items that cannot be used. `problems` has a line for each, with file, line or item."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class LossError(WorkError):
    """The format cannot carry everything, and was to. `losses` has each `writers.losses.Loss`."""

    def __init__(self, format_name: str, losses: Sequence[object]) -> None:
        self.losses = tuple(losses)
        super().__init__(
            "\n".join([*map(str, self.losses), f"{format_name} cannot carry this; nothing was written"])
        )


class OutputError(WorkError):
    """The result cannot be written where it should go; what was there before is untouched."""


class CacheError(WorkError):
    """The cache of answers cannot be used; the text names its file."""


class SourceError(WorkError):
    """Services did not answer as they should. `faults` has a line for each paper and source."""

    def __init__(self, faults: Sequence[object]) -> None:
        self.faults = tuple(str(fault) for fault in faults)
        super().__init__("\n".join(self.faults))


class EditError(WorkError):
    """A data file cannot be edited as asked; it is as it was."""


def either(*names: str) -> str:
    """The names quoted and joined by "or"."""
    quoted = [repr(name) for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
