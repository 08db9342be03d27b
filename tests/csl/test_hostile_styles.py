"""Styles that ask for endless work, for files or for the network: one clear error with file and line, at once."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from kyutai_bib.csl import Processor
from kyutai_bib.errors import StyleError

HEAD = (
    '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info><title>T</title></info>\n'
)
LAYOUT = '<citation><layout><text macro="m0"/></layout></citation></style>'
ITEMS = [{"id": "a", "type": "book", "title": "T"}]


def refused(text: str, folder: Path) -> str:
    """The message about a style, which must come within seconds."""
    (folder / "s.csl").write_text(text, encoding="utf-8")
    start = time.process_time()
    with pytest.raises(StyleError) as error:
        Processor(ITEMS, str(folder / "s.csl"), uncited=["a"])
    assert time.process_time() - start < 5
    return str(error.value).removeprefix(str(folder))


def macros(count: int, calls: int) -> str:
    """Macros of which each calls the next `calls` times; the last prints the title."""
    body = "".join(f'<macro name="m{n}">{f"""<text macro="m{n + 1}"/>""" * calls}</macro>\n' for n in range(count))
    return f'{HEAD}{body}<macro name="m{count}"><text variable="title"/></macro>{LAYOUT}'


@pytest.mark.parametrize("calls", [2, 10])
def test_macros_that_double(calls: int, tmp_path: Path) -> None:
    message = refused(macros(30, calls), tmp_path)
    assert message.startswith("/s.csl:")
    assert "more than 100,000 elements in one layout" in message


def test_macros_that_double_within_bounds_are_rendered(tmp_path: Path) -> None:
    (tmp_path / "s.csl").write_text(macros(10, 2), encoding="utf-8")
    processor = Processor(ITEMS, str(tmp_path / "s.csl"))
    key = processor.add("a")
    assert processor.citations()[key].count("T") == 1024


def test_a_long_chain_of_macros(tmp_path: Path) -> None:
    assert "more than 100 deep" in refused(macros(5000, 1), tmp_path)


def test_macros_that_call_each_other_in_a_circle(tmp_path: Path) -> None:
    loop = '<macro name="m0"><text macro="m1"/></macro>\n<macro name="m1"><text macro="m0"/></macro>'
    assert (
        refused(f"{HEAD}{loop}{LAYOUT}", tmp_path)
        == "/s.csl:3: macros call each other in a circle: m0 -> m1 -> m0"
    )


def test_a_macro_that_there_is_not(tmp_path: Path) -> None:
    assert refused(f"{HEAD}{LAYOUT}", tmp_path) == "/s.csl:2: there is no macro 'm0'"


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE style [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE style [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
        '<!DOCTYPE style SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE style [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;]>',
        f'<!DOCTYPE style [<!ENTITY l0 "ha">{LAUGHS}]>',
    ],
)
def test_entities_and_the_network(doctype: str, tmp_path: Path) -> None:
    text = f'{doctype}{HEAD}<citation><layout><text value="&x;&l9;"/></layout></citation></style>'
    assert "has a DOCTYPE, which no CSL style needs" in refused(text, tmp_path)


def test_an_entity_that_is_not_declared(tmp_path: Path) -> None:
    text = f'{HEAD}<citation><layout><text value="&x;"/></layout></citation></style>'
    assert refused(text, tmp_path).startswith("/s.csl:2: not XML: Entity 'x' not defined")


def test_other_files_are_not_included(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="secret" parse="text"/>'
    layout = f'<citation><layout><text variable="title"/>{include}</layout></citation></style>'
    (tmp_path / "s.csl").write_text(f"{HEAD}{layout}")
    processor = Processor(ITEMS, str(tmp_path / "s.csl"))
    key = processor.add("a")
    assert processor.citations() == {key: "T"}


OPTIONS = [
    *('et-al-min="x"', 'et-al-min="-1"', f'et-al-use-first="{"9" * 4000}"'),
    *('near-note-distance="x"', f'near-note-distance="{"9" * 5000}"', 'collapse="x"', 'et-al-min="²"'),
]


@pytest.mark.parametrize("option", OPTIONS)
def test_options_without_a_sensible_value(option: str, tmp_path: Path) -> None:
    layout = '<layout><names variable="author"/><text variable="title" prefix=" "/></layout>'
    (tmp_path / "s.csl").write_text(f"{HEAD}<citation {option}>{layout}</citation></style>", encoding="utf-8")
    item = {**ITEMS[0], "author": [{"family": "Doe"}, {"family": "Roe"}]}
    processor = Processor([item], str(tmp_path / "s.csl"))
    key = processor.add(["a", "a"], note=1)
    assert processor.citations()[key].startswith("Doe")
