"""Papers that were taken back: whoever says so, the notice is told and is no abstract.

arXiv puts the notice into the abstract or the comment of a new version (https://info.arxiv.org/help/withdraw.html),
and its DOI's record at DataCite follows; publishers put a word before the title, and the notice into the abstract.
"""

from __future__ import annotations

import re

from kyutai_bib.enrich.answer import Answer
from kyutai_bib.model.rich_text import Mark, Run, Title

__all__ = ["without_notice"]

_SHOWN = 120
_WORK = r"(?:paper|article|submission|manuscript|work|preprint|note|version|document|arxiv\b[^.]{0,30})"
_GONE = r"(?:withdrawn|retracted|removed\s+by\s+(?:the\s+)?(?:author|arxiv)|superseded)"
_NOTICE = re.compile(
    rf"(?:\bthis|\bour|^\W*the)\s+{_WORK}\s+(?:has|have|is|was)\s+(?:now\s+)?(?:been\s+|being\s+)?{_GONE}\b"
    rf"|^\W*(?:{_WORK}\s+)?(?:is\s+)?(?:temporarily\s+)?(?:withdrawn|retracted)\s*(?:$|[.:;!,)\]]|\b(?:by|due|because|as|since|for|pending|from\s+arxiv)\b)"
    rf"|^\W*(?:we|i|the\s+authors?)\s+(?:have\s+|has\s+|hereby\s+)?withdr[ae]wn?\s+(?:this|the|our)\s+{_WORK}\b"
    rf"|^\W*(?:this|the)\s+{_WORK}\s+(?:has\s+been\s+)?withdrawn\b",
    re.IGNORECASE,
)
_BEFORE_A_TITLE = re.compile(r"(?:withdrawn|retracted)(?:\s+(?:article|paper))?\s*[:–—]\s*", re.IGNORECASE)
_LEAD = 300
"""A notice stands at the beginning; papers about withdrawn papers speak of them further down."""


def without_notice(answer: Answer) -> Answer:
    """The answer with a notice of withdrawal in `withdrawn` and not in title or abstract."""
    title, taken_back = _bare(answer.title)
    abstract = answer.abstract.words[:_LEAD] if answer.abstract else ""
    notice = next((text for text in (answer.comment, abstract) if _NOTICE.search(text)), taken_back)
    if not notice:
        return answer
    return answer._replace(title=title, abstract=None, withdrawn=" ".join(notice[:_SHOWN].split()))


def _bare(title: Title | None) -> tuple[Title | None, str]:
    """A title without the word that a publisher puts before it, and the whole title if there is one."""
    match = _BEFORE_A_TITLE.match(title.words) if title else None
    if title is None or match is None:
        return title, ""
    left, runs = match.end(), []
    for run in title.runs:
        runs.append(Run(run.mark, run.text[left:]))
        left = max(0, left - len(run.text))
    kept = tuple(run for run in runs if run.text or run.mark is Mark.MATH)
    return (Title(kept) if kept else None), title.words
