"""How long the program takes from a cold start, against `import click` and against pandoc.

    python benchmarks/cold_start.py [ROUNDS]

The wheel is built and installed into an environment of its own, since that is what a user starts. What is done is
the main job, all papers as BibTeX, and the smallest one, a single reference in APA.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypandoc

from kyutai_bib.csl.styles import find_style
from measure import compare, environment, installed_command

PAPERS = Path(__file__).resolve().parent.parent / "data" / "papers.yaml"
Program = list[str | Path]


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        binaries = installed_command(folder)
        papers, nine, one = folder / "papers.yaml", folder / "nine.json", folder / "one.json"
        shutil.copy(PAPERS, papers)
        export: Program = [binaries / "kyutai-bib", "export", "--input", papers]
        subprocess.run([*export, "-o", nine], check=True, env=environment(), cwd=folder)
        one.write_text(json.dumps(json.loads(nine.read_text(encoding="utf-8"))[:1]), encoding="utf-8")
        pandoc: Program = [pypandoc.get_pandoc_path(), "-f", "csljson"]
        apa = find_style("apa").source
        programs: dict[str, Program] = {
            "python -c pass": [binaries / "python", "-c", "pass"],
            "python -c 'import click'": [binaries / "python", "-c", "import click"],
            "kyutai-bib export --format bibtex": [*export, "--format", "bibtex"],
            "pandoc -f csljson -t bibtex": [*pandoc, "-t", "bibtex", nine],
            "kyutai-bib cite --bibliography, one item in APA": [
                *(binaries / "kyutai-bib", "cite", "--csl-json", one, "--bibliography", "--style", apa)
            ],
            "pandoc --citeproc, one item in APA": [*pandoc, "-t", "plain", "--citeproc", "--csl", apa, one],
        }
        costs = compare(programs, rounds)
    base = costs["python -c 'import click'"].seconds
    for program, cost in costs.items():
        print(f"{cost.seconds * 1000:7.1f} ms  {cost.seconds / base:5.2f} x import click   {program}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 31)
