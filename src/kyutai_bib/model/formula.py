"""What may stand in a formula: mathematics, and no command that acts on files, macros or the document.

A formula goes into a `.bib` as it is and from there into somebody's document, so that a data file from
elsewhere must not be able to do there what only its author should (The TeXbook, chapters 20 and 21).
"""

from __future__ import annotations

import re

__all__ = ["check_formula"]

DEEPEST = 30
"""How many levels of braces a formula may have."""

_REFUSED = """
active afterassignment aftergroup batchmode begin begingroup bye catcode chardef closein closeout csname def
directlua documentclass dump edef else end endcsname endgroup endinput errmessage everymath everypar
expandafter expandonce fi font futurelet gdef global hyphenation if ifcase ifcat ifdim ifeof iffalse ifnum
ifodd iftrue ifx immediate include includegraphics includeonly input jobname latelua lccode let long loop
luaexec mathchardef mathcode message newcommand newenvironment newif newread newwrite noexpand openin openout
or outer output par pdfobj providecommand read readline relax renewcommand repeat RequirePackage romannumeral
scantokens scrollmode shipout show showthe special stop string the toks uccode undefined usepackage verb write
xdef
"""
REFUSED = frozenset(_REFUSED.split())


def check_formula(tex: str) -> None:
    """Raises `ValueError` with a sentence for what TeX or BibTeX cannot read, or should not be given."""
    if not _paired(tex):
        raise ValueError(f"the braces of the formula ${tex}$ do not pair up; write \\$ for a dollar sign")
    bare = re.sub(r"\\.", "", tex, flags=re.DOTALL)
    if sign := re.search(r"[&#%]", bare):
        raise ValueError(
            f"{sign[0]} cannot stand alone in the formula ${tex}$; write \\{sign[0]}, or \\$ for a dollar sign"
        )
    for command in re.findall(r"\\([A-Za-z]+)", tex):
        if command in REFUSED:
            raise ValueError(f"\\{command} is no mathematics, so it cannot stand in a formula; delete it")
    if "^^" in tex:
        raise ValueError("^^ is TeX's notation for characters, not mathematics; delete it")


def _paired(formula: str) -> bool:
    depth = 0
    for sign in re.findall(r"[{}]", re.sub(r"\\.", "", formula)):
        depth += 1 if sign == "{" else -1
        if not 0 <= depth <= DEEPEST:
            return False
    return depth == 0
