"""docs/formats.md has every format and target, and its table of what arrives is what losses say.

`pytest --accept` writes the table.
"""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from kyutai_bib.reader import load
from kyutai_bib.writers import FORMATS, Options
from kyutai_bib.writers.losses import losses
from kyutai_bib.writers.targets import TARGETS
from tests.conftest import ROOT
from tests.writers.read_back.expected import expected
from tests.writers.test_read_back import CORPORA, READERS, dialect

PAGE = ROOT / "docs" / "formats.md"
_TABLE = re.compile(r"(?<=<!-- carried: written by pytest --accept -->\n).*?(?=<!-- end -->)", re.DOTALL)


def rows() -> dict[str, dict[str, set[bool]]]:
    """Field -> format -> whether it was lost, over all records that say something there."""
    found: dict[str, dict[str, set[bool]]] = defaultdict(lambda: defaultdict(set))
    records = [record for file in reversed(CORPORA.values()) for record in load(file).select(prefer="all")]
    for name in READERS:
        for record in records:
            lost = {loss.field for loss in losses([record], dialect(name), Options())}
            for field in expected(record):
                found[general(field)][name].add(field in lost)
    return found


def general(field: str) -> str:
    """Links of all kinds are one row, and editors have names as authors have."""
    return re.sub(r"links\.[^.]+", "links", field).replace("venue.editors.", "authors.")


def sign(lost: set[bool]) -> str:
    return {frozenset({False}): "✓", frozenset({True}): "–"}.get(frozenset(lost), "(✓)")


def table() -> str:
    head = f"| field | {' | '.join(f'`{name}`' for name in READERS)} |\n|{' --- |' * (len(READERS) + 1)}\n"
    return head + "".join(
        f"| {field} | {' | '.join(sign(by_format[name]) for name in READERS)} |\n"
        for field, by_format in rows().items()
    )


def test_the_table_is_what_the_writers_do(request: pytest.FixtureRequest) -> None:
    text = PAGE.read_text("utf-8")
    now = table()
    if request.config.getoption("--accept"):
        PAGE.write_text(_TABLE.sub(lambda _: now, text), "utf-8")
    else:
        assert _TABLE.findall(text) == [now]


@pytest.mark.parametrize("name", [known.name for known in (*FORMATS, *TARGETS)])
def test_the_page_has_every_format_and_target(name: str) -> None:
    assert f"`{name}`" in PAGE.read_text("utf-8")
