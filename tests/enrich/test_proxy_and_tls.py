"""Over real TLS and by way of a real proxy: as requests has them, and never out of encryption."""

from __future__ import annotations

import base64
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.enrich.services import Fact, Services, feed
from tests.enrich.tls import certificate, head_of, listening, response, through

FACT = Fact("2410.00037", "A title", (("Anna", "Béarn"), ("Ben", "Cole")))
GOOD = response("200 OK", feed([FACT]), "Content-Type: application/atom+xml")
ASK = ("enrich", "anna2024", "--source", "arxiv", "--json")


def answering(reply: bytes, log: list[str]) -> Callable[[socket.socket], None]:
    def handle(connection: socket.socket) -> None:
        log.append(head_of(connection))
        connection.sendall(reply)

    return handle


@pytest.fixture(autouse=True)
def no_proxy_yet(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)


def ask_at(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("KYUTAI_BIB_ARXIV_URL", address)


def test_a_certificate_of_an_authority_that_is_trusted(
    command: Command, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, bundle = certificate(tmp_path, "localhost")
    log: list[str] = []
    with listening(answering(GOOD, log), context) as port:
        ask_at(monkeypatch, f"https://localhost:{port}/api/query")
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
        result = command(*ASK)
    assert (result.code, result.err) == (0, "")
    assert '"theirs": "A title"' in result.out
    assert len(log) == 1
    assert log[0].startswith("GET /api/query?id_list=2410.00037&max_results=1 HTTP/1.1\r\n")


@pytest.mark.parametrize(
    ("names", "trusted", "why"),
    [
        (("localhost",), False, "self.signed certificate"),
        (("other.example",), True, "Hostname mismatch"),
    ],
)
def test_a_certificate_that_cannot_be_trusted(
    names: tuple[str, ...],
    trusted: bool,
    why: str,
    command: Command,
    small: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One line, nothing sent, nothing written."""
    context, bundle = certificate(tmp_path, *names)
    log: list[str] = []
    before = small.read_text("utf-8")
    with listening(answering(GOOD, log), context) as port:
        ask_at(monkeypatch, f"https://localhost:{port}/")
        if trusted:
            monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
        result = command(*ASK, "--write", "--take", "title")
    assert result.code == 1
    (line, _) = result.err.splitlines()
    assert line.startswith("kyutai-bib: anna2024: arXiv: has no certificate that can be trusted (")
    assert log == []
    assert small.read_text("utf-8") == before


def test_a_server_that_speaks_no_tls(
    services: Services, command: Command, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_at(monkeypatch, services.address.replace("http:", "https:") + "/arxiv")
    result = command(*ASK, "--timeout", "10")
    assert result.code == 1
    assert result.err.startswith("kyutai-bib: anna2024: arXiv: ")
    assert result.err.count("\n") == 1


@pytest.mark.parametrize("status", ["301 Moved Permanently", "302 Found", "303 See Other", "307 T", "308 P"])
def test_a_redirect_out_of_encryption_is_not_followed(
    status: str,
    services: Services,
    command: Command,
    small: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The plain server would answer, and is not asked."""
    services.facts["2410.00037"] = FACT
    context, bundle = certificate(tmp_path, "127.0.0.1")
    log: list[str] = []
    target = f"Location: {services.address}/arxiv?id_list=2410.00037"
    with listening(answering(response(status, b"", target), log), context) as port:
        ask_at(monkeypatch, f"https://127.0.0.1:{port}/api")
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
        result = command(*ASK)
    assert result.code == 1
    assert result.err == ("kyutai-bib: anna2024: arXiv: redirects from https to http, which is not followed\n")
    assert len(log) == 1
    assert services.log == []


def test_a_redirect_within_a_server_stays_encrypted(
    command: Command, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, bundle = certificate(tmp_path, "127.0.0.1")
    log: list[str] = []

    def handle(connection: socket.socket) -> None:
        log.append(head_of(connection))
        connection.sendall(GOOD if len(log) > 1 else response("302 Found", b"", "Location: /there?x=1"))

    with listening(handle, context) as port:
        ask_at(monkeypatch, f"https://127.0.0.1:{port}/api")
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
        result = command(*ASK)
    assert (result.code, result.err) == (0, "")
    assert [head.split()[1] for head in log] == ["/api?id_list=2410.00037&max_results=1", "/there?x=1"]


@pytest.fixture
def forwarding() -> Iterator[tuple[int, list[str]]]:
    """A proxy for plain requests that answers by itself, as one that has the page already."""
    log: list[str] = []
    with listening(answering(GOOD, log)) as port:
        yield port, log


def test_a_plain_request_by_way_of_a_proxy(
    forwarding: tuple[int, list[str]], command: Command, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port, log = forwarding
    ask_at(monkeypatch, "http://export.arxiv.example/api")
    monkeypatch.setenv("HTTP_PROXY", f"http://anna:secret@127.0.0.1:{port}")
    result = command(*ASK)
    assert (result.code, result.err) == (0, "")
    assert log[0].startswith("GET http://export.arxiv.example/api?id_list=2410.00037&max_results=1 HTTP/1.1\r\n")
    assert f"Proxy-Authorization: Basic {base64.b64encode(b'anna:secret').decode()}" in log[0]


def test_no_proxy_for_a_host_that_is_to_have_none(
    forwarding: tuple[int, list[str]],
    services: Services,
    command: Command,
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    services.facts["2410.00037"] = FACT
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{forwarding[0]}")
    monkeypatch.setenv("NO_PROXY", "localhost,127.0.0.1")
    assert command(*ASK).code == 0
    assert forwarding[1] == []
    assert len(services.log) == 1


def test_tls_through_a_proxy(
    command: Command, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proxy opens a tunnel (CONNECT) to a name that it alone knows, and sees nothing of what goes through."""
    context, bundle = certificate(tmp_path, "export.arxiv.example")
    log: list[str] = []
    tunnels: list[str] = []
    with listening(answering(GOOD, log), context) as port:

        def tunnel(connection: socket.socket) -> None:
            tunnels.append(head_of(connection))
            with socket.create_connection(("127.0.0.1", port)) as server:
                connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                through(connection, server)

        with listening(tunnel) as proxy:
            ask_at(monkeypatch, "https://export.arxiv.example/api")
            monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy}")
            monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
            result = command(*ASK)
    assert (result.code, result.err) == (0, "")
    assert tunnels[0].startswith("CONNECT export.arxiv.example:443 HTTP/1.")
    assert "id_list" not in tunnels[0]
    assert log[0].startswith("GET /api?id_list=2410.00037&max_results=1 HTTP/1.1\r\n")


@pytest.mark.parametrize("status", ["407 Proxy Authentication Required", "403 Forbidden", "502 Bad Gateway"])
def test_a_proxy_that_refuses(
    status: str, services: Services, command: Command, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log: list[str] = []
    with listening(answering(response(status), log)) as port:
        ask_at(monkeypatch, "https://export.arxiv.example/api")
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        result = command(*ASK)
    assert result.code == 1
    assert result.err == (f"kyutai-bib: anna2024: arXiv: cannot be reached by way of the proxy ({status})\n")


def test_a_proxy_that_is_not_there(
    services: Services, command: Command, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_at(monkeypatch, "https://export.arxiv.example/api")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    result = command(*ASK)
    assert result.err == (
        "kyutai-bib: anna2024: arXiv: cannot be reached by way of the proxy (Connection refused)\n"
    )
