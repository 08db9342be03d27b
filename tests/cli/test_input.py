"""Which data file is read: the one named, stdin, the nearest one up the tree, else the one that ships."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from kyutai_bib.cli.library import data_file
from kyutai_bib.shipped import papers_file
from tests.cli.conftest import SMALL, Command


def keys(command: Command, *words: str, **more: Any) -> list[str]:
    return [paper["key"] for paper in json.loads(command("list", "--json", *words, **more).out)]


def write(file: Path, key: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(SMALL.replace("cleo2023", key), encoding="utf-8")


def test_the_nearest_file_up_the_tree(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert len(keys(command)) == 9  # none up there: the one that ships
    assert data_file(None) == papers_file()
    for folder, key in [(tmp_path, "top"), (tmp_path / "a", "middle"), (deep, "here")]:
        write(folder / "papers.yaml", key)
        assert keys(command) == ["anna2024", key]
        write(folder / "data" / "papers.yaml", f"{key}data")
        assert keys(command) == ["anna2024", f"{key}data"]


def test_a_folder_of_that_name_is_no_file(command: Command, tmp_path: Path) -> None:
    (tmp_path / "papers.yaml").mkdir()
    assert len(keys(command)) == 9


def test_problems_name_the_file_as_seen_from_here(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "papers.yaml").write_text("papers: []", encoding="utf-8")
    (tmp_path / "paper").mkdir()
    monkeypatch.chdir(tmp_path / "paper")
    expected = os.path.join("..", "data", "papers.yaml")
    assert command("list").err.startswith(f"kyutai-bib: {expected}:1: ")


def test_the_file_named(command: Command, tmp_path: Path) -> None:
    write(tmp_path / "other.yaml", "other")
    write(tmp_path / "papers.yaml", "here")
    assert keys(command, "--input", "other.yaml") == ["anna2024", "other"]


def test_stdin(command: Command, small: Path) -> None:
    assert keys(command, "-i", "-", stdin=SMALL.replace("cleo2023", "piped").encode()) == ["anna2024", "piped"]
    result = command("list", "-i", "-", stdin=b"papers: \xff")
    assert result == (
        1,
        "",
        "kyutai-bib: <stdin>:1: the byte 0xFF is not UTF-8; save the file in the encoding UTF-8\n",
    )


@pytest.mark.parametrize("command_name", ["export", "list", "show", "cite", "check"])
def test_every_command_takes_a_file(command: Command, tmp_path: Path, command_name: str) -> None:
    words = ["kyutai2024moshi"] if command_name in {"show", "cite"} else []
    result = command(command_name, *words, "-i", "none.yaml")
    assert result.code == 1
    assert "none.yaml: there is no such file" in result.err + result.out


def test_a_folder_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert data_file(None) == papers_file()
