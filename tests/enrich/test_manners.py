"""How requests are sent: paced, bounded, never led astray, never without end."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from email.utils import formatdate
from pathlib import Path

import pytest

from kyutai_bib.enrich.answer import BadAnswer, Request
from kyutai_bib.enrich.pace import Pace
from kyutai_bib.enrich.settings import Settings
from kyutai_bib.enrich.transport import Gone, Transport, _check_redirect, _retry_after
from tests.cli.conftest import SMALL, Command
from tests.conftest import Run
from tests.enrich.services import Canned, Fact, Services

FACT = Fact("2410.00037", "A title", (("Anna", "Béarn"), ("Ben", "Cole")))


def fetched(services: Services, settings: Settings, sleeps: list[float]) -> bytes:
    transport = Transport(settings, sleeps.append)
    try:
        return transport.fetch("arxiv", 0, Request(f"{services.address}/arxiv", (("id_list", "1"),)), bytes)
    finally:
        transport.close()


def in_turn(services: Services, *answers: Canned) -> None:
    waiting = list(answers)
    services.fault = lambda asked: waiting.pop(0) if len(waiting) > 1 else waiting[0]


def test_retry_after_is_waited_for(services: Services) -> None:
    in_turn(services, Canned(429, b"", (("Retry-After", "7"),)), Canned(body=b"ok"))
    sleeps: list[float] = []
    assert fetched(services, Settings(), sleeps) == b"ok"
    assert sleeps == [7.0]


def test_retry_after_may_be_a_date() -> None:
    assert _retry_after(formatdate(time.time() + 30, usegmt=True)) == pytest.approx(30, abs=2)
    assert _retry_after("Wed, 21 Oct 2015 07:28:00 GMT") == 0
    assert _retry_after("soon") is None


def test_waits_grow_and_end(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KYUTAI_BIB_BACK_OFF", "1")
    in_turn(services, Canned(503))
    sleeps: list[float] = []
    with pytest.raises(BadAnswer, match=r"HTTP 503.*6 times"):
        fetched(services, Settings(timeout=1000), sleeps)
    assert len(sleeps) == 5
    assert all(2**n / 2 <= wait <= 2**n for n, wait in enumerate(sleeps))


def test_the_timeout_bounds_all_attempts(services: Services) -> None:
    in_turn(services, Canned(503, delay=0.15))
    started = time.monotonic()
    with pytest.raises(Gone, match=r"--timeout 0\.4 s"):
        fetched(services, Settings(timeout=0.4), [])
    assert time.monotonic() - started < 2


def test_a_body_that_drips_is_given_up(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """A byte now and then keeps a socket alive for ever."""
    listener = socket.create_server(("127.0.0.1", 0))
    code = (
        "import socket,sys,time\ns=socket.socket(fileno=int(sys.argv[1]))\nc,_=s.accept()\nc.recv(9999)\n"
        "c.sendall(b'HTTP/1.1 200 OK\\r\\nContent-Length: 100000\\r\\n\\r\\n')\n"
        "for _ in range(200):\n c.sendall(b'x'); time.sleep(0.05)\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(listener.fileno())],
        pass_fds=[listener.fileno()],
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        started = time.monotonic()
        with pytest.raises(Gone, match="too slowly"):
            Transport(Settings(timeout=1.0)).fetch("x", 0, Request(address), bytes)
        assert time.monotonic() - started < 5
    finally:
        child.kill()
        child.wait()
        listener.close()


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        ("https://a.org/x", "http://a.org/x", "from https to http"),
        ("https://a.org/x", "https://b.org/x", "another host"),
        ("http://a.org/x", "http://a.org:8080/x", "another server"),
        ("http://a.org/x", "file:///x", "another host"),
        ("http://a.org/x", "ftp://a.org/x", "another host"),
    ],
)
def test_redirects_that_are_not_followed(source: str, target: str, message: str) -> None:
    with pytest.raises(Gone, match=message):
        _check_redirect(source, target)


def test_redirects_that_are() -> None:
    _check_redirect("http://export.arxiv.org/api", "https://export.arxiv.org/api")
    _check_redirect("https://a.org/x", "https://a.org/y")


def test_a_redirect_within_the_host_is_followed(services: Services) -> None:
    in_turn(services, Canned(301, b"", (("Location", "/arxiv/x?id_list=2"),)), Canned(body=b"there"))
    assert fetched(services, Settings(), []) == b"there"
    assert services.log[-1].query == {"id_list": "2"}


def test_the_mail_address_is_told(services: Services, command: Command, small: Path) -> None:
    command("enrich", "anna2024", "--source", "arxiv", "--mailto", "anna@lab.example")
    assert "mailto:anna@lab.example" in services.log[0].headers["User-Agent"]
    assert command("enrich", "--mailto", "a b").code == 2


def test_the_pause_is_kept_between_two_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000.0]
    sleeps: list[float] = []

    def sleep(seconds: float) -> None:
        sleeps.append(seconds)
        clock[0] += seconds

    monkeypatch.setattr("time.time", lambda: clock[0])
    Pace(str(tmp_path), sleep).wait("arxiv", 3.0)
    clock[0] += 1
    Pace(str(tmp_path), sleep).wait("arxiv", 3.0)
    Pace(str(tmp_path), sleep).wait("dblp", 3.0)
    assert sleeps == [0.0, 2.0, 0.0]


def test_the_pause_where_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    sleeps: list[float] = []
    pace = Pace(str(tmp_path / "file"), sleeps.append)
    pace.wait("arxiv", 3.0)
    pace.wait("arxiv", 3.0)
    assert sleeps[1] == pytest.approx(3.0, abs=0.1)


def test_nobody_there_is_one_request(
    services: Services, command: Command, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KYUTAI_BIB_ARXIV_URL", "http://127.0.0.1:9/")
    result = command("enrich", "--source", "arxiv")
    assert result.code == 1
    assert "anna2024: arXiv: cannot be reached ([Errno 111] Connection refused)" in result.err


def test_a_source_that_fails_again_and_again_is_left_alone(
    services: Services, command: Command, tmp_path: Path
) -> None:
    papers = "".join(f'  p{n}: {{versions: [{{type: preprint, arxiv: "2401.0000{n}"}}]}}\n' for n in range(1, 10))
    (tmp_path / "papers.yaml").write_text(f"papers:\n{papers}", "utf-8")
    services.fault = lambda asked: Canned(403)
    result = command("enrich", "--source", "datacite")
    assert len(services.log) == 3
    assert "p1, p2, p3: DataCite: refuses the request (HTTP 403)" in result.err
    assert "DataCite: not asked further" in result.err


def test_interrupted(services: Services, tmp_path: Path, process: Run) -> None:
    """The file is as it was, and the cache can be used."""
    file = tmp_path / "papers.yaml"
    file.write_text(SMALL, "utf-8")
    services.facts["2410.00037"] = FACT
    services.fault = lambda asked: Canned(503, delay=30) if asked.name != "arxiv" else None
    child = subprocess.Popen(
        [sys.executable, "-m", "kyutai_bib", "enrich", "--write"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    for _ in range(400):
        if len(services.log) > 1:
            break
        time.sleep(0.05)
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=30)
    assert (child.returncode, err.lstrip()) == (130, "kyutai-bib: interrupted\n")
    assert file.read_text("utf-8") == SMALL
    assert process("cache", "info").stdout.splitlines()[1] == "answers  1"


NO_NETWORK = """
import socket, sys
def refuse(*args, **kwargs):
    raise SystemExit("a socket was opened")
socket.socket.__init__ = refuse
socket.create_connection = socket.getaddrinfo = refuse
import kyutai_bib.cli
sys.argv = ["kyutai-bib", *sys.argv[1:]]
code = kyutai_bib.cli.run()
heavy = {"requests", "requests_cache", "urllib3", "lxml", "platformdirs", "sqlite3"}
heavy |= {"kyutai_bib.enrich", "kyutai_bib.edit"}
assert not heavy & set(sys.modules), heavy & set(sys.modules)
sys.exit(code)
"""


@pytest.mark.parametrize("words", [["export", "--format", "bibtex"], ["export", "-f", "biblatex"], ["list"]])
def test_without_enrich_no_socket_and_no_library_of_the_network(words: list[str]) -> None:
    result = subprocess.run(
        [sys.executable, "-c", NO_NETWORK, *words], capture_output=True, encoding="utf-8", check=False
    )
    assert result.returncode == 0, result.stderr
    assert "kyutai2024moshi" in result.stdout


def test_options_of_the_network_alone_are_a_mistake(command: Command) -> None:
    for option in (["--offline"], ["--refresh"], ["--source", "arxiv"], ["--mailto", "a@b.c"]):
        result = command("export", *option)
        assert (result.code, result.out) == (2, "")
        assert f"{option[0]} is for --enrich" in result.err
