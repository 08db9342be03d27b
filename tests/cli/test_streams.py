"""Exit codes, pipes, encodings, colours: how the command behaves among other programs."""

from __future__ import annotations

import errno
import os
import pty
import signal
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from threading import Timer

import pytest

from tests.cli.conftest import SMALL, SOURCE, Command
from tests.conftest import Run

KYUTAI_BIB = f"{sys.executable} -m kyutai_bib"

MANY = "people: {b: 'Béarn, C'}\npapers:\n" + "".join(
    f"  a{number}: {{title: T, authors: [b], versions: [{{type: preprint, date: 2024}}]}}\n"
    for number in range(2000)
)
"""Enough to fill every buffer on the way."""


def bash(script: str, environment: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {script}"],
        env=environment,
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("words", ["export", "list --json", "export -f bibtex -o /dev/stdout"])
def test_a_closed_pipe_is_quiet(tmp_path: Path, environment: dict[str, str], words: str, unbuffered: str) -> None:
    (tmp_path / "papers.yaml").write_text(MANY, encoding="utf-8")
    done = bash(f"{KYUTAI_BIB} {words} | head -1", {**environment, "PYTHONUNBUFFERED": unbuffered}, tmp_path)
    assert (done.returncode, done.stderr) == (141, "")
    assert len(done.stdout.splitlines()) == 1


def test_nothing_is_lost_in_a_slow_pipe(tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "papers.yaml").write_text(MANY, encoding="utf-8")
    done = bash(
        f"{KYUTAI_BIB} list --json | (sleep 0.3; tail -1)", {**environment, "PYTHONUNBUFFERED": "1"}, tmp_path
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "]\n", "")


def test_dev_stdout_is_the_pipe(tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "papers.yaml").write_text(SMALL, encoding="utf-8")
    done = bash(f"{KYUTAI_BIB} export -f bibtex -o /dev/stdout | grep -c '^@'", environment, tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "2\n", "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
def test_a_full_disk_behind_stdout(tmp_path: Path, environment: dict[str, str]) -> None:
    done = bash(f"{KYUTAI_BIB} list > /dev/full", environment, tmp_path)
    message = "kyutai-bib: cannot write the output: No space left on device\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", message)


def test_a_closed_stdout(tmp_path: Path, environment: dict[str, str]) -> None:
    done = bash(f"{KYUTAI_BIB} list >&-", environment, tmp_path)
    assert (done.returncode, done.stderr) == (1, "kyutai-bib: cannot write the output: Bad file descriptor\n")
    done = bash(f"{KYUTAI_BIB} export -o refs.bib >&-", environment, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "refs.bib").stat().st_size > 0


def test_a_closed_stdin(tmp_path: Path, environment: dict[str, str]) -> None:
    done = bash(f"{KYUTAI_BIB} list -i - <&-", environment, tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("kyutai-bib: <stdin>: the file is empty")


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "utf-16"},
    ],
    ids=lambda env: next(iter(env.values())),
)
def test_data_is_utf_8_whatever_the_locale(process: Run, env: dict[str, str]) -> None:
    plain = process("list", "--author", "perez")
    done = process("list", "--author", "perez", env=env)
    assert (done.returncode, done.stdout, done.stderr) == (0, plain.stdout, "")
    assert "Böhle" in done.stdout


def test_a_message_survives_a_poor_locale(process: Run) -> None:
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = process("list", "--author", "Zoé", env=env)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("kyutai-bib: unknown author 'Zo")


def test_the_same_bytes_whatever_the_hash_seed(process: Run) -> None:
    words = ("list", "--author", "grav")
    assert len({process(*words, env={"PYTHONHASHSEED": seed}).stderr for seed in "013"}) == 1


def test_python_m(process: Run) -> None:
    done = process("--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("kyutai-bib, version ")


def on_a_terminal(words: list[str], folder: Path, **env: str) -> str:
    """What stderr shows on a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "kyutai_bib", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": SOURCE, "TERM": "xterm", **env},
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    ) as child:
        os.close(theirs)
        shown = b""
        watchdog = Timer(20, child.kill)
        watchdog.start()
        try:
            while part := os.read(ours, 1000):
                shown += part
        except OSError as error:
            if error.errno != errno.EIO:  # how Linux says that the other side is closed
                raise
        finally:
            watchdog.cancel()
            os.close(ours)
        assert child.wait(timeout=20) == 2
    return shown.decode()


def test_colour_on_a_terminal(tmp_path: Path) -> None:
    shown = on_a_terminal(["exprt"], tmp_path)
    assert shown.startswith("\x1b[31m\x1b[1mkyutai-bib:\x1b[0m unknown command 'exprt'.")
    assert "\x1b" not in on_a_terminal(["exprt"], tmp_path, NO_COLOR="1")


def test_no_colour_off_a_terminal(process: Run) -> None:
    assert "\x1b" not in process("exprt").stderr


def test_interrupted(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(**picked: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(import_module("kyutai_bib.cli.listing"), "selected", interrupt)
    result = command("list")
    assert (result.code, result.out, result.err.strip()) == (130, "", "kyutai-bib: interrupted")


READING = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may ignore it
from kyutai_bib.__main__ import main
main()
"""


def test_interrupted_while_reading(tmp_path: Path, environment: dict[str, str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", READING, "list", "-i", "-"],
        env=environment,
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        try:
            assert child.stdin is not None
            child.stdin.write(b"# waiting\n" * 20_000)  # more than a pipe holds: when this is gone, it reads
            child.stdin.flush()
            time.sleep(0.3)  # until it waits for more
            child.send_signal(signal.SIGINT)
            assert child.wait(timeout=20) == 130
            assert child.stderr is not None
            assert child.stderr.read().strip() == b"kyutai-bib: interrupted"
        finally:
            child.kill()


def break_something(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**picked: object) -> None:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(import_module("kyutai_bib.cli.listing"), "selected", fail)


def test_a_fault_of_ours_has_no_traceback(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    break_something(monkeypatch)
    assert command("list") == (
        70,
        "",
        "kyutai-bib: a fault in kyutai-bib itself (ZeroDivisionError: by nothing).\n"
        "kyutai-bib: Please report it; KYUTAI_BIB_DEBUG=1 shows where it happened.\n",
    )


def test_debugging_shows_where(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    break_something(monkeypatch)
    monkeypatch.setenv("KYUTAI_BIB_DEBUG", "1")
    with pytest.raises(ZeroDivisionError, match="by nothing"):
        command("list")
