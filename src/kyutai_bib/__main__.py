"""The program: `kyutai-bib`, or `python -m kyutai_bib`.

It lives for a fraction of a second, and feels instant because of two things done here: the collector of
cyclic garbage, which would only look through modules while they are imported, is off, and the process ends
without taking the interpreter apart piece by piece. Together they save a quarter of the time that
`kyutai-bib export` takes (`benchmarks/cold_start.py`). Everything that must happen at the end (flushing,
removing a temporary file) has happened when `run` returns.
"""

from __future__ import annotations

import gc
import os
from typing import NoReturn

__all__ = ["main"]


def main() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    gc.disable()
    try:
        from kyutai_bib.cli import run

        code = run()
    except KeyboardInterrupt:  # while the program was being loaded
        code = 130
    os._exit(code)


if __name__ == "__main__":
    main()
