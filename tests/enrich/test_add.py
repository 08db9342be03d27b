"""`kyutai-bib add`: new papers, known people, no work twice."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from kyutai_bib.cli import asking
from kyutai_bib.enrich.answer import Author, BadAnswer
from kyutai_bib.enrich.names import of_parts, of_text
from kyutai_bib.enrich.people import match
from kyutai_bib.model.name import PersonName, TeamName
from kyutai_bib.model.person import Orcid, Person
from kyutai_bib.reader import load
from tests.cli.conftest import Command
from tests.conftest import ROOT
from tests.enrich.services import Fact, Services, crossref

NEW = Fact(
    "2501.12345",
    "Codec: a $2\\times$ smaller codec by Erd\\H{o}s",
    (("Alexandre", "Défossez"), ("Jane", "Doe"), ("Gabriel", "de Marmiesse")),
    shown=("A. Defossez", "Jane Doe", "Gabriel de Marmiesse"),
    first="2025-01-20",
)


@pytest.fixture
def file(services: Services, tmp_path: Path) -> Path:
    services.facts[NEW.base] = NEW
    path = tmp_path / "papers.yaml"
    shutil.copy(ROOT / "data" / "papers.yaml", path)
    return path


def test_a_new_paper(services: Services, command: Command, file: Path) -> None:
    before = file.read_text("utf-8")
    result = command("add", "https://arxiv.org/pdf/2501.12345v1.pdf", "--tag", "speech", "--tag", "codecs")
    assert (result.code, result.out) == (0, "kyutai2025codec\n"), result.err
    assert result.err == "papers.yaml: 1 new paper, 1 new person\n"
    after = file.read_text("utf-8")
    assert after == before.replace("  fazel:", "  doe: Doe, Jane\n  fazel:") + (
        "\n  kyutai2025codec:\n"
        '    title: "Codec: a $2\\\\times$ smaller codec by Erdős"\n'
        "    authors: [defossez, doe, marmiesse]\n"
        "    abstract: >-\n      An abstract.\n"
        "    tags: [speech, codecs]\n"
        "    versions:\n      - type: preprint\n"
        '        arxiv: "2501.12345v1"\n        classes: [cs.CL]\n        date: 2025-01-20\n'
    )
    assert command("check", "--strict").code == 0


def test_a_work_that_is_there_is_refused_with_its_key(services: Services, command: Command, file: Path) -> None:
    before = file.read_text("utf-8")
    services.facts["2410.00037"] = Fact("2410.00037", "Moshi", (("A", "B"),))
    title = "Continuous Audio Language Models"
    services.facts["2509.99999"] = Fact("2509.99999", title, (("Simon", "Rouard"),))
    for word, key in {"arXiv:2410.00037v3": "kyutai2024moshi", "2509.99999": "kyutai2025calm"}.items():
        services.facts["2410.00037v3"] = services.facts["2410.00037"]._replace(number=3)
        result = command("add", NEW.base, word)
        assert result.code == 1
        assert f"kyutai-bib: {word}: is in the file already, as {key}\n" in result.err
        assert file.read_text("utf-8") == before


def test_twice_in_one_run(services: Services, command: Command, file: Path) -> None:
    result = command("add", NEW.base, f"10.48550/arXiv.{NEW.base}")
    assert "is in the file already, as kyutai2025codec" in result.err


def test_a_doi(services: Services, command: Command, file: Path) -> None:
    services.works["10.1145/12.34"] = crossref(
        "10.1145/12.34",
        "Speech <i>and</i> H<sub>2</sub>O",
        [("Neil", "Zeghidour"), ("JOHN", "SMITH")],
        **{"container-title": ["Proceedings of the 42nd International Conference on Machine Learning"]},
        issued={"date-parts": [[2025, 7, 1]]},
    )
    assert command("add", "https://dl.acm.org/doi/10.1145/12.34").out == "kyutai2025h2o\n"
    paper = load(file).find("10.1145/12.34")
    assert paper.title.words == "Speech and H2O"
    assert [str(person.name) for person in paper.authors] == ["Neil Zeghidour", "John Smith"]
    assert paper.versions[0].venue is not None
    assert paper.versions[0].venue.id == "icml-2025"


def test_what_cannot_be_added(services: Services, command: Command, file: Path) -> None:
    before = file.read_text("utf-8")
    services.works["10.1145/9.9"] = crossref("10.1145/9.9", "T", [], type="journal-article")
    services.works["10.1145/8.8"] = {"DOI": "10.1145/8.8", "type": "peer-review"}
    for words, code, message in [
        (("hello",), 2, "'hello' is no arXiv id and no DOI"),
        (("2501.99999",), 1, "2501.99999: arXiv: does not know 2501.99999"),
        (("10.1145/7.7",), 1, "10.1145/7.7: Crossref: does not know 10.1145/7.7"),
        (("10.1145/9.9",), 1, "10.1145/9.9: Crossref gives no authors"),
        (("10.1145/8.8",), 1, "has it as peer-review, which is no kind of paper"),
        ((NEW.base, "2410.00037", "--key", "x"), 2, "--key is for one paper"),
        ((NEW.base, "--key", "no key"), 2, "'no key' cannot be a citation key"),
        ((NEW.base, "--key", "Kyutai2024Moshi"), 2, "is taken"),
        ((NEW.base, "--tag", "a,b"), 2, "has a comma"),
    ]:
        result = command("add", *words)
        assert (result.code, result.out) == (code, ""), words
        assert message in result.err
        assert file.read_text("utf-8") == before


def test_in_doubt_nobody_is_merged(services: Services, command: Command, file: Path) -> None:
    before = file.read_text("utf-8")
    services.facts[NEW.base] = NEW._replace(shown=("Alex Defossez", "Jane Doe", "E. Kharitonov"))
    result = command("add", NEW.base, "--no-input")
    assert result.code == 1
    assert "is Alex Defossez the same as defossez (Alexandre Défossez)? Not merged in doubt" in result.err
    assert file.read_text("utf-8") == before


@pytest.mark.parametrize(("answer", "author"), [(0, "defossez-alex"), (1, "defossez")])
def test_in_doubt_somebody_is_asked(
    answer: int, author: str, services: Services, command: Command, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.facts[NEW.base] = NEW._replace(shown=("Alex Defossez", "Jane Doe", "E. Kharitonov"))
    monkeypatch.setattr(asking, "_there", lambda: True)
    result = command("add", NEW.base, stdin=f"{answer}\n".encode())
    assert result.code == 0, result.err
    assert "who is Alex Defossez?" in result.err
    assert [person.id for person in load(file).find(NEW.base).authors] == [author, "doe", "kharitonov"]


def test_a_key_of_ones_own(services: Services, command: Command, file: Path) -> None:
    assert command("add", NEW.base, "--key", "ours2025").out == "ours2025\n"


def test_keys_by_the_pattern_and_free(services: Services, command: Command, file: Path) -> None:
    for number, title in enumerate(
        ["Codec: one", "Codec: two", "Codec", "On the {LoRA} of things", "Über Straßen"], 1
    ):
        base = f"2501.0000{number}"
        services.facts[base] = Fact(
            base, title, (("Jane", ("Doe", "Bell", "Cole", "Diaz", "Evans")[number - 1]),), first="2025-01-01"
        )
    keys = command("add", *(f"2501.0000{number}" for number in range(1, 6))).out.split()
    assert keys == [
        "kyutai2025codec",
        "kyutai2025codectwo",
        "kyutai2025codecb",
        "kyutai2025lora",
        "kyutai2025uber",
    ]


def test_without_a_pattern_it_is_the_first_author(services: Services, command: Command, tmp_path: Path) -> None:
    services.facts[NEW.base] = NEW
    (tmp_path / "papers.yaml").write_text("papers: {}\n", "utf-8")
    result = command("add", NEW.base, "-i", "papers.yaml")
    assert result.code == 0, result.err
    assert result.out == "defossez2025codec\n"


def person(family: str, given: str, orcid: str = "") -> Person:
    return Person(f"{family}-{given}".lower(), PersonName(family, given), Orcid.parse(orcid) if orcid else None)


KNOWN = [
    person("Défossez", "Alexandre"),
    person("Wu", "Anne"),
    person("Wu", "Andrew"),
    person("Signe Talla", "Franck"),
]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Alexandre Défossez", "défossez-alexandre"),
        ("ALEXANDRE DEFOSSEZ", "défossez-alexandre"),
        ("Défossez Alexandre", "défossez-alexandre"),
        ("A. Défossez", "défossez-alexandre"),
        ("Alexandre J. Defossez", "défossez-alexandre"),
        ("Franck Signe Talla", "signe talla-franck"),
        ("F. Signe Talla", "signe talla-franck"),
        ("Anne Wu", "wu-anne"),
        ("A. Wu", "?"),
        ("Alex Défossez", "?"),
        ("Alexandre Defosez", "?"),
        ("Bernard Défossez", ""),
        ("Yang Wu", ""),
        ("Anna Bell", ""),
    ],
)
def test_who_is_who(name: str, found: str) -> None:
    author = of_text(name)
    assert author is not None
    one = match(author, KNOWN)
    assert (one.person.id if one.person else "?" if one.perhaps else "") == found


def test_an_orcid_tells_people_of_one_name_apart() -> None:
    known = [person("Gao", "Yuan", "0000-0002-1825-0097")]
    other = of_parts("Gao", "Yuan", orcid="https://orcid.org/0000-0001-5109-3700")
    same = of_parts("Kao", "Y.", orcid="0000-0002-1825-0097")
    assert other is not None
    assert same is not None
    assert match(other, known) == (None, ())
    assert match(same, known).person == known[0]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Gabriel de Marmiesse", PersonName("Marmiesse", "Gabriel", "de")),
        ("DE MARMIESSE Gabriel", PersonName("De Marmiesse", "Gabriel")),
        ("LACOSTE-JULIEN Simon", PersonName("Lacoste-Julien", "Simon")),
        ("J. R. R. Tolkien", PersonName("Tolkien", "J. R. R.")),
        ("Martin Luther King Jr.", PersonName("King", "Martin Luther", "", "Jr.")),
        ("King, Jr.", PersonName("King", "", "", "Jr.")),
        ("Plato", PersonName("Plato")),
        ("Yuan Gao 0001", PersonName("Gao", "Yuan")),
        ("Jürgen van der Berg", PersonName("Berg", "Jürgen", "van der")),
        ("Doe, Jane, Jr.", PersonName("Doe", "Jane", "", "Jr.")),
        ("Doe, Jr., Jane", PersonName("Doe", "Jane", "", "Jr.")),
        ("Dr. Jane Doe, PhD", PersonName("Doe", "Jane")),
        ("Jane Doe, M.D.", PersonName("Doe", "Jane")),
        ("Jane Doe (MIT)", PersonName("Doe", "Jane")),
        ("Doe, Jane (for the XYZ Collaboration)", PersonName("Doe", "Jane")),
        ("Jane Doe*", PersonName("Doe", "Jane")),
        ("Jane Doe †", PersonName("Doe", "Jane")),
        ("Jane Doe,", PersonName("Doe", "Jane")),
        (r"Jane \'{E}tienne", PersonName("Étienne", "Jane")),
        (r"Erd\H{o}s, P.", PersonName("Erdős", "P.")),
        ("D'Arcy O'Neil", PersonName("O'Neil", "D'Arcy")),
        ("J.-P. Serre", PersonName("Serre", "J.-P.")),
    ],
)
def test_names(text: str, name: PersonName) -> None:
    author = of_text(text)
    assert isinstance(author, Author)
    assert author.name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Kyutai Team", "The Kyutai Team"),
        ("(for the XYZ Collaboration)", "XYZ Collaboration"),
        ("on behalf of the XYZ Consortium", "XYZ Consortium"),
    ],
)
def test_a_team_is_a_team(text: str, name: str) -> None:
    author = of_text(text)
    assert author is not None
    assert author.name == TeamName(name)


@pytest.mark.parametrize("text", [":", ".", "-", ",", "'", "%", "", "\u200b"])
def test_signs_alone_are_nobody(text: str) -> None:
    assert of_text(text) is None
    assert of_parts(text, text) is None


NO_NAMES = [
    *("et al.", "and others", "Jane Doe et al.", "Jane Doe and Ben Cole", "Doe; Cole", "Doe & Co", "1234"),
    *("jane@x.org", "<b>Jane</b> Doe", "Jane $x$ Doe", "https://x.org/jane", "Jane Doe1", "a, b, c", "Doe " * 200),
]


@pytest.mark.parametrize("text", NO_NAMES)
def test_what_is_no_name_is_nobody_in_the_file(
    text: str, services: Services, command: Command, file: Path
) -> None:
    with pytest.raises(BadAnswer, match="as an author, which is no name"):
        of_text(text)
    with pytest.raises(BadAnswer, match="as an author, which is no name"):
        of_parts(text, "")
    before = file.read_text("utf-8")
    services.facts[NEW.base] = NEW._replace(shown=("Jane Doe", text))
    result = command("add", NEW.base, "--no-input", "--source", "arxiv")
    assert result.code == 1
    assert result.err.startswith(f"kyutai-bib: {NEW.base}: arXiv: sends ")
    assert file.read_text("utf-8") == before


TWICE = (("Jane", "Doe"), ("Ann", "Bell"), ("Jane", "Doe"))


@pytest.mark.parametrize(
    ("authors", "who"),
    [
        (TWICE, "Jane Doe"),
        ((("Alexandre", "Défossez"), ("Jane", "Doe"), ("ALEXANDRE", "DEFOSSEZ")), "Alexandre Defossez"),
        ((("Jane", "Doe"), ("Doe", "Jane")), "Doe Jane"),
        ((("Wei", "王"), ("Wei", "王")), "Wei 王"),
    ],
)
def test_somebody_who_stands_twice_is_not_merged_in_silence(
    authors: tuple[tuple[str, str], ...], who: str, services: Services, command: Command, file: Path
) -> None:
    before = file.read_text("utf-8")
    services.facts[NEW.base] = NEW._replace(authors=authors, shown=())
    result = command("add", NEW.base, "--no-input")
    assert result.code == 1
    assert result.err == (
        f"kyutai-bib: {NEW.base}: {who} stands twice among the authors: one person or two? Not merged\n"
        "kyutai-bib: nothing is written\n"
    )
    assert file.read_text("utf-8") == before
    file.write_text(before + f'\n  draft:\n    versions: [{{type: preprint, arxiv: "{NEW.base}"}}]\n', "utf-8")
    enriched = command("enrich", "draft", "--write", "--no-input")
    assert enriched.code == 1
    assert f"draft: {who} stands twice among the authors" in enriched.err
    paper = load(file, drafts=True).find("draft")
    assert paper.authors == ()
    assert paper.title.runs


@pytest.mark.parametrize(("answer", "ids"), [(1, ["doe", "bell"]), (0, ["doe", "bell", "doe-jane"])])
def test_whether_they_are_two_is_asked(
    answer: int,
    ids: list[str],
    services: Services,
    command: Command,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    services.facts[NEW.base] = NEW._replace(authors=TWICE, shown=())
    monkeypatch.setattr(asking, "_there", lambda: True)
    result = command("add", NEW.base, stdin=f"{answer}\n".encode())
    assert "who is Jane Doe, who stands twice among the authors?" in result.err
    assert [person.id for person in load(file).find(NEW.base).authors] == ids


def test_orcids_tell_two_of_one_name_apart(services: Services, command: Command, file: Path) -> None:
    work = crossref("10.1145/12.34", "A codec", [])
    orcids = ("0000-0002-1825-0097", "0000-0001-5109-3700")
    work["author"] = [{"given": "Jane", "family": "Doe", "ORCID": f"https://orcid.org/{o}"} for o in orcids]
    services.works["10.1145/12.34"] = work
    result = command("add", "10.1145/12.34", "--no-input")
    assert result.code == 0, result.err
    people = load(file).find("10.1145/12.34").authors
    assert [(person.id, str(person.orcid)) for person in people] == [("doe", orcids[0]), ("doe-jane", orcids[1])]


def test_three_thousand_authors_take_no_minutes(services: Services, command: Command, file: Path) -> None:
    """A collaboration; a look at every pair would take four million looks."""
    authors = tuple(
        (f"G{chr(97 + n % 26)}orge", f"Fam{'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10 % 10] * 2}{n // 100 * 'z'}y")
        for n in range(3000)
    )
    services.facts[NEW.base] = NEW._replace(authors=authors, shown=())
    started = time.monotonic()
    result = command("add", NEW.base, "--no-input", "--source", "arxiv")
    assert time.monotonic() - started < 20
    assert (result.code, result.out) == (0, "kyutai2025codec\n")
