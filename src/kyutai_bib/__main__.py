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
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

__all__ = ["main"]


def main() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    gc.disable()
    sys.unraisablehook = _not_lost
    try:
        from kyutai_bib.cli import run

        code = run()
    except KeyboardInterrupt:  # while the program was being loaded
        code = 130
    os._exit(code)


def _not_lost(lost: UnraisableHookArgs) -> None:
    """A Ctrl-C that fell into a callback, where Python prints it and goes on, comes again where it is heard."""
    if issubclass(lost.exc_type, KeyboardInterrupt):
        os.kill(os.getpid(), 2)  # SIGINT; the module `signal` takes as long to import as all of this
    else:
        sys.__unraisablehook__(lost)


if __name__ == "__main__":
    main()
