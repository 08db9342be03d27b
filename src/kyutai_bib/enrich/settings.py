"""What can be set from outside, read from the environment in this one place.

For developers and tests: the addresses of the services, the pauses between requests, the waits before another
attempt, the size of batches, the place of the cache. docs/sources.md has the list.
"""

from __future__ import annotations

import os
from typing import NamedTuple

from kyutai_bib.enrich.answer import Source
from kyutai_bib.errors import BadValue

__all__ = ["LARGEST", "Settings"]

_A_DAY = 86_400.0
"""The longest time that can be set, in seconds."""

LARGEST = 16 * 1024 * 1024
"""The size in bytes up to which a body is read, once it is unpacked."""


class Settings(NamedTuple):
    """How to talk to the services. `timeout` bounds a whole run, with all attempts and waits, in seconds."""

    timeout: float = 600.0
    mailto: str = ""
    refresh: bool = False
    offline: bool = False

    def check(self) -> None:
        """Raises `BadValue` for a number in the environment that cannot be used, before anybody is asked."""
        _number("KYUTAI_BIB_PAUSE", 0.0)
        _number("KYUTAI_BIB_BACK_OFF", 0.0)
        _whole("KYUTAI_BIB_BATCH", 1)

    def home(self, source: Source) -> str:
        """The address of a service."""
        return os.environ.get(f"KYUTAI_BIB_{source.name.upper()}_URL", source.home)

    def pause(self, source: Source) -> float:
        """The seconds from one request to the next."""
        return _number("KYUTAI_BIB_PAUSE", source.pause)

    def batch(self, source: Source) -> int:
        """How many questions go into one request."""
        return min(source.batch, _whole("KYUTAI_BIB_BATCH", source.batch))

    @property
    def back_off(self) -> float:
        """The seconds before the second attempt; doubled before each further one."""
        return _number("KYUTAI_BIB_BACK_OFF", 1.0)

    @property
    def cache_folder(self) -> str:
        """Where answers are kept: the user's cache directory (XDG on Linux, as platformdirs has it)."""
        from platformdirs import user_cache_dir

        return os.environ.get("KYUTAI_BIB_CACHE") or user_cache_dir("kyutai-bib", appauthor=False)


def _whole(name: str, default: int) -> int:
    number = _number(name, default, 1.0)
    if number != int(number):
        raise BadValue(f"{name} is {number:g}, which is not a whole number")
    return int(number)


def _number(name: str, default: float, least: float = 0.0) -> float:
    """A number from the environment. Raises `BadValue`, also for one that no clock can count to."""
    text = os.environ.get(name)
    if text is None:
        return default
    try:
        number = float(text)
    except ValueError:
        raise BadValue(f"{name} is {text!r}, which is not a number") from None
    if not least <= number <= _A_DAY:  # nan is neither
        raise BadValue(f"{name} is {text!r}; it must be a number from {least:g} to {_A_DAY:g}")
    return number
