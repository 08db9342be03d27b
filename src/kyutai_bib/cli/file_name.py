"""The name of a file as an argument: any but an empty one, which a variable that is not set leaves behind."""

from __future__ import annotations

import click

from kyutai_bib.errors import BadValue

__all__ = ["FileName"]


class FileName(click.Path):
    """As `click.Path`, with its completion of names. Raises `BadValue` for an empty name."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value == "":
            option = param.opts[-1] if param else "the argument"
            raise BadValue(f"{option} has an empty name; name a file (is a variable of the shell not set?)")
        return str(super().convert(value, param, ctx))  # type: ignore[arg-type]
