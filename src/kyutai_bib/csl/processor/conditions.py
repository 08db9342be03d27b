"""The tests of `cs:if` and `cs:else-if` (CSL 1.0.2, "Choose")."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kyutai_bib.csl.processor.context import Context, Position

__all__ = ["Test", "condition"]

Test = Callable[[Context], bool]

_POSITIONS = {
    "first": Position.FIRST,
    "subsequent": Position.SUBSEQUENT,
    "ibid": Position.IBID,
    "ibid-with-locator": Position.IBID_WITH_LOCATOR,
    "near-note": Position.NEAR_NOTE,
}


def condition(attributes: Mapping[str, str]) -> Test:
    """The test that an element's attributes describe."""
    match = attributes.get("match", "all")
    tests: list[Test] = []
    for name, make in _TESTS.items():
        values = value.split() if (value := attributes.get(name)) else []
        if name == "type" and values:
            # An item has one type: of several, one is enough, unless none of them may be it.
            tests.append(_types(frozenset(values)))
            continue
        made = [make(value) for value in values]
        # A cite has one locator.
        tests += [_any(made)] if match == "all" and name == "locator" and made else made
    if match == "any":
        return _any(tests)
    if match == "none":
        return _none(tests)
    return tests[0] if len(tests) == 1 else _all(tests)


def _types(wanted: frozenset[str]) -> Test:
    return lambda ctx: ctx.work.type in wanted


def _any(tests: list[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]

    def test(ctx: Context) -> bool:
        for each in tests:  # noqa: SIM110  a generator takes twice as long
            if each(ctx):
                return True
        return False

    return test


def _all(tests: list[Test]) -> Test:
    def test(ctx: Context) -> bool:
        for each in tests:  # noqa: SIM110
            if not each(ctx):
                return False
        return True

    return test


def _none(tests: list[Test]) -> Test:
    found = _any(tests)
    return lambda ctx: not found(ctx)


def _disambiguate(value: str) -> Test:
    def test(ctx: Context) -> bool:
        ctx.conditions += 1
        ctx.depends += 1
        return (ctx.conditions <= ctx.distinction.conditions) is (value == "true")

    return test


def _is_uncertain(name: str) -> Test:
    def test(ctx: Context) -> bool:
        date = ctx.work.date(name)
        ctx.depends += date is not None
        return date is not None and date.circa

    return test


def _locator(name: str) -> Test:
    wanted = name.replace("-", " ")

    def test(ctx: Context) -> bool:
        ctx.depends += 1
        return bool(ctx.cite.locator) and ctx.cite.label.replace("-", " ") == wanted

    return test


def _position(name: str) -> Test:
    wanted = _POSITIONS.get(name, Position(0))

    def test(ctx: Context) -> bool:
        if ctx.in_bibliography:
            return False
        ctx.depends += 1
        return bool(ctx.cite.position & wanted)

    return test


_TESTS: dict[str, Callable[[str], Test]] = {
    "type": lambda name: lambda ctx: ctx.work.type == name,
    "variable": lambda name: lambda ctx: ctx.has(name),
    "is-numeric": lambda name: lambda ctx: ctx.is_numeric(name),
    "is-uncertain-date": _is_uncertain,
    "locator": _locator,
    "position": _position,
    "disambiguate": _disambiguate,
}
