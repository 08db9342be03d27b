"""Seconds for a bibliography of many made-up items, compiling the style included.

    python benchmarks/csl_speed.py [--items 1000 5000] [--styles apa ieee chicago-author-date] [--citeproc FOLDER]

With --citeproc, the folder of the npm package citeproc, citeproc-js renders the same items in node, and the
last column is how many times as long that takes. CSL_LOCALES is the folder of its locales.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from kyutai_bib.csl.processor.document import Document
from kyutai_bib.csl.processor.style_program import compiled
from kyutai_bib.csl.style_file import read_root
from kyutai_bib.csl.styles import find_style

FAMILIES = ["Smith", "Müller", "García", "Dupont", "Tanaka", "Rossi", "Novák", "Silva", "Kim", "Chen", "Ivanov"]
GIVEN = ["Anna", "Bob", "Carla", "Dieter", "Emma", "Franco", "Grace", "Hiro", "Ivan", "Julia"]
NODE = """
const fs = require('fs'), CSL = require(process.argv[2]);
const [items, style] = [JSON.parse(fs.readFileSync(process.argv[3])), process.argv[4]];
const byId = new Map(items.map(item => [item.id, item]));
const locale = name => {
  const file = process.env.CSL_LOCALES + '/locales-' + name + '.xml';
  return fs.existsSync(file) && fs.readFileSync(file, 'utf8').replace(/^\\s*<\\?[^>]*\\?>\\s*/, '');
};
const start = Date.now();
const sys = {retrieveLocale: locale, retrieveItem: id => byId.get(id)};
const engine = new CSL.Engine(sys, fs.readFileSync(style, 'utf8'), 'en-US', true);
engine.updateItems([...byId.keys()]);
engine.makeBibliography();
console.log((Date.now() - start) / 1000);
"""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--items", type=int, nargs="+", default=[1000, 5000])
    parser.add_argument("--styles", nargs="+", default=["apa", "ieee", "chicago-author-date"])
    parser.add_argument("--citeproc", type=Path)
    options = parser.parse_args()
    for count in options.items:
        items = made_up(count)
        for name in options.styles:
            ours = seconds(name, items)
            theirs = node_seconds(name, items, options.citeproc) if options.citeproc else None
            beside = "" if theirs is None else f"  citeproc-js {theirs:6.2f} s  {theirs / ours:.1f} times as long"
            print(f"{count:6} {name:22} {ours:6.2f} s{beside}")


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


def seconds(name: str, items: list[dict[str, Any]]) -> float:
    start = time.perf_counter()
    entries = list(Document(compiled(read_root(find_style(name).source), "en-US"), items).bibliography())
    assert len(entries) == len(items)
    return time.perf_counter() - start


def node_seconds(name: str, items: list[dict[str, Any]], citeproc: Path) -> float:
    with tempfile.TemporaryDirectory() as folder:
        data, program = Path(folder, "items.json"), Path(folder, "run.js")
        data.write_text(json.dumps(items), encoding="utf-8")
        program.write_text(NODE, encoding="utf-8")
        command = ["node", *map(str, (program, citeproc.resolve(), data, find_style(name).source))]
        done = subprocess.run(command, env=os.environ, capture_output=True, text=True, check=True)
    return float(done.stdout)


if __name__ == "__main__":
    main()
