"""What all tests share: golden files, the data of the project, the command line."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from hypothesis import settings

from kyutai_bib.model.library import Library
from kyutai_bib.reader import load

ROOT = Path(__file__).resolve().parent.parent
GOLDENS = Path(__file__).resolve().parent / "goldens"

# In CI the same examples at every run; at a desk new ones, which is how they find something.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

# A shell that starts the tests in the background has Ctrl-C ignored, and so have all that they start: tests of it
# would wait in vain.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

Golden = Callable[[str, str], None]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the golden files with what comes out now")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI, where everything is installed, a skipped test is a failed one."""
    report = yield
    if report.skipped and os.environ.get("KYUTAI_BIB_NO_SKIP"):
        report.outcome = "failed"
        report.longrepr = f"KYUTAI_BIB_NO_SKIP is set, but this was skipped: {report.longrepr}"
    return report


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """`golden("bibtex/nine.bib", text)`: the text is what the file under tests/goldens holds, to the byte."""

    def compare(name: str, text: str) -> None:
        path = GOLDENS / name
        if request.config.getoption("--accept"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
        assert path.exists(), f"{path} is missing: look at the output, then run pytest --accept"
        assert text == path.read_bytes().decode("utf-8")

    return compare


@pytest.fixture(scope="session")
def library() -> Library:
    """The papers of the project."""
    return load(ROOT / "data" / "papers.yaml")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`run("export", "--format", "bibtex")`: the command in a process of its own, in an empty folder."""

    def call(
        *words: str, stdin: str | None = None, cwd: Path = tmp_path, env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kyutai_bib", *words],
            input=stdin,
            cwd=cwd,
            env={**os.environ, **(env or {})},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return call
