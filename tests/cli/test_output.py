"""`-o`: the file is the old one or the whole new one, whatever happens on the way; a failure says why."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kyutai_bib.cli.output import deliver
from kyutai_bib.errors import OutputError
from tests.cli.conftest import Command
from tests.conftest import Run


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def failing(error: BaseException) -> Iterator[str]:
    yield "new\n" * 10_000
    raise error


@pytest.mark.parametrize(
    "error", [RuntimeError("x"), KeyboardInterrupt(), SystemExit(3), OSError(28, "No space left")]
)
@pytest.mark.parametrize("old", [None, "old\n"])
def test_a_writer_that_fails_midway_changes_nothing(tmp_path: Path, error: BaseException, old: str | None) -> None:
    target = tmp_path / "refs.bib"
    if old:
        target.write_text(old, encoding="utf-8")
    with pytest.raises(OutputError if isinstance(error, OSError) else type(error)):
        deliver(failing(error), str(target))
    assert names(tmp_path) == (["refs.bib"] if old else [])
    assert not old or target.read_text(encoding="utf-8") == old


def test_a_fault_of_the_style_changes_nothing(command: Command, small: Path) -> None:
    (small.parent / "refs.html").write_text("old", encoding="utf-8")
    (small.parent / "bad.csl").write_text("<style", encoding="utf-8")
    before = names(small.parent)
    assert command("export", "--style", "./bad.csl", "-o", "refs.html").code == 1
    assert (small.parent / "refs.html").read_text(encoding="utf-8") == "old"
    assert names(small.parent) == before


TERMINATED = """
import os, signal, sys, time
from kyutai_bib.cli.output import deliver
def slow():
    yield "new\\n" * 10_000
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(30)
    yield "more"
deliver(slow(), sys.argv[1])
"""


def test_sigterm_during_a_slow_write_changes_nothing(tmp_path: Path, environment: dict[str, str]) -> None:
    target = tmp_path / "refs.bib"
    target.write_text("old\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", TERMINATED, str(target)],
        env=environment,
        capture_output=True,
        timeout=20,
        check=False,
    )
    assert (done.returncode, done.stderr) == (128 + signal.SIGTERM, b"")
    assert target.read_text(encoding="utf-8") == "old\n"
    assert names(tmp_path) == ["refs.bib"]


def test_signals_are_as_before_afterwards(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)
    deliver(["new"], str(tmp_path / "a"))
    assert signal.getsignal(signal.SIGTERM) is before


def test_the_target_of_a_link_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "refs.bib").write_text("old", encoding="utf-8")
    link = tmp_path / "refs.bib"
    link.symlink_to(Path("real") / "refs.bib")
    deliver(["new\n"], str(link))
    assert link.is_symlink()
    assert (tmp_path / "real" / "refs.bib").read_text(encoding="utf-8") == "new\n"
    assert names(tmp_path / "real") == ["refs.bib"]


def test_a_link_to_a_file_that_is_not_there_yet(tmp_path: Path) -> None:
    link = tmp_path / "refs.bib"
    link.symlink_to("real.bib")
    deliver(["new\n"], str(link))
    assert link.is_symlink()
    assert (tmp_path / "real.bib").read_text(encoding="utf-8") == "new\n"


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755])
def test_permissions_are_kept(tmp_path: Path, mode: int) -> None:
    target = tmp_path / "refs.bib"
    target.write_text("old", encoding="utf-8")
    target.chmod(mode)
    deliver(["new"], str(target))
    assert stat.S_IMODE(target.stat().st_mode) == mode
    assert target.read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_new_file_has_the_permissions_of_new_files(tmp_path: Path, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        deliver(["new"], str(tmp_path / "refs.bib"))
        assert os.umask(umask) == umask
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "refs.bib").stat().st_mode) == mode


def _as_others(path: str | os.PathLike[str], mode: int) -> bool:
    """`os.access` by the permission bits alone: root, who often runs tests, may do everything."""
    return mode != os.W_OK or bool(os.stat(path).st_mode & stat.S_IWUSR)


def test_a_read_only_file_is_left_alone(command: Command, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = small.parent / "refs.bib"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o444)
    monkeypatch.setattr(os, "access", _as_others)
    result = command("export", "-o", "refs.bib")
    message = "kyutai-bib: cannot write refs.bib: it is read-only; change its permissions or choose another name\n"
    assert result == (1, "", message)
    assert target.read_text(encoding="utf-8") == "old"


def test_a_read_only_folder(command: Command, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = small.parent.resolve() / "shut"
    folder.mkdir(mode=0o555)
    if os.geteuid() == 0:  # root may write everywhere: refuse as the system refuses others

        def refuse(**options: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
        monkeypatch.setattr(os, "access", _as_others)
    result = command("export", "-o", "shut/refs.bib")
    message = f"kyutai-bib: cannot write shut/refs.bib: the folder {folder} is read-only; choose another place\n"
    assert result == (1, "", message)


def test_a_folder_that_is_not_there(command: Command, small: Path) -> None:
    result = command("export", "-o", "none/refs.bib")
    folder = small.parent.resolve() / "none"
    message = f"kyutai-bib: cannot write none/refs.bib: there is no folder {folder}; create it first\n"
    assert result == (1, "", message)


@pytest.mark.parametrize("target", ["folder.bib", "folder.bib/", "new.bib/", "."])
def test_a_folder_is_no_file(command: Command, small: Path, target: str) -> None:
    (small.parent / "folder.bib").mkdir()
    result = command("export", "-f", "bibtex", "-o", target)
    assert result == (1, "", f"kyutai-bib: cannot write {target}: it is a directory; name a file in it\n")
    assert names(small.parent) == ["folder.bib", "papers.yaml"]


def test_a_file_where_a_folder_should_be(command: Command, small: Path) -> None:
    result = command("export", "-o", "papers.yaml/refs.bib")
    assert result.code == 1
    assert result.err.startswith("kyutai-bib: cannot write papers.yaml/refs.bib: ")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
def test_a_full_disk(command: Command, small: Path) -> None:
    result = command("export", "-f", "bibtex", "-o", "/dev/full")
    assert result == (1, "", "kyutai-bib: cannot write /dev/full: No space left on device\n")


def test_nowhere(command: Command, small: Path) -> None:
    assert command("export", "-f", "bibtex", "-o", os.devnull) == (0, "", "")
    assert not os.path.isfile(os.devnull)


def test_a_named_pipe_is_written_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        deliver(["new\n"], str(pipe))
        assert os.read(reader, 100) == b"new\n"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_text_is_utf_8_and_line_breaks_are_as_written(tmp_path: Path) -> None:
    deliver(["É\n", "b\n"], str(tmp_path / "a"))
    assert (tmp_path / "a").read_bytes() == "É\nb\n".encode()


def test_dev_stdout_goes_where_the_shell_stands(tmp_path: Path) -> None:
    """Opened by name, the file behind a redirection would begin anew."""
    script = (
        f"(echo before; {sys.executable} -m kyutai_bib export kyutai2024moshi --fields title -o /dev/stdout"
        f" -f bibtex; {sys.executable} -m kyutai_bib schema -o /dev/fd/1 | head -c 1; echo after) > log.txt"
    )
    subprocess.run(["bash", "-c", script], cwd=tmp_path, check=True)
    log = (tmp_path / "log.txt").read_text("utf-8")
    assert log.startswith("before\n@misc{kyutai2024moshi,\n")
    assert log.endswith("}\n{after\n")


def test_a_circle_of_links_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.bib").symlink_to("b.bib")
    (tmp_path / "b.bib").symlink_to("a.bib")
    result = run("export", "-o", "a.bib")
    assert result.returncode == 1
    assert "circle" in result.stderr
    assert (tmp_path / "a.bib").is_symlink()
