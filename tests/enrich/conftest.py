"""The services on the loopback address, and the commands sent there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import _clean_environment, command, process, small
from tests.enrich.services import Services

__all__ = ["_clean_environment", "command", "process", "small"]


@pytest.fixture
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """All services, knowing nothing yet; kyutai-bib asks them and keeps its cache in the test's folder."""
    server = Services()
    server.start()
    for name, value in server.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("KYUTAI_BIB_CACHE", str(tmp_path / "cache"))
    yield server
    server.stop()
