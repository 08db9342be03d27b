"""A missing program skips a test, and fails it where nothing may be skipped."""

from __future__ import annotations

import pytest
from _pytest.outcomes import Failed, Skipped

from tests.consumers.programs import Need


def test_what_is_missing_skips(monkeypatch: pytest.MonkeyPatch, need: Need) -> None:
    monkeypatch.delenv("KYUTAI_BIB_NO_SKIP", raising=False)
    with pytest.raises(Skipped, match="no-such-program is not installed"):
        need("python3", "no-such-program")


def test_what_is_missing_fails_on_ci(monkeypatch: pytest.MonkeyPatch, need: Need) -> None:
    monkeypatch.setenv("KYUTAI_BIB_NO_SKIP", "1")
    with pytest.raises(Failed, match=r"no-such\.bst is not installed"):
        need("no-such.bst")
