"""A document with a bibliography, typeset: what each program complained of, and the text of the PDF."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.consumers.programs import run

__all__ = ["Look", "Typeset", "bibtex", "with_biblatex", "with_bibtex"]


class Look(NamedTuple):
    """How the document is set up."""

    hyperref: bool = True
    t1: bool = True


class Typeset(NamedTuple):
    """`bibliography` and `latex` are the complaints of BibTeX or biber and of LaTeX; `text` is the PDF's."""

    bibliography: list[str]
    latex: list[str]
    text: str

    @property
    def unbroken(self) -> str:
        """The text without line breaks, the hyphens at them, and blanks."""
        return re.sub(r"-\n|\s", "", self.text)


CITED_BY = {
    "plainnat": r"\usepackage{natbib}",
    "ACM-Reference-Format": r"\usepackage{natbib}",
    "apalike": r"\usepackage{apalike}",
}
"""What a style needs in the preamble."""


def bibtex(folder: Path, style: str, bib: str, cited: Sequence[str] = ()) -> list[str]:
    """BibTeX's complaints. Its input is written by hand, which saves a run of LaTeX."""
    (folder / "refs.bib").write_text(bib, encoding="utf-8")
    citations = "".join(f"\\citation{{{key}}}\n" for key in (*cited, "*"))
    (folder / "paper.aux").write_text(f"\\relax\n{citations}\\bibstyle{{{style}}}\n\\bibdata{{refs}}\n", "utf-8")
    run("bibtex", "paper", cwd=folder)
    log = (folder / "paper.blg").read_text("utf-8", "replace")
    return re.findall(r"^(?:Warning--.*|.*---line.*|I (?:couldn't|found).*|.*error message.*)$", log, re.MULTILINE)


def with_bibtex(folder: Path, style: str, bib: str, look: Look, package: str = "") -> Typeset:
    """`package`: what is loaded instead of what the style needs."""
    cited = _keys(bib)[:2]
    complaints = bibtex(folder, style, bib, cited)
    bibliography = f"\\bibliographystyle{{{style}}}\n\\bibliography{{refs}}"
    _write(folder, [package or CITED_BY.get(style, "")], look, cited, bibliography)
    return Typeset(complaints, _latex(folder), _text(folder))


def with_biblatex(folder: Path, style: str, bib: str, look: Look, *, validate: bool, names: int = 99) -> Typeset:
    """`names`: that many authors are printed."""
    (folder / "refs.bib").write_text(bib, encoding="utf-8")
    options = f"backend=biber,style={style},maxbibnames={names}"
    package = f"\\usepackage[{options}]{{biblatex}}\n\\addbibresource{{refs.bib}}"
    _write(folder, [package], look, _keys(bib)[:2], "\\printbibliography")
    run("pdflatex", "-interaction=nonstopmode", "-draftmode", "paper", cwd=folder)
    run("biber", *(["--validate-datamodel"] if validate else []), "paper", cwd=folder)
    log = (folder / "paper.blg").read_text("utf-8", "replace")
    return Typeset(re.findall(r"(?:WARN|ERROR) - .*", log), _latex(folder), _text(folder))


def _keys(bib: str) -> list[str]:
    return re.findall(r"^@\w+\{(.*),$", bib, re.MULTILINE)


def _write(folder: Path, packages: Sequence[str], look: Look, cited: Sequence[str], bibliography: str) -> None:
    lines = [
        r"\documentclass{article}",
        *([r"\usepackage{cmap}", r"\usepackage[T1]{fontenc}"] if look.t1 else []),
        *packages,
        r"\usepackage{hyperref}" if look.hyperref else r"\usepackage{url}",
        r"\pagestyle{empty}",
        r"\begin{document}\sloppy\raggedright",
        *(f"\\cite{{{key}}}" for key in cited),
        r"\nocite{*}",
        bibliography,
        r"\end{document}",
    ]
    (folder / "paper.tex").write_text("\n".join(lines), "utf-8")


def _latex(folder: Path) -> list[str]:
    """The complaints of LaTeX, after as many runs as it asks for."""
    for _ in range(5):
        run("pdflatex", "-interaction=nonstopmode", "paper", cwd=folder)
        log = (folder / "paper.log").read_text("latin-1")
        if not re.search(r"[Rr]erun|undefined", log):
            break
    return re.findall(r"^(?:!.*|.*Warning.*|.*Missing character.*|.*[Uu]ndefined.*)$", log, re.MULTILINE)


def _text(folder: Path) -> str:
    return run("pdftotext", "-raw", "-enc", "UTF-8", "paper.pdf", "-", cwd=folder)
