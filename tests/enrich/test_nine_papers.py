"""The nine papers, reduced to their keys and arXiv ids, become their records again."""

from __future__ import annotations

from pathlib import Path

import pytest

from kyutai_bib.enrich.compare import _typed
from kyutai_bib.model.library import Library
from kyutai_bib.model.paper import Paper, Version
from kyutai_bib.reader import load
from tests.cli.conftest import Command
from tests.enrich.services import Services, facts_of


def reduced(library: Library) -> str:
    """Keys and arXiv ids, and nothing else."""
    lines = ["papers:"]
    for paper in library:
        lines += [f"  {paper.key}:", "    versions:"]
        lines += [f'      - {{type: preprint, arxiv: "{v.arxiv}"}}' for v in paper.versions if v.arxiv]
    return "\n".join(lines) + "\n"


def teach(services: Services, library: Library) -> None:
    """arXiv's knowledge: CASA's first version under v1, its second under its number and as the newest."""
    for paper in library:
        facts = facts_of(paper)
        for fact in facts:
            services.facts[fact.base] = fact
        if len(facts) > 1:
            first, newest = facts
            services.facts[f"{first.base}v1"] = first._replace(last=first.first)
            services.facts[first.base] = newest._replace(base=first.base)


@pytest.fixture
def rebuilt(services: Services, command: Command, library: Library, tmp_path: Path) -> Library:
    teach(services, library)
    file = tmp_path / "papers.yaml"
    file.write_text(reduced(library), "utf-8")
    result = command("enrich", "--write", "--no-input")
    assert result.code == 0, result.err
    return load(file)


def arxiv_versions(paper: Paper) -> list[Version]:
    return [version for version in paper.versions if version.arxiv]


def test_every_field_is_as_it_was_but_for_what_arxiv_does_not_know(rebuilt: Library, library: Library) -> None:
    assert [paper.key for paper in rebuilt] == [paper.key for paper in library]
    for paper in library:
        again = rebuilt.find(paper.key)
        assert _typed(again.title.words) == _typed(paper.title.words)
        assert [person.name for person in again.authors] == [person.name for person in paper.authors]
        assert again.abstract == paper.abstract
        for version, ours in zip(arxiv_versions(again), arxiv_versions(paper), strict=True):
            assert again.record(version).title.words == paper.record(ours).title.words
            assert version._replace(title=None) == ours._replace(title=None, authors=())


def test_capitals_are_protected_where_a_style_could_take_them(rebuilt: Library, library: Library) -> None:
    for key in ("kyutai2025casa", "pilchen2025arcencoderlearningcompressedtext", "kyutai2025hibiki"):
        assert rebuilt.find(key).title == library.find(key).title


def test_a_second_run_finds_nothing_and_asks_nobody(
    rebuilt: Library, services: Services, command: Command
) -> None:
    before = len(services.log)
    assert "nothing is missing, and nothing differs" in command("enrich").out
    assert len(services.log) == before


def test_one_request_for_the_nine_and_one_for_each_number(rebuilt: Library, services: Services) -> None:
    assert [len(asked.query["id_list"].split(",")) for asked in services.asked("arxiv")] == [9, 1, 1]
    assert len({asked.headers["User-Agent"] for asked in services.log}) == 1
    assert services.log[0].headers["User-Agent"].startswith("kyutai-bib/")
