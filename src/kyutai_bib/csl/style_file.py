"""Reading one CSL file, which anybody may have written: no entity, no network, no more than 4 MiB."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from kyutai_bib.csl.style import Style
from kyutai_bib.errors import StyleError

__all__ = ["facts", "independent_parent", "read_root"]

MOST_BYTES = 4 * 1024 * 1024

_NS = {"cs": "http://purl.org/net/xbiblio/csl"}
_ROOT = "{http://purl.org/net/xbiblio/csl}style"


def read_root(path: Path) -> Any:
    """The root element of a CSL 1.0 style, or StyleError."""
    data = _checked(path)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8"
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise StyleError(f"{path}:{error.lineno or 1}: not XML: {error.msg}") from error
    _check(path, root)
    return root


def _checked(path: Path) -> bytes:
    """The bytes of a style file: UTF-8 text of a sensible size without a document type."""
    data = _contents(path)
    if len(data) > MOST_BYTES:
        raise StyleError(f"{path}: larger than 4 MiB: this is no CSL style.")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise StyleError(f"{path}: has a DOCTYPE, which no CSL style needs: remove it.")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise StyleError(f"{path}:{line}: not UTF-8: save the file with this encoding.") from error
    return data


def _contents(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise StyleError(f"{path}: is a folder, not a CSL file.")
        if path.exists() and not path.is_file():
            raise StyleError(f"{path}: is not a regular file.")
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise StyleError(f"{path}: there is no such file; a style's name has no slash and no ending.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise StyleError(f"{path}: cannot be read: {reason}.") from error


def _check(path: Path, root: Any) -> None:
    if root.tag != _ROOT:
        name = etree.QName(root).localname
        raise StyleError(
            f"{path}:{root.sourceline}: not a CSL style: its root element is <{name}>, "
            f'not <style xmlns="{_NS["cs"]}">.'
        )
    if not root.get("version", "").startswith("1."):
        raise StyleError(
            f"{path}:{root.sourceline}: is for CSL {root.get('version', 'before 1.0')}; 1.0 is wanted."
        )


def independent_parent(path: Path, root: Any) -> str | None:
    """The name of the style that a dependent one stands for: the last part of its address."""
    if root.find("cs:citation", _NS) is not None:
        return None
    link = root.find("cs:info/cs:link[@rel='independent-parent']", _NS)
    address = "" if link is None else link.get("href", "")
    name = str(address).rstrip("/").rpartition("/")[2].removesuffix(".csl")
    if not name:
        raise StyleError(f"{path}: has neither <citation> nor a link to an independent-parent style.")
    return name


def facts(path: Path, own: Any, source: Path, root: Any, parent: str | None) -> Style:
    """The style in `path`, whose root is `own`, printed by `source`, whose root is `root`."""
    title = " ".join((own.findtext("cs:info/cs:title", namespaces=_NS) or path.stem).split())
    bibliography = root.find("cs:bibliography", _NS)
    layout = {} if bibliography is None else bibliography.attrib
    return Style(
        name=path.stem,
        title=title,
        path=path,
        parent=parent,
        source=source,
        has_bibliography=bibliography is not None,
        default_locale=own.get("default-locale") or root.get("default-locale"),
        citation_class="note" if root.get("class") == "note" else "in-text",
        hanging_indent=layout.get("hanging-indent") == "true",
        second_field_align=layout.get("second-field-align"),
    )
