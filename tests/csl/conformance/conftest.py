"""The fixtures are no part of this repository: CI, where a skipped test fails, goes without them if need be."""

from __future__ import annotations

import os

absent = not os.environ.get("KYUTAI_BIB_CSL_SUITE")
collect_ignore = ["test_suite.py"] if absent and os.environ.get("KYUTAI_BIB_NO_SKIP") else []
