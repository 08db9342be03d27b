"""The README tells the truth: its commands are run, and what they print is what it shows.

`pytest --accept` writes what is printed now into the README.
"""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kyutai_bib.cli import COMMANDS
from kyutai_bib.writers import FORMATS
from tests.conftest import ROOT

README = ROOT / "README.md"
_CONSOLE = re.compile(r"(?<=```console\n).*?(?=```\n)", re.DOTALL)


def session(text: str) -> list[str]:
    """The commands of a console block."""
    return [line.removeprefix("$ ") for line in text.splitlines() if line.startswith("$ ")]


def replayed(commands: list[str], folder: Path) -> str:
    """The block as it is when its commands are run in `folder`, one after the other; messages included."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    lines = []
    for command in commands:
        result = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env={**os.environ, "PATH": path, "NO_COLOR": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        lines.append(f"$ {command}\n{result.stdout}")
    return "".join(lines)


def test_the_console_sessions(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    text = README.read_text("utf-8")
    blocks = _CONSOLE.findall(text)
    assert len(blocks) >= 5
    now = [replayed(session(block), tmp_path) for block in blocks]
    if request.config.getoption("--accept"):
        README.write_text(_CONSOLE.sub(lambda _: now.pop(0), text), "utf-8")
    else:
        assert now == blocks


def test_the_python_session() -> None:
    failed, run = doctest.testfile(str(README), module_relative=False, encoding="utf-8")
    assert run >= 5
    assert failed == 0


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name: str) -> None:
    assert re.search(rf"^\| `{name}\b", README.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("name", [known.name for known in FORMATS])
def test_every_format_is_in_the_readme(name: str) -> None:
    assert name in README.read_text("utf-8")


def test_what_the_readme_links_to_is_there() -> None:
    for page in [README, *(ROOT / "docs").glob("*.md"), ROOT / "CONTRIBUTING.md"]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
