from __future__ import annotations

import os
import warnings
from typing import Any

import citeproc
from lxml import etree

from kyutai_bib.csl.markup import MARKUPS
from kyutai_bib.csl.styles import find_style
from tests.csl.rendering import bibliography


def test_is_valid_csl() -> None:
    schema = etree.RelaxNG(etree.parse(citeproc.SCHEMA_PATH))
    assert schema.validate(etree.parse(os.fspath(find_style("kyutai").path))), schema.error_log


def test_newest_first_and_undated_last(items: list[dict[str, Any]]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = bibliography(items, find_style("kyutai"), None, MARKUPS["text"])
    ids = [entry.id for entry in found.entries]
    assert ids[0] == "calm"
    assert ids[-1] == "ds"


def test_a_preprint_and_a_paper(items: list[dict[str, Any]]) -> None:
    found = bibliography(items, find_style("kyutai"), None, MARKUPS["text"])
    texts = {entry.id: entry.text for entry in found.entries}
    assert texts["kyutai2024moshi"].endswith(
        "(September 2024). Moshi: a speech-text foundation model for real-time dialogue. "
        "arXiv:2410.00037. https://doi.org/10.48550/arXiv.2410.00037"
    )
    assert "ICML 2025, Proceedings of Machine Learning Research 267, pp. 32116–32129" in texts["hibiki"]
