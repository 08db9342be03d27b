"""The sample items of the CSL tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def items() -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = json.loads((HERE / "items.json").read_text(encoding="utf-8"))
    return loaded
