"""What the programs that read our LaTeX make of it: BibTeX, pdfLaTeX, biber, pandoc, bibutils, bibtexparser.

Each program runs once or twice, over many characters at a time. Where a program is known to misread a
spelling, the character is missing from its list, and its docstring says so.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize

import pytest

from kyutai_bib.latex import NEEDS_T1, escape, escape_name

ACCENTED = [*"éèêëñçšřőűåÅżăğńúÜÖÉØøæÆßłŁíïîìİāēōċģķľťďœĩīĭǐĵǰșț"]
BELOW = [*"ạẹḏṇ"]
OGONEKS = [*"ąęųĄ"]
NORDIC = [*"ðþđĐÞŋ"]
STACKED = [*"ậếễằǻǿǘ"]
SYMBOLS = ["&", "50%", "a_b", "#1", "$5", "{x}", "“q”", *"–—×±°½®©€§†→"]
TEXTUAL = ["<", ">", "~", "\\", "a\xa0b", 'say "a"']
MATHS = ["|", "∈", "≤", "α", "Γ", "∞", "ℓ"]

APART = ["a--b---c", "a,,b", "what?‘", "–-", "a‘‘b’’c"]
"""What TeX would join."""

Reader = Callable[[list[str]], list[str]]


def program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not installed")
    return path


def run(*words: str, cwd: Path, stdin: str | None = None) -> str:
    done = subprocess.run(
        words, cwd=cwd, input=stdin, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    return done.stdout


def entries(texts: list[str]) -> str:
    """A .bib file with one title a text, between two words that show blanks at its ends."""
    titles = enumerate(map(escape, texts))
    return "".join(f"@misc{{k{number},\n title = {{X {title} z}},\n}}\n" for number, title in titles)


def between(found: dict[str, str], count: int) -> list[str]:
    """The titles without the two words, in order."""
    return [normalize("NFC", found.get(f"k{number}", "X  z")[2:-2]) for number in range(count)]


@pytest.fixture(params=["pandoc", "pandoc 3"])
def pandoc(request: pytest.FixtureRequest, tmp_path: Path) -> Reader:
    if request.param == "pandoc":
        path = program("pandoc")
    else:
        path = pytest.importorskip("pypandoc", reason="pypandoc_binary is not installed").get_pandoc_path()

    def read(texts: list[str]) -> list[str]:
        braced = entries(texts).replace("{X", "{{X").replace("z}", "z}}")  # or pandoc lowers the capitals
        out = run(path, "-f", "bibtex", "-t", "csljson", cwd=tmp_path, stdin=braced)
        plain = {item["id"]: re.sub("</?span[^>]*>", "", item["title"]) for item in json.loads(out)}
        return between(plain, len(texts))

    return read


@pytest.fixture
def biber(tmp_path: Path) -> Reader:
    path = program("biber")

    def read(texts: list[str]) -> list[str]:
        (tmp_path / "in.bib").write_text(entries(texts), encoding="utf-8")
        options = ("--tool", "--output-encoding=UTF-8", "--output-format=bibtex", "-O", "out.bib")
        run(path, *options, "in.bib", cwd=tmp_path)
        out = (tmp_path / "out.bib").read_text(encoding="utf-8")
        return between(dict(re.findall(r"\{(k\d+),\s*title\s*=\s*\{(.*)\},", out, re.IGNORECASE)), len(texts))

    return read


@pytest.fixture
def bibutils(tmp_path: Path) -> Reader:
    path = program("bib2xml")

    def read(texts: list[str]) -> list[str]:
        (tmp_path / "in.bib").write_text(entries(texts), encoding="utf-8")
        out = run(path, "-i", "unicode", "in.bib", cwd=tmp_path)
        found = dict(re.findall(r'(?s)<mods ID="(k\d+)">.*?<title>(.*?)</title>', out))
        return between(found, len(texts))

    return read


def bibtexparser(texts: list[str]) -> list[str]:
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.middlewares import LatexDecodingMiddleware

    library = parse_string(entries(texts), append_middleware=[LatexDecodingMiddleware()])
    return between({entry.key: str(entry["title"]) for entry in library.entries}, len(texts))


def test_pandoc(pandoc: Reader) -> None:
    """It drops `{\\textasciigrave}`, makes quotes of apostrophes as LaTeX does, and joins curly ones."""
    texts = [*ACCENTED, *BELOW, *OGONEKS, *NORDIC, *STACKED, *SYMBOLS, *TEXTUAL, *APART[:-1]]
    assert pandoc([*texts, "a`b", "5''"]) == [*texts, "ab", "5’’"]


def test_bibtexparser() -> None:
    texts = [*ACCENTED, *BELOW, *OGONEKS, *NORDIC, *STACKED, *SYMBOLS, *APART, "~", "\\", 'say "a"', "a``b", "5''"]
    assert bibtexparser(texts) == texts


def test_bibutils(bibutils: Reader) -> None:
    """It knows no `\\d` and no accent over an accent; it joins what is kept apart."""
    texts = [*ACCENTED, *OGONEKS, *NORDIC, "50%", "a_b", "#1", "{x}", "–", "“q”", "×", "°", "→", "~", "α"]
    assert bibutils([*texts, "a--b"]) == [*texts, "a–b"]


def test_biber(biber: Reader) -> None:
    """It keeps `\\&` and the braces of `{\\ss}` for TeX, and does not read an accent over an accent."""
    texts = [*ACCENTED, *BELOW, *OGONEKS, *NORDIC, "–", "“q”", "×", "°", "→", "<", ">"]
    assert [re.sub(r"^\{(.)\}$", r"\1", title) for title in biber(texts)] == texts


# Family, given, the initial that abbrv prints, the label that alpha makes of a single author.
NAMES = [
    ("Jégou", "Élodie", r"{\'E}.", r"J{\'e}g24"),
    ("Łoś", "Żaneta", r"{\.Z}.", r"{\L}o{\'s}24"),
    ("Çelik", "Şule", r"{\c S}.", r"{\c C}el24"),
    ("Øvergård", "Åse", r"{\r A}.", r"{\O}ve24"),
    ("Guðmundsson", "Þórður", r"{\/Þ}.", r"Gu{\/ð}24"),
    ("Đặng", "Đức", r"{\/Đ}.", None),
    ("Nguyễn", "Ánh", r"{\'A}.", "Ngu24"),
    ("Krīgers", "Ēriks", r"{\=E}.", r"Kr{\/ī}24"),
    ("Ķirsons", "Jean-Élie", r"J.-{\'E}.", r"{\c K}ir24"),
    ("Ātre", "Īve", r"{\=I}.", r"{\=A}tr24"),
    ("Ŋoro", "Ěla", r"{\v E}.", r"{\/Ŋ}or24"),
]


def bibliography(style: str, folder: Path) -> str:
    """The .bbl that BibTeX makes of `NAMES`; read strictly, so that half a letter fails."""
    names = [(escape_name(family), escape_name(given)) for family, given, *_ in NAMES]
    items = (
        f"@misc{{k{n}, author = {{{f}, {g}}}, title = {{{{T}}}}, year = 2024}}\n" for n, (f, g) in enumerate(names)
    )
    (folder / "names.bib").write_text("".join(items), encoding="utf-8")
    (folder / "a.aux").write_text(f"\\citation{{*}}\n\\bibdata{{names}}\n\\bibstyle{{{style}}}\n")
    run(program("bibtex"), "a", cwd=folder)
    return (folder / "a.bbl").read_bytes().decode("utf-8")


def test_bibtex_abbreviates_given_names(tmp_path: Path) -> None:
    bbl = bibliography("abbrv", tmp_path)
    assert [initial for _, _, initial, _ in NAMES if not re.search(rf"(?m)^{re.escape(initial)}[~ ]", bbl)] == []


def test_bibtex_makes_labels_of_family_names(tmp_path: Path) -> None:
    bbl = bibliography("alpha", tmp_path)
    assert [label for *_, label in NAMES if label and f"\\bibitem[{label}]" not in bbl] == []


def test_bibtex_keeps_the_case_of_symbols_in_titles(tmp_path: Path) -> None:
    title = escape("A Γ, ℝ and Δ by ÉCOLE Ω")
    (tmp_path / "t.bib").write_text(f"@misc{{k, title = {{{title}}}, year = 2024}}\n", encoding="utf-8")
    (tmp_path / "a.aux").write_text("\\citation{*}\n\\bibdata{t}\n\\bibstyle{plain}\n")
    run(program("bibtex"), "a", cwd=tmp_path)
    bbl = (tmp_path / "a.bbl").read_text(encoding="utf-8")
    assert r"A {$\Gamma$}, $\mathbb{R}$ and {$\Delta$} by {\'e}cole {$\Omega$}," in " ".join(bbl.split())


def printed(lines: list[str], preamble: str, folder: Path, engine: str = "pdflatex") -> list[str]:
    """What a LaTeX prints for lines of LaTeX; fails at any error of TeX's."""
    latex, text = program(engine), program("pdftotext")
    body = "\n\n".join(f"A{number}B {line} C" for number, line in enumerate(lines))
    head = f"\\documentclass{{article}}{preamble}\\pagestyle{{empty}}"
    source = f"{head}\\begin{{document}}\n{body}\n\\end{{document}}\n"
    (folder / "a.tex").write_text(source, encoding="utf-8")
    log = run(latex, "-interaction=nonstopmode", "a.tex", cwd=folder)
    assert re.findall("(?m)^!.*(?:\n.*){3}", log) == []
    out = normalize("NFC", run(text, "-raw", "a.pdf", "-", cwd=folder))
    found = dict(re.findall(r"(?s)A(\d+)B\s*(.*?)\s*C(?=\s|$)", out))
    return [found.get(str(number), "") for number in range(len(lines))]


def test_pdflatex_prints_the_text_with_its_first_font_encoding(tmp_path: Path) -> None:
    in_pieces = "ģķľťďłŁșț_"  # drawn of two pieces, or with a rule
    without_map = "×€†→"  # from the TS1 fonts, which as bitmaps do not say what they show
    texts = [text for text in [*ACCENTED, *SYMBOLS, *MATHS] if not set(text) & set(in_pieces + without_map)]
    shown = printed([escape(text) for text in [*texts, "<x>", "\\", *APART]], "", tmp_path)
    plain = [normalize("NFC", text.replace("ı", "i").replace("ȷ", "j")) for text in shown]
    assert plain == [*texts, "<x>", "\\", *APART]


@pytest.mark.parametrize("engine", ["pdflatex", "lualatex"])
def test_italic_corrections_keep_apart_what_any_engine_would_join(engine: str, tmp_path: Path) -> None:
    """And a grave accent is one. Not looked for in pdfLaTeX's text: its font may be a bitmap without names."""
    graves = ["a`b", "``"] if engine == "lualatex" else []
    texts = [*APART, *graves]
    assert printed([escape(text, apart=r"\/") for text in texts], "", tmp_path, engine) == texts


def test_pdflatex_takes_every_letter_and_symbol(tmp_path: Path) -> None:
    """With T1 fonts there is no error, and what needs them is what `NEEDS_T1` says."""
    texts = [*ACCENTED, *BELOW, *OGONEKS, *NORDIC, *STACKED, *SYMBOLS, *TEXTUAL, *MATHS, *sorted(NEEDS_T1)]
    assert len(printed([escape(text) for text in texts], r"\usepackage[T1]{fontenc}", tmp_path)) == len(texts)


def test_the_list_of_what_needs_t1_is_right(tmp_path: Path) -> None:
    latex = program("pdflatex")
    western = [
        char for char in map(chr, (*range(0xA1, 0x180), *range(0x218, 0x21C))) if char not in "ĸħĦŧŦŀĿŉſ\xad"
    ]
    texts = [*western, *"ǪǫẠạếễậ„“”‚‘’«»‹›…–—", *BELOW, *STACKED]
    refused = []
    for start in range(0, len(texts), 90):  # TeX stops at a hundred errors
        lines = "\n".join(f"x{escape(text)}%" for text in texts[start : start + 90])
        (tmp_path / "a.tex").write_text(
            f"\\documentclass{{article}}\\begin{{document}}\n{lines}\n\\end{{document}}\n"
        )
        log = run(latex, "-draftmode", "-interaction=nonstopmode", "a.tex", cwd=tmp_path)
        refused += [texts[start + int(line) - 2] for line in re.findall(r"(?m)^l\.(\d+) ", log)]
    assert sorted(set(refused)) == sorted(NEEDS_T1)
