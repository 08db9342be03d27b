"""The fixtures of the CSL test suite, which are not part of this repository.

KYUTAI_BIB_CSL_SUITE=…/suite pytest tests/csl/conformance             check
KYUTAI_BIB_CSL_SUITE=…/suite pytest tests/csl/conformance --accept    rewrite the list of those that pass
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kyutai_bib.csl.processor.style_program import StyleProblem
from tests.csl.conformance.fixture import read, result, same

PASSING = Path(__file__).with_name("passing.txt")
FAILING = Path(__file__).with_name("failing.txt")
SUITE = os.environ.get("KYUTAI_BIB_CSL_SUITE", "")


def passes(path: Path) -> bool:
    """Whether our text is the fixture's. A crash is a failure of the case, not of the run."""
    fixture = read(path)
    try:
        return same(result(fixture), fixture.expected)
    except (StyleProblem, LookupError, TypeError, ValueError, AttributeError):
        return False


@pytest.mark.skipif(not SUITE, reason="set KYUTAI_BIB_CSL_SUITE to the folder of the CSL test suite's fixtures")
def test_the_fixtures_that_pass_are_those_listed(request: pytest.FixtureRequest) -> None:
    found = sorted(path.stem for path in Path(SUITE).glob("*.txt") if passes(path))
    if request.config.getoption("--accept"):
        PASSING.write_text("".join(f"{name}\n" for name in found), encoding="utf-8")
    listed = PASSING.read_text(encoding="utf-8").split()
    assert not set(listed) - set(found), "these passed before"
    assert not set(found) - set(listed), "these pass now: run with --accept"


def test_every_fixture_that_fails_has_its_reason() -> None:
    lines = [line.split(": ", 1) for line in FAILING.read_text(encoding="utf-8").splitlines()]
    assert all(len(line) == 2 for line in lines), "a line is `fixture: reason`"
    names = [name for name, _ in lines]
    assert names == sorted(set(names))
    assert not set(names) & set(PASSING.read_text(encoding="utf-8").split())
    assert not SUITE or {path.stem for path in Path(SUITE).glob("*.txt")} == {*names, *PASSING.read_text().split()}
