"""TeX that goes leaves no white space behind: a file could not hold it."""

from __future__ import annotations

import pytest

from kyutai_bib.enrich.texts import abstract_of_tex


@pytest.mark.parametrize("tex", [r"One \\ two", "a {} b", r"See \textit{ this } now.", r"x \newline y", "a\\ \nb"])
def test_no_double_space(tex: str) -> None:
    abstract = abstract_of_tex(tex)
    assert abstract is not None
    text = abstract.words
    assert "  " not in text
    assert text == text.strip()
