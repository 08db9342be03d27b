"""YAML text to a `Library`, or one error that lists every problem.

`nodes` makes a tree with line numbers, `shapes` are the building blocks of the format, `scalars` its smallest
parts, `format` is the format, `schema` its JSON Schema, `load` opens files, `problems` says what is wrong.
"""

from kyutai_bib.reader.load import load, read_library
from kyutai_bib.reader.problems import Problem, Severity

__all__ = ["Problem", "Severity", "load", "read_library"]
