"""What is kept, how long, and what is said where it cannot be."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
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
    again = command("cache", "clear")
    assert again == (0, f"there is no cache to delete at {tmp_path / 'cache' / 'answers.sqlite'}\n", "")


def test_what_is_beside_a_lost_cache_goes_too(command: Command, tmp_path: Path, services: Services) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "answers.sqlite-journal").write_bytes(b"x")
    assert command("cache", "clear").out.startswith("deleted ")
    assert list((tmp_path / "cache").iterdir()) == []


def damaged(folder: Path) -> None:
    folder.mkdir()
    (folder / "answers.sqlite").write_bytes(b"no database at all, but long enough to look" * 100)


def another_database(folder: Path) -> None:
    """A good one, with a table of our name that has other columns."""
    folder.mkdir()
    with closing(sqlite3.connect(folder / "answers.sqlite")) as database:
        database.execute("CREATE TABLE responses (a, b, c)")
        database.commit()


def a_file_in_the_place_of_the_folder(folder: Path) -> None:
    folder.write_text("")


def a_folder_in_the_place_of_the_file(folder: Path) -> None:
    (folder / "answers.sqlite").mkdir(parents=True)


def a_pipe_in_the_place_of_the_file(folder: Path) -> None:
    folder.mkdir()
    os.mkfifo(folder / "answers.sqlite")


UNUSABLE = [
    *(damaged, another_database, a_file_in_the_place_of_the_folder),
    *(a_folder_in_the_place_of_the_file, a_pipe_in_the_place_of_the_file),
]


@pytest.mark.parametrize("spoil", UNUSABLE, ids=lambda spoil: spoil.__name__)
def test_a_cache_that_cannot_be_used_stops_nothing(
    spoil: Callable[[Path], None], services: Services, command: Command, file: Path, tmp_path: Path
) -> None:
    """One line, and on without it; but offline there is nothing else to ask."""
    spoil(tmp_path / "cache")
    result = command("enrich", "p1", *ARXIV)
    assert result.code == 0
    assert "Title 1" in result.out
    where = f"kyutai-bib: the cache {tmp_path / 'cache' / 'answers.sqlite'} cannot be used ("
    assert result.err.startswith(where)
    assert result.err.endswith("); nothing is kept in this run\n")
    assert result.err.count("\n") == 1
    added = command("add", "2401.00003", "-i", str(new_file(tmp_path)), *ARXIV)
    assert (added.code, added.out) == (0, "doe2024title\n"), added.err
    exported = command("export", "p1", "--enrich", "--strict", *ARXIV)
    assert (exported.code, exported.err.count("\n")) == (0, 1)
    offline = command("enrich", "p1", *ARXIV, "--offline")
    assert (offline.code, offline.out) == (1, "")
    wanted = "not in the cache" if spoil is a_file_in_the_place_of_the_folder else "answers.sqlite cannot be used"
    assert wanted in offline.err


def new_file(folder: Path) -> Path:
    file = folder / "other.yaml"
    file.write_text("papers: {}\n", "utf-8")
    return file


def test_a_damaged_cache_says_what_to_do(services: Services, command: Command, file: Path, tmp_path: Path) -> None:
    damaged(tmp_path / "cache")
    assert "`kyutai-bib cache clear` starts a new one" in command("enrich", "p1", *ARXIV).err
    assert command("cache", "info").code == 1
    assert command("cache", "clear").code == 0
    assert command("enrich", "p1", *ARXIV).err == ""
    assert command("enrich", "p1", *ARXIV, "--offline").code == 0


@pytest.mark.parametrize(
    ("made", "why"),
    [(False, "unable to open database file"), (True, "attempt to write a readonly database")],
)
def test_a_folder_that_is_read_only(made: bool, why: str, services: Services, tmp_path: Path) -> None:
    """Root may write everywhere unless that is taken from it."""
    services.facts["2401.00001"] = Fact("2401.00001", "Title 1", (("Jane", "Doe"),))
    (tmp_path / "papers.yaml").write_text(FILE, "utf-8")
    (tmp_path / "cache").mkdir()
    if made:
        with closing(sqlite3.connect(tmp_path / "cache" / "answers.sqlite")) as database:
            database.execute("CREATE TABLE responses (key TEXT PRIMARY KEY, value BLOB, expires INTEGER)")
        (tmp_path / "cache" / "answers.sqlite").chmod(0o444)
    (tmp_path / "cache").chmod(0o555)
    less = ["setpriv", "--bounding-set=-dac_override", "--"] if os.geteuid() == 0 else []
    result = subprocess.run(
        [*less, sys.executable, "-m", "kyutai_bib", "enrich", "p1", *ARXIV],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (result.returncode, result.stderr.count("\n")) == (0, 1), result.stderr
    assert f"answers.sqlite cannot be used ({why})" in result.stderr
    assert "Title 1" in result.stdout


def test_a_disk_that_fills_up(services: Services, command: Command, file: Path) -> None:
    """When an answer is to be kept; the later ones come all the same, and those that were kept are there."""
    command("enrich", "p1", *ARXIV)
    for n in (2, 3):
        services.facts[f"2401.0000{n}"] = services.facts[f"2401.0000{n}"]._replace(abstract="word " * 4000)
    size = (file.parent / "cache" / "answers.sqlite").stat().st_size
    result = subprocess.run(
        ["prlimit", f"--fsize={size}", sys.executable, "-m", "kyutai_bib", "enrich", "p1", "p2", "p3", *ARXIV],
        cwd=file.parent,
        env={**os.environ, "KYUTAI_BIB_BATCH": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (result.returncode, result.stderr.count("\n")) == (0, 1), result.stderr
    assert "answers.sqlite cannot be used (disk I/O error); nothing is kept" in result.stderr
    assert "Title 3" in result.stdout
    assert command("enrich", "p1", *ARXIV, "--offline").code == 0


def test_another_run_that_keeps_the_file_to_itself(
    services: Services, command: Command, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 100)
    command("enrich", "p1", *ARXIV)
    with closing(sqlite3.connect(file.parent / "cache" / "answers.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        result = command("enrich", "p1", *ARXIV)
    assert (result.code, result.err.count("\n"), len(services.log)) == (0, 1, 2)
    assert "cannot be used (database is locked)" in result.err


def test_an_entry_that_is_damaged_is_asked_for_again(services: Services, command: Command, file: Path) -> None:
    command("enrich", "p1", *ARXIV)
    with closing(sqlite3.connect(file.parent / "cache" / "answers.sqlite")) as database:
        assert database.execute("UPDATE responses SET value = '{broken'").rowcount == 1
        database.commit()
    result = command("enrich", "p1", *ARXIV)
    assert (result.code, result.err, len(services.log)) == (0, "", 2)
    assert "Title 1" in result.out


def test_the_place_is_the_users_cache_directory(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KYUTAI_BIB_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert str(tmp_path / "xdg" / "kyutai-bib" / "answers.sqlite") in command("cache", "info").out
