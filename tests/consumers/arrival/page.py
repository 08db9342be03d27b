"""docs/consumers.md, made of what the run found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from kyutai_bib.writers import FORMATS
from tests.consumers.arrival.checks import CHECKS
from tests.consumers.arrival.reasons import NOT_HAD, reasons

__all__ = ["golden_name", "page"]

Result = dict[str, Any]
Counted = Callable[[Result], str]

_HEAD = """# What arrives in the programs that read our files

Written by `make accept-consumers` from what the programs did, not by hand. Each format is exported, given to each
program that reads it, and what the program then has is compared with the records, value by value and exactly:
NFC and single blanks are the only freedom. Curly quotes for straight ones, sorted tags or a lost zero count as
changed. `tests/consumers/test_arrival.py` fails when this page is not what the run says.

The {records} records are the nine papers in all their versions; `hard.yaml` and `corners.yaml` in
`tests/consumers/data/` (acronyms first, formulas, nested quotes, names in twenty languages, particles, suffixes,
single names, teams, partial dates, years before 1000, long titles, addresses with escapes); every sign that some
format uses for itself, in every field of every kind of version; a paper of 3,000 authors. So the figures are of
what is hard, not of what is usual.
"""


def golden_name(consumer: str, format_: str) -> str:
    return f"consumers/{format_}/{consumer.lower().replace(' ', '-')}.json"


def page(results: list[Result]) -> str:
    """The page. `results` are those of the golden files."""
    formats = [known.name for known in FORMATS if any(result["format"] == known.name for result in results)]
    parts = [
        _HEAD.format(records=max(result["records"] for result in results)),
        "\n## Values of the nine papers that arrive, of those that they have\n\n",
        _table(_overview(results, formats, _nine)),
        "\n## Values of all records that arrive\n\n",
        _table(_overview(results, formats, _total)),
        *_checked(),
        *(text for format_ in formats for text in _format(format_, results)),
        *_not_had(),
    ]
    return "".join(part if part.endswith("\n") else f"{part}\n" for part in parts)


def _table(rows: list[list[str]]) -> str:
    head, *body = rows
    lines = [head, ["---"] * len(head), *body]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _overview(results: list[Result], formats: list[str], counted: Counted) -> list[list[str]]:
    by_cell = {(result["consumer"], result["format"]): result for result in results}
    consumers = dict.fromkeys((result["consumer"], result["version"]) for result in results)
    return [
        ["", *formats],
        *(
            [
                f"{consumer} {version}",
                *(
                    counted(by_cell[cell]) if (cell := (consumer, format_)) in by_cell else ""
                    for format_ in formats
                ),
            ]
            for consumer, version in consumers
        ),
    ]


def _nine(result: Result) -> str:
    return f"{result['nine']['arrived']} of {result['nine']['said']}"


def _total(result: Result) -> str:
    counts = result["fields"].values()
    return f"{sum(of['arrived'] for of in counts)} of {sum(of['said'] for of in counts)}"


def _format(format_: str, results: list[Result]) -> Iterator[str]:
    mine = [result for result in results if result["format"] == format_]
    yield f"\n## {format_}\n\n"
    yield _table(_fields(mine))
    for result in mine:
        yield f"\n**{result['consumer']}**\n\n"
        yield from _losses(result)


def _fields(results: list[Result]) -> list[list[str]]:
    names = dict.fromkeys(field for result in results for field in result["fields"])
    kinds = dict.fromkeys(kind for result in results for kind in result["kinds"])
    return [
        ["", "records with it", *(result["consumer"] for result in results)],
        *(
            [f"`{name}`", str(_said(results, name)), *(_arrived(result, name) for result in results)]
            for name in names
        ),
        *([kind, "", *(_kind(result["kinds"][kind]) for result in results)] for kind in kinds),
    ]


def _said(results: list[Result], field: str) -> int:
    return max(int(result["fields"].get(field, {"said": 0})["said"]) for result in results)


def _arrived(result: Result, field: str) -> str:
    counts = result["fields"].get(field, {"said": 0, "arrived": 0})
    return "all" if counts["said"] == counts["arrived"] else str(counts["arrived"])


def _kind(kinds: list[str]) -> str:
    return ", ".join(_code(kind) for kind in kinds if kind) or "–"


def _losses(result: Result) -> Iterator[str]:
    for field, counts in result["fields"].items():
        if counts["said"] > counts["arrived"] or "made up" in counts:
            why = " ".join(reasons(result["consumer"], result["format"], field))
            yield f"* `{field}`: {', '.join(_numbers(counts))}. {why}"
    if result["missing"]:
        yield f"* not read at all: {', '.join(result['missing'])}"


def _numbers(counts: Result) -> Iterator[str]:
    absent = counts.get("absent", [])
    if absent:
        yield "none arrives" if absent == "all" else f"{len(absent)} of {counts['said']} do not arrive"
    if changed := counts.get("changed"):
        yield f"{sum(map(len, changed.values()))} of {counts['said']} changed"
    if made_up := counts.get("made up"):
        yield f"{sum(map(len, made_up.values()))} that the records do not have"


def _code(text: str) -> str:
    return "`" + text.replace("|", "¦").replace("`", "´") + "`"


def _checked() -> Iterator[str]:
    yield "\n## Programs that check\n\n"
    yield _table(
        [["", "", "what is asked of it"], *([check.consumer, check.format, check.asked] for check in CHECKS)]
    )


def _not_had() -> Iterator[str]:
    yield "\n## Not in the matrix\n\n"
    yield from (f"* {line}" for line in NOT_HAD)
