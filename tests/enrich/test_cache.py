"""What is kept, how long, and what is said where it cannot be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kyutai_bib.enrich import cache as module
from tests.cli.conftest import Command
from tests.enrich.services import Fact, Services

FILE = "papers:\n" + "".join(
    f'  p{n}:\n    versions: [{{type: preprint, arxiv: "2401.0000{n}"}}]\n' for n in range(1, 5)
)
ARXIV = ("--source", "arxiv")


@pytest.fixture
def file(services: Services, tmp_path: Path) -> Path:
    for n in range(1, 4):
        services.facts[f"2401.0000{n}"] = Fact(f"2401.0000{n}", f"Title {n}", (("Jane", "Doe"),))
    path = tmp_path / "papers.yaml"
    path.write_text(FILE, "utf-8")
    return path


def test_any_choice_of_papers_is_in_the_cache_after_one_batch(
    services: Services, command: Command, file: Path
) -> None:
    command("enrich", *ARXIV)
    assert len(services.log) == 1
    result = command("enrich", "p3", "p1", *ARXIV, "--offline")
    assert (result.code, result.err, len(services.log)) == (0, "", 1)
    assert "Title 3" in result.out
    assert "Title 1" in result.out


def test_offline_says_all_that_is_missing(services: Services, command: Command, file: Path) -> None:
    command("enrich", "p2", *ARXIV)
    result = command("enrich", "--offline")
    assert result.code == 1
    assert "p1, p3, p4: arXiv: not in the cache, and --offline asks nobody" in result.err
    assert len(services.log) == 1


def test_what_arxiv_does_not_know_is_kept_too(services: Services, command: Command, file: Path) -> None:
    for _ in range(2):
        assert "p4: arXiv: does not know 2401.00004" in command("enrich", *ARXIV).err
    assert len(services.log) == 1


def test_refresh_asks_again(services: Services, command: Command, file: Path) -> None:
    command("enrich", *ARXIV)
    services.facts["2401.00001"] = services.facts["2401.00001"]._replace(title="Another")
    assert "Title 1" in command("enrich", *ARXIV).out
    assert "Another" in command("enrich", *ARXIV, "--refresh").out
    assert "Another" in command("enrich", *ARXIV).out
    assert command("enrich", "--refresh", "--offline").code == 2


def test_after_a_week_it_is_asked_again_but_offline_old_is_good(
    services: Services, command: Command, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("enrich", *ARXIV)

    class Later(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.now(UTC) + timedelta(days=8)

    monkeypatch.setattr(module, "datetime", Later)
    assert "Title 1" in command("enrich", *ARXIV, "--offline").out
    assert len(services.log) == 1
    command("enrich", *ARXIV)
    assert len(services.log) == 2


def test_info_and_clear(services: Services, command: Command, file: Path, tmp_path: Path) -> None:
    assert "answers  0" in command("cache", "info").out
    command("enrich", *ARXIV)
    assert "answers  4" in command("cache", "info").out
    assert command("cache", "clear").out == f"deleted {tmp_path / 'cache' / 'answers.sqlite'}\n"
    assert "answers  0" in command("cache", "info").out
    assert command("cache", "clear").code == 0


def test_a_damaged_cache_says_what_to_do(services: Services, command: Command, file: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "answers.sqlite").write_bytes(b"no database at all, but long enough to look" * 100)
    result = command("enrich", *ARXIV)
    assert result.code == 1
    assert "`kyutai-bib cache clear` starts a new one" in result.err
    assert "Traceback" not in result.err
    assert command("cache", "info").code == 1
    assert command("cache", "clear").code == 0
    assert command("enrich", "p1", *ARXIV).code == 0


def test_a_cache_that_cannot_be_made(
    services: Services, command: Command, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "there").write_text("")
    monkeypatch.setenv("KYUTAI_BIB_CACHE", str(tmp_path / "there"))
    result = command("enrich", "p1", *ARXIV)
    assert result.code == 1
    assert f"the cache {tmp_path / 'there' / 'answers.sqlite'} cannot be used" in result.err


def test_the_place_is_the_users_cache_directory(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KYUTAI_BIB_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert str(tmp_path / "xdg" / "kyutai-bib" / "answers.sqlite") in command("cache", "info").out
