"""Which format an export has: named, by the program it is for, or by the name of the file."""

from __future__ import annotations

from kyutai_bib.errors import BadValue
from kyutai_bib.writers import Format, format_for_file, format_named

__all__ = ["chosen"]


def chosen(name: str | None, target: str | None, output: str | None, *, styled: bool) -> Format:
    """The format that is asked for. Raises `BadValue` where two things asked for contradict each other."""
    file = None if output in (None, "-") else output
    if target is not None:
        return _for(target, name, file)
    if name is not None:
        return format_named(name)
    if file is None:
        return format_named("text" if styled else "bibtex")
    found = format_for_file(file)
    if found is None:
        raise BadValue(f"the name {file} does not say which format it is to have; add --format")
    return found


def _for(name: str, format_name: str | None, file: str | None) -> Format:
    from kyutai_bib.writers.targets import check_file, check_format, target_named

    target = target_named(name)
    if format_name is not None:
        check_format(target, format_named(format_name))
    if file is not None:
        check_file(target, file)
    return target.format
