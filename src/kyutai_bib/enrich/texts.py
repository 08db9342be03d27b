"""Texts as services send them, made into titles and abstracts of ours.

arXiv takes TeX in titles and abstracts (https://info.arxiv.org/help/prep.html): accents such as \\'e outside of
formulas, formulas between dollar signs, and a line break followed by spaces where a paragraph begins. Crossref's
texts have HTML and JATS elements in them.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable

from kyutai_bib.enrich.answer import BadAnswer
from kyutai_bib.enrich.signs import visible
from kyutai_bib.latex import unescape
from kyutai_bib.model.capitals import protected
from kyutai_bib.model.formula import check_formula
from kyutai_bib.model.rich_text import Abstract, Mark, Run, Title

__all__ = ["abstract_of_markup", "abstract_of_tex", "line", "title_of_markup", "title_of_tex"]

_FORMULA = re.compile(
    r"\\\((?P<round>.{1,500}?)\\\)|\\\[(?P<square>.{1,500}?)\\\]|\\."
    r"|\$\$(?P<double>(?:\\.|[^$\\])+)\$\$|\$(?!\s)(?P<single>(?:\\.|[^$\\])+?)(?<!\s)\$(?!\d)",
    re.DOTALL,
)
"""A formula in each of TeX's notations; or an escaped sign, so that the dollar of `\\$5` opens none."""
_LONGEST = 100_000
"""Characters of a text that is read: fifty times what arXiv takes as an abstract."""
_KEPT = {"--": "\ue000\ue000", "``": "\ue001\ue001", "''": "\ue002\ue002", "~": "\ue003", "$": "\ue004"}
"""What TeX would change and people mean as it stands, under private characters while TeX is read."""


def line(text: str) -> str:
    """One line in NFC: white space folded, what cannot be seen left out.

    Raises `BadAnswer` for letters that were read in a wrong encoding, which would become a wrong name, and for a
    text that is too long to be one.
    """
    if len(text) > _LONGEST:
        raise BadAnswer(f"sent a text of {len(text):,} characters, which is no title and no abstract", again=False)
    if "\ufffd" in text or _misread(text):
        raise BadAnswer(f"sent letters in a wrong encoding ({text.strip()[:40]!r})", again=False)
    return unicodedata.normalize("NFC", " ".join(visible(text).split()))


def title_of_tex(text: str) -> Title | None:
    """A title of arXiv's, with its acronyms protected; `None` for nothing."""
    runs = _runs(line(text), _plain_of_tex)
    return protected(Title(runs)) if runs else None


def abstract_of_tex(text: str) -> Abstract | None:
    """An abstract of arXiv's; `None` for nothing."""
    return _abstract(re.split(r"\n\s*\n|\n[ \t]+", text.strip()), _plain_of_tex)


def title_of_markup(text: str) -> Title | None:
    """A title with HTML or MathML elements in it, and a full stop at its end where a service adds one."""
    plain = line(_without_elements(text))
    return protected(Title((Run(Mark.TEXT, plain),))) if plain else None


def abstract_of_markup(text: str) -> Abstract | None:
    """An abstract in JATS elements; a heading "Abstract" goes."""
    text = re.sub(r"<(?:jats:)?title>\s*abstract\s*</(?:jats:)?title>", "", text, flags=re.IGNORECASE)
    paragraphs = re.split(r"</(?:jats:)?p>", text)
    return _abstract([_without_elements(paragraph) for paragraph in paragraphs], str)


def _abstract(paragraphs: list[str], plain: Callable[[str], str]) -> Abstract | None:
    runs: list[Run] = []
    line("".join(paragraphs))  # too long or misread as a whole
    for paragraph in filter(None, (line(paragraph) for paragraph in paragraphs)):
        if runs:
            runs.append(Run(Mark.TEXT, "\n\n"))
        runs += _runs(paragraph, plain)
    return Abstract(_joined(runs)) if runs else None


def _runs(text: str, plain: Callable[[str], str]) -> tuple[Run, ...]:
    """Text and formulas; what cannot stand in a formula of ours is text. No white space at the ends."""
    runs: list[Run] = []
    position = 0
    for match in _FORMULA.finditer(text):
        tex = next(filter(None, match.groupdict().values()), "").strip()
        if tex and "$" not in re.sub(r"\\.", "", tex) and _is_formula(tex):
            runs += [Run(Mark.TEXT, plain(text[position : match.start()])), Run(Mark.MATH, tex)]
            position = match.end()
    runs.append(Run(Mark.TEXT, plain(text[position:])))
    return _joined(runs)


def _joined(runs: list[Run]) -> tuple[Run, ...]:
    """No empty run, no two neighbours of plain text, no white space at the ends."""
    joined: list[Run] = []
    for run in filter(lambda run: run.text, runs):
        if joined and run.mark is Mark.TEXT is joined[-1].mark:
            joined[-1] = Run(Mark.TEXT, joined[-1].text + run.text)
        else:
            joined.append(run)
    return _stripped(joined)


def _stripped(runs: list[Run]) -> tuple[Run, ...]:
    for place, strip in ((0, str.lstrip), (-1, str.rstrip)):
        if runs and runs[place].mark is Mark.TEXT:
            runs[place] = Run(Mark.TEXT, strip(runs[place].text))
    return tuple(run for run in runs if run.text)


def _plain_of_tex(text: str) -> str:
    """Accents, escaped signs and font commands read; dashes, quotes, tildes and dollars left alone."""
    if not re.search(r"[\\{}]", text):
        return text
    edges = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    for sign, stand_in in _KEPT.items():
        text = re.sub(rf"(?<!\\){re.escape(sign)}", stand_in, text)
    text = unescape(text.strip())
    for sign, stand_in in _KEPT.items():
        text = text.replace(stand_in, sign)
    return re.sub(r"[ \t\n]+", " ", edges[0] + text + edges[1])  # a command that goes leaves its spaces


def _is_formula(tex: str) -> bool:
    """Whether it may stand in a formula; what may not, such as a command that reads files, is text."""
    try:
        check_formula(tex)
    except ValueError:
        return False
    return True


def _without_elements(text: str) -> str:
    text = re.sub(r"(?is)<(script|style|annotation)\b.*?</\1>", " ", text)
    return html.unescape(re.sub(r"</?[A-Za-z][\w:.-]*(?:\s[^<>]*)?/?>", "", text))


def _misread(text: str) -> bool:
    """UTF-8 that was read as Latin-1 or Windows-1252: Ã© for é."""
    for match in re.finditer(r"[\xc2-\xf4][\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
                             r"\u2013-\u2026\u2030\u2039\u203a\u20ac\u2122]{1,3}", text):  # fmt: skip
        if any(_decodes(match[0], codec) for codec in ("latin-1", "cp1252")):
            return True
    return False


def _decodes(text: str, codec: str) -> bool:
    try:
        text.encode(codec).decode("utf-8")
    except UnicodeError:
        return False
    return True
