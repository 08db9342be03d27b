"""Who may import whom: the rooms of docs/architecture.md, held by a test."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "kyutai_bib"

GROUND = {"errors", "nearest", "shipped"}
MAY_IMPORT = {
    "errors": {"reader"},  # for type checkers only: what `DataError.problems` holds
    "nearest": set[str](),
    "shipped": set[str](),
    "model": {"errors", "nearest"},
    "reader": {"model", "errors", "nearest"},
    "latex": set[str](),
    "csl": {"model", "latex"} | GROUND,
    "writers": {"model", "latex", "csl", "errors", "nearest"},
    "checks": {"model", "reader", "writers"},
    "enrich": {"model", "latex", "errors", "nearest", "__init__"},
    "edit": {"model", "reader", "errors"},
    "api": {"model", "reader", "csl", "writers"} | GROUND,
    "cli": {"model", "reader", "latex", "csl", "writers", "checks", "enrich", "edit", "api"} | GROUND,
    "__init__": {"api", "model", "errors"},
    "__main__": {"cli"},
}
"""Each room with the rooms it may import from, besides itself."""

NETWORK = {
    *("socket", "ssl", "http", "urllib.request", "requests", "requests_cache", "urllib3"),
    *("ftplib", "smtplib", "asyncio"),
}
HEAVY = {
    *("lxml", "citeproc", "bibtexparser", "pylatexenc", "requests", "requests_cache", "urllib3", "platformdirs"),
    *("json", "difflib", "tempfile"),
}


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def room(path: Path) -> str:
    first = path.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[str]:
    """The full names of all modules that are imported anywhere in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole way"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imported_at_once(tree: ast.Module) -> Iterator[str]:
    """What is imported when the module itself is: nothing inside functions or behind TYPE_CHECKING."""
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from imports(node)


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_room_imports_only_from_the_rooms_before_it(path: Path) -> None:
    here = room(path)
    ours = {name.split(".")[1] for name in imports(parsed(path)) if name.startswith("kyutai_bib.")}
    assert ours - {here} <= MAY_IMPORT[here]


def test_every_room_has_a_rule() -> None:
    assert {room(path) for path in modules()} == set(MAY_IMPORT)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_only_the_command_line_knows_click_and_only_enrich_the_network(path: Path) -> None:
    names = set(imports(parsed(path)))
    if room(path) != "enrich":
        assert not {name for name in names if any(name == net or name.startswith(net + ".") for net in NETWORK)}
    if room(path) != "cli":
        assert not {name for name in names if name.split(".")[0] == "click"}


@pytest.mark.parametrize("path", sorted((SOURCE / "writers").rglob("*.py")), ids=lambda path: path.stem)
def test_writers_open_no_files(path: Path) -> None:
    tree = parsed(path)
    calls = {
        node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert "open" not in calls
    assert not {name for name in imports(tree) if name.split(".")[0] in {"os", "sys", "pathlib", "io", "tempfile"}}


def test_csl_knows_records_only_in_item() -> None:
    for path in (SOURCE / "csl").rglob("*.py"):
        if path.name != "item.py":
            assert not [name for name in imports(parsed(path)) if name.startswith("kyutai_bib.model")], path.name


@pytest.mark.parametrize(
    "name",
    [
        *("cli/__init__.py", "cli/exporting.py", "cli/selection.py", "cli/output.py", "cli/network.py"),
        *("writers/bibtex.py", "cli/enriched.py"),
    ],
)
def test_what_every_export_needs_imports_nothing_heavy(name: str) -> None:
    assert not {module.split(".")[0] for module in imported_at_once(parsed(SOURCE / name))} & HEAVY


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "util", "helpers", "common", "misc", "core", "base"}
    assert not {path.stem for path in modules()} & drawers


def test_the_command_line_names_the_sources_that_there_are() -> None:
    """Written out there, because an import would bring the network into every export."""
    from kyutai_bib.cli.network import SOURCE_NAMES
    from kyutai_bib.enrich.sources import SOURCES

    assert tuple(source.name for source in SOURCES) == SOURCE_NAMES


@pytest.mark.parametrize("path", sorted((SOURCE / "enrich").rglob("*.py")), ids=lambda path: path.stem)
def test_one_module_reads_the_environment_and_few_know_requests(path: Path) -> None:
    names = set(imports(parsed(path)))
    if path.stem != "settings":
        assert "environ" not in path.read_text("utf-8")
    if path.stem not in ("transport", "cache"):
        assert not {name for name in names if name.split(".")[0] in ("requests", "requests_cache", "urllib3")}
