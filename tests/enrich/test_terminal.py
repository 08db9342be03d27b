"""On a real terminal (a pseudo-terminal of the kernel): progress, questions, and Ctrl-C at every point."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kyutai_bib.reader import load
from tests.enrich.services import Asked, Canned, Fact, Services

COUNT = 9
STEPS = 20
ARXIV = ("--source", "arxiv")
FILE = "people:\n  defossez: Défossez, Alexandre\n  doe: Doe, Jane\npapers:\n" + "".join(
    f'  p{n}:\n    versions: [{{type: preprint, arxiv: "2401.0000{n}"}}]\n' for n in range(1, COUNT + 1)
)


class Terminal:
    """A program on a terminal; `screen` is all that it has printed there."""

    def __init__(self, folder: Path, *words: str, out: bool = True) -> None:
        ours, theirs = pty.openpty()
        self._ours = ours
        self.screen = ""
        self._echoes = theirs
        self.child = subprocess.Popen(
            ["setsid", "--ctty", sys.executable, "-m", "kyutai_bib", *words],  # so that Ctrl-C is a signal
            cwd=folder,
            stdin=theirs,
            stderr=theirs,
            stdout=theirs if out else subprocess.DEVNULL,
        )

    def read(self, seconds: float = 0.05) -> bool:
        ready, _, _ = select.select([self._ours], [], [], seconds)
        if not ready:
            return False
        try:
            self.screen += os.read(self._ours, 65536).decode("utf-8", "replace")
        except OSError:  # the other end is closed
            return False
        return True

    def until(self, condition: Callable[[], object], seconds: float = 30.0) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, f"waited in vain; on the screen is {self.screen!r}"
            self.read()

    def types(self, text: str) -> None:
        """As somebody would who has read the question: a signal between its print and the read would be late."""
        time.sleep(0.3)
        os.write(self._ours, text.encode())

    def ends(self) -> int:
        """Its exit code, once all it printed is read."""
        self.until(lambda: self.child.poll() is not None)
        while self.read():
            pass
        return int(self.child.returncode)

    def close(self) -> None:
        if self.child.poll() is None:
            self.child.kill()
        self.child.wait()
        os.close(self._ours)
        os.close(self._echoes)


Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path, services: Services) -> Iterator[Start]:
    (tmp_path / "papers.yaml").write_text(FILE, "utf-8")
    for n in range(1, COUNT + 1):
        services.facts[f"2401.0000{n}"] = Fact(f"2401.0000{n}", f"Title {n}", (("Jane", "Doe"),))
    opened: list[Terminal] = []

    def call(*words: str, out: bool = True) -> Terminal:
        opened.append(Terminal(tmp_path, *words, out=out))
        return opened[-1]

    yield call
    for terminal in opened:
        terminal.close()


def shown(screen: str) -> list[str]:
    """The texts that were on the line of progress, one after the other."""
    return re.findall(r"\r\x1b\[K([^\r\n\x1b]+)", screen)


def test_progress(start: Start, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that is rewritten and is gone at the end."""
    monkeypatch.setenv("KYUTAI_BIB_BATCH", "3")
    terminal = start("enrich", *ARXIV, out=False)
    assert terminal.ends() == 0
    assert shown(terminal.screen) == [f"arXiv: {n} of 9 papers" for n in (3, 6, 9)]
    assert terminal.screen.endswith("\r\x1b[K")
    again = start("enrich", *ARXIV, out=False)
    assert again.ends() == 0
    assert shown(again.screen) == [f"arXiv: {n} of 9 papers" for n in range(1, 10)], "from the cache"


def test_progress_goes_on_where_a_source_fails(
    start: Start, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.fault = lambda asked: Canned(403)
    terminal = start("enrich", "--source", "datacite", out=False)
    assert terminal.ends() == 1
    assert shown(terminal.screen)[-1] == "DataCite: 9 of 9 papers"
    *_, last = terminal.screen.split("\r\x1b[K")
    assert last.startswith("\x1b[33m\x1b[1mkyutai-bib:\x1b[0m p1, p2, p3: DataCite: refuses"), (
        "on a line of its own"
    )


def test_no_progress_for_a_few_papers_and_none_into_a_file(
    start: Start, tmp_path: Path, services: Services
) -> None:
    few = start("enrich", "p1", "p2", "p3", "p4", "p5", *ARXIV, out=False)
    assert few.ends() == 0
    assert few.screen == ""
    with (tmp_path / "err").open("w") as file:
        code = subprocess.call(
            [sys.executable, "-m", "kyutai_bib", "enrich", *ARXIV], cwd=tmp_path, stderr=file, stdout=file
        )
    assert code == 0
    assert "\x1b" not in (tmp_path / "err").read_text("utf-8")


def test_the_table_fits_the_screen(start: Start, services: Services) -> None:
    terminal = start("enrich", "p1", *ARXIV)
    assert terminal.ends() == 0
    assert terminal.screen.splitlines()[0].split() == ["PAPER", "FIELD", "OURS", "THEIRS", "SOURCE", "DATE"]


def in_doubt(services: Services) -> None:
    services.facts["2401.00001"] = services.facts["2401.00001"]._replace(
        authors=(("Alex", "Defossez"), ("Jane", "Doe"))
    )


@pytest.mark.parametrize(("typed", "ids"), [("1\r", ["defossez", "doe"]), ("0\r", ["defossez-alex", "doe"])])
def test_who_an_author_is_is_asked(
    typed: str, ids: list[str], start: Start, services: Services, tmp_path: Path
) -> None:
    in_doubt(services)
    terminal = start("enrich", "p1", "--write", *ARXIV)
    terminal.until(lambda: "number: " in terminal.screen)
    assert (
        "p1: who is Alex Defossez?\r\n  1  Alexandre Défossez (defossez)\r\n  0  somebody new\r\nnumber: "
        in terminal.screen
    )
    terminal.types(typed)
    assert terminal.ends() == 0
    assert [person.id for person in load(tmp_path / "papers.yaml", drafts=True).find("p1").authors] == ids


def test_what_is_no_number_is_asked_again(start: Start, services: Services, tmp_path: Path) -> None:
    in_doubt(services)
    terminal = start("enrich", "p1", "--write", *ARXIV)
    for count, typed in enumerate(("x\r", "7\r", "-1\r", "1\r"), 1):
        terminal.until(lambda count=count: terminal.screen.count("number: ") == count)  # type: ignore[misc]
        terminal.types(typed)
    assert terminal.ends() == 0
    assert terminal.screen.count("Error: ") == 3


def test_somebody_who_stands_twice_is_asked_about(start: Start, services: Services, tmp_path: Path) -> None:
    services.facts["2401.00001"] = services.facts["2401.00001"]._replace(
        authors=(("Jane", "Doe"), ("Ann", "Bell"), ("Jane", "Doe"))
    )
    terminal = start("enrich", "p1", "--write", *ARXIV)
    terminal.until(lambda: "number: " in terminal.screen)
    assert "p1: who is Jane Doe, who stands twice among the authors?" in terminal.screen
    terminal.types("0\r")
    assert terminal.ends() == 0
    paper = load(tmp_path / "papers.yaml", drafts=True).find("p1")
    assert [person.id for person in paper.authors] == ["doe", "bell", "doe-jane"]


def test_with_no_input_nothing_is_asked(start: Start, services: Services, tmp_path: Path) -> None:
    in_doubt(services)
    terminal = start("enrich", "p1", "--write", "--no-input", *ARXIV)
    assert terminal.ends() == 1
    assert "number: " not in terminal.screen
    assert "Not merged in doubt" in terminal.screen


@pytest.mark.parametrize("typed", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
@pytest.mark.parametrize("words", [("enrich", "p1", "--write"), ("add", "2401.00002v1")], ids=lambda w: w[0])
def test_leaving_a_question(
    typed: str, words: tuple[str, ...], start: Start, services: Services, tmp_path: Path
) -> None:
    in_doubt(services)
    services.facts["2401.00002v1"] = services.facts["2401.00001"]._replace(base="2401.00099", title="New")
    services.facts["2401.00099"] = services.facts["2401.00002v1"]
    terminal = start(*(word.replace("2401.00002v1", "2401.00099") for word in words), *ARXIV)
    terminal.until(lambda: "number: " in terminal.screen)
    terminal.types(typed)
    assert terminal.ends() == 130
    assert "interrupted" in terminal.screen
    assert "Traceback" not in terminal.screen
    assert (tmp_path / "papers.yaml").read_text("utf-8") == FILE


def waits_for_an_answer(asked: Asked) -> Canned | None:
    return Canned(200, b"", delay=30)


def waits_before_it_asks_again(asked: Asked) -> Canned | None:
    return Canned(503, b"", (("Retry-After", "30"),))


@pytest.mark.parametrize("fault", [waits_for_an_answer, waits_before_it_asks_again], ids=lambda f: f.__name__)
@pytest.mark.parametrize("progress", [True, False])
def test_ctrl_c(
    fault: Callable[[Asked], Canned | None], progress: bool, start: Start, services: Services, tmp_path: Path
) -> None:
    """At once, and file and cache are whole."""
    kept = start("enrich", "p1", *ARXIV)
    assert kept.ends() == 0
    services.fault = fault
    terminal = start("enrich", "--write", *([] if progress else ["p2"]), *ARXIV)
    terminal.until(lambda: len(services.log) == 2)
    started = time.monotonic()
    terminal.types("\x03")
    assert terminal.ends() == 130
    assert time.monotonic() - started < 2
    assert terminal.screen.rstrip().endswith("interrupted")
    assert "Traceback" not in terminal.screen
    assert (tmp_path / "papers.yaml").read_text("utf-8") == FILE
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "papers.yaml"]
    services.fault = lambda asked: None
    offline = start("enrich", "p1", "--offline", *ARXIV)
    assert offline.ends() == 0


def test_ctrl_c_in_a_pause(
    start: Start, services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KYUTAI_BIB_PAUSE", "30")
    monkeypatch.setenv("KYUTAI_BIB_BATCH", "1")
    terminal = start("enrich", "--write", *ARXIV)
    terminal.until(lambda: "arXiv: 1 of 9 papers" in terminal.screen)
    terminal.types("\x03")
    assert terminal.ends() == 130
    assert len(services.log) == 1
    assert (tmp_path / "papers.yaml").read_text("utf-8") == FILE


@pytest.mark.long
def test_ctrl_c_at_any_moment(start: Start, services: Services, tmp_path: Path) -> None:
    """Also while it writes: the file is the old one or the whole new one, with nothing beside it."""
    started = time.monotonic()
    assert start("enrich", *ARXIV).ends() == 0
    whole = time.monotonic() - started
    found = set()
    delays = [1.5 * whole * step / STEPS for step in range(STEPS + 1)]
    for delay in delays:
        (tmp_path / "papers.yaml").write_text(FILE, "utf-8")
        child = subprocess.Popen(
            [sys.executable, "-m", "kyutai_bib", "enrich", "--write", "--no-input", *ARXIV],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        time.sleep(delay)
        child.send_signal(signal.SIGINT)
        _, err = child.communicate(timeout=30)
        early = "Traceback" in err and "in main\n" not in err  # Python was still on its way to us
        assert early or child.returncode in (0, 130, -signal.SIGINT), err
        assert early or "Traceback" not in err, err
        text = (tmp_path / "papers.yaml").read_text("utf-8")
        assert text == FILE or text.count("title: Title") == COUNT
        found.add((child.returncode == 0, text == FILE))
        assert {path.name for path in tmp_path.iterdir()} <= {"cache", "papers.yaml"}
        if delay == delays[-1] and len(found) < 2 and delay < 10:
            delays.append(2 * delay)  # the machine is slower now than it was
    assert len(found) >= 2, "some were early and some late"
    result = start("enrich", "--offline", *ARXIV)
    assert result.ends() == 0


def test_the_terminal_is_as_it_was(start: Start, services: Services) -> None:
    in_doubt(services)
    ours, theirs = pty.openpty()
    before = termios.tcgetattr(theirs)
    os.close(ours)
    os.close(theirs)
    terminal = start("enrich", "p1", "--write", *ARXIV)
    terminal.until(lambda: "number: " in terminal.screen)
    terminal.types("\x03")
    terminal.ends()
    assert termios.tcgetattr(terminal._echoes)[:4] == before[:4]
