"""The command line in this process (`command`: fast) or in its own (`process`: where pipes and locales count)."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import NamedTuple

import pytest

import kyutai_bib
from kyutai_bib import cli
from tests.conftest import Run

SOURCE = str(Path(kyutai_bib.__file__).resolve().parents[1])

SMALL = """\
people: {anna: "Béarn, Anna", ben: "Cole, Ben", cleo: "de Diaz, Cleo"}
venues: {icml-2025: {title: Proceedings, short: ICML 2025, date: 2025-10}}
papers:
  anna2024:
    title: "{Élan}: a *model* of $x^2$"
    authors: [anna, ben]
    aliases: [old2024]
    abstract: What it is.
    language: en
    tags: [speech, streaming]
    links: {code: {url: "https://code.example", label: v1}}
    versions:
      - {type: conference, venue: icml-2025, doi: 10.1145/1}
      - {type: preprint, arxiv: "2410.00037", classes: [cs.CL], date: 2024-10-01}
  cleo2023:
    title: Second
    authors: [cleo]
    tags: [vision]
    versions: [{type: report, institution: Lab, number: 7, date: 2023}]
"""


class Result(NamedTuple):
    code: int
    out: str
    err: str


Command = Callable[..., Result]


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "KYUTAI_BIB_DEBUG", "_KYUTAI_BIB_COMPLETE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small data file in the folder where the test runs."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "papers.yaml"
    file.write_text(SMALL, encoding="utf-8")
    return file


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Command:
    """`command("list", "--json")`: exit code, stdout and stderr of a run in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(*words: str, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "argv", ["kyutai-bib", *words])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        try:
            code = cli.run()
        except SystemExit as end:
            code = int(end.code or 0)
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Result(code, out.decode("utf-8"), err.decode("utf-8"))

    return call


@pytest.fixture
def process(run: Run) -> Run:
    """As `run`, with the package found from any folder."""

    def call(*words: str, env: dict[str, str] | None = None, **more: object) -> CompletedProcess[str]:
        return run(*words, env={"PYTHONPATH": SOURCE, **(env or {})}, **more)

    return call


@pytest.fixture
def environment() -> dict[str, str]:
    """For processes that a test starts by itself."""
    return {**os.environ, "PYTHONPATH": SOURCE}
