"""Whatever is done to the lab's file: it is read, or refused with problems that have a place; nothing else."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kyutai_bib.errors import DataError
from kyutai_bib.reader import Problem
from kyutai_bib.reader.load import load_stream

WHOLE = (Path(__file__).parents[2] / "data" / "papers.yaml").read_bytes()
LINES = re.sub(rb">-\n(?: {6}\w.*\n)+", b"Words.\n", WHOLE).splitlines(keepends=True)
"""Without the abstracts, which are half of the file and only text."""

SNIPPETS = st.sampled_from(
    [
        b":",
        b"- ",
        b"  ",
        b"\t",
        b"{",
        b"}",
        b"[",
        b"]",
        b'"',
        b"'",
        b"#",
        b"&a ",
        b"*a",
        b"!!x ",
        b"|",
        b">",
        b"\n",
        b"\r",
        b",",
        b"null",
        b"2024",
        b"? ",
        b"---\n",
        b"...\n",
        b"%",
        b"@",
        b"\\",
        b"$",
        b"\0",
        b"\xff",
        b"\xc3",
        b"\xc2\x85",
        b"\xef\xbb\xbf",
    ]
)


@st.composite
def mutations(draw: st.DrawFn) -> bytes:
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(lines) - 1))
        line = lines[place]
        column = draw(st.integers(0, len(line)))
        match draw(st.sampled_from(["delete", "double", "move", "swap", "insert", "cut", "bytes", "end"])):
            case "delete":
                del lines[place]
            case "double":
                lines.insert(place, line)
            case "move":
                lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(place))
            case "swap":
                lines[place] = draw(st.sampled_from(LINES))
            case "insert":
                lines[place] = line[:column] + draw(SNIPPETS) + line[column:]
            case "cut":
                lines[place] = line[:column] + line[column + draw(st.integers(1, 5)) :]
            case "bytes":
                lines[place] = line[:column] + draw(st.binary(min_size=1, max_size=4)) + line[column:]
            case "end":
                del lines[place + 1 :]
                lines[place] = line[:column]
        lines = lines or [b"\n"]
    return b"".join(lines)


def problems_in(content: bytes) -> tuple[Problem, ...] | None:
    try:
        load_stream(BytesIO(content), "papers.yaml")
    except DataError as error:
        return error.problems
    return None


def check(content: bytes) -> None:
    problems = problems_in(content)
    assert problems != ()
    last = max(1, len(content.decode("utf-8-sig", "replace").splitlines()))
    for problem in problems or ():
        assert problem.message
        assert problem.file == "papers.yaml"
        assert 1 <= problem.line <= last or (problem.line == 0 and "the file is empty" in problem.message)


def test_what_is_changed_is_sound_before() -> None:
    assert problems_in(b"".join(LINES)) is None
    assert len(LINES) > 150


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutations())
def test_changed_lines(content: bytes) -> None:
    check(content)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60) | st.text("ab:-[]{}\"'#&*!|>%@? \n\t,", max_size=60).map(str.encode))
def test_any_bytes(content: bytes) -> None:
    check(content)


@pytest.mark.long
@settings(max_examples=5000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutations())
def test_many_changed_lines(content: bytes) -> None:
    check(content)
