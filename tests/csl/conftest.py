"""The sample items of the CSL tests."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent

# citeproc-js is no part of this repository: CI, where a skipped test fails, goes without it if need be.
absent = not os.environ.get("CITEPROC_JS")
collect_ignore = ["test_like_citeproc_js.py"] if absent and os.environ.get("KYUTAI_BIB_NO_SKIP") else []


@pytest.fixture(scope="session")
def items() -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = json.loads((HERE / "items.json").read_text(encoding="utf-8"))
    return loaded
