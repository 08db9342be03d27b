"""CSL-YAML, for pandoc: CSL items under `references`, as the metadata of a Markdown document.

pandoc reads text there as Markdown (manual, "Specifying bibliographic data"), so that what Markdown would take
for markup is escaped. Names keep their parts and software its type: pandoc and its citeproc know both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kyutai_bib.csl.item import Item, csl_item
from kyutai_bib.latex import math_to_unicode
from kyutai_bib.model.paper import Record
from kyutai_bib.model.rich_text import Mark, Run, Title
from kyutai_bib.writers import Options
from kyutai_bib.writers.csl_json import link_lists
from kyutai_bib.writers.plain import abstract, one_line
from kyutai_bib.writers.yaml_text import yaml_text

__all__ = ["FIELDS", "entry", "write"]

_VARIABLES = (
    "id type title author issued container-title container-title-short collection-title editor event-title "
    "event-date event-place ISSN ISBN genre publisher publisher-place number version edition volume issue page "
    "DOI URL language note abstract keyword custom"
)
FIELDS = frozenset(_VARIABLES.split())
_ALWAYS = frozenset({"id", "type"})
_VERBATIM = frozenset({"id", "type", "language"})
"""Variables that pandoc takes as they are: escaped, they would be wrong."""
_SPANS = {"\ufdd0": '<span class="nocase">', "\ufdd1": "</span>"}
"""Round protected words while the Markdown is escaped: noncharacters, which no text has, since a title may well
have text that looks like these tags."""


def write(records: Iterable[Record], options: Options) -> Iterator[str]:
    """One chunk a record."""
    head = "---\nreferences:\n"
    for record in records:
        item = {name: value for name, value in entry(record).items() if name in _ALWAYS or options.wants(name)}
        yield head + yaml_text([item])
        head = ""
    yield f"{head}...\n" if not head else "---\nreferences: []\n...\n"


def entry(record: Record) -> Item:
    """All that the format says of a record, by variable, its Markdown escaped."""
    variables = {
        **csl_item(record, _title),
        "abstract": abstract(record),
        "keyword": ", ".join(record.tags),
        "custom": link_lists(record),
    }
    return {name: _escaped(name, value) for name, value in variables.items() if value}


def _title(title: Title) -> str:
    opening, closing = _SPANS
    return "".join(
        _text(run) if run.mark is Mark.TEXT else f"{opening}{_text(run)}{closing}" for run in title.runs
    )


def _text(run: Run) -> str:
    return run.plain(math_to_unicode).translate(dict.fromkeys(map(ord, _SPANS)))


def _escaped(name: str, value: object) -> object:
    """Text with its Markdown escaped, in names and lists too."""
    if isinstance(value, str) and name not in _VERBATIM:
        return markdown_text(value)
    if isinstance(value, list):
        return [_escaped(name, part) for part in value]
    if isinstance(value, dict):
        return {part: _escaped(part, inner) for part, inner in value.items()}
    return value


_MARKUP = re.compile(
    r"""([\ufdd0\ufdd1])                     # where the spans of protected words are
    |[\\`*_{}\[\]<>#$~^@|'"&!]           # markup anywhere
    |-(?=-)|(?<=-)-|\.(?=\.\.)           # dashes, ellipses
    |\A[-+:%=(]|(?<=\A\w)[.)]|(?<=\A\d\d)[.)]  # the beginning of a list or block""",
    re.VERBOSE,
)


def markdown_text(text: str) -> str:
    """`text` on one line for pandoc's Markdown; the spans of protected words are put in."""
    return _MARKUP.sub(lambda found: _SPANS[found[1]] if found[1] else f"\\{found[0]}", one_line(text))
