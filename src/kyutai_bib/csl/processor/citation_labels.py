"""`citation-label`: letters of the names and the last digits of the year, where the item has none."""

from __future__ import annotations

from kyutai_bib.csl.processor.work import Work

__all__ = ["citation_label"]


def citation_label(work: Work) -> str:
    """One name gives four letters, two give two each, three and more one each of the first four."""
    people = next((names for name in ("author", "editor", "translator") if (names := work.names(name))), [])
    families = [person.family or person.literal for person in people]
    length = 4 if len(families) == 1 else 2 if len(families) in (2, 3) else 1
    letters = "".join(family[:length] for family in families[:4])
    date = work.date("issued")
    year = str(date.start.year) if date and date.start else ""
    return f"{letters}{year[-2:]}" if letters or year else ""
