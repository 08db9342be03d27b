"""The built wheel does the main job in an empty environment, from another folder."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.conftest import GOLDENS, ROOT


def clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}


def called(*words: str | Path, cwd: Path) -> str:
    result = subprocess.run(
        words, cwd=cwd, env=clean_environment(), capture_output=True, encoding="utf-8", timeout=300, check=False
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of an environment that has the wheel and what it depends on, and nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    called(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT, cwd=folder)
    venv.create(folder / "env", with_pip=True)
    binaries = folder / "env" / "bin"
    called(binaries / "pip", "install", "--quiet", *folder.glob("*.whl"), cwd=folder)
    return binaries


def test_the_nine_papers_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    printed = called(installed / "kyutai-bib", "export", "--format", "bibtex", cwd=tmp_path)
    assert printed == (GOLDENS / "nine" / "bibtex.bib").read_text("utf-8")


def test_the_lab_style_needs_no_extra(installed: Path, tmp_path: Path) -> None:
    printed = called(installed / "kyutai-bib", "export", "--format", "html", cwd=tmp_path)
    assert printed == (GOLDENS / "nine" / "html.html").read_text("utf-8")


def test_a_style_of_the_extra_says_what_to_install(installed: Path, tmp_path: Path) -> None:
    result = subprocess.run(
        [installed / "kyutai-bib", "export", "--style", "apa"],
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode != 0
    assert "pip install 'kyutai-bib[styles]'" in result.stderr
    assert not result.stdout


def test_types_are_shipped(installed: Path) -> None:
    (package,) = (installed.parent / "lib").glob("python*/site-packages/kyutai_bib")
    assert (package / "py.typed").exists()
