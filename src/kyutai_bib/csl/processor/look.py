"""What any rendering element may carry: affixes, formatting, quotes, text case, strip-periods, display."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kyutai_bib.csl.processor.context import Context
from kyutai_bib.csl.processor.output import Group, Node, Tag
from kyutai_bib.csl.processor.text_case import cased
from kyutai_bib.csl.tree import DISPLAYS, Form

__all__ = ["BARE", "Look", "look", "unescaped", "without_periods"]

_FORMATTING = {
    "font-style": {"italic": Form.ITALIC, "oblique": Form.OBLIQUE, "normal": Form.UPRIGHT},
    "font-variant": {"small-caps": Form.SMALL_CAPS, "normal": Form.FULL_CAPS},
    "font-weight": {"bold": Form.BOLD, "light": Form.LIGHT, "normal": Form.REGULAR},
    "text-decoration": {"underline": Form.UNDERLINE, "none": Form.PLAIN},
    "vertical-align": {"sup": Form.SUPERSCRIPT, "sub": Form.SUBSCRIPT, "baseline": Form.BASELINE},
}
_DISPLAYS = {form.value: form for form in DISPLAYS}


@dataclass(frozen=True, slots=True)
class Look:
    """CSL 1.0.2, "Affixes", "Display", "Formatting", "Quotes", "Strip-periods", "Text-case"."""

    prefix: str = ""
    suffix: str = ""
    forms: tuple[Form, ...] = ()
    display: Form | None = None
    quotes: bool = False
    case: str = ""
    strip_periods: bool = False

    def bare(self) -> Look:
        """This look without affixes and what it does with the whole of an element."""
        if not (self.prefix or self.suffix):
            return self
        return Look(forms=self.forms, case=self.case, strip_periods=self.strip_periods)

    def encloses(self, pair: str) -> bool:
        """Whether the affixes are such a pair: "()" or "[]"."""
        return pair[0] in self.prefix and pair[1] in self.suffix

    def in_brackets(self) -> Look:
        """This look with brackets for its parentheses."""
        return replace(self, prefix=self.prefix.replace("(", "["), suffix=self.suffix.replace(")", "]"))

    def of(self, node: Node, ctx: Context, tag: Tag | None = None, value: object = None) -> Node:
        """`node` with this look."""
        if not node:
            return ""
        if self.case and not ctx.sorting:
            node = cased(node, self.case, english=ctx.is_english(), turkish=ctx.is_turkish())
        if self.strip_periods and tag is not Tag.LINK:
            node = without_periods(node)
        if self.forms or self.quotes or self.prefix or self.suffix or tag:
            node = Group(
                [node], "", self.prefix, self.suffix, self.forms, quotes=self.quotes, tag=tag, value=value
            )
        return Group([node], forms=(self.display,)) if self.display and ctx.in_bibliography else node


BARE = Look()

_NAMES = frozenset([*_FORMATTING, "prefix", "suffix", "display", "quotes", "text-case", "strip-periods"])

# Not the one of an address: Styles.org.
_PERIOD = re.compile(r"\.(?![a-z]{2})")
_REFERENCE = re.compile(r"&#(?:(9|10|13|[1-9]\d{2,4})|x([1-9A-Fa-f][0-9A-Fa-f]{0,4}));")


def look(attributes: Mapping[str, str]) -> Look:
    """The look that an element's attributes ask for."""
    if _NAMES.isdisjoint(attributes):
        return BARE
    forms = tuple(
        _FORMATTING[name][value]
        for name in reversed(_FORMATTING)
        if (value := attributes.get(name, "")) in _FORMATTING[name]
    )
    made = Look(
        unescaped(attributes.get("prefix", "")),
        unescaped(attributes.get("suffix", "")),
        forms,
        _DISPLAYS.get(attributes.get("display", "")),
        attributes.get("quotes") == "true",
        attributes.get("text-case", ""),
        attributes.get("strip-periods") == "true",
    )
    return BARE if made == BARE else made


def unescaped(text: str) -> str:
    """`text` without the character references that some styles escape twice (`&amp;#160;`), as in citeproc-js."""
    return _REFERENCE.sub(_referenced, text) if "&#" in text else text


def _referenced(found: re.Match[str]) -> str:
    return chr(int(found[1]) if found[1] else int(found[2], 16))


def without_periods(node: Node) -> Node:
    """`node` without full stops, but for those of DOIs and addresses."""
    if isinstance(node, str):
        return _PERIOD.sub("", node)
    if node.tag is Tag.LINK:
        return node
    return node.with_children([without_periods(child) for child in node.children])
