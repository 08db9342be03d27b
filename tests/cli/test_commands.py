"""The commands that print: cite, list, show, formats, styles, check, schema, and what all share."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import kyutai_bib
from kyutai_bib import cli
from kyutai_bib.cli.table import table
from kyutai_bib.reader.schema import schema_text
from kyutai_bib.writers import FORMATS
from kyutai_bib.writers.targets import TARGETS
from tests.cli.conftest import Command


def test_cite_prints_a_line_for_each(command: Command, small: Path) -> None:
    result = command("cite", "cleo2023", "2410.00037")
    assert (result.code, result.err) == (0, "")
    assert len(result.out.splitlines()) == 2
    together = command("cite", "cleo2023", "anna2024", "--together")
    assert len(together.out.splitlines()) == 1


def test_cite_in_a_style_and_format(command: Command, small: Path) -> None:
    api = kyutai_bib.cite(kyutai_bib.load(small).select("anna2024"), style="kyutai", format="html")
    assert command("cite", "anna2024", "--style", "kyutai", "-f", "html").out == api[0] + "\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "name the papers to cite"),
        (("anna2024", "-f", "bibtex"), "bibtex has no citations in the text; formats that have: text, html"),
        (("anna2024", "-f", "htm"), "unknown format 'htm'. Did you mean 'html'?"),
        (("ana2024",), "unknown paper 'ana2024'. Did you mean 'anna2024'"),
    ],
)
def test_cite_refuses(command: Command, small: Path, words: tuple[str, ...], message: str) -> None:
    result = command("cite", *words)
    assert (result.code, result.out) == (2, "")
    assert message in result.err


def test_list_is_a_table(command: Command, small: Path) -> None:
    assert command("list") == (
        0,
        "KEY       DATE     AUTHORS         IN         TITLE\n"
        "anna2024  2025-10  Béarn and Cole  ICML 2025  Élan: a *model* of x²\n"
        "cleo2023  2023     Diaz            report     Second\n",
        "",
    )


def test_list_as_json(command: Command, small: Path) -> None:
    first, second = json.loads(command("list", "--json").out)
    assert first == {
        "key": "anna2024",
        "aliases": ["old2024"],
        "type": "conference",
        "title": "Élan: a *model* of x²",
        "authors": ["Anna Béarn", "Ben Cole"],
        "date": "2025-10",
        "venue": "ICML 2025",
        "arxiv": "2410.00037",
        "doi": "10.1145/1",
        "url": None,
        "tags": ["speech", "streaming"],
    }
    assert second["authors"] == ["Cleo de Diaz"]
    assert (second["venue"], second["arxiv"]) == (None, None)


@pytest.mark.parametrize(
    ("columns", "line"),
    [("200", "a  Élan vital and all"), ("15", "a  Élan vital…"), ("12", "a  Élan vital and all")],
)
def test_a_table_fits_its_terminal(monkeypatch: pytest.MonkeyPatch, columns: str, line: str) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", columns)
    assert table([("a", "Élan vital and all")], ("K", "T")).splitlines()[1] == line


def test_columns_of_wide_and_combining_characters() -> None:
    rows = [("王小明", "x"), ("E\u0301lan", "x"), ("abcdef", "x")]
    assert table(rows, ("K", "T")) == "K       T\n王小明  x\nE\u0301lan    x\nabcdef  x\n"


def test_show_has_everything(command: Command, small: Path) -> None:
    assert command("show", "https://doi.org/10.1145/1") == (
        0,
        "anna2024\n"
        "  title         Élan: a *model* of x²\n"
        "  authors       Anna Béarn, Ben Cole\n"
        "  aliases       old2024\n"
        "  tags          speech, streaming\n"
        "  language      en\n"
        "  code          https://code.example (v1)\n"
        "\n  conference  <- cited by default\n"
        "    key         anna2024\n"
        "    venue       Proceedings\n"
        "    date        2025-10\n"
        "    doi         10.1145/1\n"
        "\n  preprint\n"
        "    key         anna2024preprint\n"
        "    arxiv       2410.00037\n"
        "    date        2024-10-01\n"
        "    doi         10.48550/arXiv.2410.00037\n"
        "    url         https://arxiv.org/abs/2410.00037\n"
        "    classes     cs.CL\n"
        "\n  What it is.\n",
        "",
    )


def test_show_as_json(command: Command, small: Path) -> None:
    known = json.loads(command("show", "anna2024", "--json").out)
    assert known["abstract"] == "What it is."
    assert [version["key"] for version in known["versions"]] == ["anna2024", "anna2024preprint"]
    assert known["links"] == [{"kind": "code", "url": "https://code.example", "label": "v1"}]


def test_show_needs_one_paper(command: Command, small: Path) -> None:
    assert command("show").code == command("show", "anna2024", "cleo2023").code == 2
    assert command("show", "anna").err.startswith("kyutai-bib: unknown paper 'anna'. Did you mean 'anna2024'")


def test_formats_are_all_listed(command: Command) -> None:
    formats, targets = (part.splitlines() for part in command("formats").out.split("\n\n"))
    assert [line.split()[0] for line in formats[1:]] == [known.name for known in FORMATS]
    assert all(
        ending in line for known, line in zip(FORMATS, formats[1:], strict=True) for ending in known.endings
    )
    assert [line.split()[:2] for line in targets[1:]] == [[known.name, known.format.name] for known in TARGETS]


def test_styles(command: Command) -> None:
    assert "kyutai" in command("styles").out.splitlines()
    found = command("styles", "kyutai").out.splitlines()
    assert found[0].split() == ["STYLE", "TITLE"]
    assert found[1].split()[0] == "kyutai"


def test_a_word_that_no_style_has(command: Command) -> None:
    result = command("styles", "kyutay")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("kyutai-bib: unknown style 'kyutay'. Did you mean 'kyutai'?")


def test_schema(command: Command, tmp_path: Path) -> None:
    assert command("schema") == (0, schema_text(), "")
    assert command("schema", "-o", "schema.json") == (0, "", "")
    assert (tmp_path / "schema.json").read_text(encoding="utf-8") == schema_text()


WARNING = (
    'papers: {a: {title: The LLM, authors: [b], versions: [{type: preprint, date: 2024}]}}\npeople: {b: "B, C"}\n'
)
ERROR = "papers:\n  a,b: {title: '100%: x', authors: [b], versions: [{type: x}]}\npeople: {b: 'B, C'}\n"


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [("ok", (), 0), ("ok", ("--strict",), 0), (WARNING, (), 0), (WARNING, ("--strict",), 1), (ERROR, (), 1)],
    ids=["sound", "sound, strict", "warning", "warning, strict", "error"],
)
def test_exit_code_of_check(command: Command, small: Path, text: str, words: tuple[str, ...], code: int) -> None:
    if text != "ok":
        small.write_text(text, encoding="utf-8")
    assert command("check", *words).code == code


def test_check_says_what_it_found(command: Command, small: Path) -> None:
    assert command("check") == (0, "", "papers.yaml: 2 papers, no problems\n")
    small.write_text(WARNING, encoding="utf-8")
    assert command("check") == (
        0,
        "warning: papers.yaml:1: a: title: 'LLM' looks like an acronym or a name; protect its capitals: {LLM}\n",
        "papers.yaml: 1 paper, 1 warning\n",
    )
    small.write_text(ERROR, encoding="utf-8")
    result = command("check")
    assert [line.split(": ")[0] for line in result.out.splitlines()] == ["error", "error"]
    assert result.err == "papers.yaml, 2 errors\n"


def test_check_of_stdin_and_of_no_file(command: Command) -> None:
    assert command("check", "-i", "-", stdin=b"papers: {}").err == "<stdin>: 0 papers, no problems\n"
    result = command("check", "-i", "none.yaml")
    assert result.code == 1
    assert result.out.startswith("error: none.yaml: there is no such file; check the name")


def test_annotations_for_github_are_escaped(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a,b: c.yaml").write_text(ERROR, encoding="utf-8")
    lines = command("check", "-i", "a,b: c.yaml", "--output", "github").out.splitlines()
    assert lines[0] == (
        "::error file=a%2Cb%3A c.yaml,line=2,title=a%2Cb::'a,b' cannot be a citation key;"
        " write small letters and digits, like kyutai2024moshi"
    )
    assert lines[1].startswith("::error file=a%2Cb%3A c.yaml,line=2,title=a%2Cb::versions[0].type: 'x' is not")
    text = 'people: {x: {family: F, url: "https://a.example/%zz"}}\npapers: {}\n'
    result = command("check", "-i", "-", "--output", "github", stdin=text.encode())
    assert "https://a.example/%25zz" in result.out
    assert "write https://a.example/%2525zz" in result.out
    missing = command("check", "-i", "none.yaml", "--output", "github")
    assert missing.out.startswith("::error file=none.yaml,line=1,title=papers::there is no such file")


def test_version(command: Command) -> None:
    assert command("--version") == (0, f"kyutai-bib, version {kyutai_bib.__version__}\n", "")


@pytest.mark.parametrize("name", cli.COMMANDS)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_every_command_has_help(command: Command, name: str, option: str) -> None:
    result = command(name, option)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(f"Usage: kyutai-bib {name}")
    module = cli.root.get_command(None, name)  # type: ignore[arg-type]
    assert module is not None
    assert module.help
    for parameter in module.params:
        if parameter.param_type_name == "option":
            assert parameter.opts[0] in result.out
            assert getattr(parameter, "help", None)


def test_help_lists_every_command(command: Command) -> None:
    out = command("--help").out
    assert all(f"\n  {name} " in out for name in cli.COMMANDS)


def test_without_a_command_there_is_help(command: Command) -> None:
    result = command()
    assert result.code == 2
    assert "Usage: kyutai-bib" in result.err + result.out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("exprt",), "kyutai-bib: unknown command 'exprt'. Did you mean 'export'? See kyutai-bib --help."),
        (("zzz",), "kyutai-bib: unknown command 'zzz'. See kyutai-bib --help."),
        (("list", "--autor", "x"), "No such option"),
        (("list", "--prefer", "best"), "'best' is not one of 'published', 'preprint', 'all'"),
        (("check", "--output", "xml"), "'xml' is not one of 'text', 'github'"),
        (("formats", "extra"), "Got unexpected extra argument"),
    ],
)
def test_a_wrong_command_line_leaves_with_2(command: Command, words: tuple[str, ...], message: str) -> None:
    result = command(*words)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
