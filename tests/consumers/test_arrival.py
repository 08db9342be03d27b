"""Each consumer is given each format it knows; what arrived is what tests/goldens/consumers says, value by value.

Nothing is tolerated: a value that arrives changed stands in the golden file as it arrived, with a reason in
`arrival/reasons.yaml`; when a program or a writer begins to do better or worse, a test fails. docs/consumers.md is
made of these files: `make accept-consumers` writes both.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import GOLDENS, ROOT, Golden
from tests.consumers.arrival.consumers import CONSUMERS, Consumer
from tests.consumers.arrival.measure import measured
from tests.consumers.arrival.page import golden_name, page
from tests.consumers.arrival.reasons import reasons, unused
from tests.consumers.programs import Need, exported

CELLS = [(consumer, format_) for consumer in CONSUMERS for format_ in consumer.formats]
SLOW = {"pdfLaTeX with biber", "pdfLaTeX with BibTeX", "JabRef", "biber"}
"""What is run with the long tests."""


@pytest.mark.parametrize(
    ("consumer", "format_"),
    [
        pytest.param(
            *cell, id=", ".join((cell[0].name, cell[1])), marks=[pytest.mark.long] if cell[0].name in SLOW else []
        )
        for cell in CELLS
    ],
)
def test_what_arrives(consumer: Consumer, format_: str, tmp_path: Path, need: Need, golden: Golden) -> None:
    need(*consumer.needs)
    read = consumer.formats[format_](exported(consumer.given(), format_), tmp_path)
    result = {
        "consumer": consumer.name,
        "version": consumer.version(),
        "format": format_,
        **measured(consumer.given(), read),
    }
    golden(golden_name(consumer.name, format_), json.dumps(result, ensure_ascii=False, indent=1) + "\n")
    unexplained = [field for field in incomplete(result) if not reasons(consumer.name, format_, field)]
    assert unexplained == []


def incomplete(result: dict[str, Any]) -> list[str]:
    fields = result["fields"]
    return [field for field, counts in fields.items() if counts["said"] > counts["arrived"] or "made up" in counts]


def results() -> list[dict[str, Any]]:
    """What the tests above hold, in the order of the table of consumers."""
    paths = [GOLDENS / golden_name(consumer.name, format_) for consumer, format_ in CELLS]
    return [json.loads(path.read_text("utf-8")) for path in paths]


def test_every_reason_is_of_something_that_happens() -> None:
    happens = {
        (result["consumer"], result["format"], field) for result in results() for field in incomplete(result)
    }
    assert unused(happens) == []


def test_no_golden_file_of_a_consumer_that_is_gone() -> None:
    known = {GOLDENS / golden_name(consumer.name, format_) for consumer, format_ in CELLS}
    assert set((GOLDENS / "consumers").rglob("*.json")) == known


def test_the_page_is_what_the_run_says(request: pytest.FixtureRequest) -> None:
    path = ROOT / "docs" / "consumers.md"
    if request.config.getoption("--accept"):
        path.write_text(page(results()), "utf-8")
    assert path.read_text("utf-8") == page(results())
