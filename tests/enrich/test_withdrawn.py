"""A paper that was taken back: its notice is told, whoever says it, and is never title or abstract."""

from __future__ import annotations

from pathlib import Path

import pytest

from kyutai_bib.enrich.answer import Answer
from kyutai_bib.enrich.withdrawn import without_notice
from kyutai_bib.model.rich_text import Abstract, Title
from kyutai_bib.reader import load
from tests.cli.conftest import Command
from tests.enrich.services import Asked, Canned, Fact, Services, crossref

NOTICE = "This paper has been withdrawn by the authors due to an error in Lemma 2."
FACT = Fact("2401.00001", "A title", (("Jane", "Doe"),), NOTICE)
FILE = 'papers:\n  p:\n    versions: [{type: preprint, arxiv: "2401.00001"}]\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "papers.yaml"
    path.write_text(FILE, "utf-8")
    return path


@pytest.mark.parametrize("source", ["arxiv", "datacite"])
def test_the_notice_is_no_abstract(source: str, services: Services, command: Command, file: Path) -> None:
    services.facts["2401.00001"] = FACT
    result = command("enrich", "--write", "--no-input", "--source", source)
    label = {"arxiv": "arXiv", "datacite": "DataCite"}[source]
    assert f"kyutai-bib: p: {label}: withdrawn: {NOTICE}\n" in result.err
    assert "abstract" not in file.read_text("utf-8")
    assert "title: A title" in file.read_text("utf-8")


def away(asked: Asked) -> Canned | None:
    return Canned(403) if asked.name == "arxiv" else None


def test_an_added_paper_has_none_either(services: Services, command: Command, file: Path) -> None:
    services.facts["2401.00002"] = FACT._replace(base="2401.00002")
    services.fault = away
    result = command("add", "2401.00002", "--no-input")
    assert result.code == 0
    assert f"2401.00002: DataCite: withdrawn: {NOTICE}" in result.err
    assert "withdrawn" not in file.read_text("utf-8")


def test_what_one_source_has_heard_counts_for_the_others(services: Services, command: Command, file: Path) -> None:
    """arXiv's record has only the comment, DataCite's still the abstract of the first version."""
    services.facts["2401.00001"] = FACT._replace(abstract="We prove it.", comment="Withdrawn: Lemma 2 is wrong")
    services.fault = lambda asked: None
    result = command("enrich", "--write", "--no-input", "--source", "arxiv", "--source", "datacite")
    assert "p: arXiv: withdrawn: Withdrawn: Lemma 2 is wrong" in result.err
    assert "abstract" not in file.read_text("utf-8")


def test_a_publisher_who_took_it_back(services: Services, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "papers.yaml"
    file.write_text("papers: {}\n", "utf-8")
    notice = "<jats:p>This article has been withdrawn at the request of the editor.</jats:p>"
    services.works["10.1145/1.2"] = crossref(
        "10.1145/1.2", "RETRACTED: On LoRA", [("Jane", "Doe")], abstract=notice
    )
    result = command("add", "10.1145/1.2", "-i", "papers.yaml")
    assert result.code == 0
    assert "10.1145/1.2: Crossref: withdrawn: This article has been withdrawn at the request" in result.err
    paper = load(file).find("10.1145/1.2")
    assert (str(paper.title), paper.abstract) == ("On {LoRA}", None)


NOTICES = [
    NOTICE,
    "This submission has been withdrawn by arXiv administrators due to inappropriate text reuse.",
    "This article is withdrawn.",
    "The paper has been withdrawn.",
    "this manuscript was retracted",
    "Withdrawn",
    "Paper withdrawn due to a crucial error in equation 1",
    "Withdrawn by the author.",
    "(withdrawn)",
    "The author has withdrawn this paper.",
    "We withdraw this paper, as Theorem 1 is known.",
    "This paper has been superseded by arXiv:2401.00009.",
    "This submission has been removed by arXiv administrators as it violates the terms.",
    "Temporarily withdrawn for revision",
    "We thank the reader who found the gap. This paper has now been withdrawn.",
]
NO_NOTICES = [
    "We present WithdrarXiv, a data set of 14,000 papers withdrawn from arXiv, with their retraction comments.",
    "Retracted papers are cited on. We study why.",
    "Withdrawn applicants differ from others.",
    "The hand has been withdrawn by the robot before the paper tears.",
    "A cash withdrawal is this paper's example.",
    "Electrons are withdrawn by the group.",
    "word " * 80 + NOTICE,
]


@pytest.mark.parametrize("text", NOTICES)
def test_notices(text: str) -> None:
    answer = without_notice(Answer("x", title=Title.parse("T"), abstract=Abstract.parse(text)))
    assert answer.withdrawn
    assert answer.abstract is None
    assert without_notice(Answer("x", comment=text)).withdrawn


@pytest.mark.parametrize("text", NO_NOTICES)
def test_papers_about_such_things(text: str) -> None:
    answer = Answer("x", title=Title.parse("T"), abstract=Abstract.parse(text))
    assert without_notice(answer) == answer


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("WITHDRAWN: A {LoRA} study", "A {LoRA} study"),
        ("Retracted Article: On $x$", "On $x$"),
        ("{RETRACTED}: It", "It"),
        ("Withdrawn papers on arXiv", "Withdrawn papers on arXiv"),
        ("Retraction: a notice", "Retraction: a notice"),
    ],
)
def test_the_word_before_a_title(title: str, kept: str) -> None:
    assert str(without_notice(Answer("x", title=Title.parse(title))).title) == kept
