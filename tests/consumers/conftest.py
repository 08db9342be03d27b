"""The consumers of our files: programs that are installed, or the test says which is not.

With KYUTAI_BIB_NO_SKIP=1, as on CI, a missing program is a failure.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kyutai_bib.model.library import Library
from kyutai_bib.reader import load
from tests.consumers.programs import Need, find


@pytest.fixture(scope="session")
def need() -> Need:
    """`need("biber", "apa.bbx")`: programs, and files of the TeX installation, that a test cannot do without."""
    return find


@pytest.fixture(scope="session")
def hard() -> Library:
    """A corpus of what breaks consumers."""
    return load(Path(__file__).parent / "data" / "hard.yaml")


@pytest.fixture(params=["nine", "hard"])
def either(request: pytest.FixtureRequest, library: Library, hard: Library) -> Library:
    """The papers of the project, then the hard corpus."""
    return library if request.param == "nine" else hard
