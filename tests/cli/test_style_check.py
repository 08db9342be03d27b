"""Slips in a style that is given as a file: told by `styles --check`, and by what prints in the style."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Command

HEAD = (
    '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info><title>T</title></info>\n'
)
TITLE = f'{HEAD}<citation><layout>\n<text variable="title" font-style="italics"/></layout></citation>\n'
SLIPS = f'{TITLE}<bibliography><layout>\n<text variable="title"/><txet/></layout></bibliography></style>'
EMPTY = f"{HEAD}<citation><layout/></citation></style>"
NO_MACROS = f'{HEAD}<citation><layout><text macro="a"/>\n<text macro="b"/></layout></citation></style>'
ITALICS = "my.csl:3: <text font-style=\"italics\">: 'italics' is no value of font-style; did you mean 'italic'?"
TXET = "my.csl:5: there is no element <txet>; did you mean <text>?"


@pytest.fixture
def style(small: Path) -> Path:
    (small.parent / "my.csl").write_text(SLIPS)
    return small.parent / "my.csl"


def test_a_check_lists_all(command: Command, style: Path) -> None:
    found = command("styles", "--check", "my.csl")
    assert found == (0, f"warning: {ITALICS}\nwarning: {TXET}\n", "my.csl: 2 warnings\n")
    assert command("styles", "--check", "--strict", "my.csl").code == 1
    assert command("styles", "--check", "--strict", "kyutai", "apa") == (
        0, "", "kyutai: no problems\napa: no problems\n"
    )  # fmt: skip


def test_a_check_of_what_cannot_be_used(command: Command, style: Path) -> None:
    style.write_text(NO_MACROS)
    result = command("styles", "--check", "my.csl", "gone.csl", "appa")
    assert result.code == 1
    assert result.out.startswith(
        "error: my.csl:2: there is no macro 'a'\nerror: my.csl:3: there is no macro 'b'\n"
        "error: gone.csl: there is no such file"
    )
    assert "error: unknown style 'appa'. Did you mean" in result.out
    assert result.err == "my.csl: 2 errors\ngone.csl: 1 error\nappa: 1 error\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [(("--check",), "name the styles to check: "), (("--strict",), "--strict is for --check")],
)
def test_nothing_to_check(command: Command, words: tuple[str, ...], message: str) -> None:
    result = command("styles", *words)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"kyutai-bib: {message}")


def test_several_words_narrow_the_list(command: Command) -> None:
    assert command("styles", "chicago", "notes").out == command("styles", "chicago notes").out != ""


@pytest.mark.parametrize(
    "words", [("cite", "cleo2023"), ("export", "cleo2023"), ("export", "-f", "html", "--losses")]
)
def test_what_prints_in_it_warns_and_goes_on(command: Command, style: Path, words: tuple[str, ...]) -> None:
    result = command(*words, "--style", "./my.csl")
    assert result.code == 0
    assert "Second" in result.out
    warnings = [line for line in result.err.splitlines() if not line.startswith("lost:")]
    assert warnings == [f"kyutai-bib: warning: {ITALICS}", f"kyutai-bib: warning: {TXET}"]


def test_of_many_warnings_ten_are_printed(command: Command, style: Path) -> None:
    style.write_text(SLIPS.replace("<txet/>", "<txet/>\n" * 30))
    lines = command("cite", "cleo2023", "--style", "my.csl").err.splitlines()
    assert len(lines) == 11
    assert lines[-1] == "kyutai-bib: warning: … and 21 more; `kyutai-bib styles --check my.csl` lists them all"


def test_where_nothing_can_be_printed_the_reason_stands_before(command: Command, style: Path) -> None:
    style.write_text(EMPTY)
    result = command("cite", "cleo2023", "--style", "my.csl")
    assert (result.code, result.out) == (1, "")
    assert result.err.splitlines() == [
        "kyutai-bib: warning: my.csl:2: <layout> has nothing in it to print",
        "kyutai-bib: style 'my' cannot be used: it prints nothing for 'cleo2023'",
    ]


def test_all_that_keeps_it_from_being_used_is_told_at_once(command: Command, style: Path) -> None:
    style.write_text(NO_MACROS)
    result = command("export", "--style", "my.csl")
    assert (result.code, result.out) == (1, "")
    assert result.err == "".join(
        f"kyutai-bib: my.csl:{line}: there is no macro {name!r}\n" for line, name in ((2, "a"), (3, "b"))
    )


def test_a_parent_beside_a_dependent_style_is_checked(command: Command, style: Path) -> None:
    (style.parent / "other.csl").write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info><title>O</title>'
        '<link href="http://example.org/my" rel="independent-parent"/></info></style>'
    )
    assert "my.csl:5: there is no element <txet>" in command("cite", "cleo2023", "--style", "./other.csl").err


def test_a_style_by_name_is_not_checked(environment: dict[str, str]) -> None:
    """Nor is the check loaded: it would take time."""
    code = (
        "import sys; sys.argv[1:] = ['cite', 'kyutai2024moshi', '--style', 'apa']\n"
        "from kyutai_bib.cli import run\ncode = run()\n"
        "assert 'kyutai_bib.csl.style_check' not in sys.modules\nsys.exit(code)"
    )
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
