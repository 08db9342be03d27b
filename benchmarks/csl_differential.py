"""How many CSL styles give the same text as citeproc-js: the bibliography, and one citation of the first items.

    python benchmarks/csl_differential.py ORACLE ITEMS.json [LOCALE] [--every N] [--show]

ORACLE is a Node script that answers one request a line ({style, locale, items, citations} to {bibliography,
citations, error}) by asking citeproc-js; CSL_LOCALES and CITEPROC_JS say where its locales and citeproc are.
Markup and runs of spaces aside. Prints one line of counts, and with --show the first difference of each style.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any

from kyutai_bib.csl.processor.context import Cite
from kyutai_bib.csl.processor.document import Document
from kyutai_bib.csl.processor.positions import Citation
from kyutai_bib.csl.processor.style_program import compiled
from kyutai_bib.csl.style_file import read_root
from kyutai_bib.csl.styles import find_style, style_names
from kyutai_bib.csl.tree import Form, Inline

CITED = 3


@dataclass(frozen=True)
class Outcome:
    style: str
    has_bibliography: bool
    same_bibliography: bool
    same_citation: bool
    difference: str


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("oracle", type=Path)
    parser.add_argument("items", type=Path)
    parser.add_argument("locale", nargs="?", default="en-US")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    items = json.loads(options.items.read_text(encoding="utf-8"))
    styles = [name for name in style_names() if find_style(name).parent is None][:: options.every]
    halves = [styles[::2], styles[1::2]]
    with ProcessPoolExecutor(2) as pool:
        found = pool.map(compare, halves, repeat(items), repeat(options.locale), repeat(options.oracle))
        outcomes = [outcome for half in found for outcome in half]
    report(outcomes, show=options.show)


def report(outcomes: Sequence[Outcome], *, show: bool) -> None:
    full = [outcome for outcome in outcomes if outcome.has_bibliography]
    both = sum(outcome.same_bibliography and outcome.same_citation for outcome in full)
    crashed = sum(outcome.difference.startswith("crash") for outcome in outcomes)
    if show:
        for outcome in outcomes:
            if outcome.difference:
                print(f"{outcome.style}\n{outcome.difference}")
    print(
        f"{len(full)} styles with a bibliography: bibliography and citation alike in {both} "
        f"({both / max(1, len(full)):.1%}), the bibliography in {sum(o.same_bibliography for o in full)}, "
        f"the citation in {sum(o.same_citation for o in full)}; {crashed} crashed"
    )


def compare(styles: Sequence[str], items: list[Any], locale: str, oracle: Path) -> list[Outcome]:
    """Our text of each style beside that of the oracle, which is asked while we render."""
    command = ["node", str(oracle), "--lines"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        outcomes = []
        for name in styles:
            path = find_style(name).source
            cites = [[{"id": item["id"]} for item in items[:CITED]]]
            request = {"style": str(path), "locale": locale, "items": items, "citations": cites}
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            if not answer.get("error"):
                outcomes.append(outcome(name, path, items, locale, answer))
        process.stdin.close()
    return outcomes


def outcome(name: str, path: Path, items: list[Any], locale: str, answer: dict[str, Any]) -> Outcome:
    theirs = [[line(text) for text in answer[key] or []] for key in ("bibliography", "citations")]
    has = answer["bibliography"] is not None
    try:
        ours = rendered(path, items, locale)
    except Exception as error:
        return Outcome(name, has, False, False, f"crash: {error!r}")
    differing = [f"- {a}\n+ {b}" for a, b in zip(theirs[0] + theirs[1], ours[0] + ours[1], strict=False) if a != b]
    return Outcome(name, has, ours[0] == theirs[0], ours[1] == theirs[1], differing[0] if differing else "")


def rendered(path: Path, items: list[Any], locale: str) -> list[list[str]]:
    ids = [str(item["id"]) for item in items[:CITED]]
    document = Document(compiled(read_root(path), locale), items, ids)
    citation = document.cite([Citation([Cite(key) for key in ids], 1)])
    entries = [line("".join(plain(nodes))) for _, nodes in document.bibliography()]
    return [entries, [line("".join(plain(nodes))) for nodes in citation]]


def plain(nodes: Sequence[Inline]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        else:
            yield from plain(node.children)
            yield " " if node.form is Form.LEFT_MARGIN else ""


def line(text: str) -> str:
    return re.sub(" +", " ", text.replace("\n", "")).strip()


if __name__ == "__main__":
    main()
