"""python read.py CONSUMER FORMAT < FILE: what a consumer from PyPI makes of a file, as JSON.

Runs in the environment of its own that `make consumers` made.
"""

from __future__ import annotations

import json
import sys
from typing import Any


def pybtex(text: str, format_: str) -> dict[str, Any]:
    """Fields and parts of names, LaTeX read by pybtex itself."""
    from pybtex.database import parse_string
    from pybtex.richtext import Text

    def plain(latex: str) -> str:
        return str(Text.from_latex(latex))

    def parts(person: Any) -> dict[str, str]:
        return {
            "family": plain(" ".join((*person.prelast_names, *person.last_names))),
            "suffix": plain(" ".join(person.lineage_names)),
            "given": plain(" ".join((*person.first_names, *person.middle_names))),
        }

    return {
        entry.key: {
            "type": entry.type,
            "fields": {
                name: value if name in ("doi", "url", "eprint") else plain(value)
                for name, value in entry.fields.items()
            },
            "persons": {role: [parts(person) for person in people] for role, people in entry.persons.items()},
        }
        for entry in parse_string(text, format_).entries.values()
    }


def rispy(text: str, format_: str) -> Any:
    import rispy as reader

    return reader.loads(text)


def typst(text: str, format_: str) -> dict[str, Any]:
    """The document that is in the input's `typ`, with its `bibliography`; its PDF goes to `pdf`."""
    import pathlib
    import tempfile

    import typst as compiler

    job = json.loads(text)
    with tempfile.TemporaryDirectory() as folder:
        for name, content in job["files"].items():
            pathlib.Path(folder, name).write_text(content, "utf-8")
        try:
            pdf, warnings = compiler.compile_with_warnings(pathlib.Path(folder, "main.typ"), root=folder)
        except compiler.TypstError as error:
            return {"error": str(error), "hints": error.hints}
    pathlib.Path(job["pdf"]).write_bytes(pdf)
    return {"warnings": [warning.message for warning in warnings]}


if __name__ == "__main__":
    consumer, asked = sys.argv[1:]
    read = {"pybtex": pybtex, "rispy": rispy, "typst": typst}[consumer]
    sys.stdout.write(json.dumps(read(sys.stdin.read(), asked)) + "\n")
