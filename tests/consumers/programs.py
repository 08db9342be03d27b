"""Programs: where they are, which version, and how they are run.

What `make consumers` brings from npm and PyPI lies in `.consumers/`, apart from the program's own environment:
`node/`, `python/` and one more environment for cffconvert, which wants an old jsonschema.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from kyutai_bib.model.library import Library
from kyutai_bib.model.paper import Record
from kyutai_bib.model.selection import Preference
from kyutai_bib.writers import Options, format_named, write

__all__ = [
    "BEYOND_PDFLATEX",
    "Need",
    "cffconvert",
    "debian_version",
    "exported",
    "find",
    "npm",
    "npm_version",
    "pandoc3",
    "printable",
    "pypi",
    "pypi_version",
    "run",
    "tex_version",
]

Need = Callable[..., None]

BEYOND_PDFLATEX = "beyond pdflatex"
"""The tag of records in letters that no 8-bit font has."""


def find(*names: str) -> None:
    """Skips, or fails where nothing may be skipped, if a program or a file of the TeX installation is absent."""
    for name in names:
        if _absent(name):
            message = f"{name} is not installed"
            if os.environ.get("KYUTAI_BIB_NO_SKIP") == "1":
                pytest.fail(message)
            pytest.skip(message)


HERE = Path(__file__).resolve().parent
CONSUMERS = HERE.parents[1] / ".consumers"
NODE = CONSUMERS / "node"


@cache
def _absent(name: str) -> bool:
    source, _, package = name.rpartition(":")
    if source == "npm":
        return shutil.which("node") is None or not (NODE / "node_modules" / package).is_dir()
    if source == "pypi":
        return not any((_environment(package) / "lib").glob(f"*/site-packages/{package}"))
    if name == "pandoc 3":
        return find_spec("pypandoc") is None
    if "." not in name:
        return shutil.which(name) is None
    return (
        shutil.which("kpsewhich") is None
        or subprocess.run(["kpsewhich", name], check=False, capture_output=True).returncode != 0
    )


def run(
    *words: str,
    cwd: Path | None = None,
    stdin: str | None = None,
    quiet: bool = False,
    env: Mapping[str, str] | None = None,
) -> str:
    """What a program says, and what it prints, together; whether it is content is for the test to look at.

    With `stdin`, or `quiet`, only what it prints.
    """
    done = subprocess.run(
        words,
        cwd=cwd,
        input=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if quiet else subprocess.STDOUT if stdin is None else None,
        encoding="utf-8",
        errors="replace",
        timeout=120,
        check=False,
        env={**os.environ, **(env or {})},
    )
    return done.stdout


def npm(consumer: str, format_: str, text: str) -> str:
    """What a consumer from npm makes of a text, as JSON: `node/read.mjs`."""
    script = (HERE / "node" / "read.mjs").read_text("utf-8")
    words = ("node", "--input-type=module", "--eval", script, consumer, format_)
    return run(*words, cwd=NODE, stdin=text, quiet=True)


def pypi(consumer: str, format_: str, text: str) -> str:
    """What a consumer from PyPI makes of a text, as JSON: `python/read.py`."""
    script = HERE / "python" / "read.py"
    return run(str(_environment(consumer) / "bin" / "python"), str(script), consumer, format_, stdin=text)


def cffconvert(file: Path) -> str:
    """What cffconvert says of a CITATION.cff."""
    return run(str(_environment("cffconvert") / "bin" / "cffconvert"), "--validate", "--infile", str(file))


def pandoc3() -> str:
    """The pandoc that pypandoc_binary brings."""
    from pypandoc import get_pandoc_path

    return str(get_pandoc_path())


def debian_version(package: str) -> str:
    """The version of Debian's package without Debian's own part."""
    version = run("dpkg-query", "--show", "--showformat", "${Version}", package)
    return re.split(r"[+-](?:ds|dfsg|\d+(?:~|$))|-", version)[0].split(":")[-1]


def tex_version(program: str) -> str:
    """TeX Live's year."""
    return re.findall(r"TeX Live (\d+)", run(program, "--version"))[0]  # type: ignore[no-any-return]


def npm_version(package: str) -> str:
    return str(json.loads((NODE / "node_modules" / package / "package.json").read_text("utf-8"))["version"])


def pypi_version(package: str) -> str:
    found = next((_environment(package) / "lib").glob(f"*/site-packages/{package}-*.dist-info"))
    return found.name.removesuffix(".dist-info").rpartition("-")[2]


def _environment(package: str) -> Path:
    return CONSUMERS / ("cffconvert" if package == "cffconvert" else "python")


def printable(library: Library, prefer: Preference = Preference.ALL) -> list[Record]:
    """The records that pdfLaTeX has letters for."""
    return [record for record in library.select(prefer=prefer) if BEYOND_PDFLATEX not in record.tags]


def exported(records: list[Record], format_: str, *, abstracts: bool = True, omit: tuple[str, ...] = ()) -> str:
    options = Options(abstracts=abstracts, omit=frozenset(omit))
    return "".join(write(records, format_named(format_), options))
