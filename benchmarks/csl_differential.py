"""How many CSL styles give the same text as citeproc-js: the bibliography, and a citation of the first items.

    python benchmarks/csl_differential.py --citeproc FOLDER [--items FILE.json] [--locale fr-FR]
        [--every N] [--jobs N] [--pandoc] [--show] [STYLE...]
    python benchmarks/csl_differential.py --citeproc FOLDER --document FILE.json …

FOLDER is where npm has put the package citeproc. The items are the nine papers of this repository, or those of a
CSL-JSON file. A document has items and citations in CSL-JSON, which are compared in their order: its footnotes, in
styles that have notes. All independent styles are tried, every Nth or those named. Markup and runs of spaces
aside. Entries are compared by the id of their item, and apart from that whether they are in the same order.
--pandoc asks pandoc too and counts the styles in which the two others agree; --show prints all that differs.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from multiprocessing import active_children
from pathlib import Path
from typing import Any

from kyutai_bib.csl.cites import as_citation
from kyutai_bib.csl.item import csl_item
from kyutai_bib.csl.item_file import read_items
from kyutai_bib.csl.locales import locale_names
from kyutai_bib.csl.processor.document import Document
from kyutai_bib.csl.processor.style_program import compiled
from kyutai_bib.csl.style_file import read_root
from kyutai_bib.csl.styles import find_style, independent_styles
from kyutai_bib.csl.tree import Form, Inline
from kyutai_bib.reader import load

__all__ = [
    "Comparison",
    "Texts",
    "asking",
    "compare",
    "counted",
    "in_places",
    "locales_folder",
    "nine_papers",
    "normal",
    "read_document",
    "rendered",
    "request",
    "with_plain_ids",
]

HERE = Path(__file__).resolve().parent
CITED = 3
Item = dict[str, Any]


@dataclass(frozen=True)
class Texts:
    """What a processor prints: entries by the id of their item, in order (None: no bibliography), citations."""

    bibliography: dict[str, str] | None
    citations: list[str]

    @property
    def order(self) -> list[str]:
        return list(self.bibliography or ())


@dataclass(frozen=True)
class Comparison:
    """Our texts of a style beside those of the others; `crash` is what went wrong with us, `failure` with them."""

    style: str
    ours: Texts
    citeproc: Texts
    pandoc: Texts | None = None
    crash: str = ""
    failure: str = ""

    @property
    def same(self) -> bool:
        return not self.failure and self.same_bibliography and self.same_citations

    @property
    def same_order(self) -> bool:
        return self.ours.order == self.citeproc.order

    @property
    def same_bibliography(self) -> bool:
        return self.ours.bibliography == self.citeproc.bibliography and self.same_order

    @property
    def same_citations(self) -> bool:
        return self.ours.citations == self.citeproc.citations

    def entries(self) -> list[tuple[str, str]]:
        """Each entry as (theirs, ours), one that the other has not as ""."""
        theirs, ours = self.citeproc.bibliography or {}, self.ours.bibliography or {}
        return [(theirs.get(key, ""), ours.get(key, "")) for key in dict.fromkeys([*theirs, *ours])]

    def citations(self) -> list[tuple[str, str]]:
        return list(zip_longest(self.citeproc.citations, self.ours.citations, fillvalue=""))

    @property
    def differing(self) -> frozenset[str]:
        """The ids of entries that differ; "" for anything else."""
        theirs, ours = self.citeproc.bibliography or {}, self.ours.bibliography or {}
        keys = {key for key in {**theirs, **ours} if theirs.get(key) != ours.get(key)}
        return frozenset(keys if self.same_order and self.same_citations else {*keys, ""})

    @property
    def difference(self) -> str:
        """All that differs, theirs with a minus, ours with a plus; of two orders, where they part."""
        if self.crash or self.failure:
            return self.crash or f"citeproc-js fails: {self.failure.splitlines()[0]}"
        pairs = [*self.entries(), *self.citations()]
        return "\n".join([*(f"- {a}\n+ {b}" for a, b in pairs if a != b), *self._parting()])

    def _parting(self) -> Iterator[str]:
        common = self.citeproc.order, self.ours.order
        theirs, ours = ([key for key in one if key in other] for one, other in (common, common[::-1]))
        texts = self.citeproc.bibliography or {}
        for a, b in zip(theirs, ours, strict=True):
            if a != b:
                yield f"order:\n- {texts[a]}\n+ {texts[b]}"
                return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("styles", nargs="*")
    parser.add_argument("--citeproc", type=Path, required=True)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--items", type=Path)
    what.add_argument("--document", type=Path)
    parser.add_argument("--locale", default="en-US", choices=locale_names(), metavar="LOCALE")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--pandoc", action="store_true")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    if options.document is not None:
        items, citations = read_document(options.document)
    else:
        items = with_plain_ids(nine_papers() if options.items is None else read_items(options.items))
        citations = None
    if options.pandoc and citations is not None:
        parser.error("--pandoc is for items, not for a document")
    styles = options.styles or independent_styles()[:: options.every]
    task = partial(
        compare,
        items=items,
        locale=options.locale,
        citeproc=options.citeproc,
        pandoc=options.pandoc,
        citations=citations,
    )
    signal.signal(signal.SIGTERM, interrupt)
    try:
        with closing(everywhere(styles, task, options.jobs)) as comparisons:
            report(comparisons, show=options.show)
    except KeyboardInterrupt:
        sys.exit(130)


def interrupt(*_: object) -> None:
    """End as after Ctrl-C: whoever is told to end takes the processes with it that it has started."""
    raise KeyboardInterrupt


Task = Callable[[Sequence[str]], list[Comparison]]


def everywhere(styles: Sequence[str], task: Task, jobs: int) -> Generator[Comparison, None, None]:
    """All comparisons, on all cores; a small share at a time, since styles are fast and slow in clusters."""
    shares = [styles[start : start + 20] for start in range(0, len(styles), 20)]
    with ProcessPoolExecutor(jobs, initializer=alone) as pool:
        try:
            for number, share in enumerate(pool.map(task, shares), 1):
                yield from share
                if sys.stderr.isatty():
                    print(f"\r{number * 20} of {len(styles)} styles", end="", file=sys.stderr)
        except BaseException:
            # Else they would finish what they have; without them the pool ends too.
            for process in active_children():
                process.terminate()
            raise


def alone() -> None:
    """Leave Ctrl-C, which all processes get, to the one that ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def report(comparisons: Iterable[Comparison], *, show: bool) -> None:
    counts: Counter[str] = Counter()
    differing: list[frozenset[str]] = []
    for each in comparisons:
        if each.citeproc.bibliography is not None:
            differing.append(each.differing)
        if show and not each.same:
            print(f"{each.style}\n{each.difference}")
        counts.update(counted(each))
    print(
        f"{counts['all']} styles with a bibliography: bibliography and citation alike in "
        f"{share(counts['both'], counts['all'])}, the bibliography in {counts['bibliography']}, "
        f"the citation in {counts['citation']}, the order in {counts['order']}; "
        f"{counts['crashed']} crashed, citeproc-js in {counts['failed']}"
    )
    print(
        f"{share(counts['entries alike'], counts['entries'])} of all entries alike, "
        f"{share(counts['citations alike'], counts['citations'])} of all citations"
    )
    print(most_often(differing))
    if counts["pandoc"]:
        agreed, alike = share(counts["pandoc"], counts["all"]), share(counts["agreed"], counts["pandoc"])
        print(f"citeproc-js and pandoc alike in {agreed}; of these we are like them in {alike}")
        print(f"like pandoc where it differs from citeproc-js: {counts['like pandoc']}")


def most_often(differing: Sequence[frozenset[str]]) -> str:
    """Which entry differs in most styles, and how many would be alike without it."""
    often = Counter(key for keys in differing for key in keys if key).most_common(1)
    if not often:
        return "no entry differs"
    [(key, styles)] = often
    alike = sum(keys <= {key} for keys in differing)
    return f"most often different: {key} in {styles} styles; but for it {share(alike, len(differing))} are alike"


def counted(each: Comparison) -> dict[str, int]:
    """What one style adds to each figure; a style without a bibliography only to those of what went wrong."""
    wrong = {"crashed": int(bool(each.crash)), "failed": int(bool(each.failure))}
    if each.citeproc.bibliography is None:
        return wrong
    entries, citations = each.entries(), each.citations()
    agreed = each.pandoc is not None and each.pandoc == each.citeproc and each.pandoc.order == each.citeproc.order
    return wrong | {
        "all": 1,
        "both": each.same,
        "bibliography": each.same_bibliography,
        "citation": each.same_citations,
        "order": each.same_order,
        "entries": len(entries),
        "entries alike": sum(theirs == ours for theirs, ours in entries),
        "citations": len(citations),
        "citations alike": sum(theirs == ours for theirs, ours in citations),
        "pandoc": agreed,
        "agreed": agreed and each.same,
        "like pandoc": not each.same and each.ours == each.pandoc and each.ours.order == each.pandoc.order,
    }


def share(part: int, whole: int) -> str:
    return f"{part} ({part / max(1, whole):.1%})"


def nine_papers() -> list[Item]:
    """The papers of this repository."""
    return [csl_item(record) for record in load(HERE.parent / "data" / "papers.yaml").select()]


def with_plain_ids(items: Iterable[Any]) -> list[Item]:
    """The items with ids that can stand in pandoc's Markdown, and numbers as text: citeproc-js fails on others."""
    return [
        {
            **{name: str(value) if isinstance(value, int) else value for name, value in item.items()},
            "id": f"item{place}",
        }
        for place, item in enumerate(items)
    ]


def read_document(path: Path) -> tuple[list[Item], list[Any]]:
    """The items and citations of a document, with plain ids."""
    document = json.loads(path.read_text(encoding="utf-8"))
    items = with_plain_ids(document["items"])
    plain_id = {item["id"]: new["id"] for item, new in zip(document["items"], items, strict=True)}
    citations = [
        [{**cite, "id": plain_id[cite["id"]]} for cite in citation["citationItems"]]
        for citation in document["citations"]
    ]
    return items, citations


def locales_folder() -> Path:
    import citeproc

    return Path(citeproc.__file__).parent / "data" / "locales"


def compare(
    styles: Sequence[str],
    items: list[Item],
    locale: str,
    citeproc: Path,
    pandoc: bool = False,
    citations: list[Any] | None = None,
) -> list[Comparison]:
    """Our texts beside those of citeproc-js, which renders a style while we render the same.

    `citations` are those of a document, each a list of cites in CSL-JSON; without them the first items are cited.
    """
    ids = [item["id"] for item in items[:CITED]]
    paths = {name: find_style(name).source for name in styles}
    done = []
    with asking(citeproc) as (ask, answer):
        for name, path in paths.items():
            asked = in_places([[{"id": key} for key in ids]] if citations is None else citations, path)
            ask(request(path, items, asked, locale))
            ours, crash = attempt(path, items, asked, locale)
            theirs = answer()
            if failure := theirs.get("error", ""):
                done.append(Comparison(name, ours, Texts(None, []), crash=crash, failure=failure))
                continue
            second = from_pandoc(path, items, ids, locale) if pandoc else None
            done.append(Comparison(name, ours, normal(**theirs), second, crash))
    return done


def in_places(citations: list[Any], style: Path) -> list[Item]:
    """The citations in the footnotes 1, 2 …, or in the text of a style that has no notes."""
    notes = read_root(style).get("class") == "note"
    return [
        {"citationItems": cites, "properties": {"noteIndex": place if notes else 0}}
        for place, cites in enumerate(citations, 1)
    ]


def request(style: Path, items: list[Item], citations: list[Item], locale: str) -> dict[str, Any]:
    """What citeproc_text.js is asked."""
    return {"style": str(style), "locale": locale, "items": items, "citations": citations}


@contextmanager
def asking(citeproc: Path) -> Iterator[tuple[Callable[[Any], None], Callable[[], Any]]]:
    """citeproc-js in a process of its own: what asks it, and what waits for its answer."""
    environment = {**os.environ, "CSL_LOCALES": str(locales_folder()), "CITEPROC_JS": str(citeproc.resolve())}
    command = ["node", str(HERE / "citeproc_text.js")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as node:
        asked, answers = node.stdin, node.stdout
        assert asked
        assert answers

        def ask(question: Any) -> None:
            asked.write(json.dumps(question) + "\n")
            asked.flush()

        try:
            yield ask, lambda: json.loads(answers.readline())
        finally:
            node.kill()


def attempt(path: Path, items: list[Item], citations: list[Item], locale: str) -> tuple[Texts, str]:
    """Our texts, or what went wrong."""
    try:
        return rendered(path, items, citations, locale), ""
    except Exception as error:
        return Texts(None, []), f"crash: {error!r}"


def rendered(path: Path, items: list[Item], citations: list[Item], locale: str) -> Texts:
    program = compiled(read_root(path), locale)
    asked = list(map(as_citation, citations))
    document = Document(program, items, asked)
    printed = document.cite(asked)
    entries = [(items[place]["id"], plain(nodes)) for place, nodes in document.bibliography()]
    return normal(None if program.bibliography is None else entries, [plain(nodes) for nodes in printed])


def plain(nodes: Sequence[Inline]) -> str:
    """The text, a mark after the first field that stands in a margin of its own."""
    return "".join(
        node if isinstance(node, str) else plain(node.children) + _MARGIN * (node.form is Form.LEFT_MARGIN)
        for node in nodes
    )


def normal(bibliography: Iterable[tuple[str, str]] | None, citations: list[str]) -> Texts:
    return Texts(
        None if bibliography is None else {key: line(text) for key, text in bibliography},
        list(map(line, citations)),
    )


_MARGIN = "\v"


def line(text: str) -> str:
    """The text on one line, a space after the margin unless a mark follows, which citeproc-js puts in it."""
    text = re.sub(rf"{_MARGIN}(?=[.,;:])", "", text).replace(_MARGIN, " ")
    return re.sub(" +", " ", text.replace("\n", "")).strip()


def from_pandoc(path: Path, items: list[Item], ids: list[str], locale: str) -> Texts | None:
    """The same from pandoc 3, read from its JSON, which has no markup in the text; None if it fails."""
    import pypandoc

    cites = "; ".join(f"@{key}" for key in ids)
    head = {"nocite": "@*", "references": items, "lang": locale}
    document = f"---\n{json.dumps(head)}\n---\n\n[{cites}]\n"
    command = [pypandoc.get_pandoc_path(), "-f", "markdown", "-t", "json", "--citeproc", "--csl", str(path)]
    done = subprocess.run(command, input=document, capture_output=True, text=True, check=False)
    if done.returncode:
        return None
    blocks = json.loads(done.stdout)["blocks"]
    entries = [
        (entry["c"][0][0].removeprefix("ref-"), text_of(entry))
        for block in blocks
        if is_list(block)
        for entry in block["c"][1]
    ]
    return normal(entries, ["".join(text_of(block) for block in blocks if not is_list(block))])


def is_list(block: dict[str, Any]) -> bool:
    return bool(block["t"] == "Div" and block["c"][0][0] == "refs")


_CHARACTERS = {"Space": " ", "SoftBreak": " ", "LineBreak": ""}


def text_of(node: Any) -> str:
    """The text of a piece of pandoc's JSON."""
    if isinstance(node, list):
        return "".join(map(text_of, node))
    if not isinstance(node, dict):
        return ""
    if node["t"] == "Str":
        return str(node["c"])
    if node["t"] == "Quoted":
        marks = "“”" if node["c"][0]["t"] == "DoubleQuote" else "‘’"
        return marks[0] + text_of(node["c"][1]) + marks[1]
    if node["t"] == "Cite":
        return text_of(node["c"][1])
    margin = _MARGIN if node["t"] == "Span" and "csl-left-margin" in node["c"][0][1] else ""
    return _CHARACTERS.get(node["t"], text_of(node.get("c"))) + margin


if __name__ == "__main__":
    main()
