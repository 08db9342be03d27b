"""The second look: what triggers each warning, what is near it and does not, and the trial export."""

from __future__ import annotations

import pytest

from kyutai_bib.checks import check, trial
from kyutai_bib.model.library import Library
from kyutai_bib.reader import Problem, Severity, read_library
from tests.conftest import ROOT


def paper(key: str = "anna2024", title: str = "T", version: str = "", more: str = "") -> str:
    return f"""
  {key}:
    title: {title}
    authors: [anna]
    {more}
    versions:
      - {{type: preprint, date: 2024, {version}}}
"""


def found(*papers: str, people: str = "", venues: str = "") -> list[Problem]:
    text = f'people:\n  anna: "Berg, Anna"\n{people}\nvenues: {{{venues}}}\npapers:{"".join(papers) or " {}"}'
    return check(read_library(text, "p.yaml"), "p.yaml")


def messages(problems: list[Problem]) -> list[str]:
    return [problem.message for problem in problems]


def test_the_lab_s_own_file_has_no_findings(library: Library) -> None:
    assert check(library, str(ROOT / "data" / "papers.yaml")) == []


@pytest.mark.parametrize(
    "word",
    ["LoRA", "LLMs", "ARC-Encoder", "MoshiVis", "GPT4", "3D", "iPhone", "non-LaTeX", "CNN", "L2X", "Vision-LLM"],
)
def test_a_capital_inside_a_word_wants_braces(word: str) -> None:
    [problem] = found(paper(title=f"Learning {word} fast"))
    assert problem.message == f"{word!r} looks like an acronym or a name"
    assert problem.advice == f"protect its capitals: {{{word}}}"
    assert (problem.severity, problem.key, problem.field, problem.line) == (
        Severity.WARNING,
        "anna2024",
        "title",
        6,
    )


@pytest.mark.parametrize(
    "title",
    [
        '"{LoRA} and {LLMs}"',
        "Speech-To-Speech Translation",
        "A Moshi Model",
        "I am",
        '"$LLM_{XY}$"',
        "4k images",
        "Été à Paris",
        '"{ARC-Encoder}: learning"',
    ],
)
def test_other_words_do_not(title: str) -> None:
    assert found(paper(title=title)) == []


def test_the_title_of_a_version_counts_too_and_a_word_once() -> None:
    assert messages(found(paper(title="LoRA", version="title: LoRA by CASA"))) == [
        "'LoRA' looks like an acronym or a name",
        "'CASA' looks like an acronym or a name",
    ]


@pytest.mark.parametrize("key", ["Anna2024", "anna_2024", "anna-2024", "anna:2024", "anna.2024", "a/b", "a+b"])
def test_keys_that_programs_stumble_over(key: str) -> None:
    [problem] = found(paper(key))
    assert problem.message == "some programs stumble over this key"
    assert "aliases" in problem.advice


@pytest.mark.parametrize("key", ["anna2024", "2024anna", "a"])
def test_safe_keys(key: str) -> None:
    assert found(paper(key)) == []


def test_two_works_with_one_arxiv_id() -> None:
    one, two = paper("a", version='arxiv: "2410.00037"'), paper("b", version='arxiv: "arXiv:2410.00037v2"')
    [problem] = found(one, two)
    assert (problem.key, problem.field) == ("b", "arxiv")
    assert problem.message == "2410.00037 is also the arXiv id of a"
    assert found(one, paper("b", version='arxiv: "2410.00038"')) == []


def test_one_work_may_have_two_versions_of_one_arxiv_paper() -> None:
    text = paper(version='arxiv: "2410.00037"') + '      - {type: preprint, date: 2025, arxiv: "2410.00037v2"}\n'
    assert found(text) == []


@pytest.mark.parametrize(
    ("version", "warns"),
    [
        ("type: conference, venue: v, doi: 10.48550/arXiv.2410.00037", True),
        ("type: conference, venue: v, doi: 10.48550/ARXIV.2410.00037", True),
        ("type: conference, venue: v, doi: 10.1145/1", False),
        ("type: preprint, doi: 10.48550/arXiv.2410.00037, date: 2024", False),
    ],
)
def test_arxiv_s_doi_is_not_the_published_one_s(version: str, warns: bool) -> None:
    text = f"\n  anna2024:\n    title: T\n    authors: [anna]\n    versions:\n      - {{{version}}}\n"
    problems = found(text, venues="v: {title: V, date: 2025}")
    about_dois = [problem.message for problem in problems if problem.field == "doi"]
    assert len(about_dois) == warns
    assert all(message.endswith("is arXiv's DOI and not that of the conference version") for message in about_dois)


@pytest.mark.parametrize(
    ("arxiv", "date", "spelled"),
    [
        ("2410.00037", "2024-08-31", "2024-10"),
        ("2410.00037", "2024-12", "2024-10"),
        ("2501.00037", "2023-12-31", "2025-01"),
        ("2412.00037", "2024-01", "2024-12"),
        ("hep-th/9901001", "1999-06", "1999-01"),
        ("hep-th/9012001", "1991-06", "1990-12"),
        ("hep-th/0701001", "2006-01", "2007-01"),
    ],
)
def test_a_date_far_from_the_arxiv_id(arxiv: str, date: str, spelled: str) -> None:
    text = paper(version=f'arxiv: "{arxiv}"').replace("date: 2024", f"date: {date}")
    [problem] = found(text)
    assert problem.message == f"the date {date} does not go with the arXiv id {arxiv}, of {spelled}"
    assert problem.field == "date"


@pytest.mark.parametrize(
    ("arxiv", "date"),
    [
        ("2410.00037", "2024-09-17"),  # submitted in the month before
        ("2410.00037", "2024-11-01"),
        ("2501.00037", "2024-12-31"),
        ("2410.00037", "2023"),  # a year alone says too little
        ("2410.00037v3", "2026-01-01"),  # a later version has its own date
        ("hep-th/9901001", "1999-01-01"),
        ("astro-ph/8908001", "1989-08"),
    ],
)
def test_a_date_near_the_arxiv_id(arxiv: str, date: str) -> None:
    assert found(paper(version=f'arxiv: "{arxiv}"').replace("date: 2024", f"date: {date}")) == []


@pytest.mark.parametrize(
    ("url", "warns"),
    [("https://a.example/%20x", True), ("https://a.example/#x", True), ("https://a.example/?x=1_2", False)],
)
def test_addresses_that_latex_stops_at(url: str, warns: bool) -> None:
    problems = found(paper(version=f'url: "{url}"'))
    assert messages(problems) == ([f"{url} has a % or a #"] if warns else [])


def test_links_of_the_work_are_not_printed_by_latex() -> None:
    assert found(paper(more='links: {code: "https://a.example/#x"}')) == []


def test_entries_that_nothing_refers_to() -> None:
    problems = found(
        paper(),
        people='  ben: "Cole, Ben"\n  eve: "Evans, Eve"\n  dan: "Diaz, Dan"',
        venues="lonely: {title: V, editors: [eve]}",
    )
    assert [(problem.key, problem.field, problem.message) for problem in problems] == [
        ("people", "ben", "no paper or venue names this person"),
        ("people", "dan", "no paper or venue names this person"),
        ("venues", "lonely", "no paper appeared in this venue"),
    ]


def test_an_author_of_one_version_is_named() -> None:
    assert found(paper(version="authors: [ben]"), people='  ben: "Cole, Ben"') == []


def test_findings_come_by_line() -> None:
    problems = found(paper("B", title="LoRA"), paper("A", title="CASA"), people='  ben: "Cole, Ben"')
    assert [problem.line for problem in problems] == sorted(problem.line for problem in problems)
    assert len(problems) == 5
    assert {problem.file for problem in problems} == {"p.yaml"}


HARD = r"'{A \{b\} \\ % # & _ ~ ^ \" ` @ = , c}: d $x_{1}^{2}$ \$5 ÉßŁ 中文 \LaTeX'".replace(r"\"", '"')


def test_the_trial_takes_all_that_texts_can_hold() -> None:
    library = read_library(
        'people: {anna: {family: "Berg, and {Ann", given: "A @x"}}\n'
        + f"papers:{paper(title=HARD, version='note: ' + repr('100% of {a & #1_2 ~x'))}"
    )
    assert list(trial.findings(library)) == []


@pytest.mark.parametrize(
    "broken",
    [
        "@misc{other,\n  title = {T},\n}\n",
        "@misc{anna2024,\n  title = {T,\n}\n",
        "@misc{anna2024,\n  title = {T},\n}\n@misc{b,\n}\n",
        "@misc{anna2024,\n  title = {T},\n  title = {U},\n}\n",
        "",
    ],
    ids=["another key", "open brace", "two entries", "field twice", "nothing"],
)
def test_the_trial_sees_what_does_not_come_back(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "write", lambda records, format_, options: iter([broken]))
    problems = found(paper())
    assert messages(problems) == ["its bibtex entry cannot be read back", "its biblatex entry cannot be read back"]
    assert {problem.severity for problem in problems} == {Severity.ERROR}
    assert all("please report" in problem.advice for problem in problems)


def test_a_field_that_has_no_place_in_the_type() -> None:
    [problem] = found(paper(version="issue: 3"))
    assert problem.field == "versions[0].issue"
    assert problem.message == "has no place in a version of type preprint: some exports leave it out"
    [problem] = found(paper(version='arxiv: "2401.00001", publisher: bioRxiv'))
    assert problem.field == "versions[0].publisher"
    assert found(paper(version="publisher: bioRxiv, number: 2024.01.01")) == []


def test_a_tag_in_a_title() -> None:
    [problem] = found(paper(title='"Of <i>E. coli</i> and a < b"'))[:1]
    assert problem.message == "'<i>' is printed as it stands"


def test_a_very_long_word_takes_no_time() -> None:
    assert len(found(paper(title="a" * 200_000 + "B"))) == 1
