"""Answers kept from one run to the next, by requests-cache in an SQLite file.

Kept is one entry a question, also where many were asked in one request, so that any later choice of papers
finds them. Only what could be read is kept, and as JSON: a pickle from a folder of the user's could run code.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from requests.structures import CaseInsensitiveDict
from requests_cache.backends.sqlite import SQLiteCache
from requests_cache.models.request import CachedRequest
from requests_cache.models.response import CachedResponse

from kyutai_bib.enrich.answer import Request
from kyutai_bib.errors import CacheError

__all__ = ["Cache", "Kept", "clear", "info"]

_FILE = "answers.sqlite"
_LIFE = timedelta(days=7)
_LIFE_OF_NOTHING = timedelta(days=1)
"""How long answers are good: a week; a day where the source did not know the paper."""


class Kept(NamedTuple):
    """A body and the day it was received, ISO 8601; `stale` once it is too old to go without asking."""

    body: bytes
    day: str
    stale: bool


class Cache:
    """The answers in one folder; the file is made when the first answer is kept.

    Raises `CacheError` where the file cannot be used.
    """

    def __init__(self, folder: str) -> None:
        self.file = os.path.join(folder, _FILE)
        self._store: SQLiteCache | None = None

    def find(self, request: Request) -> Kept | None:
        """What was kept for exactly this request, old or not; `None` if nothing was."""
        if not os.path.exists(self.file):
            return None
        with self._told():
            response = self._open().responses.get(_key(request))
        if response is None:
            return None
        stale = response.expires is not None and _aware(response.expires) <= datetime.now(UTC)
        return Kept(bytes(response.content), response.created_at.date().isoformat(), stale)

    def keep(self, answers: Iterable[tuple[Request, bytes, bool]]) -> None:
        """Keeps bodies, all of them or none; the flag says whether the source knew the paper."""
        with self._told():
            responses = self._open().responses
            with responses.bulk_commit():
                for request, body, known in answers:
                    responses[_key(request)] = _response(request, body, known)

    def close(self) -> None:
        if self._store is not None:
            self._store.close()  # type: ignore[no-untyped-call]

    def _open(self) -> SQLiteCache:
        if self._store is None:
            os.makedirs(os.path.dirname(self.file), mode=0o700, exist_ok=True)
            self._store = SQLiteCache(self.file, serializer="json", busy_timeout=30_000)
        return self._store

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError, ValueError) as error:
            raise CacheError(
                f"the cache {self.file} cannot be used ({error}); `kyutai-bib cache clear` starts a new one"
            ) from None


def info(folder: str) -> tuple[str, int, int]:
    """The file of the cache, how many answers are in it, its size in bytes."""
    cache = Cache(folder)
    if not os.path.exists(cache.file):
        return cache.file, 0, 0
    with cache._told():
        number = len(cache._open().responses)
    cache.close()
    return cache.file, number, os.path.getsize(cache.file)


def clear(folder: str) -> str:
    """Deletes the file, whatever state it is in, and gives its path. Raises `CacheError`."""
    file = os.path.join(folder, _FILE)
    for ending in ("", "-journal", "-wal", "-shm"):
        try:
            os.unlink(file + ending)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise CacheError(f"the cache {file} cannot be deleted: {error.strerror or error}") from None
    return file


def _key(request: Request) -> str:
    return "\n".join([request.address, *(f"{name}={value}" for name, value in request.query)])


def _response(request: Request, body: bytes, known: bool) -> CachedResponse:
    now = datetime.now(UTC)
    return CachedResponse(
        status_code=200,
        url=request.address,
        content=body,
        headers=CaseInsensitiveDict({"Content-Type": request.accept}),
        request=CachedRequest(method="GET", url=request.address),
        created_at=now,
        expires=now + (_LIFE if known else _LIFE_OF_NOTHING),
    )


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
