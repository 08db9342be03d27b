"""A formula is mathematics: nothing in it acts on files, macros or the document it is printed in."""

from __future__ import annotations

import pytest

from kyutai_bib.model.formula import REFUSED, check_formula
from kyutai_bib.model.rich_text import Abstract, Title


@pytest.mark.parametrize(
    "tex",
    [
        r"x\!\in\!\{4,8\}",
        r"\mathcal{O}(n \log n)",
        r"\frac{a}{b}",
        r"\sqrt{d}",
        r"50\%",
        r"a\&b\#1",
        r"\text{if } x",
        r"\left\{x\right.",
        "{" * 30 + "}" * 30,
    ],
)
def test_mathematics(tex: str) -> None:
    check_formula(tex)


@pytest.mark.parametrize("command", sorted(REFUSED))
def test_no_command_that_acts(command: str) -> None:
    with pytest.raises(ValueError, match="is no mathematics"):
        check_formula(rf"x + \{command}{{y}}")


@pytest.mark.parametrize("tex", [r"\input{/etc/hostname}", r"\immediate\write18{id}", r"\end{document}"])
@pytest.mark.parametrize("kind", [Title, Abstract])
def test_titles_and_abstracts_are_checked(kind: type[Title] | type[Abstract], tex: str) -> None:
    with pytest.raises(ValueError, match="is no mathematics"):
        kind.parse(f"Of ${tex}$")


@pytest.mark.parametrize("sign", "&#%")
def test_no_bare_sign(sign: str) -> None:
    with pytest.raises(ValueError, match=rf"^{sign} cannot stand alone"):
        check_formula(f"a{sign}b")


@pytest.mark.parametrize("tex", ["{", "}", "}{", "{{}", "{" * 31 + "}" * 31])
def test_no_unpaired_or_endless_braces(tex: str) -> None:
    with pytest.raises(ValueError, match="do not pair up"):
        check_formula(tex)


def test_no_characters_by_number() -> None:
    with pytest.raises(ValueError, match="notation for characters"):
        check_formula("^^5cinput")
