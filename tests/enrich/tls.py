"""A server that speaks TLS with a certificate of our own making, and a proxy, both on the loopback address."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import trustme

Handle = Callable[[socket.socket], None]


@contextmanager
def listening(handle: Handle, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """The port on which `handle` gets each connection, in a thread of its own."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=_one, args=(connection, handle, context), daemon=True).start()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield int(listener.getsockname()[1])
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def _one(connection: socket.socket, handle: Handle, context: ssl.SSLContext | None) -> None:
    with suppress(OSError), connection:
        if context is None:
            handle(connection)
            return
        with context.wrap_socket(connection, server_side=True) as encrypted:
            handle(encrypted)


def head_of(connection: socket.socket) -> str:
    """The request up to the empty line."""
    head = b""
    while b"\r\n\r\n" not in head and (chunk := connection.recv(4096)):
        head += chunk
    return head.decode("latin-1")


def response(status: str, body: bytes = b"", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


def certificate(folder: Path, *names: str) -> tuple[ssl.SSLContext, Path]:
    """A server's context with a certificate for `names`, and the file with the authority that signed it."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    bundle = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(bundle))
    return context, bundle


def through(left: socket.socket, right: socket.socket) -> None:
    """Bytes both ways until one end is closed."""
    back = threading.Thread(target=_pour, args=(right, left), daemon=True)
    back.start()
    _pour(left, right)
    back.join(5)


def _pour(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while chunk := source.recv(65536):
            target.sendall(chunk)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
