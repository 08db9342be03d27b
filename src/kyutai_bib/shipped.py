"""What comes with the package: the lab's papers and its own styles.

In a wheel they lie inside the package; in a checkout they are the folders `data` and `styles` beside `src`.
"""

from __future__ import annotations

import os

__all__ = ["papers_file", "styles_folder"]

_PACKAGE = os.path.dirname(os.path.abspath(__file__))
_CHECKOUT = os.path.dirname(os.path.dirname(_PACKAGE))


def papers_file() -> str:
    """The path of the data file that comes with the package."""
    installed = os.path.join(_PACKAGE, "_data", "papers.yaml")
    return installed if os.path.exists(installed) else os.path.join(_CHECKOUT, "data", "papers.yaml")


def styles_folder() -> str:
    """The folder of the lab's own CSL styles."""
    installed = os.path.join(_PACKAGE, "_styles")
    return installed if os.path.isdir(installed) else os.path.join(_CHECKOUT, "styles")
