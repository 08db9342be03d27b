"""Values as YAML that YAML 1.1 and 1.2 readers understand alike."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

__all__ = ["yaml_text"]

_NUMERIC = re.compile(r"[-+.]?[0-9].*", re.DOTALL)
"""Text that one version of YAML or the other could take for a number, a time or a date: 1e5, 0o17, 12:30."""


def yaml_text(value: object) -> str:
    """`value` (mappings, lists, strings, numbers) in block style, ending in a line break."""
    import yaml

    text: str = yaml.dump(
        value, Dumper=_dumper(), allow_unicode=True, sort_keys=False, default_flow_style=False, width=10**9
    )
    return text


@cache
def _dumper() -> Any:
    import yaml

    class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
        """Quotes what looks like a number, and never refers to a value that it has printed before."""

        def ignore_aliases(self, data: object) -> bool:
            return True

    Dumper.add_representer(str, _scalar)
    return Dumper


def _scalar(dumper: Any, text: str) -> Any:
    style = "'" if _NUMERIC.fullmatch(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)
