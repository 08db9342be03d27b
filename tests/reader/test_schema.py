"""The JSON Schema for editors: the committed one is it, it is valid, and it agrees with the reader by field."""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml

from kyutai_bib.errors import DataError
from kyutai_bib.model.kind import Degree, Kind
from kyutai_bib.reader import read_library
from kyutai_bib.reader.format import LinkKind
from kyutai_bib.reader.schema import json_schema, schema_text
from tests.conftest import ROOT

SCHEMA = json_schema()
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)
Document = dict[str, Any]

BASE: Document = {
    "people": {"anna": "Berg, Anna", "ben": {"family": "Cole"}},
    "venues": {"icml": {"title": "Proceedings", "date": "2025"}},
    "papers": {"a2024": {"title": "T", "authors": ["anna"], "versions": [{"type": "preprint", "date": "2024"}]}},
}
SHAPES: dict[str, tuple[str | int, ...]] = {
    "file": (),
    "person": ("people", "ben"),
    "venue": ("venues", "icml"),
    "paper": ("papers", "a2024"),
    "version": ("papers", "a2024", "versions", 0),
}
"""Each kind of mapping in the file with the way to one of them in `BASE`."""

SAMPLES: dict[str, tuple[list[Any], list[Any]]] = {
    "person family": (["Berg", "de Berg"], ["", None, ["Berg"], {}]),
    "person given": (["Anna"], ["", []]),
    "person particle": (["van der"], [""]),
    "person suffix": (["Jr."], [""]),
    "person orcid": (
        ["0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"],
        ["", "0000-0002-1825", "x"],
    ),
    "person url": (["https://a.example"], ["a.example", ""]),
    "venue title": (["Proceedings of {ICML}"], ["", None, []]),
    "venue short": (["ICML 2025"], ["", {}]),
    "venue series": (["LNCS"], [""]),
    "venue volume": (["12a", 267, 1.5], [[], None]),
    "venue publisher": (["PMLR"], [""]),
    "venue publisher-place": (["Paris"], [""]),
    "venue editors": ([["anna"], ["anna", "ben"]], [[], "anna", ["anna", "anna"]]),
    "venue event": (["ICML"], [""]),
    "venue event-dates": (["2025-07-13/2025-07-19", "2025-07", 2025], ["13 July", "2025-13", "2025-07-13/", ""]),
    "venue event-place": (["Vancouver"], [""]),
    "venue date": (["2025", "2025-10", "2025-10-06", 2025], ["2025-13", "2025-00", "2025-1-1", "10/2025", "", 25]),
    "venue issn": (["2640-3498", "26403498", "2434-561X"], ["2640", "2640 3498", ""]),
    "venue isbn": (["978-3-16-148410-0", "0306406152", "0 8044 2957 X"], ["12", "ISBN 0306406152", ""]),
    "venue doi": (["10.1145/1", "https://doi.org/10.1145/1"], ["11.1145/1", "x", ""]),
    "venue url": (["https://a.example"], ["www.a.example", ""]),
    "version type": ([], ["", "paper", "Preprint", None]),
    "version title": (["{Moshi}"], [""]),
    "version authors": ([["ben"]], [[], "ben", ["ben", "ben"]]),
    "version abstract": (["Words."], ["", []]),
    "version date": (["2024-09-17", 2024], ["2024-32", "17-09-2024"]),
    "version updated": (["2024-10"], ["October 2024"]),
    "version venue": (["icml"], [["icml"], ""]),
    "version arxiv": (["2410.00037", "hep-th/9901001"], ["", ["2410.00037"]]),
    "version classes": ([["cs.CL"], ["physics.optics", "quant-ph"]], [[], "cs.CL", ["cs.CL", "cs.CL"], ["CS.CL"]]),
    "version doi": (["10.1145/1"], ["1145/1"]),
    "version url": (["http://a.example"], ["ftp://a.example"]),
    "version openreview": (["MFrJ3NzA5H", "https://openreview.net/forum?id=MFrJ3NzA5H"], ["x y", "abc", ""]),
    "version pages": (["1-2", "xi--xiv", 12], [[], None]),
    "version volume": ([3, "3"], [[3]]),
    "version issue": ([3, "3"], [{}]),
    "version number": ([3, "v3"], [None]),
    "version edition": ([3, "third"], [[]]),
    "version series": (["S"], [""]),
    "version publisher": (["P"], [""]),
    "version publisher-place": (["P"], [""]),
    "version institution": (["Kyutai"], [""]),
    "version degree": ([], ["doctor", "PhD", ""]),
    "version isbn": (["9783161484100"], ["x"]),
    "version note": (["To appear."], ["", []]),
    "paper title": (["{Moshi}: $x$"], ["", None, ["T"]]),
    "paper authors": ([["anna"], ["ben", "anna"]], [[], "anna", ["anna", "anna"], None]),
    "paper versions": ([[{"type": "webpage", "date": 2024}]], [[], {}, [{}], None]),
    "paper aliases": ([["old", "Older_one"]], [[], "old", ["o ld"], ["old", "old"]]),
    "paper abstract": (["Words."], [""]),
    "paper language": (["en", "fr-CA"], ["english", "EN", ""]),
    "paper tags": ([["speech"]], [[], "speech", ["a, b"], ["a;b"], ["a", "a"]]),
    "paper links": (
        [{"code": "https://a.example"}],
        [[], "https://a.example", {"kode": "https://a.example"}, {"code": []}],
    ),
}

WEAKER: dict[str, list[Any]] = {
    "person orcid": ["0000-0002-1825-0098"],
    "person url": ["https://a b"],
    "person team": ["Lab"],
    "venue title": ["{T"],
    "venue event-dates": ["2025-02-30", "2025-07-19/2025-07-13"],
    "venue date": ["2025-02-30"],
    "venue issn": ["2640-3499"],
    "venue isbn": ["978-3-16-148410-1"],
    "venue doi": ["10.1145/", "10.1145"],
    "version venue": ["unknown"],
    "version arxiv": ["2413.00001", "Moshi"],
    "version classes": [["biology"]],
    "version pages": ["34-12"],
    "version title": ["{}"],
    "version authors": [["unknown"]],
    "paper aliases": [["a2024"]],
}
"""What only the reader can see: calendars, check digits, braces, and whether an id refers to something."""


STRICTER: dict[str, list[Any]] = {
    "person family": [1.5, True],
    "venue short": [2024],
    "version note": [False],
    "version arxiv": [2410.10001],
    "paper title": [1984],
}
"""Texts that YAML takes for numbers or truth values: the reader keeps them, an editor asks for quotes."""


def changed(shape: str, **fields: Any) -> Document:
    document = copy.deepcopy(BASE)
    target: Any = document
    for step in SHAPES[shape]:
        target = target[step]
    target.update(fields)
    if fields.get("classes"):
        target["arxiv"] = "2410.00037"
    return document


def schema_says(document: Document) -> bool:
    return bool(VALIDATOR.is_valid(document))


def reader_says(document: Document) -> bool:
    text = yaml.safe_dump(document, allow_unicode=True, sort_keys=False)
    try:
        read_library(text)
    except DataError:
        return False
    return True


def properties(shape: str) -> dict[str, Any]:
    sections = SCHEMA["properties"]
    paper = sections["papers"]["additionalProperties"]
    found: dict[str, Any] = {
        "file": SCHEMA,
        "person": sections["people"]["additionalProperties"]["anyOf"][1],
        "venue": sections["venues"]["additionalProperties"],
        "paper": paper,
        "version": paper["properties"]["versions"]["items"],
    }[shape]
    return found


FIELDS = [f"{shape} {name}" for shape in SHAPES if shape != "file" for name in properties(shape)["properties"]]


def test_the_committed_schema_is_the_one_that_is_printed() -> None:
    committed = (ROOT / "data" / "papers.schema.json").read_bytes().decode("utf-8")
    assert committed == schema_text(), "run: kyutai-bib schema -o data/papers.schema.json"


def test_it_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert json.loads(schema_text()) == SCHEMA


def test_the_data_file_names_it() -> None:
    with (ROOT / "data" / "papers.yaml").open(encoding="utf-8") as file:
        assert file.readline() == "# yaml-language-server: $schema=papers.schema.json\n"


class TextDates(yaml.SafeLoader):
    """YAML 1.2 as editors read it: a date is a text."""


TextDates.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def test_the_data_file_is_valid() -> None:
    document = yaml.load((ROOT / "data" / "papers.yaml").read_text(encoding="utf-8"), TextDates)  # noqa: S506
    assert [error.message for error in VALIDATOR.iter_errors(document)] == []
    assert reader_says(document)


def test_the_document_that_the_others_change_is_sound() -> None:
    assert schema_says(BASE)
    assert reader_says(BASE)


def test_every_field_has_samples() -> None:
    assert {*SAMPLES, "person team"} == set(FIELDS)


@pytest.mark.parametrize("field", SAMPLES)
def test_both_agree_on_good_and_bad_values(field: str) -> None:
    shape, name = field.split()
    good, bad = SAMPLES[field]
    for value in good:
        document = changed(shape, **{name: value})
        assert schema_says(document), value
        assert reader_says(document), value
    for value in bad:
        document = changed(shape, **{name: value})
        assert not schema_says(document), value
        assert not reader_says(document), value


@pytest.mark.parametrize("field", WEAKER)
def test_what_only_the_reader_sees(field: str) -> None:
    shape, name = field.split()
    for value in WEAKER[field]:
        document = changed(shape, **{name: value})
        assert schema_says(document), value
        assert not reader_says(document), value


@pytest.mark.parametrize("field", STRICTER)
def test_what_only_the_schema_refuses(field: str) -> None:
    shape, name = field.split()
    for value in STRICTER[field]:
        document = changed(shape, **{name: value})
        assert not schema_says(document), value
        assert reader_says(document), value


@pytest.mark.parametrize("shape", SHAPES)
def test_an_unknown_field_is_refused_by_both(shape: str) -> None:
    document = changed(shape, unknown="x")
    assert not schema_says(document)
    assert not reader_says(document)


@pytest.mark.parametrize(
    ("shape", "name"), [(shape, name) for shape in SHAPES for name in properties(shape).get("required", [])]
)
def test_a_required_field_is_missed_by_both(shape: str, name: str) -> None:
    document = changed(shape)
    target: Any = document
    for step in SHAPES[shape]:
        target = target[step]
    del target[name]
    assert not schema_says(document)
    assert not reader_says(document)


def test_what_is_required() -> None:
    assert {shape: properties(shape).get("required") for shape in SHAPES} == {
        "file": ["papers"],
        "person": None,
        "venue": ["title"],
        "paper": ["title", "authors", "versions"],
        "version": ["type"],
    }


@pytest.mark.parametrize("kind", list(Kind))
def test_both_take_every_type(kind: Kind) -> None:
    document = changed("version", type=str(kind), venue="icml", institution="Kyutai", degree="phd")
    assert schema_says(document)
    assert reader_says(document)


@pytest.mark.parametrize("degree", list(Degree))
def test_both_take_every_degree(degree: Degree) -> None:
    document = changed("version", type="thesis", institution="Kyutai", degree=str(degree))
    assert schema_says(document)
    assert reader_says(document)


@pytest.mark.parametrize("kind", list(LinkKind))
@pytest.mark.parametrize(
    ("value", "sound"),
    [
        ("https://a.example", True),
        ({"url": "https://a.example"}, True),
        ({"url": "https://a.example", "label": "x"}, True),
        (["https://a.example", {"url": "https://b.example"}], True),
        ({"label": "x"}, False),
        ({"url": "https://a.example", "lable": "x"}, False),
        (["https://a.example", "https://a.example"], False),
        ("a.example", False),
        ([], False),
    ],
)
def test_links_of_every_kind(kind: LinkKind, value: object, sound: bool) -> None:
    document = changed("paper", links={str(kind): value})
    assert schema_says(document) is sound
    assert reader_says(document) is sound


@pytest.mark.parametrize("name", [{"team": "Kyutai"}, "Berg, Anna", "Kyutai", {"family": "Berg", "given": "Anna"}])
def test_people_in_every_notation(name: object) -> None:
    document = {**BASE, "people": {"anna": name, "ben": "Cole, Ben"}}
    assert schema_says(document)
    assert reader_says(document)


@pytest.mark.parametrize(
    ("section", "key", "sound"),
    [
        ("people", "de-marmiesse", True),
        ("people", "De-Marmiesse", False),
        ("people", "a_b", False),
        ("venues", "icml-2025", True),
        ("venues", "ICML 2025", False),
        ("papers", "Kyutai_2024:moshi/a.b+c-d", True),
        ("papers", "kyutai 2024", False),
        ("papers", "{a}", False),
        ("papers", "böhle", False),
        ("papers", "-a", False),
    ],
)
def test_keys_and_ids(section: str, key: str, sound: bool) -> None:
    entry = copy.deepcopy(next(iter(BASE[section].values())))
    document = {**BASE, section: {**BASE[section], key: entry}}
    assert schema_says(document) is sound
    assert reader_says(document) is sound


def test_every_field_says_what_it_is() -> None:
    for shape in SHAPES:
        for name, field in properties(shape)["properties"].items():
            assert len(field["description"]) > 5, f"{shape} {name}"
