"""Where a result goes: stdout, or a file that is either the old one or the whole new one."""

from __future__ import annotations

import os
import re
import signal
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import IO

from kyutai_bib.errors import OutputError

__all__ = ["deliver"]


def deliver(chunks: Iterable[str], target: str | None) -> None:
    """Write the chunks, in UTF-8, to stdout (`None` or ``-``) or to a file. Raises `OutputError`."""
    if target in (None, "-"):
        _write(chunks, sys.stdout.buffer)
        return
    descriptor = _DESCRIPTOR.get(target)
    if descriptor is None and (found := re.fullmatch(r"/(?:dev|proc/self)/fd/(\d{1,9})", target)):
        descriptor = int(found[1])
    try:
        if descriptor is None:
            _write_file(chunks, target)
        else:
            _write_open(chunks, descriptor)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"cannot write {target}: {_why(target, error)}") from None


_DESCRIPTOR = {"/dev/stdout": 1, "/dev/stderr": 2}


def _write_open(chunks: Iterable[str], descriptor: int) -> None:
    """Into what the shell has opened for us, where it stands: opened by name, a file would begin anew."""
    with os.fdopen(os.dup(descriptor), "wb") as file:
        _write(chunks, file)


def _write_file(chunks: Iterable[str], target: str) -> None:
    """Into a new file beside the target, which then takes its place; a device or a pipe is written as it is."""
    real = os.path.realpath(target)
    if os.path.exists(target) and not os.path.isfile(target) and not os.path.isdir(target):
        with open(target, "wb") as device:  # not `real`: /dev/stdout may lead to a pipe, which has no path
            _write(chunks, device)
        return
    if os.path.isdir(real) or target.endswith(os.sep):
        raise IsADirectoryError(21, "it is a directory; name a file in it")
    if os.path.islink(real):
        raise OSError(40, "its symbolic links go round in a circle; choose another name")
    with _replacing(real) as file:
        _write(chunks, file)


def _write(chunks: Iterable[str], file: IO[bytes]) -> None:
    """Every byte: with PYTHONUNBUFFERED stdout is a raw file, which may take only a part at a time."""
    for chunk in chunks:
        rest = memoryview(chunk.encode("utf-8", "surrogateescape"))  # file names may be any bytes
        while rest:
            rest = rest[file.write(rest) :]


@contextmanager
def _replacing(target: str) -> Iterator[IO[bytes]]:
    """A file that becomes `target` when all went well and leaves no trace when not."""
    from tempfile import NamedTemporaryFile

    mode = _mode(target)
    with (
        _stoppable(),
        NamedTemporaryFile(dir=os.path.dirname(target), prefix=".kyutai-bib-", delete=False) as file,
    ):
        try:
            yield file
            file.flush()
            _keep_owner(file.fileno(), target)
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
            os.replace(file.name, target)
        except BaseException:
            with suppress(FileNotFoundError):  # interrupted when it had just taken its place
                os.unlink(file.name)
            raise


def _keep_owner(descriptor: int, target: str) -> None:
    """The new file is whose the old one was, where we may give it away: `sudo` takes no file from anybody."""
    with suppress(OSError):
        old = os.stat(target)
        os.fchown(descriptor, old.st_uid, old.st_gid)


def _mode(target: str) -> int:
    """The permissions of the file that is replaced, else those that a new file gets here."""
    if os.path.exists(target):
        if not os.access(target, os.W_OK):
            raise PermissionError(13, "it is read-only; change its permissions or choose another name")
        return stat.S_IMODE(os.stat(target).st_mode)
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


@contextmanager
def _stoppable() -> Iterator[None]:
    """A request to terminate ends the program by way of the clean-up above."""

    def stop(number: int, frame: object) -> None:
        raise SystemExit(128 + number)

    try:
        before = signal.signal(signal.SIGTERM, stop)
    except ValueError:  # not in the main thread: nobody sends it signals there
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _why(target: str, error: OSError) -> str:
    folder = os.path.dirname(os.path.realpath(target))
    if isinstance(error, FileNotFoundError):
        return f"there is no folder {folder}; create it first"
    if isinstance(error, PermissionError) and not os.access(folder, os.W_OK):
        return f"the folder {folder} is read-only; choose another place"
    return error.strerror or str(error)
