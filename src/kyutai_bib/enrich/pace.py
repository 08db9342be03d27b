"""Not more often than a service asks for, whichever of our processes sends."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable

__all__ = ["Pace"]


class Pace:
    """When each service was last sent a request, in one small file a service, so that runs one after the other,
    or two at once, keep the pause between them too. Where files cannot be written, this process alone keeps it.
    """

    def __init__(self, folder: str, sleep: Callable[[float], None] = time.sleep) -> None:
        self._folder = folder
        self._sleep = sleep
        self._last: dict[str, float] = {}

    def wait(self, name: str, pause: float) -> None:
        """Returns when `pause` seconds have gone since the last request to `name`, and notes this one."""
        if pause <= 0:
            return
        try:
            os.makedirs(self._folder, mode=0o700, exist_ok=True)
            file = os.open(os.path.join(self._folder, f"{name}.last"), os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            self._sleep(self._left(self._last.get(name, 0.0), pause))
            self._last[name] = time.time()
            return
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            self._sleep(self._left(_read(file), pause))
            os.pwrite(file, f"{time.time():017.6f}".encode(), 0)
        finally:
            os.close(file)

    @staticmethod
    def _left(last: float, pause: float) -> float:
        """What is left of the pause; a note from the future is of a clock that was wrong."""
        return min(pause, max(0.0, last + pause - time.time()))


def _read(file: int) -> float:
    try:
        return float(os.pread(file, 64, 0) or 0)
    except ValueError:
        return 0.0
