"""Programs that check a whole file: ajv with the schema of CSL-JSON, cffconvert."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import citeproc
import yaml

from tests.consumers.corpus import records
from tests.consumers.programs import Need, cffconvert, exported, npm

CSL_SCHEMA = Path(citeproc.__file__).parent / "data" / "schema" / "schemas" / "styles"
"""The schema of CSL styles, which names the types and variables; citeproc-py ships it."""


def names_in(part: str, group: str) -> list[str]:
    """The quoted names of a group of the schema, such as `variables.dates`."""
    text = (CSL_SCHEMA / f"{part}.rnc").read_text("utf-8")
    found = re.search(
        rf"^\s*{re.escape(group)}\s*(?:\|)?=(.*?)(?=^\s*[\w.-]+\s*\|?=|\Z)", text, re.MULTILINE | re.DOTALL
    )
    assert found, group
    return re.findall(r'"([^"]+)"', found[1])


def csl_json_schema() -> dict[str, Any]:
    """The input schema of CSL-JSON 1.0.2 (csl-data.json), with the types and variables of the schema of styles."""
    text, dates, people = ({"type": "string", "minLength": 1}, {"$ref": "#/$defs/date"}, {"$ref": "#/$defs/names"})
    variables = {
        **dict.fromkeys(names_in("csl-variables", "variables.strings"), text),
        **dict.fromkeys(names_in("csl-variables", "variables.titles"), text),
        **dict.fromkeys(names_in("csl-variables", "variables.numbers"), text),
        **dict.fromkeys(names_in("csl-variables", "variables.dates"), dates),
        **dict.fromkeys(names_in("csl-variables", "variables.names"), people),
    }
    item = {
        "type": "object",
        "required": ["id", "type"],
        "additionalProperties": False,
        "properties": {
            **variables,
            "id": text,
            "type": {"enum": names_in("csl-types", "item-types")},
            "citation-key": text,
            "keyword": text,
            "custom": {"type": "object"},
        },
    }
    return {"type": "array", "items": item, "$defs": {"date": DATE, "names": {"type": "array", "items": NAME}}}


NAME = {
    "anyOf": [
        {
            "type": "object",
            "required": ["family"],
            "additionalProperties": False,
            "properties": {
                part: {"type": "string", "minLength": 1}
                for part in ("family", "given", "suffix", "non-dropping-particle", "dropping-particle")
            },
        },
        {
            "type": "object",
            "required": ["literal"],
            "additionalProperties": False,
            "properties": {"literal": {"type": "string", "minLength": 1}},
        },
    ]
}
DATE = {
    "type": "object",
    "required": ["date-parts"],
    "additionalProperties": False,
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
        }
    },
}


def valid_against(schema: dict[str, Any], items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The errors of ajv."""
    errors: list[dict[str, Any]] = json.loads(npm("ajv", "", json.dumps({"items": items, "schema": schema})))
    return errors


def test_csl_json_is_valid(need: Need) -> None:
    need("npm:ajv")
    assert valid_against(csl_json_schema(), json.loads(exported(records(), "csl-json"))) == []


def test_csl_yaml_is_valid(need: Need) -> None:
    """The references of CSL-YAML are the same items."""
    need("npm:ajv")
    document = next(yaml.load_all(exported(records(), "csl-yaml"), Loader=yaml.BaseLoader))
    items = json.loads(exported(records(), "csl-json"))
    assert [item["id"] for item in document["references"]] == [item["id"] for item in items]
    assert valid_against(csl_json_schema(), [untexted(item) for item in document["references"]]) == []


def untexted(item: dict[str, Any]) -> dict[str, Any]:
    """The parts of dates as numbers: the loader that takes nothing for a number leaves them texts."""
    return {
        name: {"date-parts": [[int(part) for part in end] for end in value["date-parts"]]}
        if isinstance(value, dict) and "date-parts" in value
        else value
        for name, value in item.items()
    }


def test_the_schema_finds_faults(need: Need) -> None:
    need("npm:ajv")
    for wrong in (
        {"id": "a", "type": "preprint"},
        {"id": "a", "type": "book", "titel": "x"},
        {"id": "a", "type": "book", "author": [{"given": "Plato"}]},
        {"id": "a", "type": "book", "issued": {"date-parts": [["2024"]]}},
    ):
        assert valid_against(csl_json_schema(), [wrong])


def test_cffconvert_finds_a_file_valid(need: Need, tmp_path: Path) -> None:
    need("pypi:cffconvert")
    for name, given in [("all", records()), *((record.key, [record]) for record in records()[::8])]:
        file = tmp_path / name / "CITATION.cff"
        file.parent.mkdir()
        file.write_text(exported(given, "cff"), "utf-8")
        assert "Citation metadata are valid according to schema version 1.2.0." in cffconvert(file), name


def test_cffconvert_finds_faults(need: Need, tmp_path: Path) -> None:
    need("pypi:cffconvert")
    file = tmp_path / "CITATION.cff"
    file.write_text(exported(records()[:1], "cff").replace("authors:", "writers:"), "utf-8")
    assert "are valid" not in cffconvert(file)
