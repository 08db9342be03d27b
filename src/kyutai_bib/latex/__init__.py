"""Unicode text to LaTeX and back. Knows nothing of BibTeX entries."""

from __future__ import annotations

from kyutai_bib.latex.accents import NEEDS_T1
from kyutai_bib.latex.escape import escape, escape_name, escape_specials
from kyutai_bib.latex.math import math_to_unicode
from kyutai_bib.latex.unescape import unescape

__all__ = ["NEEDS_T1", "escape", "escape_name", "escape_specials", "math_to_unicode", "unescape"]
