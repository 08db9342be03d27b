"""`kyutai-bib enrich`: what differs is shown, what is missing is written, the rest only on demand."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from kyutai_bib.model.library import Library
from kyutai_bib.reader import load
from tests.cli.conftest import Command
from tests.conftest import ROOT
from tests.edit.test_untouched_bytes import COMMENTS
from tests.enrich.services import Fact, Services, crossref
from tests.enrich.test_nine_papers import teach


@pytest.fixture
def file(services: Services, library: Library, tmp_path: Path) -> Path:
    """The papers of the lab, and services that know them."""
    teach(services, library)
    path = tmp_path / "papers.yaml"
    shutil.copy(ROOT / "data" / "papers.yaml", path)
    return path


def lines_added(file: Path) -> tuple[list[str], list[str]]:
    before = (ROOT / "data" / "papers.yaml").read_text("utf-8").split("\n")
    after = file.read_text("utf-8").split("\n")
    return [line for line in before if line not in after], [line for line in after if line not in before]


def test_the_papers_of_the_lab_differ_in_nothing(command: Command, file: Path) -> None:
    result = command("enrich")
    assert (result.code, result.out, result.err) == (0, "nothing is missing, and nothing differs\n", "")


def test_the_table(services: Services, command: Command, file: Path) -> None:
    moshi = services.facts["2410.00037"]
    services.facts["2410.00037"] = moshi._replace(classes=("eess.AS", "cs.AI"), authors=moshi.authors[:-1])
    services.facts["2410.00037v1"] = moshi._replace(number=1)
    services.facts["2503.15633"] = services.facts["2503.15633"]._replace(last="2025-11-11", number=2)
    services.facts["2503.15633v1"] = services.facts["2503.15633"]._replace(number=1)
    result = command("enrich")
    head, *rows = [line.split() for line in result.out.splitlines()]
    assert head == ["PAPER", "FIELD", "OURS", "THEIRS", "SOURCE", "DATE"]
    assert [row[:2] for row in rows] == [
        ["kyutai2025moshivispreprint", "updated"],
        ["kyutai2024moshi", "authors"],
        ["kyutai2024moshi", "classes"],
    ]
    assert rows[0][2:5] == ["–", "2025-11-11", "arXiv"]
    assert result.err == "kyutai-bib: kyutai2024moshi: arXiv: 8 authors in v1, 7 now\n"
    assert result.code == 0, "disagreement is no error"
    assert lines_added(file) == ([], [])


def test_write_fills_and_take_takes(services: Services, command: Command, file: Path) -> None:
    services.facts["2410.00037"] = services.facts["2410.00037"]._replace(classes=("eess.AS", "cs.AI"))
    services.facts["2502.03382"] = services.facts["2502.03382"]._replace(
        classes=("cs.CL", "cs.SD"), first="2025-02-06"
    )
    services.facts["2503.15633"] = services.facts["2503.15633"]._replace(last="2025-11-11", number=2)
    assert command("enrich", "--write").code == 0
    assert lines_added(file) == ([], ["        updated: 2025-11-11"])
    assert command("enrich", "--write", "--take", "kyutai2024moshi.classes").code == 0
    assert lines_added(file)[1] == ["        updated: 2025-11-11", "        classes: [eess.AS, cs.AI]"]
    assert command("enrich", "--write", "--take", "classes,kyutai2025hibikipreprint.date").code == 0
    assert lines_added(file)[1] == [
        "        updated: 2025-11-11",
        "        classes: [cs.CL, cs.SD]",
        "        date: 2025-02-06",
        "        classes: [eess.AS, cs.AI]",
    ]
    assert command("enrich").out == "nothing is missing, and nothing differs\n"


def test_a_retitled_version_is_told(services: Services, command: Command, file: Path) -> None:
    calm = services.facts["2509.06926"]
    services.facts["2509.06926v1"] = calm
    services.facts["2509.06926"] = calm._replace(title="Continuous Audio Models", number=2, last="2025-12-01")
    result = command("enrich", "kyutai2025calm")
    assert "retitled since v1, which is “Continuous Audio Language Models”" in result.err
    assert (
        "kyutai2025calmpreprint  title    Continuous Audio Language Models  Continuous Audio Models" in result.out
    )
    assert command("enrich", "kyutai2025calm", "--write", "--take", "title").code == 0
    paper = load(file).find("kyutai2025calm")
    assert paper.title.words == "Continuous Audio Language Models", "the conference has it so"
    assert paper.versions[1].title is not None
    assert paper.versions[1].title.words == "Continuous Audio Models"


def test_words_that_are_wrong(services: Services, command: Command, file: Path) -> None:
    for words, message in {
        ("--take", "title"): "--take is for writing; add --write",
        ("--write", "--take", "titel"): "unknown field 'titel'. Did you mean 'title'?",
        ("--write", "--take", "moshy.title"): "unknown paper 'moshy'",
        ("--write", "--take", ".title"): "has no paper before the dot",
        ("moshy",): "unknown paper 'moshy'",
        ("-i", "-"): "cannot read it from stdin",
        ("--source", "google"): "'google' is not one of",
        ("--timeout", "0"): "0",
    }.items():
        result = command("enrich", *words)
        assert result.code == 2, words
        assert message in result.err
        assert result.out == ""
    assert services.log == []


def test_json_has_everything_whole(services: Services, command: Command, file: Path) -> None:
    services.facts["2410.00037"] = services.facts["2410.00037"]._replace(abstract="Short.")
    found = json.loads(command("enrich", "--json").out)
    (row,) = found["differences"]
    assert (row["paper"], row["field"], row["theirs"], row["missing"]) == (
        "kyutai2024moshi",
        "abstract",
        "Short.",
        False,
    )
    assert len(row["ours"]) > 1000


STREAMING = "streaming sequence-to-sequence learning with delayed streams modeling"
WHERE = {"venue": "ICML", "year": "2025", "pages": "1-12", "long": "ICML"}


@pytest.mark.parametrize("source", ["dblp", "semanticscholar", "openreview"])
def test_published_since(source: str, services: Services, command: Command, file: Path) -> None:
    services.published[STREAMING] = WHERE
    services.knowing = {source}
    result = command("enrich")
    label = {"dblp": "DBLP", "semanticscholar": "Semantic Scholar", "openreview": "OpenReview"}[source]
    assert result.out.startswith(f"kyutai2025streaming was published since ({label}, ")
    assert "    - type: conference\n      venue: icml-2025\n" in result.out
    assert lines_added(file) == ([], [])
    assert command("enrich", "--write").code == 0
    assert lines_added(file) == ([], []), "a new version is not a missing field"
    assert command("enrich", "--write", "--take", "kyutai2025streaming.versions").code == 0
    version = load(file).find("kyutai2025streaming").versions[1]
    assert version.venue is not None
    assert version.venue.id == "icml-2025"
    assert str(version.pages or "") == ("" if source == "openreview" else "1-12")
    assert version.openreview == ("MFrJ3NzA5H" if source == "openreview" else "")


def test_the_most_trusted_is_asked_first_and_the_rest_only_if_it_does_not_know(
    services: Services, command: Command, file: Path
) -> None:
    services.published[STREAMING] = WHERE
    command("enrich")
    unpublished = 4
    assert len(services.asked("dblp")) == unpublished
    assert len(services.asked("semanticscholar")) == len(services.asked("openreview")) == unpublished - 1


def test_a_paper_of_the_same_title_by_others_is_another_paper(
    services: Services, command: Command, file: Path
) -> None:
    services.published[STREAMING] = WHERE
    fact = services.facts["2509.08753"]
    services.facts["2509.08753"] = fact
    services.facts["x"] = fact._replace(base="9999.99999", authors=(("Somebody", "Else"),))
    services.facts = {"x": services.facts.pop("x"), **services.facts}
    services.knowing = {"dblp", "openreview"}
    assert "was published since" not in command("enrich").out


def test_a_doi_on_arxiv_leads_to_crossref(services: Services, command: Command, file: Path) -> None:
    fact = services.facts["2509.08753"]
    services.facts["2509.08753"] = fact._replace(doi="10.1145/1234.5678")
    services.works["10.1145/1234.5678"] = crossref("10.1145/1234.5678", fact.title, fact.authors)
    result = command("enrich")
    assert "kyutai2025streaming was published since (arXiv, Crossref" in result.out
    assert "(new venue: Proceedings of a Conference)" in result.out
    assert services.asked("dblp"), "the others are still looked for"
    assert command("enrich", "--write", "--take", "versions").code == 0
    version = load(file).find("kyutai2025streaming").versions[1]
    assert str(version.doi) == "10.1145/1234.5678"
    assert version.venue is not None
    assert version.venue.publisher == "Association for Computing Machinery"


def test_a_doi_of_another_paper_is_no_publication(services: Services, command: Command, file: Path) -> None:
    services.facts["2509.08753"] = services.facts["2509.08753"]._replace(doi="10.1145/1234.5678")
    services.works["10.1145/1234.5678"] = crossref("10.1145/1234.5678", "Bread", [("A", "Baker")])
    result = command("enrich")
    assert "kyutai2025streaming: arXiv: 10.1145/1234.5678 is of another paper, “Bread”" in result.err
    assert "was published since" not in result.out


def test_crossref_fills_a_published_version(services: Services, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "papers.yaml"
    file.write_text(
        "people: {a: 'Doe, Jane'}\nvenues: {v: {title: A Journal}}\n"
        "papers:\n  p:\n    title: T\n    authors: [a]\n"
        "    versions:\n      - type: journal\n        venue: v\n        doi: 10.1145/1.2 # its own\n",
        "utf-8",
    )
    services.works["10.1145/1.2"] = crossref(
        "10.1145/1.2", "T", [("J.", "Doe")], type="journal-article", volume="6", issue="5"
    )
    assert command("enrich", "--write").code == 0
    assert file.read_text("utf-8").endswith(
        '        venue: v\n        date: 2025-06\n        volume: "6"\n        issue: "5"\n        pages: 11-22\n'
        "        doi: 10.1145/1.2 # its own\n        publisher: Association for Computing Machinery\n"
    )


def test_the_file_changed_by_somebody_else_is_left_alone(
    services: Services, command: Command, tmp_path: Path
) -> None:
    file = tmp_path / "papers.yaml"
    text = 'papers:\n  p:\n    versions: [{type: preprint, arxiv: "2401.00001"}]\n'
    file.write_text(text, "utf-8")
    services.facts["2401.00001"] = Fact("2401.00001", "T", (("Jane", "Doe"),))

    def edited_meanwhile(asked: object) -> None:
        file.write_text(text + "# mine\n", "utf-8")

    services.fault = edited_meanwhile
    result = command("enrich", "--write", "--no-input")
    assert result.code == 1
    assert "was changed by somebody else in the meantime" in result.err
    assert file.read_text("utf-8") == text + "# mine\n"


def test_a_draft_is_no_file_for_an_export_unless_enriched(
    services: Services, command: Command, tmp_path: Path
) -> None:
    file = tmp_path / "papers.yaml"
    file.write_text('papers:\n  p:\n    versions: [{type: preprint, arxiv: "2401.00001"}]\n', "utf-8")
    assert "p: title: missing" in command("export").err
    lacking = command("export", "--enrich")
    assert lacking.code == 1
    assert "p: title: missing, and no source told it" in lacking.err
    services.facts["2401.00001"] = Fact("2401.00001", "T", (("Jane", "Doe"),))
    result = command("export", "--enrich", "--refresh")
    assert (result.code, result.err) == (0, "")
    assert "author        = {Doe, Jane}" in result.out
    assert "title" not in file.read_text("utf-8")


def test_export_from_stdin(services: Services, command: Command) -> None:
    services.facts["2401.00001"] = Fact("2401.00001", "T", (("Jane", "Doe"),))
    text = b'papers:\n  p:\n    versions: [{type: preprint, arxiv: "2401.00001"}]\n'
    assert "title         = {T}" in command("export", "--enrich", "-i", "-", stdin=text).out


def test_the_papers_that_come_with_us_are_not_written(services: Services, command: Command) -> None:
    for words in (("enrich", "--write"), ("add", "2501.00001")):
        result = command(*words)
        assert (result.code, services.log) == (2, [])
        assert "there is no data file here to write to; name one with --input" in result.err


def test_the_date_of_a_preprint_is_not_that_of_the_conference(
    services: Services, command: Command, tmp_path: Path
) -> None:
    (tmp_path / "papers.yaml").write_text(
        "people: {a: 'Doe, Jane'}\nvenues: {v: {title: Proceedings, date: 2025-07}}\npapers:\n  p:\n    title: T\n"
        "    authors: [a]\n    abstract: An abstract.\n"
        '    versions: [{type: conference, venue: v, arxiv: "2401.00001", classes: [cs.CL]}]\n',
        "utf-8",
    )
    services.facts["2401.00001"] = Fact("2401.00001", "T", (("Jane", "Doe"),), last="2024-05-06", number=2)
    assert command("enrich", "--source", "arxiv").out == "nothing is missing, and nothing differs\n"


def test_what_the_authors_told_arxiv_of_a_publication(services: Services, command: Command, file: Path) -> None:
    fact = services.facts["2509.08753"]
    services.facts["2509.08753"] = fact._replace(
        comment="Accepted at ICLR 2026", journal_ref="J. Speech 4 (2026) 1-9"
    )
    services.facts["2410.00037"] = services.facts["2410.00037"]._replace(comment="67 pages, 12 figures")
    services.facts["2502.03382"] = services.facts["2502.03382"]._replace(comment="Accepted at ICML 2025")
    assert command("enrich").err == (
        "kyutai-bib: kyutai2025streaming: arXiv: journal reference: J. Speech 4 (2026) 1-9\n"
        "kyutai-bib: kyutai2025streaming: arXiv: comment: Accepted at ICLR 2026\n"
    )


def test_git_shows_only_the_lines_meant(services: Services, command: Command, tmp_path: Path) -> None:
    """From the command to `git diff`, on a file with comments in every possible place."""
    file = tmp_path / "papers.yaml"
    file.write_text(COMMENTS, "utf-8")
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "core.autocrlf=false"]
    for words in (["init", "-q"], ["add", "papers.yaml"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *words], cwd=tmp_path, check=True)
    services.facts["2401.00001"] = Fact(
        "2401.00001", "It's another", (("Anna", "Béarn"), ("Ben", "Cole")), "What: it # is.", first="2024-01-02"
    )
    services.facts["2401.00002"] = Fact("2401.00002", "Second", (("Zoë", "Abel"),), "Two.", first="2024-01-01")
    result = command("enrich", "--write", "--take", "first2024.title", "--source", "arxiv", "--no-input")
    assert result.code == 0, result.err
    diff = subprocess.run(
        [*git, "diff", "--no-color", "--unified=0"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    assert [line for line in diff.splitlines()[4:] if line[0] in "+-"] == [
        "+    abstract: >-",
        "+      What: it # is.",
        "+        title: It's another",
        "+        classes: [cs.CL]",
        "+        date: 2024-01-02",
        '-  s24: {title: "Second",   authors: [anna], versions: '
        '[{type: preprint, arxiv: "2401.00002", date: 2024}]} # z',
        '+  s24: {title: "Second",   authors: [anna], abstract: Two., versions: '
        '[{type: preprint, arxiv: "2401.00002", classes: [cs.CL], date: 2024}]} # z',
    ]
