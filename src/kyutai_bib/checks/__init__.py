"""A second look at a data file that can be read: likely slips, as warnings, and a trial export.

`wording` looks at titles, `identifiers` at keys, ids and addresses, `fitness` at fields that a type has no
place for, `usage` at entries that nothing refers to, `trial` exports every version and reads it back with
bibtexparser.
"""

from __future__ import annotations

from kyutai_bib.checks.finding import Finding
from kyutai_bib.model.library import Library
from kyutai_bib.reader.problems import Problem, Severity

__all__ = ["Finding", "check"]


def check(library: Library, file: str) -> list[Problem]:
    """Everything found in `library`, which was read from `file`, in the order of its lines."""
    from kyutai_bib.checks import fitness, identifiers, trial, usage, wording

    rooms = (wording, identifiers, fitness, usage, trial)
    problems = [_problem(finding, file) for room in rooms for finding in room.findings(library)]
    return sorted(problems, key=lambda problem: problem.line)


def _problem(finding: Finding, file: str) -> Problem:
    severity = Severity.ERROR if finding.fatal else Severity.WARNING
    return Problem(file, finding.line, finding.key, finding.field, finding.message, finding.advice, severity)
