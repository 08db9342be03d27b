"""How long the main job takes from a cold start, against `import click` and against pandoc.

    python benchmarks/cold_start.py [ROUNDS]

The wheel is built and installed into an environment of its own, since that is what a user starts.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import compare, environment, installed_command


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        binaries = installed_command(folder)
        ours = binaries / "kyutai-bib"
        items = folder / "nine.json"
        subprocess.run([ours, "export", "-o", items], check=True, env=environment(), cwd=folder)
        programs: dict[str, list[str | Path]] = {
            "python -c pass": [binaries / "python", "-c", "pass"],
            "python -c 'import click'": [binaries / "python", "-c", "import click"],
            "kyutai-bib export --format bibtex": [
                ours,
                "export",
                "--format",
                "bibtex",
                "--input",
                folder / "papers.yaml",
            ],
        }
        shutil.copy(Path(__file__).resolve().parent.parent / "data" / "papers.yaml", folder)
        if shutil.which("pandoc"):
            programs["pandoc -f csljson -t bibtex"] = ["pandoc", "-f", "csljson", "-t", "bibtex", items]
        costs = compare(programs, rounds)
    base = costs["python -c 'import click'"].seconds
    for program, cost in costs.items():
        print(f"{cost.seconds * 1000:7.1f} ms  {cost.seconds / base:5.2f} x import click   {program}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 31)
