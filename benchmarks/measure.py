"""Running programs side by side: time and memory of whole processes, taken in turns in one run.

Machines are noisy, so what is compared runs alternately, and what is printed are ratios of medians.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

__all__ = ["Cost", "compare", "environment", "installed_command"]

ROOT = Path(__file__).resolve().parent.parent


class Cost(NamedTuple):
    """Median wall time in seconds, the most memory in MiB, median processor time in seconds that a program took.

    Linux counts what the parent had before the program was started as well, so small figures are too high.
    """

    seconds: float
    mebibytes: float
    processor: float


def environment() -> dict[str, str]:
    """The environment without what would make Python read our sources instead of the installed wheel."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def installed_command(folder: Path) -> Path:
    """The bin folder of a new environment in `folder` with our wheel, as a user gets it."""
    _quietly(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT)
    venv.create(folder / "env", with_pip=True)
    binaries = folder / "env" / "bin"
    _quietly(binaries / "pip", "install", *folder.glob("*.whl"))
    return binaries


def _quietly(*words: str | Path) -> None:
    result = subprocess.run(words, capture_output=True, text=True, env=environment(), check=False)
    if result.returncode:
        raise SystemExit(result.stderr)


def compare(programs: Mapping[str, Sequence[str | Path]], rounds: int) -> dict[str, Cost]:
    """Run each program once a round, its output thrown away, and give what it cost."""
    seconds: dict[str, list[float]] = {name: [] for name in programs}
    processor: dict[str, list[float]] = {name: [] for name in programs}
    memory: dict[str, float] = dict.fromkeys(programs, 0.0)
    for _ in range(rounds):
        for name, words in programs.items():
            cost = _once(words)
            seconds[name].append(cost.seconds)
            processor[name].append(cost.processor)
            memory[name] = max(memory[name], cost.mebibytes)
    median = statistics.median
    return {name: Cost(median(seconds[name]), memory[name], median(processor[name])) for name in programs}


def _once(words: Sequence[str | Path]) -> Cost:
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=errors, env=environment())
        _, status, usage = os.wait4(process.pid, 0)
        took = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            raise SystemExit(f"{words[0]} failed:\n{errors.read().decode()}")
    return Cost(took, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime)
