"""What reads a markup finds the text that was written."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kyutai_bib.csl.bibliography import Bibliography, Entry
from kyutai_bib.csl.markup import MARKUPS
from kyutai_bib.csl.tree import Form, Inline, Span, normal, plain

PANDOC = shutil.which("pandoc")
PDFLATEX, PDFTOTEXT = shutil.which("pdflatex"), shutil.which("pdftotext")
needs_pandoc = pytest.mark.skipif(PANDOC is None, reason="pandoc is not installed")
needs_tex = pytest.mark.skipif(not (PDFLATEX and PDFTOTEXT), reason="needs pdflatex and pdftotext")

# As it comes out of the engine: one line, no control characters, no private plane.
NEVER: list[Any] = ["Cc", "Cs", "Co", "Cn", "Zl", "Zp"]
any_text = st.text(st.characters(exclude_categories=NEVER), min_size=1)
# pandoc reads no surrogates in RTF, which the specification has for the characters beyond.
bmp_text = st.text(st.characters(exclude_categories=NEVER, max_codepoint=0xFFFF), min_size=1)
active_text = st.text(st.sampled_from("ab1.)(*_`~^$@#<>[]{}|\\\"'&%!?:;/=+- "), min_size=1)
FORMATS = [
    Form.ITALIC, Form.OBLIQUE, Form.BOLD, Form.LIGHT, Form.SMALL_CAPS,
    Form.UNDERLINE, Form.SUPERSCRIPT, Form.SUBSCRIPT, Form.LINK, Form.NUMBER,
]  # fmt: skip


def trees(texts: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[Inline, ...]]:
    nodes: st.SearchStrategy[Inline] = st.recursive(
        texts,
        lambda inner: st.builds(Span, st.sampled_from(FORMATS), st.lists(inner, min_size=1).map(tuple)),
        max_leaves=6,
    )
    return st.lists(nodes, min_size=1, max_size=4).map(normal).filter(lambda t: plain(t).strip() != "")


def bibliography(*texts: str) -> Bibliography:
    entries = tuple(Entry(f"k{n}", text, "", text, numbered=False) for n, text in enumerate(texts))
    return Bibliography(entries, hanging_indent=True, second_field_align=None)


def words(text: str) -> list[str]:
    """White space aside; and pandoc composes letters with their accents."""
    return normalize("NFC", text).split()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.open = "", list[str]()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read_html(text: str) -> str:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == []
    return reader.text


RTF_TOKEN = re.compile(r"\\u(-?\d+) \?|\\([a-z]+)(-?\d+)? ?|\\([\\{}])|([{}])|([^\\{}\n])|\n")


def read_rtf(text: str) -> str:
    """A strict reader of the body of an RTF document."""
    text.encode("ascii")
    units, depth, place = b"", 0, 0
    body = text.partition("\\pard")[2] if text.startswith("{\\rtf1") else text
    while place < len(body):
        token = RTF_TOKEN.match(body, place)
        assert token is not None, body[place : place + 20]
        place = token.end()
        unicode, word, _, escaped, brace, char = token.groups()
        depth += {"{": 1, "}": -1}.get(brace or "", 0)
        if unicode:
            units += int(unicode).to_bytes(2, "little", signed=True)
        elif char or escaped or word in {"par", "tab", "line"}:
            units += (char or escaped or "\n").encode("utf-16-le")
    assert depth == (-1 if body != text else 0)
    return units.decode("utf-16-le")


@given(trees(any_text | active_text))
def test_text_is_the_text(nodes: tuple[Inline, ...]) -> None:
    assert MARKUPS["text"].inline(nodes) == plain(nodes).strip()


@given(trees(any_text | active_text))
def test_html(nodes: tuple[Inline, ...]) -> None:
    assert words(read_html(MARKUPS["html"].inline(nodes))) == words(plain(nodes))


@given(trees(any_text | active_text))
def test_rtf(nodes: tuple[Inline, ...]) -> None:
    inline = MARKUPS["rtf"].inline(nodes)
    assert words(read_rtf(inline)) == words(plain(nodes))
    assert words(read_rtf(MARKUPS["rtf"].document(bibliography(inline)))) == words(plain(nodes))


@given(trees(any_text | active_text))
def test_latex_braces_are_balanced(nodes: tuple[Inline, ...]) -> None:
    depth = 0
    for brace in re.findall(r"(?<!\\)(?:\\\\)*([{}])", MARKUPS["latex"].inline(nodes)):
        depth += 1 if brace == "{" else -1
        assert depth >= 0
    assert depth == 0


def pandoc(text: str, reader: str, *options: str) -> str:
    assert PANDOC is not None
    command = [PANDOC, "-f", reader, "-t", "plain", "--wrap=none", *options]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


# The plain writer marks what plain text lacks: emphasis _so_, superscripts ^(so). A filter undoes it.
UNMARK = """
local function inner(el) return el.content end
return {{Emph=inner, Strong=inner, Superscript=inner, Subscript=inner, SmallCaps=inner,
         Underline=inner, Strikeout=inner, Span=inner, Link=inner, RawInline=function() return {} end}}
"""


@pytest.fixture(scope="session")
def unmark(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("pandoc") / "unmark.lua"
    file.write_text(UNMARK)
    return str(file)


@needs_pandoc
@pytest.mark.parametrize("reader", ["commonmark", "markdown"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(many=st.lists(trees(active_text | any_text), min_size=1, max_size=20))
def test_markdown(unmark: str, reader: str, many: Sequence[tuple[Inline, ...]]) -> None:
    document = MARKUPS["markdown"].document(bibliography(*map(MARKUPS["markdown"].inline, many)))
    read = pandoc(document, reader, "--lua-filter", unmark)
    assert words(read) == [word for nodes in many for word in words(plain(nodes))], document


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        (["1. a"], "1\\. a"),
        (["v. Neumann"], "v\\. Neumann"),
        (["Kyutai. (2024)"], "Kyutai. (2024)"),
        (["- a"], "\\- a"),
        ([Span(Form.ITALIC, ("Title",)), ", in"], "*Title*, in"),
        (["in ", Span(Form.ITALIC, ("Proc. (CVPR)",)), ", 3"], "in *Proc. (CVPR)*, 3"),
        ([Span(Form.ITALIC, ("Proc. (CVPR)",)), "s"], "<em>Proc. (CVPR)</em>s"),
        ([Span(Form.ITALIC, ("a ",)), "b"], "*a* b"),
        ([Span(Form.ITALIC, ("a",)), Span(Form.BOLD, ("b",))], "<em>a</em><strong>b</strong>"),
        ([Span(Form.LINK, ("https://a.org/b_c",))], "<https://a.org/b_c>"),
        ([Span(Form.LINK, ("10.1/a_b",))], "10.1/a\\_b"),
    ],
)
def test_markdown_examples(nodes: list[Inline], expected: str) -> None:
    assert MARKUPS["markdown"].inline(nodes) == expected


def test_rtf_examples() -> None:
    assert MARKUPS["rtf"].inline(["Défossez {𝛼}"]) == "D\\u233 ?fossez \\{\\u-10187 ?\\u-8452 ?\\}"


def test_html_links_only_to_the_web() -> None:
    assert MARKUPS["html"].inline([Span(Form.LINK, ('https://a.org/?a=1&b="',))]) == (
        '<a href="https://a.org/?a=1&amp;b=&quot;">https://a.org/?a=1&amp;b="</a>'
    )
    assert MARKUPS["html"].inline([Span(Form.LINK, ("javascript:alert(1)",))]) == "javascript:alert(1)"


@pytest.mark.parametrize("name", MARKUPS)
def test_no_entries_make_no_document(name: str) -> None:
    assert MARKUPS[name].document(bibliography()) == ""


def test_labels_are_laid_out() -> None:
    entry = Entry("k", "[1] Text", "[1]", "Text", numbered=True)
    aligned = Bibliography((entry,), hanging_indent=False, second_field_align="flush")
    assert 'id="ref-k"><div class="csl-left-margin">[1]</div>' in MARKUPS["html"].document(aligned)
    assert "[1]\\tab Text\\par" in MARKUPS["rtf"].document(aligned)
    assert MARKUPS["latex"].document(aligned) == (
        "\\begin{thebibliography}{9}\n\\bibitem{k}\nText\n\\end{thebibliography}\n"
    )


def typeset(body: str, folder: Path) -> tuple[str, str]:
    """(text of the PDF, log)"""
    document = f"\\documentclass{{article}}\n\\begin{{document}}\n{body}\\end{{document}}\n"
    (folder / "a.tex").write_text(document, encoding="utf-8")
    command = [str(PDFLATEX), "-interaction=nonstopmode", "-halt-on-error", "a.tex"]
    for _ in range(2):
        run = subprocess.run(command, cwd=folder, capture_output=True, check=False)
        assert run.returncode == 0, run.stdout.decode("latin-1")[-2000:]
    subprocess.run([str(PDFTOTEXT), "-layout", "a.pdf", "a.txt"], cwd=folder, check=True)
    return (folder / "a.txt").read_text(encoding="utf-8"), (folder / "a.log").read_text("latin-1")


@needs_pandoc
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(many=st.lists(trees(active_text | bmp_text), min_size=1, max_size=20))
def test_rtf_read_by_pandoc(unmark: str, many: Sequence[tuple[Inline, ...]]) -> None:
    document = MARKUPS["rtf"].document(bibliography(*map(MARKUPS["rtf"].inline, many)))
    read = pandoc(document, "rtf", "--lua-filter", unmark)
    assert words(read) == [word for nodes in many for word in words(plain(nodes))], document


@needs_tex
def test_latex_is_typeset(tmp_path: Path) -> None:
    nodes: list[list[Inline]] = [
        ["A. Défossez, ", Span(Form.ITALIC, ("100% of {x} & #1_a ^ ~ \\ $",)), "."],
        ["See ", Span(Form.LINK, ("https://a.org/x_y-z/" + "long/" * 30 + "?q=1&b=2#c%20d",)), "."],
        ["H", Span(Form.SUBSCRIPT, ("2",)), "O ", Span(Form.SMALL_CAPS, ("Sc",)), " (2024)"],
    ]
    inline = [MARKUPS["latex"].inline(each) for each in nodes]
    text, log = typeset(MARKUPS["latex"].document(bibliography(*inline)), tmp_path)
    assert "Overfull" not in log
    # The underscore of the default fonts is a rule, which is no text in a PDF.
    squeezed = re.sub(r"[\s_]+", "", text)
    assert "https://a.org/xy-z/" + "long/" * 30 + "?q=1&b=2#c%20d" in squeezed
    assert "100%of{x}&#1a" in squeezed


@needs_tex
@pytest.mark.parametrize("style", ["kyutai", "ieee"])
def test_a_bibliography_is_typeset_without_warnings(style: str, tmp_path: Path) -> None:
    document = (Path(__file__).parents[1] / "goldens" / "csl" / f"{style}-latex.txt").read_text(encoding="utf-8")
    text, log = typeset(document, tmp_path)
    assert "Warning" not in log
    assert "Overfull" not in log
    assert "Défossez" in normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "expected"), [("‘80s", "&lsquo;80s"), ("the ‘big’ one", "the ‘big’ one"), ("‘don’t", "&lsquo;don’t")]
)
def test_a_lone_single_quote_in_markdown_stays_one(text: str, expected: str) -> None:
    """pandoc reads an apostrophe where the closing one is missing."""
    assert MARKUPS["markdown"].inline((text,)) == expected
