"""Numbers and ids that nobody has, found by an attack: no fault of ours, no two entries under one key."""

from __future__ import annotations

from typing import Any

import pytest

from kyutai_bib.csl import Processor, references
from kyutai_bib.errors import KyutaiBibError

NINES = "9" * 4400


@pytest.mark.parametrize(
    "fields",
    [
        {"issued": {"raw": NINES}},
        {"issued": NINES},
        {"issued": {"season": "²", "date-parts": [[2020]]}},
        {"page": f"{NINES}-{NINES}"},
        {"volume": NINES, "edition": NINES, "number-of-pages": NINES},
    ],
    ids=["raw", "text", "season", "page", "numbers"],
)
@pytest.mark.parametrize("style", ["apa", "chicago-notes-bibliography"])
def test_numbers_of_any_length_are_printed(fields: dict[str, Any], style: str) -> None:
    assert references([{"id": "a", "type": "chapter", "title": "x", **fields}], style).document


def test_ids_that_a_key_cannot_have_stay_apart() -> None:
    items = [{"id": key, "type": "book", "title": "x"} for key in ("a b", "a-b", "a\tb", "a-b-2")]
    text = references(items, "apa", markup="latex").document
    keys = [line for line in text.splitlines() if line.startswith("\\bibitem")]
    assert len(set(keys)) == len(items)
    assert 'id="ref-a-b"' in references(items, "apa", markup="html").document


@pytest.mark.parametrize("note", ["x", -1, 1.5, None])
def test_a_note_is_a_number(note: Any) -> None:
    with pytest.raises(KyutaiBibError, match="note"):
        Processor([{"id": "a", "type": "book", "title": "x"}], "apa").add("a", note=note)
