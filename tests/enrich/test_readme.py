"""The README's session with the network, replayed against a server that knows what arXiv knows.

`pytest --accept` writes what is printed now into the README.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kyutai_bib.model.library import Library
from tests.conftest import ROOT
from tests.enrich.services import Services
from tests.enrich.test_nine_papers import teach
from tests.test_readme import replayed, session

README = ROOT / "README.md"
BLOCK = re.compile(
    r"(?<=<!-- enrich: what it prints is held by tests/enrich/test_readme.py -->\n```text\n).*?(?=```\n)",
    re.DOTALL,
)
LACKING = {
    "        updated: 2026-07-30\n": "",
    "with Delayed Streams Modeling\n    authors": "with Delayed Stream Modeling\n    authors",
}


def start(file: Path) -> None:
    """The papers of the lab without Moshi, without a date, and with a slip in a title; in a repository."""
    text = (ROOT / "data" / "papers.yaml").read_text("utf-8")
    text = text[: text.index("\n  kyutai2024moshi:")]
    for there, then in LACKING.items():
        assert text.count(there) == 1
        text = text.replace(there, then)
    file.write_text(text, "utf-8")


def test_the_session_with_the_network(
    request: pytest.FixtureRequest, services: Services, library: Library, tmp_path: Path
) -> None:
    teach(services, library)
    start(tmp_path / "papers.yaml")
    text = README.read_text("utf-8")
    (block,) = BLOCK.findall(text)
    add, *rest = session(block)
    now = replayed([add], tmp_path)
    replayed(["git init -q . && git add papers.yaml"], tmp_path)
    now += re.sub(r"\d{4}-\d\d-\d\d(?=\n)", _day, replayed(rest, tmp_path))
    if request.config.getoption("--accept"):
        README.write_text(text.replace(block, now), "utf-8")
    else:
        assert now == block


def _day(found: re.Match[str]) -> str:
    """The day of the answers is that of the test."""
    now = datetime.now(UTC)
    recent = {(now - timedelta(days=days)).date().isoformat() for days in (0, 1)}
    return "2026-11-23" if found[0] in recent else found[0]
