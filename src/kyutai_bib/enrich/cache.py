"""Answers kept from one run to the next, by requests-cache in an SQLite file.

Kept is one entry a question, also where many were asked in one request, so that any later choice of papers
finds them. Only what could be read is kept, and as JSON: a pickle from a folder of the user's could run code.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from requests.structures import CaseInsensitiveDict
from requests_cache.backends.sqlite import SQLiteCache
from requests_cache.models.request import CachedRequest
from requests_cache.models.response import CachedResponse

from kyutai_bib.enrich.answer import Request
from kyutai_bib.errors import CacheError

__all__ = ["Cache", "Kept", "clear", "info"]

_FILE = "answers.sqlite"
_PATIENCE = 10_000
"""How long another run may keep the file to itself, in milliseconds."""
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

    def count(self) -> int:
        """How many answers there are."""
        if not os.path.exists(self.file):
            return 0
        with self._told():
            return len(self._open().responses)

    def keep(self, answers: Iterable[tuple[Request, bytes, bool]]) -> None:
        """Keeps bodies, all of them or none; the flag says whether the source knew the paper."""
        with self._told():
            responses = self._open().responses
            responses_of = ((_key(request), _response(request, body, known)) for request, body, known in answers)
            rows = [(key, responses.serialize(response), response.expires_unix) for key, response in responses_of]
            with responses.connection() as database, _transaction(database):
                # not `bulk_commit`, which keeps silent when the disk is full
                database.executemany(f"INSERT OR REPLACE INTO {responses.table_name} VALUES (?, ?, ?)", rows)  # noqa: S608

    def close(self) -> None:
        if self._store is not None:
            self._store.close()  # type: ignore[no-untyped-call]

    def _open(self) -> SQLiteCache:
        if self._store is None:
            os.makedirs(os.path.dirname(self.file), mode=0o700, exist_ok=True)
            if os.path.exists(self.file) and not os.path.isfile(self.file):
                raise OSError("it is no file")
            with closing(sqlite3.connect(self.file, _PATIENCE / 1000, isolation_level=None)) as database:
                _try_to_write(database)
            self._store = SQLiteCache(self.file, serializer="json", busy_timeout=_PATIENCE)
        return self._store

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError, ValueError) as error:
            raise CacheError(f"the cache {self.file} cannot be used ({_why(error)})") from None


def info(folder: str) -> tuple[str, int, int]:
    """The file of the cache, how many answers are in it, its size in bytes."""
    cache = Cache(folder)
    with closing(cache):
        number = cache.count()
        return cache.file, number, os.path.getsize(cache.file) if number else 0


def clear(folder: str) -> tuple[str, bool]:
    """Deletes the file, whatever state it is in; gives its path and whether there was one. Raises `CacheError`."""
    file = os.path.join(folder, _FILE)
    deleted = [_deleted(file + ending) for ending in ("", "-journal", "-wal", "-shm")]
    return file, any(deleted)


def _deleted(file: str) -> bool:
    try:
        os.unlink(file)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise CacheError(f"the cache {file} cannot be deleted ({error.strerror or error})") from None
    return True


def _try_to_write(database: sqlite3.Connection) -> None:
    """Raises `sqlite3.Error` where nothing can be written: requests-cache would try for ever."""
    with _transaction(database):
        pass


@contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    """One that writes; everything in it is kept or, if an error leaves it, nothing."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            database.execute("ROLLBACK")
        raise


def _why(error: Exception) -> str:
    """What is wrong with it, and what to do where that is plain."""
    if isinstance(error, OSError):
        return error.strerror or str(error)
    damaged = isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
    advice = "; `kyutai-bib cache clear` starts a new one" if damaged or isinstance(error, ValueError) else ""
    return f"{error}{advice}"


def _key(request: Request) -> str:
    """Hexadecimal, because requests-cache writes keys into its SQL as they are."""
    whole = "\n".join([request.address, *(f"{name}={value}" for name, value in request.query)])
    return sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


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
