"""Sends requests: politely, again where that may help, never further than it was told, never without end.

A run may take `Settings.timeout` seconds in all, with every request, attempt and wait, and one request a minute of
them. Each is sent from a thread of its own, which is left behind when the time is up, whatever it hangs in: the
look-up of a name, a handshake, headers that come one by one. Redirects are followed only within a host, and never
from https to http. A body is read up to `LARGEST` bytes. Proxies and certificates are as requests has them
(HTTPS_PROXY, REQUESTS_CA_BUNDLE …).
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from contextlib import closing
from email.utils import parsedate_to_datetime
from http.client import IncompleteRead
from queue import Empty, SimpleQueue
from threading import Thread
from typing import NamedTuple, TypeVar, cast
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import DecodeError, HTTPError

import kyutai_bib
from kyutai_bib.enrich.answer import BadAnswer, Request
from kyutai_bib.enrich.pace import Pace
from kyutai_bib.enrich.settings import LARGEST, Settings

__all__ = ["Gone", "NotKnown", "Rejected", "TimeIsUp", "Transport", "Unreachable"]

T = TypeVar("T")

_ATTEMPTS = 6
_MINUTE = 60.0
_DAY = 86_400.0
_SILENCE = 10.0, 30.0
"""Seconds until a connection, and until the next byte, is given up."""
_REDIRECTS = 5
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_CHUNK = 65536


class Gone(BadAnswer):
    """No usable answer within the time and the attempts there are."""

    def __init__(self, message: str) -> None:
        super().__init__(message, again=False)


class TimeIsUp(Gone):
    """The run has taken all the time it may; `sent` if that was in the middle of a request."""

    def __init__(self, message: str, *, sent: bool = True) -> None:
        self.sent = sent
        super().__init__(message)


class NotKnown(BadAnswer):
    """404: the service does not know what was asked for."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        super().__init__("does not know it", again=False)


class Rejected(BadAnswer):
    """400: something about the request itself is wrong; `body` may say what."""

    def __init__(self, status: int, body: bytes) -> None:
        self.body = body
        super().__init__(f"refuses the request (HTTP {status})", again=False)


class Transport:
    """Requests of one run. `count` is how many were sent, every attempt and redirect counted."""

    def __init__(self, settings: Settings, sleep: Callable[[float], None] = time.sleep) -> None:
        self.settings = settings
        self.count = 0
        self._sleep = sleep
        self._end = time.monotonic() + settings.timeout
        self._pace = Pace(settings.cache_folder, sleep)
        self._session = self._new_session()

    def _new_session(self) -> requests.Session:
        session = _Session()
        contact = f"; mailto:{self.settings.mailto}" if self.settings.mailto else ""
        session.headers["User-Agent"] = f"kyutai-bib/{kyutai_bib.__version__} (bibliography exporter{contact})"
        return session

    def close(self) -> None:
        self._session.close()

    def fetch(self, name: str, pause: float, request: Request, read: Callable[[bytes], T]) -> T:
        """What `read` makes of the body. `name` is the service's, `pause` the seconds it wants between requests.

        A body that `read` calls bad (`BadAnswer`) is asked for again, like a status of 429 or 5xx and a
        connection that breaks. Raises `BadAnswer` when there is nothing more to try.
        """
        deadline = min(self._end, time.monotonic() + _MINUTE)
        for attempt in range(_ATTEMPTS):
            try:
                return read(self._followed(name, pause, request, deadline))
            except _Later as later:
                error: BadAnswer = later
                wait = later.after
            except BadAnswer as bad:
                if not bad.again:
                    raise
                error, wait = bad, None
            self._wait(attempt, wait, deadline, error)
        raise Gone(f"{error}, {_ATTEMPTS} times")

    def _wait(self, attempt: int, after: float | None, deadline: float, error: BadAnswer) -> None:
        """Waits before another attempt: as long as the service says, else longer each time, never in step."""
        wait = after if after is not None else self.settings.back_off * 2**attempt * random.uniform(0.5, 1)  # noqa: S311
        if time.monotonic() + wait >= deadline:
            asked = f" and asks to wait {_for(after)}" if after else ""
            raise self._given_up(f"{error}{asked}", deadline)
        if attempt + 1 < _ATTEMPTS:
            self._sleep(wait)

    def _given_up(self, message: str, deadline: float, *, sent: bool = True) -> Gone:
        if deadline == self._end:
            return TimeIsUp(f"{message}; given up after --timeout {self.settings.timeout:g} s", sent=sent)
        return Gone(f"{message}; given up after {_MINUTE:g} s")

    def _followed(self, name: str, pause: float, request: Request, deadline: float) -> bytes:
        """The body at the end of the redirects."""
        address: str = requests.Request("GET", request.address, params=list(request.query)).prepare().url or ""
        for _ in range(_REDIRECTS + 1):
            if not self._pace.wait(name, pause, deadline - time.monotonic()) or time.monotonic() >= deadline:
                raise self._given_up("is not asked", deadline, sent=False)
            got = self._in_time(address, request.accept, deadline)
            if isinstance(got, bytes):
                return got
            address = _target(address, got.address)
        raise Gone(f"redirects more than {_REDIRECTS} times")

    def _in_time(self, address: str, accept: str, deadline: float) -> bytes | _Redirect:
        """What one request brings, in a thread that is left behind if it brings nothing in time."""
        left = max(0.0, deadline - time.monotonic())
        self.count += 1
        session = self._session
        try:
            return within(left, lambda: _received(session, address, accept))
        except TimeoutError:
            self._session = self._new_session()
            raise self._given_up("does not answer in time", deadline) from None


class _Session(requests.Session):
    """One that has no eye for redirects: those are followed here, and cannot upset it if they are no address."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        return None


class _Redirect(NamedTuple):
    """Where a response leads to, as its header has it."""

    address: str


def within(seconds: float, call: Callable[[], T]) -> T:
    """What `call` returns or raises, from a thread; `TimeoutError` if it has done neither after `seconds`."""
    outcome: SimpleQueue[tuple[T, None] | tuple[None, BaseException]] = SimpleQueue()

    def run() -> None:
        try:
            outcome.put((call(), None))
        except BaseException as error:  # raised again where the outcome is waited for
            outcome.put((None, error))

    Thread(target=run, daemon=True).start()
    try:
        value, error = outcome.get(timeout=seconds)
    except Empty:
        raise TimeoutError from None
    if error is not None:
        raise error
    return cast(T, value)


def _received(session: requests.Session, address: str, accept: str) -> bytes | _Redirect:
    with closing(_sent(session, address, accept)) as response:
        return _Redirect(response.headers["Location"]) if response.is_redirect else _body(response)


def _sent(session: requests.Session, address: str, accept: str) -> requests.Response:
    try:
        return session.get(
            address,
            headers={"Accept": accept},
            timeout=_SILENCE,
            allow_redirects=False,
            stream=True,
        )
    except requests.exceptions.Timeout:
        raise BadAnswer("does not answer") from None
    except requests.exceptions.SSLError as error:
        raise Gone(f"has no certificate that can be trusted ({_reason(error)})") from None
    except requests.exceptions.ConnectionError as error:
        raise _unreachable(error) from None
    except (requests.RequestException, ValueError) as error:
        raise Gone(f"cannot be asked ({_reason(error)})") from None


class Unreachable(Gone):
    """The network itself: no such host, nobody listening, no route."""


class _Later(BadAnswer):
    """A status that means later; `after` is what Retry-After says, in seconds."""

    def __init__(self, status: int, after: float | None) -> None:
        self.after = after
        super().__init__("is busy (HTTP 429)" if status == 429 else f"is out of order (HTTP {status})")


_NO_WAY = {
    "Failed to resolve": "no such host, or no network",
    "Connection refused": "connection refused",
    "unreachable": "no network",
    "No route to host": "no network",
}


def _unreachable(error: requests.exceptions.ConnectionError) -> BadAnswer:
    """A connection that broke may hold the next time; a host that is not there will not appear."""
    if isinstance(error, requests.exceptions.ProxyError):
        return Unreachable(f"cannot be reached by way of the proxy ({_reason(error)})")
    text = str(error)
    for sign, why in _NO_WAY.items():
        if sign in text:
            return Unreachable(f"cannot be reached ({why})")
    return BadAnswer("broke off the connection")


def _reason(error: BaseException) -> str:
    """The innermost reason, which is the one that says something."""
    if isinstance(error, IncompleteRead):  # urllib3's, which counts, is one of Python's, which does not
        came, lacking = error.partial, error.expected
        if isinstance(came, int) and isinstance(lacking, int):
            return f"{came:,} of {came + lacking:,} bytes"
        return "it ends too early"
    inner = next((one for one in (getattr(error, "reason", None), *error.args[::-1])
                  if isinstance(one, BaseException) and one is not error), None)  # fmt: skip
    if inner is not None:
        return _reason(inner)
    return (
        re.sub(r"^\[Errno -?\d+\] ", "", str(error).rpartition(": ")[2].strip("()'\" "))[:120]
        or type(error).__name__
    )


def _target(source: str, location: str) -> str:
    """Where a redirect leads. Raises `Gone` where it is not followed."""
    try:
        target = urljoin(source, location)
        _check_redirect(source, target)
    except ValueError:
        raise Gone("redirects to what is no address") from None
    return target


def _check_redirect(source: str, target: str) -> None:
    """Within a host only, and never out of encryption."""
    before, after = urlsplit(source), urlsplit(target)
    if before.scheme == "https" and after.scheme != "https":
        raise Gone(f"redirects from https to {after.scheme or 'nowhere'}, which is not followed")
    if after.scheme not in ("http", "https") or before.hostname != after.hostname:
        raise Gone(f"redirects to another host ({after.hostname or target[:60]!r}), which is not followed")
    if before.scheme == after.scheme and before.netloc != after.netloc:
        raise Gone(f"redirects to another server ({after.netloc!r}), which is not followed")


def _body(response: requests.Response) -> bytes:
    """The body of a good answer. Raises `BadAnswer` by its status, or where it is cut, too large or too slow."""
    status = response.status_code
    if status in _AGAIN:
        raise _Later(status, _retry_after(response.headers.get("Retry-After", "")))
    body = _limited(response)
    if status == 404:
        raise NotKnown(body)
    if status == 400:
        raise Rejected(status, body)
    if status != 200:
        raise Gone(f"refuses the request (HTTP {status})")
    return body


def _limited(response: requests.Response) -> bytes:
    announced = response.headers.get("Content-Length", "")
    if announced.isdecimal() and int(announced) > LARGEST:
        raise Gone(f"sends {int(announced):,} bytes, more than {LARGEST // 2**20} MiB")
    body = bytearray()
    try:
        while chunk := response.raw.read1(_CHUNK, decode_content=True):
            body += chunk
            if len(body) > LARGEST:
                raise Gone(f"sends more than {LARGEST // 2**20} MiB")
    except DecodeError:
        raise BadAnswer("sent an answer that cannot be unpacked") from None
    except (HTTPError, OSError, ValueError) as error:
        raise BadAnswer(f"sent an answer that is cut short ({_reason(error)})") from None
    return bytes(body)


def _for(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds <= _DAY else "more than a day"


def _retry_after(text: str) -> float | None:
    """Seconds, from seconds or an HTTP date (RFC 9110, section 10.2.3); `None` where it says neither."""
    if text.strip().isdecimal():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return max(0.0, moment.timestamp() - time.time())
