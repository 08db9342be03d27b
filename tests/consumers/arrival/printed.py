"""What stands in a PDF: a value has arrived if its text stands in the entry of its record, letter by letter.

Line breaks and the hyphens at them are the typesetter's, and curly quotes; nothing else is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from unicodedata import normalize

from kyutai_bib.latex import math_to_unicode
from kyutai_bib.model.name import Name, TeamName
from kyutai_bib.model.paper import Record
from kyutai_bib.model.rich_text import Mark
from tests.consumers.arrival.every_field import EVERY_FIELD, marked
from tests.consumers.arrival.facts import Facts, said, tidy
from tests.consumers.corpus import records
from tests.consumers.programs import BEYOND_PDFLATEX, pypi, run
from tests.consumers.typeset import Look, with_biblatex, with_bibtex

__all__ = ["biblatex_pdf", "bibtex_pdf", "latin", "typst_pdf"]

Reader = Callable[[str, Path], dict[str, Facts]]

_LIGATURES = {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"}
_CURLY = {"'": "’", "`": "‘"}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SHORT = (*("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."),)
"""biblatex, english.lbx."""


_DATA_MODEL = [
    "'hardundated' (refs.bib): Missing mandatory field - one of 'date, year' must be defined",
    "'corner13' (refs.bib): Missing mandatory field 'author'",  # a team whose name is "others"
    *(
        f"'signs{kind}' (refs.bib): Invalid value of field 'volume' must be datatype 'integer' - ignoring field"
        for kind in ("book", "chapter", "conference", "journal")
    ),
    "'signswebpage' (refs.bib): Missing mandatory field - one of 'url, doi, eprint' must be defined",
]
"""What biber's check of the data model says of records that lack a fact, or whose volume is a sentence."""


def latin() -> list[Record]:
    """The records that pdfLaTeX has letters for, and that it can break into lines: not the crowd."""
    return [record for record in records() if BEYOND_PDFLATEX not in record.tags]


def bibtex_pdf(text: str, folder: Path) -> dict[str, Facts]:
    result = with_bibtex(folder, "plainnat", text, Look(), r"\usepackage[numbers]{natbib}")
    assert (result.bibliography, result.latex) == (["Warning--empty year in hardundated"], [])
    keys = re.findall(r"\\bibitem\[.*?\]\{(.*?)\}", (folder / "paper.bbl").read_text("utf-8"), re.DOTALL)
    return _found(keys, result.text)


def biblatex_pdf(text: str, folder: Path) -> dict[str, Facts]:
    result = with_biblatex(folder, "numeric", text, Look(), validate=True, names=4000)
    assert [complaint.partition("Entry ")[2] for complaint in result.bibliography] == _DATA_MODEL
    assert all("Biber reported the following issues" in complaint for complaint in result.latex)
    keys = re.findall(r"\\entry\{(.*?)\}", (folder / "paper.bbl").read_text("utf-8"))
    return _found(keys, result.text)


def typst_pdf(name: str) -> Reader:
    """Typst with a style that prints every field between marks, on lines so long that no word breaks, and on pages
    so low that none has the 50,000 characters beyond which pdftotext falls silent."""

    def read(text: str, folder: Path) -> dict[str, Facts]:
        source = (
            f'#set page(width: 200cm, height: 2mm)\n#set text(size: 1pt)\n#bibliography("{name}", full: true, '
        )
        files = {"main.typ": f'{source}style: "every-field.csl")', name: text, "every-field.csl": EVERY_FIELD}
        answer = json.loads(pypi("typst", "", json.dumps({"files": files, "pdf": str(folder / "out.pdf")})))
        assert answer == {"warnings": []}
        return marked(
            run("pdftotext", "-raw", "-enc", "UTF-8", "out.pdf", "-", cwd=folder),
            [record.key for record in records()],
        )

    return read


def _found(keys: list[str], text: str) -> dict[str, Facts]:
    entries = _entries(text.replace("\f", "\n"), len(keys))
    by_key = {record.key: record for record in records()}
    return {key: _facts(by_key[key], entry) for key, entry in zip(keys, entries, strict=True)}


def _entries(text: str, count: int) -> list[str]:
    """The text of each entry, by the labels [1], [2] … in their order."""
    places, start = [], 0
    for number in range(1, count + 1):
        found = re.compile(rf"^\[{number}\] ", re.MULTILINE).search(text, start)
        assert found, f"no entry [{number}]"
        places.append(found.start())
        start = found.end()
    return [text[begin:end] for begin, end in zip(places, [*places[1:], len(text)], strict=True)]


_UNPRINTED = {"language", "tags", "abstract", "links", "arxiv-class", "venue-short"}
"""What no style here prints: a word of it that stands there by chance has not arrived."""


def _facts(record: Record, entry: str) -> Facts:
    people = {"author": record.authors, "editor": record.editors}
    spoken = {role: [_name_forms(person.name) for person in found] for role, found in people.items()}
    return {
        field: text
        for field, text in said(record).items()
        if field not in _UNPRINTED
        and all(_stands(forms, entry) for forms in spoken.get(field, [_forms(field, text, record)]))
    }


def _stands(forms: list[str], entry: str) -> bool:
    return any(_pattern(form).search(entry) for form in forms)


def _pattern(text: str) -> re.Pattern[str]:
    """The text as a whole word, with line breaks where TeX may put them: at blanks, in words behind a hyphen, in
    addresses behind signs. Quotes are curly in print."""
    signs = "".join(_LIGATURES.get(sign, sign) for sign in normalize("NFC", text))
    printed = [re.escape(sign) if sign not in _CURLY else f"[{sign}{_CURLY[sign]}]" for sign in signs]
    whole = "(?:-?\\n)?".join(r"\s+" if sign in (r"\ ", " ") else sign for sign in printed)
    return re.compile(rf"(?<!\w){whole}(?!\w)")


def _name_forms(name: Name) -> list[str]:
    """With a comma before the suffix or without one."""
    suffix = "" if isinstance(name, TeamName) else name.suffix
    return [
        name.display_form,
        name.display_form.replace(f", {suffix}", f" {suffix}") if suffix else name.display_form,
    ]


def _forms(field: str, text: str, record: Record) -> list[str]:
    """Titles as they are or in BibTeX's sentence case, dates as the two styles print them, pages with a dash."""
    if field == "title":
        return [text, tidy(_sentence(record))]
    if field in ("date", "event-date"):
        return [_written(text, months).strip() for months in (_MONTHS, _SHORT)]
    return [text.replace("-", "–")] if field == "pages" else [text]


def _sentence(record: Record) -> str:
    """change.case$ with "t": small letters, but for the first, those behind ": ", and protected words."""
    text = ""
    for piece in record.title.runs:
        if piece.mark is not Mark.TEXT:
            text += math_to_unicode(piece.text) if piece.mark is Mark.MATH else piece.text
            continue
        for sign in piece.text:
            text += sign if not text or text.endswith(": ") else sign.lower()
    return text


def _written(date: str, months: Sequence[str]) -> str:
    """A date, or a range that says year and month once where both ends have them (biblatex, english.lbx)."""
    begin, _, end = date.partition("/")
    if not end:
        return _day(begin, months) + _year(begin)
    if begin[:7] == end[:7]:
        return f"{_day(begin, months)}–{int(end[8:])}{_year(end)}"
    first = _day(begin, months) + ("" if begin[:4] == end[:4] else _year(begin))
    return f"{first}–{_day(end, months)}{_year(end)}"


def _day(date: str, months: Sequence[str]) -> str:
    month = months[int(date[5:7]) - 1] if len(date) > 4 else ""
    return f"{month} {int(date[8:])}" if len(date) > 7 else month


def _year(date: str) -> str:
    return f", {date[:4]}" if len(date) > 7 else f" {date[:4]}"
