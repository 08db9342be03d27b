"""What is said of every kind of broken file: of `problems/<case>.yaml` exactly `goldens/problems/<case>.txt`."""

from __future__ import annotations

import os
import stat
from importlib import import_module
from io import BytesIO
from pathlib import Path

import pytest

from kyutai_bib.errors import DataError
from kyutai_bib.reader.load import load, load_stream
from tests.conftest import Golden

CASES = sorted((Path(__file__).parent / "problems").glob("*.yaml"))

LOADING = import_module("kyutai_bib.reader.load")  # the module: the package has a function of this name

GOOD = """people: {anna: "Béarn, Anna"}
papers:
  anna2024: {title: Étude, authors: [anna], versions: [{type: preprint, date: 2024}]}
"""

BYTES = {
    "latin-1": GOOD.encode("latin-1"),
    "latin-1-behind-a-bom": b"\xef\xbb\xbf# a\n\xc9tude: T\n",
    "utf-16": GOOD.encode("utf-16"),
    "utf-16-without-bom": "papers: {}\n".encode("utf-16-le"),
    "nul": b"papers:\n  a: {title: a\0b}\n",
    "control-character": "# é\n".encode() * 30 + b"papers:\n  a: {title: a\x01b}\n",
    "surrogate": rb'papers: {a: {title: "\ud800"}}',
    "cut-short": b"papers:\n  a: {title: \xc3",
    "deep-flow": b"papers: " + b"[" * 3_000_000,
    "deep-flow-mappings": b"{a: " * 500_000,
    "deep-blocks": b"".join(b" " * depth + b"a:\n" for depth in range(2000)),
    "deep-dashes": b"papers:\n  " + b"- " * 200_000,
    "deep-questions": b"? " * 200_000,
    "one-level-too-many": b"papers: " + b"[" * 32 + b"]" * 32,
}


def report(content: bytes, name: str) -> DataError:
    with pytest.raises(DataError) as raised:
        load_stream(BytesIO(content), name)
    return raised.value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_reports(case: Path, golden: Golden) -> None:
    error = report(case.read_bytes(), case.name)
    golden(f"problems/{case.stem}.txt", f"{error}\n")
    lines = [problem.line for problem in error.problems]
    assert lines == sorted(lines)


@pytest.mark.parametrize("case", BYTES)
def test_reports_of_bytes(case: str, golden: Golden) -> None:
    golden(f"problems/{case}.txt", f"{report(BYTES[case], f'{case}.yaml')}\n")


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode(),
        GOOD.encode("utf-8-sig"),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("\n", "\r").encode(),
        GOOD.replace("Étude", "E\u0301tude").encode(),  # two characters for one letter
        b"%YAML 1.2\n---\n" + GOOD.encode() + b"...\n",
        GOOD.rstrip().encode(),
        GOOD.replace("Étude", '"\\u00c9tude"').encode(),
    ],
    ids=["plain", "bom", "crlf", "cr", "decomposed", "markers", "no line break", "escape"],
)
def test_ways_to_write_the_same(content: bytes) -> None:
    library = load_stream(BytesIO(content), "papers.yaml")
    assert [paper.title.words for paper in library] == ["Étude"]
    assert str(library.people["anna"].name) == "Anna Béarn"


def test_thirty_two_levels_are_read() -> None:
    assert "levels" not in str(report(b"papers: " + b"[" * 31 + b"]" * 31, "papers.yaml"))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="there is no such file; check the name") as raised:
        load(tmp_path / "papers.yaml")
    assert raised.value.problems[0].line == 0
    assert str(raised.value).startswith(f"{tmp_path / 'papers.yaml'}: ")


def test_a_directory(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="this is a directory; name the file in it, like") as raised:
        load(tmp_path)
    assert str(raised.value).endswith(str(tmp_path / "papers.yaml"))


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "papers.yaml"
    file.write_text(GOOD, encoding="utf-8")
    file.chmod(0)
    if os.geteuid() == 0:  # root may read everything: refuse as the system refuses others

        def refuse(name: str, mode: str) -> None:
            assert not stat.S_IMODE(os.stat(name).st_mode)
            raise PermissionError(13, "Permission denied", name)

        monkeypatch.setattr(LOADING, "open", refuse, raising=False)
    with pytest.raises(DataError, match="cannot be read: Permission denied; check its permissions"):
        load(file)


def test_a_file_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "papers.yaml"
    file.write_text(GOOD, encoding="utf-8")
    size = file.stat().st_size
    monkeypatch.setattr(LOADING, "LARGEST", size)
    assert len(load(file)) == 1
    monkeypatch.setattr(LOADING, "LARGEST", size - 1)
    with pytest.raises(DataError, match="larger than 0 MiB; split it"):
        load(file)


def test_a_stream_that_fails() -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(DataError, match="<stdin>: cannot be read: Input/output error"):
        load_stream(Broken(), "<stdin>")


def test_a_problem_has_its_parts() -> None:
    [problem] = report(
        b"papers:\n  a: {title: T, authors: [x], versions: [{type: preprint, date: 2024}]}\n", "p"
    ).problems
    assert problem == ("p", 2, "a", "authors[0]", "unknown person 'x'", "add it to `people`", "error")
    assert str(problem) == "p:2: a: authors[0]: unknown person 'x'; add it to `people`"


def test_each_problem_once_and_none_forgotten() -> None:
    error = report((Path(__file__).parent / "problems" / "everything-at-once.yaml").read_bytes(), "p")
    assert len(set(error.problems)) == len(error.problems)
    assert {problem.line for problem in error.problems} == {3, 4, 6, 7, 8, 9, 10, 12, 14, 15, 16, 17}
