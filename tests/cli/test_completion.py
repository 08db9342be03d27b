"""Completion by the shell: the scripts come out, and every argument and option with a known set is completed."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from kyutai_bib.model.selection import SORTS
from kyutai_bib.writers import FORMATS
from tests.cli.conftest import Command

Complete = Callable[..., list[str]]


@pytest.fixture
def complete(command: Command, monkeypatch: pytest.MonkeyPatch) -> Complete:
    """`complete("export", "a")`: what the last word can become."""

    def call(*words: str) -> list[str]:
        monkeypatch.setenv("_KYUTAI_BIB_COMPLETE", "bash_complete")
        monkeypatch.setenv("COMP_WORDS", shlex.join(["kyutai-bib", *words]))
        monkeypatch.setenv("COMP_CWORD", str(len(words)))
        result = command()
        assert (result.code, result.err) == (0, "")
        kinds = [line.split(",", 1) for line in result.out.split("\n") if line]
        return [value for kind, value in kinds if kind == "plain"]

    return call


@pytest.mark.parametrize(
    ("shell", "sign"),
    [
        ("bash", "complete -o nosort"),
        ("zsh", "#compdef kyutai-bib"),
        ("fish", "complete --no-files --command kyutai-bib"),
    ],
)
def test_scripts(command: Command, monkeypatch: pytest.MonkeyPatch, shell: str, sign: str) -> None:
    monkeypatch.setenv("_KYUTAI_BIB_COMPLETE", f"{shell}_source")
    result = command()
    assert (result.code, result.err) == (0, "")
    assert sign in result.out
    assert f"_KYUTAI_BIB_COMPLETE={shell}_complete" in result.out


def test_commands(complete: Complete) -> None:
    assert complete("ex") == ["export"]
    assert complete("s") == ["show", "styles", "schema"]


@pytest.mark.parametrize("command_name", ["export", "cite", "list", "show"])
def test_keys_and_aliases(complete: Complete, small: Path, command_name: str) -> None:
    assert complete(command_name, "") == ["anna2024", "old2024", "cleo2023"]
    assert complete(command_name, "OLD") == ["old2024"]
    assert complete(command_name, "zzz") == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--author", ""), ["anna", "ben", "cleo"]),
        (("--author", "b"), ["ben"]),
        (("--venue", "ic"), ["icml-2025"]),
        (("--tag", "s"), ["speech", "streaming"]),
        (("--prefer", "p"), ["published", "preprint"]),
        (("--sort", "a"), ["author"]),
    ],
)
def test_what_picks_papers(complete: Complete, small: Path, words: tuple[str, ...], found: list[str]) -> None:
    assert complete("list", *words) == found


def test_only_authors_are_completed_as_authors(complete: Complete, small: Path) -> None:
    text = small.read_text(encoding="utf-8")
    text = text.replace("people: {", 'people: {ed: "Editor, Ed", ').replace(
        "title: Proceedings", "editors: [ed], title: P"
    )
    small.write_text(text, encoding="utf-8")
    assert complete("list", "--author", "") == ["anna", "ben", "cleo"]


def test_sorts_both_ways(complete: Complete) -> None:
    assert set(complete("list", "--sort", "")) == {*SORTS, *(f"-{name}" for name in SORTS)}


def test_formats(complete: Complete) -> None:
    assert complete("export", "--format", "") == [known.name for known in FORMATS]
    assert complete("cite", "-f", "") == [known.name for known in FORMATS if known.markup]


def test_fields_of_the_format(complete: Complete) -> None:
    assert complete("export", "--fields", "book") == ["booktitle"]
    assert complete("export", "--fields", "title,aut") == ["title,author"]
    assert complete("export", "-f", "csl-json", "--omit", "container-title-") == ["container-title-short"]
    assert complete("export", "-f", "nothing", "--omit", "a") == []


def test_styles_and_locales(complete: Complete) -> None:
    assert "kyutai" in complete("export", "--style", "kyu")
    assert complete("export", "--style", "KYUTAI") == complete("export", "--style", "kyutai")
    assert "fr-FR" in complete("export", "--locale", "fr")


def test_a_style_file_is_left_to_the_shell(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_KYUTAI_BIB_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "kyutai-bib export --style ./a")
    monkeypatch.setenv("COMP_CWORD", "3")
    assert command() == (0, "file,./a\n", "")


def test_the_file_named_is_the_one_completed_from(complete: Complete, small: Path) -> None:
    (small.parent / "other.yaml").write_text(
        'people: {x: "X, Y"}\npapers: {other: {title: T, authors: [x], versions: [{type: preprint, date: 2024}]}}',
        encoding="utf-8",
    )
    assert complete("list", "-i", "other.yaml", "") == ["other"]
    assert complete("list", "-i", "-", "") == []


@pytest.mark.parametrize("text", ["papers: [", "papers: {a: {}}", "\0", ""])
def test_a_broken_data_file_completes_nothing_and_says_nothing(complete: Complete, small: Path, text: str) -> None:
    small.write_text(text, encoding="utf-8")
    assert complete("export", "") == complete("export", "--author", "a") == []
