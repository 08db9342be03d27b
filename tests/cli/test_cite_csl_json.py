"""`kyutai-bib cite` on CSL-JSON files, and what it can say of a single citation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command
from tests.conftest import Run

ITEMS: list[dict[str, Any]] = [
    {
        "id": "http://zotero.org/users/1/items/A",
        "citation-key": "doe",
        "type": "article-journal",
        "title": "Waves",
        "container-title": "Journal of Things",
        "author": [{"family": "Doe", "given": "Jane"}],
        "issued": {"date-parts": [[2020]]},
        "page": "1-5",
    },
    {"id": 7, "type": "book", "title": "A & B", "author": [{"literal": "Team"}], "issued": {"raw": "2019"}},
]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    file = tmp_path / "library.json"
    file.write_text(json.dumps(ITEMS), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ((), "(Doe, 2020)\n(Team, 2019)\n"),
        (("doe",), "(Doe, 2020)\n"),
        (("http://zotero.org/users/1/items/A",), "(Doe, 2020)\n"),
        (("7", "doe"), "(Team, 2019)\n(Doe, 2020)\n"),
        (("--together",), "(Doe, 2020; Team, 2019)\n"),
        (("doe", "--locator", "3-4"), "(Doe, 2020, pp. 3–4)\n"),
        (("doe", "--locator", "2", "--label", "chapter"), "(Doe, 2020, Chapter 2)\n"),
        (("doe", "--prefix", "see", "--suffix", "and more"), "(see Doe, 2020 and more)\n"),
        (("doe", "--mode", "composite", "--infix", "'s book"), "Doe’s book (2020)\n"),
        (("doe", "--mode", "author-only"), "Doe\n"),
        (("doe", "--mode", "suppress-author"), "(2020)\n"),
        (("7", "--bibliography", "--format", "html"), None),
    ],
)
def test_what_is_printed(run: Run, library: Path, words: tuple[str, ...], printed: str | None) -> None:
    done = run("cite", "--csl-json", str(library), "--style", "apa", *words)
    assert (done.returncode, done.stderr) == (0, "")
    if printed is None:
        assert '<div class="csl-entry" id="ref-7">Team. (2019). <i>A &amp; B</i>.</div>' in done.stdout
    else:
        assert done.stdout == printed


def test_stdin_a_byte_order_mark_and_a_single_item(run: Run) -> None:
    done = run("cite", "--csl-json", "-", "--style", "apa", stdin="\ufeff" + json.dumps(ITEMS[0]))
    assert (done.stdout, done.stderr, done.returncode) == ("(Doe, 2020)\n", "", 0)


def test_what_zoteros_web_api_answers(run: Run) -> None:
    done = run("cite", "--csl-json", "-", "--style", "apa", stdin=json.dumps({"items": ITEMS}))
    assert done.stdout == "(Doe, 2020)\n(Team, 2019)\n"


def test_abbreviations(run: Run, library: Path, tmp_path: Path) -> None:
    lists = {"default": {"container-title": {"Journal of things": "J. Thi."}}}
    (tmp_path / "short.json").write_text(json.dumps(lists), encoding="utf-8")
    words = ("cite", "--csl-json", str(library), "doe", "--bibliography", "--style", "nature")
    assert "Journal of Things" in run(*words).stdout
    assert "J. Thi." in run(*words, "--abbreviations", "short.json").stdout
    (tmp_path / "short.json").write_text("[]")
    done = run(*words, "--abbreviations", "short.json")
    assert done.returncode == 1
    assert "short.json: not a list of abbreviations" in done.stderr


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (b"", 1, "x.json:1: not JSON: Expecting value (column 1); the file is empty"),
        (b"@book{a}", 1, "looks like BibTeX"),
        (b'[{"id": "a"},\n\n{]', 1, "x.json:3: not JSON"),
        (b'[\n"\xe9"]', 1, "x.json:2: not UTF-8"),
        (b"[" * 100_000, 1, "nested too deeply"),
        (b"[1, 2]", 1, "x.json: item 2: an object is wanted, not a number"),
        (b'{"a": "NaN",\n"b": NaN}', 1, "x.json:2: not JSON: NaN is not a number that JSON has"),
        (b'["\\"NaN",\n-Infinity]', 1, "x.json:2: not JSON: -Infinity is not a number that JSON has"),
        (
            b'[{"id": "' + b"1" * 6000 + b'",\n"volume": -' + b"1" * 5000 + b"}]",
            1,
            "x.json:2: a number of 5,000 digits; if it is meant, put it in quotes, as text",
        ),
        (
            b'[\n{"id": "a", "volume": 1e999}]',
            1,
            "x.json:2: a number that is too large; if it is meant, put it in",
        ),
        (
            b'[{"id": "a", "volume": ' + b"1" * 4000 + b"}]",
            1,
            "x.json: item 1 ('a'): volume: text is wanted, not a number of thousands of digits",
        ),
        (b'[{"id":"a"},{"id":"a"}]', 1, "item 2 ('a'): item 1 has this id too"),
        (b'[{"title":"a"},{"id":"b","author":"Doe"}]', 1, "item 1: it has no id"),
        (b'[{"title":"a"},{"id":"b","author":"Doe"}]', 1, "item 2 ('b'): author: a list of names is wanted"),
        (b'{"id":"b","issued":{"date-parts":[2020]}}', 1, "issued: date-parts: a list of one or two lists"),
        (b"[]", 2, "x.json has no items"),
    ],
)
def test_a_file_that_cannot_be_used(run: Run, tmp_path: Path, content: bytes, code: int, message: str) -> None:
    (tmp_path / "x.json").write_bytes(content)
    done = run("cite", "--csl-json", "x.json", "--style", "apa")
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--csl-json", "library.json", "dooe"), "unknown item 'dooe'. Did you mean 'doe'?"),
        (("--csl-json", "none.json"), "none.json: there is no such file"),
        (("--csl-json", "."), "is a folder"),
        (("--csl-json", "library.json", "--year", "2020"), "--year is for the papers of a data file"),
        (("--csl-json", "library.json", "--prefer", "all"), "--prefer is for the papers"),
        (("--csl-json", "library.json", "--locator", "3"), "--locator is for a single citation"),
        (("--csl-json", "library.json", "doe", "--label", "page"), "add --locator"),
        (("--csl-json", "library.json", "doe", "--locator", "1", "--label", "pag"), "Did you mean 'page'"),
        (("--csl-json", "library.json", "doe", "--infix", "x"), "--infix is for --mode composite"),
        (("--csl-json", "library.json", "--together", "--bibliography"), "--together is for citations"),
        (("--csl-json", "library.json", "--format", "bibtex"), "bibtex has no citations in the text"),
        ((), "name the papers to cite"),
    ],
)
def test_a_request_that_is_wrong(run: Run, library: Path, words: tuple[str, ...], message: str) -> None:
    assert library.name == "library.json"
    done = run("cite", *words)
    assert done.returncode in (1, 2)
    assert done.stdout == ""
    assert message in done.stderr


def test_items_that_a_style_has_no_entry_for_are_named(run: Run) -> None:
    letter = {"id": "letter", "type": "personal_communication", "author": [{"family": "Darwin"}], "title": "Hello"}
    done = run("cite", "--csl-json", "-", "--bibliography", "--style", "apa", stdin=json.dumps([letter, ITEMS[1]]))
    assert (done.stdout, done.returncode) == ("Team. (2019). A & B.\n", 0)
    assert done.stderr == "kyutai-bib: the style has no entry for 'letter'\n"


@pytest.mark.parametrize("words", [("--csl-json", ""), ("doe", "--abbreviations", "")])
def test_an_empty_name_of_a_file(command: Command, words: tuple[str, ...]) -> None:
    result = command("cite", *words)
    assert (result.code, result.out) == (2, "")
    assert f"{words[-2]} has an empty name" in result.err
