"""Seconds and memory for bibliographies of many made-up items, loading the style included, beside the others.

    python benchmarks/csl_speed.py [--citeproc FOLDER] [--pandoc] [--items 1000 5000] [--styles apa ieee]
    python benchmarks/csl_speed.py --linear [--citeproc FOLDER]

FOLDER is where npm has put the package citeproc, which renders the same items in node. Each program is a process
of its own that reads a file of items, and they run in turns. Printed are the time of the whole process and for
each item, the time of all processors (which other work on the machine changes less), the most memory, and how
many times ours each is. --linear: 1,000 to 20,000 items of one style.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from pathlib import Path
from typing import Any

from kyutai_bib.csl.styles import find_style
from measure import Cost, compare

HERE = Path(__file__).resolve().parent
FAMILIES = ["Smith", "Müller", "García", "Dupont", "Tanaka", "Rossi", "Novák", "Silva", "Kim", "Chen", "Ivanov"]
GIVEN = ["Anna", "Bob", "Carla", "Dieter", "Emma", "Franco", "Grace", "Hiro", "Ivan", "Julia"]
STYLES = ["apa", "ieee", "chicago-author-date"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, nargs="+")
    parser.add_argument("--styles", nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--citeproc", type=Path)
    parser.add_argument("--pandoc", action="store_true")
    parser.add_argument("--linear", action="store_true")
    options = parser.parse_args()
    counts = options.items or ([1000, 2000, 5000, 10_000, 20_000] if options.linear else [1000, 5000])
    styles = options.styles or (STYLES[:1] if options.linear else STYLES)
    with tempfile.TemporaryDirectory() as name:
        for count in counts:
            items = Path(name, f"{count}.json")
            items.write_text(json.dumps(made_up(count)), encoding="utf-8")
            for style in styles:
                todo = programs(style, items, options.citeproc, pandoc=options.pandoc)
                print_costs(count, style, compare(todo, options.rounds))


def print_costs(count: int, style: str, costs: dict[str, Cost]) -> None:
    ours = next(iter(costs.values()))
    for program, cost in costs.items():
        ratios = [part / whole for part, whole in zip(cost, ours, strict=True)]
        print(
            f"{count:6} {style:20} {program:12} {cost.seconds:7.2f} s {cost.seconds / count * 1000:6.2f} ms/item"
            f" {ratios[0]:5.1f}  processors {cost.processor:7.2f} s {ratios[2]:5.1f}"
            f" {cost.mebibytes:6.0f} MiB {ratios[1]:5.1f}",
            flush=True,
        )


def programs(style: str, items: Path, citeproc: Path | None, *, pandoc: bool) -> dict[str, list[str | Path]]:
    """What renders the bibliography as text; ours first."""
    source = find_style(style).source
    ours: list[str | Path] = [
        sys.executable,
        "-m",
        "kyutai_bib",
        "cite",
        "--csl-json",
        items,
        "--bibliography",
        "--style",
        style,
    ]
    found: dict[str, list[str | Path]] = {"kyutai-bib": ours}
    if citeproc is not None:
        script = HERE / "citeproc_bibliography.js"
        found["citeproc-js"] = [
            "node",
            "--max-old-space-size=8192",
            script,
            citeproc.resolve(),
            locales(),
            items,
            source,
        ]
    if pandoc:
        import pypandoc

        found["pandoc"] = [
            *(pypandoc.get_pandoc_path(), "-f", "csljson", "-t", "plain", "--wrap=none"),
            *("--citeproc", "--csl", source, items),
        ]
    return found


def locales() -> Path:
    import citeproc

    return Path(citeproc.__file__).parent / "data" / "locales"


def made_up(count: int) -> list[dict[str, Any]]:
    chance = random.Random(1)  # noqa: S311  the same items at every run
    return [
        {
            "id": f"item{number}",
            "type": chance.choice(["article-journal", "book", "chapter", "paper-conference", "article"]),
            "title": f"Title number {number} of some length: with a subtitle",
            "container-title": "Journal of Examples",
            "author": [
                {"family": chance.choice(FAMILIES) + chance.choice("abcdefgh"), "given": chance.choice(GIVEN)}
                for _ in range(chance.randint(1, 6))
            ],
            "issued": {"date-parts": [[chance.randint(1990, 2025), chance.randint(1, 12)]]},
            "volume": str(chance.randint(1, 90)),
            "page": f"{number}-{number + 12}",
            "DOI": f"10.1234/example.{number}",
        }
        for number in range(count)
    ]


if __name__ == "__main__":
    main()
