"""10,000 records to BibTeX and to CSL-JSON, against pandoc and bibutils, and what streaming takes in memory.

    python benchmarks/many_records.py [RECORDS]

The records are the nine papers over and over under keys and arXiv ids of their own. pandoc and bibutils read
what we wrote (CSL-JSON, BibTeX), we read YAML, which is the slowest of the three to read.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import Cost, compare, environment, installed_command

ROOT = Path(__file__).resolve().parent.parent

STREAMING = """
import itertools, re, sys
import kyutai_bib
from kyutai_bib.writers import Options, format_named, write
records = itertools.islice(itertools.cycle(kyutai_bib.load().select()), int(sys.argv[1]))
for chunk in write(records, format_named(sys.argv[2]), Options()):
    pass
print(int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024)
"""


def many_papers(count: int) -> str:
    """A data file with `count` papers."""
    text = (ROOT / "data" / "papers.yaml").read_text("utf-8")
    head, papers = text.split("\npapers:\n")
    blocks = re.split(r"\n\n(?=  \w)", papers.rstrip("\n"))
    copies = (_renamed(blocks[number % len(blocks)], number) for number in range(count))
    return f"{head}\npapers:\n" + "\n\n".join(copies) + "\n"


def _renamed(block: str, number: int) -> str:
    block = re.sub(r"^  (\w+):", rf"  \g<1>n{number}:", block)
    block = re.sub(r"    aliases: .*\n", "", block)
    return re.sub(r'arxiv: "(\d{4})\.\d{5}', rf'arxiv: "\g<1>.{number % 99999 + 1:05}', block)


def conversions(binaries: Path, folder: Path) -> dict[str, list[str | Path]]:
    ours = binaries / "kyutai-bib"
    source, items, entries = folder / "papers.yaml", folder / "all.json", folder / "all.bib"
    for target in (items, entries):
        subprocess.run([ours, "export", "-i", source, "-o", target], check=True, env=environment())
    programs: dict[str, list[str | Path]] = {
        "kyutai-bib: YAML to BibTeX": [ours, "export", "-i", source, "-f", "bibtex"],
        "kyutai-bib: YAML to CSL-JSON": [ours, "export", "-i", source, "-f", "csl-json"],
    }
    if shutil.which("pandoc"):
        programs["pandoc: CSL-JSON to BibTeX"] = ["pandoc", "-f", "csljson", "-t", "bibtex", items]
        programs["pandoc: BibTeX to CSL-JSON"] = ["pandoc", "-f", "bibtex", "-t", "csljson", entries]
    if shutil.which("bib2xml"):
        programs["bibutils: BibTeX to MODS"] = ["bib2xml", entries]
    return programs


def streamed(binaries: Path, count: int, format_name: str) -> str:
    words: list[str | Path] = [binaries / "python", "-c", STREAMING, str(count), format_name]
    result = subprocess.run(words, check=True, capture_output=True, encoding="utf-8", env=environment())
    return result.stdout.strip()


def report(costs: dict[str, Cost]) -> None:
    base = costs["kyutai-bib: YAML to BibTeX"].seconds
    for program, cost in costs.items():
        print(f"{cost.seconds:7.2f} s  {cost.seconds / base:5.2f} x ours  {cost.mebibytes:7.0f} MiB   {program}")


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        binaries = installed_command(folder)
        (folder / "papers.yaml").write_text(many_papers(count), "utf-8")
        print(f"{count} records:")
        report(compare(conversions(binaries, folder), rounds=3))
        print("streaming, most memory:")
        for format_name in ("bibtex", "csl-json"):
            peaks = [
                f"{size} records {float(streamed(binaries, size, format_name)):.0f} MiB"
                for size in (count // 10, count, count * 10)
            ]
            print(f"  {format_name}: {', '.join(peaks)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
