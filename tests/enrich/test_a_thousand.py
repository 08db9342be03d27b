"""A thousand ids from a server that fails at random: all found, nothing wrong; the second time nobody is asked."""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from kyutai_bib.enrich.pace import Pace
from kyutai_bib.enrich.settings import Settings
from kyutai_bib.enrich.sources import ARXIV
from kyutai_bib.reader import load
from tests.cli.conftest import Command
from tests.enrich.services import Asked, Canned, Fact, Services

COUNT = 1000
PAUSE = 0.02
GIVEN = ("Anna", "Boris", "Clara", "Dmitri", "Elena", "Felix", "Greta")
FAMILIES = ["".join(random.Random(n).choices("abcdefghijklmnoprstuvwz", k=9)).title() for n in range(COUNT + 1)]  # noqa: S311
"""Names that nobody could take for one another."""


def fact(number: int) -> Fact:
    base = f"2401.{number:05}"
    authors = ((GIVEN[number % len(GIVEN)], "Doe"), (FAMILIES[number][::-1].title(), FAMILIES[number]))
    return Fact(base, f"Title of number {number}: a $x^{{{number}}}$ study", authors, f"It is number {number}.")


class Moody:
    """One answer in five is a 429, a 5xx, cut, slow or a web page; counted."""

    def __init__(self, services: Services) -> None:
        self.random = random.Random(4)  # noqa: S311
        self.counts: Counter[str] = Counter()
        self.services = services

    def __call__(self, asked: Asked) -> Canned | None:
        if self.random.random() >= 0.2:
            return None
        kind = self.random.choice(["429", "503", "500", "cut", "slow", "html"])
        self.counts[kind] += 1
        right = self.services.answer(asked)
        return {
            "429": Canned(429, b"Rate exceeded.", (("Retry-After", "0"),)),
            "503": Canned(503, b""),
            "500": Canned(500, b"<html>"),
            "cut": right._replace(cut=len(right.body) // 2),
            "slow": right._replace(delay=0.1),
            "html": Canned(200, b"<html>Rate exceeded.</html>"),
        }[kind]


@pytest.fixture
def file(services: Services, tmp_path: Path) -> Path:
    lines = ["papers:"]
    for number in range(1, COUNT + 1):
        services.facts[fact(number).base] = fact(number)
        lines += [f"  p{number}:", f'    versions: [{{type: preprint, arxiv: "{fact(number).base}"}}]']
    path = tmp_path / "papers.yaml"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def check(file: Path) -> None:
    library = load(file)
    assert len(library) == COUNT
    for number, paper in enumerate(library, 1):
        wanted = fact(number)
        assert paper.key == f"p{number}"
        assert str(paper.title) == wanted.title
        assert str(paper.abstract) == wanted.abstract
        assert [(p.name.given, p.name.family) for p in paper.authors] == list(wanted.authors)  # type: ignore[union-attr]
        assert str(paper.versions[0].date) == wanted.first
    assert len(library.people) == 7 + COUNT


def moments_of_sending(monkeypatch: pytest.MonkeyPatch, cache: Path) -> list[float]:
    """When requests were sent, as the next run would read it; when they arrive is up to the machine."""
    sent: list[float] = []
    wait = Pace.wait

    def noted(pace: Pace, name: str, pause: float, room: float) -> bool:
        ready = wait(pace, name, pause, room)
        sent.append(float((cache / f"{name}.last").read_text("ascii")))
        return ready

    monkeypatch.setattr(Pace, "wait", noted)
    return sent


def test_batches_of_arxiv(
    services: Services, command: Command, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KYUTAI_BIB_BATCH", "5")
    monkeypatch.setenv("KYUTAI_BIB_PAUSE", str(PAUSE))
    sent = moments_of_sending(monkeypatch, file.parent / "cache")
    moody = services.fault = Moody(services)
    result = command("enrich", "--write", "--no-input", "--source", "arxiv")
    assert (result.code, result.err) == (0, f"papers.yaml: 5000 changes written, {7 + COUNT} new in people\n")
    check(file)
    asked = services.asked("arxiv")
    failed = sum(moody.counts.values()) - moody.counts["slow"]
    assert len(asked) == len(sent) == COUNT // 5 + failed
    assert failed > 20
    assert set(moody.counts) == {"429", "503", "500", "cut", "slow", "html"}
    assert min(later - earlier for earlier, later in pairwise(sent)) >= PAUSE - 2e-6  # written to a microsecond
    before = len(services.log)
    assert command("enrich", "--source", "arxiv").out == "nothing is missing, and nothing differs\n"
    assert len(services.log) == before


def test_one_by_one_from_datacite(services: Services, command: Command, file: Path) -> None:
    moody = services.fault = Moody(services)
    result = command("enrich", "--write", "--no-input", "--source", "datacite")
    assert result.code == 0, result.err
    library = load(file)
    assert [str(paper.title) for paper in library] == [fact(number).title for number in range(1, COUNT + 1)]
    failed = sum(moody.counts.values()) - moody.counts["slow"]
    assert len(services.asked("datacite")) == COUNT + failed
    before = len(services.log)
    command("enrich", "--source", "datacite", "--offline")
    assert len(services.log) == before


def test_a_hundred_ids_go_into_a_request(services: Services, command: Command, file: Path) -> None:
    assert command("enrich", "--source", "arxiv", "--json").code == 0
    assert [len(asked.query["id_list"].split(",")) for asked in services.asked("arxiv")] == [100] * 10


def test_arxiv_is_asked_once_in_three_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KYUTAI_BIB_PAUSE", raising=False)
    assert Settings().pause(ARXIV) == 3.0
