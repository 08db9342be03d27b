"""`export`: which format, which fields, which style; the writers themselves are tested elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kyutai_bib.writers import FORMATS
from tests.cli.conftest import Command

BEGINS = {
    "bibtex": "@inproceedings{anna2024,",
    "biblatex": "@inproceedings{anna2024,",
    "csl-json": "[\n{\n",
    "csl-yaml": "---\nreferences:\n- id: anna2024\n",
    "hayagriva": "anna2024:\n",
    "cff": "cff-version: '1.2.0'\n",
    "ris": "TY  - CONF\n",
    "csv": "key,type,",
    "jsonld": '{"@context": "https://schema.org"',
    "coins": '<span class="Z3988"',
    "highwire": '<meta name="citation_title"',
    "mods": "<?xml",
    "endnote-xml": "<?xml",
    "word-xml": "<?xml",
    "zotero-rdf": "<?xml",
    "text": "",
    "html": "<",
    "markdown": "",
    "latex": "\\begin{thebibliography}",
    "rtf": "{\\rtf1",
}


@pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)
def test_every_format_to_stdout_and_by_the_file_s_name(command: Command, small: Path, format_: object) -> None:
    name, endings = format_.name, format_.endings  # type: ignore[attr-defined]
    printed = command("export", "--format", name)
    assert printed.code == 0
    assert printed.err == ""
    assert printed.out.startswith(BEGINS[name])
    assert printed.out.endswith("\n")
    assert "Second" in printed.out
    for ending in endings:
        written = command("export", "-o", f"refs{ending.upper()}")
        assert written == (0, "", "")
        assert (small.parent / f"refs{ending.upper()}").read_text(encoding="utf-8") == printed.out


def test_bibtex_is_the_default(command: Command, small: Path) -> None:
    assert command("export").out == command("export", "-f", "BibTeX").out == command("export", "-o", "-").out


def test_text_is_the_default_of_a_style(command: Command, small: Path) -> None:
    styled = command("export", "--style", "kyutai")
    assert styled == command("export", "--format", "text")
    assert command("export", "--locale", "fr-FR").out == command("export", "-f", "text", "--locale", "fr-FR").out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("--fields", "title", "--omit", "title"),
            "title: asked for (fields) and left out (omit) at once",
        ),
        (
            ("--no-abstracts", "--fields", "abstract"),
            "the field abstract is asked for, but no abstracts are",
        ),
        (("--abstracts", "--omit", "abstract"), "--abstracts asks for what --omit leaves out"),
        (("--abstracts", "--fields", "title"), "--abstracts asks for what --fields leaves out"),
        (("-o", ""), "--output has an empty name; name a file (is a variable of the shell not set?)"),
        (("-i", ""), "--input has an empty name"),
    ],
)
def test_what_contradicts_itself_is_refused(
    command: Command, small: Path, words: tuple[str, ...], message: str
) -> None:
    result = command("export", *words)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"kyutai-bib: {message}")


def test_abstracts_are_in_by_default(command: Command, small: Path) -> None:
    assert "abstract" in command("export").out
    assert command("export").out == command("export", "--abstracts").out
    assert "abstract" not in command("export", "--no-abstracts").out
    assert command("export", "--fields", "title,abstract", "--omit", "url").code == 0


def test_an_unknown_field_is_told_before_losses_are(command: Command, small: Path) -> None:
    result = command("export", "-f", "ris", "--losses", "--omit", "nothing")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("kyutai-bib: unknown field")


def test_format_overrules_the_file_s_name(command: Command, small: Path) -> None:
    assert command("export", "-o", "refs.bib", "--format", "csl-json").code == 0
    assert [item["id"] for item in json.loads((small.parent / "refs.bib").read_text(encoding="utf-8"))] == [
        "anna2024",
        "cleo2023",
    ]


@pytest.mark.parametrize("name", ["refs", "refs.doc", "bib", "refs.bib.gz"])
def test_a_name_that_says_no_format(command: Command, small: Path, name: str) -> None:
    result = command("export", "-o", name)
    message = f"kyutai-bib: the name {name} does not say which format it is to have; add --format\n"
    assert result == (2, "", message)
    assert not (small.parent / name).exists()


def _fields(bib: str) -> list[str]:
    return [line.split("=")[0].strip() for line in bib.splitlines() if "=" in line]


def test_fields_names_the_only_ones(command: Command, small: Path) -> None:
    assert _fields(command("export", "anna2024", "--fields", "title,year").out) == ["title", "year"]
    assert _fields(command("export", "anna2024", "--fields", "year", "--fields", " title ,").out) == [
        "title",
        "year",
    ]


def test_omit_leaves_out(command: Command, small: Path) -> None:
    whole = _fields(command("export", "anna2024").out)
    assert {"abstract", "doi"} < set(whole)
    kept = _fields(command("export", "anna2024", "--omit", "abstract", "--omit", "doi,month").out)
    assert kept == [name for name in whole if name not in {"abstract", "doi", "month"}]


def test_without_abstracts(command: Command, small: Path) -> None:
    assert "abstract" not in _fields(command("export", "--no-abstracts").out)
    assert "abstract" in _fields(command("export", "--abstracts").out)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--format", "bibtx"), "unknown format 'bibtx'. Did you mean 'bibtex'"),
        (("--fields", "titel"), "unknown field of bibtex 'titel'. Did you mean 'title'?"),
        (("--omit", "abstracts"), "unknown field of bibtex 'abstracts'. Did you mean 'abstract'?"),
        (("-f", "csl-json", "--fields", "journal"), "unknown field of csl-json 'journal'."),
        (("--fields", ","), "no field is asked for; name at least one"),
        (("--style", "kyutay", "-f", "html"), "unknown style 'kyutay'. Did you mean 'kyutai'?"),
        (("anna2025",), "unknown paper 'anna2025'. Did you mean 'anna2024'"),
        (("--author", "bern"), "unknown author 'bern'."),
        (("--year", "next"), "'next' is not a year or a range of years"),
        (("--sort", "size"), "unknown sort 'size'."),
        (("--style", "kyutai", "-f", "bibtex"), "--style is for formatted references; bibtex has none"),
        (("--style", "kyutai", "-o", "a.bib"), "--style is for formatted references; bibtex has none"),
        (("--locale", "fr-FR", "-f", "csl-json"), "--locale is for formatted references; csl-json has none"),
        (("--year", "1999"), "no paper is left: the papers of this file are of the years 2023 to 2025"),
    ],
)
def test_a_wrong_request_leaves_with_2(
    command: Command, small: Path, words: tuple[str, ...], message: str
) -> None:
    result = command("export", *words)
    assert result.code == 2
    assert result.out == ""
    assert result.err.startswith(f"kyutai-bib: {message}")
    assert not (small.parent / "a.bib").exists()


def test_a_broken_data_file_leaves_with_1_and_every_problem(command: Command, small: Path) -> None:
    small.write_text("papers:\n  a: {title: T, authors: [x, y], versions: []}\n", encoding="utf-8")
    result = command("export")
    assert result.code == 1
    assert result.out == ""
    assert result.err.splitlines() == [
        "kyutai-bib: papers.yaml:2: a: authors[0]: unknown person 'x'; add it to `people`",
        "kyutai-bib: papers.yaml:2: a: authors[1]: unknown person 'y'; add it to `people`",
        "kyutai-bib: papers.yaml:2: a: versions: the list of versions is empty; fill it, or delete the field",
    ]


def test_selection_and_order(command: Command, small: Path) -> None:
    def keys(*words: str) -> list[str]:
        items = json.loads(command("export", "-f", "csl-json", *words).out)
        return [item["id"] for item in items]

    assert keys() == ["anna2024", "cleo2023"]
    assert keys("cleo2023", "old2024") == ["cleo2023", "anna2024"]
    assert keys("--sort", "date") == ["cleo2023", "anna2024"]
    assert keys("--prefer", "all") == ["anna2024", "anna2024preprint", "cleo2023"]
    assert keys("--tag", "speech", "--tag", "vision") == ["anna2024", "cleo2023"]
    assert keys("--author", "ben", "--year", "2025") == ["anna2024"]
    assert keys("--venue", "icml") == ["anna2024"]


def test_a_program_has_its_format(command: Command, small: Path) -> None:
    assert command("export", "--for", "overleaf") == command("export", "--format", "bibtex")
    assert command("export", "--for", "Typst", "-o", "refs.yml") == (0, "", "")
    assert (small.parent / "refs.yml").read_text("utf-8") == command("export", "--format", "hayagriva").out
    assert command("export", "--for", "word", "-o", "sources.xml").code == 0
    assert command("export", "--for", "github", "-o", "CITATION.cff").code == 0
    assert command("export", "--for", "zotero", "-o", "anything").code == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--for", "zotero", "--format", "ris"), "zotero gets csl-json, not ris; name only one of them"),
        (("--for", "zotero", "-o", "refs.bib"), "zotero gets csl-json, but refs.bib is bibtex by its name"),
        (("--for", "zotro"), "unknown target 'zotro'. Did you mean 'zotero'?"),
        (("--for", "zotero", "--style", "apa"), "--style is for formatted references"),
        (("--strict",), "--strict is for --losses and --enrich"),
    ],
    ids=lambda value: "",
)
def test_what_contradicts_is_a_mistake(
    command: Command, small: Path, words: tuple[str, ...], message: str
) -> None:
    result = command("export", *words)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert not (small.parent / "refs.bib").exists()


def test_losses_are_listed_beside_the_export(command: Command, small: Path) -> None:
    result = command("export", "anna2024", "--format", "ris", "--losses")
    assert result[:2] == command("export", "anna2024", "--format", "ris")[:2]
    assert result.err.splitlines() == [
        "lost: anna2024: title.case: {Élan}",
        "lost: anna2024: title.formulas: $x^2$",
        "lost: anna2024: aliases: old2024",
        "lost: anna2024: links.code: https://code.example",
        "lost: anna2024: links.code.label: v1",
    ]


def test_strict_writes_nothing_where_something_is_lost(command: Command, small: Path) -> None:
    result = command("export", "--format", "ris", "--losses", "--strict", "-o", "refs.ris")
    assert (result.code, result.out) == (1, "")
    assert "kyutai-bib: anna2024: links.code: https://code.example\n" in result.err
    assert result.err.endswith("kyutai-bib: ris cannot carry this; nothing was written\n")
    assert not (small.parent / "refs.ris").exists()


def test_strict_writes_where_nothing_is_lost(command: Command, small: Path) -> None:
    result = command("export", "cleo2023", "--format", "csl-yaml", "--losses", "--strict", "-o", "refs.yaml")
    assert result == (0, "", "")
    assert (small.parent / "refs.yaml").exists()
