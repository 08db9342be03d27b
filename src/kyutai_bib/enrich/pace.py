"""Not more often than a service asks for, whichever of our processes sends."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable

__all__ = ["Pace"]

_LOOK = 0.05
"""Seconds from one look at a lock to the next."""


class Pace:
    """When each service was last sent a request, in one small file a service, so that runs one after the other,
    or two at once, keep the pause between them too. Where files cannot be written, this process alone keeps it.
    """

    def __init__(self, folder: str, sleep: Callable[[float], None] = time.sleep) -> None:
        self._folder = folder
        self._sleep = sleep
        self._last: dict[str, float] = {}

    def wait(self, name: str, pause: float, room: float) -> bool:
        """Returns when `pause` seconds have gone since the last request to `name`, and notes this one.

        `False`, and no note, where that would take more than `room` seconds.
        """
        if pause <= 0:
            return True
        try:
            os.makedirs(self._folder, mode=0o700, exist_ok=True)
            file = os.open(os.path.join(self._folder, f"{name}.last"), os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            if not self._slept(self._last.get(name, 0.0), pause, room):
                return False
            self._last[name] = time.time()
            return True
        try:
            if not self._locked(file, room) or not self._slept(_read(file), pause, room):
                return False
            os.pwrite(file, f"{time.time():017.6f}".encode(), 0)
            return True
        finally:
            os.close(file)

    def _locked(self, file: int, room: float) -> bool:
        """Whether no other process waits for the same service any more, before `room` seconds have gone."""
        end = time.monotonic() + room
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > end:
                    return False
                self._sleep(_LOOK)
            else:
                return True

    def _slept(self, last: float, pause: float, room: float) -> bool:
        left = self._left(last, pause)
        if left > room:
            return False
        self._sleep(left)
        return True

    @staticmethod
    def _left(last: float, pause: float) -> float:
        """What is left of the pause; a note from the future is of a clock that was wrong."""
        return min(pause, max(0.0, last + pause - time.time()))


def _read(file: int) -> float:
    try:
        return float(os.pread(file, 64, 0) or 0)
    except ValueError:
        return 0.0
