"""What is wrong with a style that is given as a file; the styles that come by name are known to be sound."""

from __future__ import annotations

from kyutai_bib.cli import complain
from kyutai_bib.errors import StyleError

__all__ = ["warn_of_style"]

_MOST = 10


def warn_of_style(name: str) -> None:
    """Warnings on stderr. Raises `StyleError` with everything that keeps the style from being used."""
    from kyutai_bib.csl.styles import is_file_name

    if not is_file_name(name):
        return
    from kyutai_bib.csl.style_check import check_style
    from kyutai_bib.csl.styles import find_style

    style = find_style(name)
    # A dependent style has its parent beside it, or prints in a style that comes with us.
    found = check_style(style.source, trial=False) if style.source.parent == style.path.parent else []
    warnings = [flaw for flaw in found if not flaw.fatal]
    for flaw in warnings[:_MOST]:
        complain(f"warning: {flaw}")
    if len(warnings) > _MOST:
        more = len(warnings) - _MOST
        complain(f"warning: … and {more} more; `kyutai-bib styles --check {style.source}` lists them all")
    if fatal := [str(flaw) for flaw in found if flaw.fatal]:
        raise StyleError("\n".join(fatal))
