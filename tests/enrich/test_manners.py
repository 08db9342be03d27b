"""How requests are sent: paced, bounded, never led astray, never without end."""

from __future__ import annotations

import re
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
from kyutai_bib.enrich.transport import Gone, TimeIsUp, Transport, _check_redirect, _retry_after
from tests.cli.conftest import SMALL, Command
from tests.conftest import Run
from tests.enrich.services import NAMES, Asked, Canned, Fact, Services

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
    with pytest.raises(TimeIsUp, match=r"--timeout 0\.4 s"):
        fetched(services, Settings(timeout=0.4), [])
    assert time.monotonic() - started < 0.6


def test_the_timeout_bounds_the_whole_run(services: Services, command: Command, tmp_path: Path) -> None:
    """All papers and all sources together; what was answered is kept, and the next run asks for the rest."""
    papers = "".join(f'  p{n}: {{versions: [{{type: preprint, arxiv: "2401.0000{n}"}}]}}\n' for n in range(1, 10))
    (tmp_path / "papers.yaml").write_text(f"papers:\n{papers}", "utf-8")
    for n in range(1, 10):
        services.facts[f"2401.0000{n}"] = FACT._replace(base=f"2401.0000{n}")
    services.fault = lambda asked: (
        services.answer(asked)._replace(delay=30) if len(services.asked("datacite")) == 3 else None
    )
    command("enrich", "--offline")  # everything is imported
    started = time.monotonic()
    result = command("enrich", "--source", "arxiv", "--source", "datacite", "--source", "dblp", "--timeout", "1")
    assert time.monotonic() - started < 1.5
    assert result.code == 1
    *_, second = lines = result.err.splitlines()
    assert len(lines) == 2
    assert lines[0] == "kyutai-bib: p3: DataCite: does not answer in time; given up after --timeout 1 s"
    assert second.endswith(" more: DataCite, DBLP: not asked, as --timeout 1 s is over; run again for the rest")
    assert len(services.asked("datacite")) == 3
    services.fault = lambda asked: None
    assert command("enrich", "--source", "arxiv", "--source", "datacite", "--source", "dblp").code == 0
    assert len(services.asked("datacite")) == 3 + 7


def test_the_pause_counts_too(
    services: Services, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KYUTAI_BIB_PAUSE", "30")
    (tmp_path / "papers.yaml").write_text(
        "papers:\n  p:\n    versions:\n"
        '      - {type: preprint, arxiv: "2401.00001"}\n      - {type: preprint, arxiv: "2401.00001v1"}\n',
        "utf-8",
    )
    services.facts["2401.00001"] = FACT._replace(base="2401.00001")
    started = time.monotonic()
    result = command("enrich", "--source", "arxiv", "--timeout", "2")
    assert time.monotonic() - started < 2
    assert "p: arXiv: not asked, as --timeout 2 s is over; run again for the rest" in result.err
    assert len(services.log) == 1


def test_one_request_has_a_minute(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kyutai_bib.enrich.transport._MINUTE", 0.3)
    in_turn(services, Canned(503, b"", (("Retry-After", "5"),)))
    with pytest.raises(Gone, match=r"out of order \(HTTP 503\) and asks to wait 5 s; given up after 0\.3 s"):
        fetched(services, Settings(), [])


DRIPS = {
    "a body": "c.sendall(b'HTTP/1.1 200 OK\\r\\nContent-Length: 100000\\r\\n\\r\\n')\n",
    "headers": "c.sendall(b'HTTP/1.1 200 OK\\r\\nX: ')\n",
    "a status": "",
}


@pytest.mark.parametrize("what", DRIPS)
def test_what_drips_is_given_up(what: str) -> None:
    """A byte now and then keeps a socket alive for ever."""
    listener = socket.create_server(("127.0.0.1", 0))
    code = (
        "import socket,sys,time\ns=socket.socket(fileno=int(sys.argv[1]))\nc,_=s.accept()\nc.recv(9999)\n"
        f"{DRIPS[what]}for _ in range(200):\n c.sendall(b'x'); time.sleep(0.05)\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(listener.fileno())],
        pass_fds=[listener.fileno()],
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        started = time.monotonic()
        with pytest.raises(TimeIsUp, match=r"does not answer in time; given up after --timeout 1 s"):
            Transport(Settings(timeout=1.0)).fetch("x", 0, Request(address), bytes)
        assert time.monotonic() - started < 1.5
    finally:
        child.kill()
        child.wait()
        listener.close()


BAD_NUMBERS = ["nan", "inf", "-inf", "-1", "0", "1e400", "86401", "ten", ""]


@pytest.mark.parametrize("number", BAD_NUMBERS)
@pytest.mark.parametrize("words", [("enrich",), ("add", "2401.00001"), ("export", "--enrich")], ids=lambda w: w[0])
def test_a_timeout_that_is_no_time(
    number: str, words: tuple[str, ...], services: Services, command: Command, small: Path
) -> None:
    result = command(*words, "--timeout", number)
    assert (result.code, result.out, services.log) == (2, "", [])
    assert re.search(r"Error: Invalid value for '--timeout': \S+ is not (a|in the range 0<x<=86400)\b", result.err)


@pytest.mark.parametrize("number", ["nan", "inf", "-1", "1e400", "86401", "ten", ""])
@pytest.mark.parametrize("name", ["PAUSE", "BATCH", "BACK_OFF"])
def test_a_number_in_the_environment_that_is_none(
    name: str, number: str, services: Services, command: Command, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"KYUTAI_BIB_{name}", number)
    result = command("enrich")
    assert (result.code, result.out, services.log) == (2, "", [])
    assert result.err.startswith(f"kyutai-bib: KYUTAI_BIB_{name} is {number!r}")
    assert result.err.count("\n") == 1


@pytest.mark.parametrize("number", ["0", "1.5"])
def test_a_batch_is_a_whole_number(
    number: str, services: Services, command: Command, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KYUTAI_BIB_BATCH", number)
    assert command("enrich").code == 2
    assert services.log == []


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
    Pace(str(tmp_path), sleep).wait("arxiv", 3.0, 60.0)
    clock[0] += 1
    Pace(str(tmp_path), sleep).wait("arxiv", 3.0, 60.0)
    Pace(str(tmp_path), sleep).wait("dblp", 3.0, 60.0)
    assert sleeps == [0.0, 2.0, 0.0]


def test_the_pause_where_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    sleeps: list[float] = []
    pace = Pace(str(tmp_path / "file"), sleeps.append)
    pace.wait("arxiv", 3.0, 60.0)
    pace.wait("arxiv", 3.0, 60.0)
    assert sleeps[1] == pytest.approx(3.0, abs=0.1)


def test_nobody_there_is_one_request(
    services: Services, command: Command, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KYUTAI_BIB_ARXIV_URL", "http://127.0.0.1:9/")
    result = command("enrich", "--source", "arxiv")
    assert result.code == 1
    assert "anna2024: arXiv: cannot be reached (connection refused)" in result.err


def test_no_network_is_one_line(
    services: Services, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not one a paper, and not one a source."""
    papers = "".join(
        f"  p{n}:\n    versions:\n"
        f'      - {{type: preprint, arxiv: "2401.0000{n}"}}\n      - {{type: software, doi: 10.1145/{n}}}\n'
        for n in range(1, 10)
    )
    (tmp_path / "papers.yaml").write_text(f"papers:\n{papers}", "utf-8")
    for name in NAMES:
        monkeypatch.setenv(f"KYUTAI_BIB_{name.upper()}_URL", f"https://{name}.invalid/")
    result = command("enrich")
    assert (result.code, result.out) == (1, "")
    assert result.err == (
        "kyutai-bib: p1, p2, p3 and 6 more: arXiv, Crossref, DataCite, Semantic Scholar: "
        "cannot be reached (no such host, or no network)\n"
    )


def test_a_source_that_fails_again_and_again_is_left_alone(
    services: Services, command: Command, tmp_path: Path
) -> None:
    papers = "".join(f'  p{n}: {{versions: [{{type: preprint, arxiv: "2401.0000{n}"}}]}}\n' for n in range(1, 10))
    (tmp_path / "papers.yaml").write_text(f"papers:\n{papers}", "utf-8")
    services.fault = lambda asked: Canned(403)
    result = command("enrich", "--source", "datacite")
    assert len(services.log) == 3
    assert result.err == (
        "kyutai-bib: p1, p2, p3: DataCite: refuses the request (HTTP 403)\n"
        "kyutai-bib: p4, p5, p6 and 3 more: DataCite: not asked further, as 3 requests in a row came to nothing\n"
    )


def test_a_request_that_fails_names_each_paper_once(services: Services, command: Command, tmp_path: Path) -> None:
    (tmp_path / "papers.yaml").write_text(
        "papers:\n  p:\n    versions:\n"
        '      - {type: preprint, arxiv: "2401.00001"}\n      - {type: preprint, arxiv: "2401.00002"}\n',
        "utf-8",
    )
    services.fault = lambda asked: Canned(403)
    assert command("enrich", "--source", "arxiv").err == "kyutai-bib: p: arXiv: refuses the request (HTTP 403)\n"


def test_a_cut_answer_says_how_much_came(services: Services, command: Command, small: Path) -> None:
    services.facts["2410.00037"] = FACT
    services.fault = lambda asked: services.answer(asked)._replace(cut=400)
    length = len(services.answer(Asked(0, "arxiv", "/arxiv", {"id_list": "2410.00037"}, {})).body)
    assert command("enrich", "--source", "arxiv").err == (
        f"kyutai-bib: anna2024: arXiv: sent an answer that is cut short (400 of {length:,} bytes), 6 times\n"
    )


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
