"""Web addresses."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Self

__all__ = ["Url"]


@cache
def _form() -> re.Pattern[str]:
    """RFC 3986 characters behind http or https and a host; a percent sign is followed by two hex digits."""
    return re.compile(
        r"https?://(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2}|\[[0-9A-Fa-f:.]+\])+(?::\d{1,5})?"
        r"(?:[/?#](?:[A-Za-z0-9._~:/?#@!$&'()*+,;=\[\]-]|%[0-9A-Fa-f]{2})*)?",
        re.ASCII,
    )


@dataclass(frozen=True, slots=True)
class Url:
    """An absolute http or https address in ASCII, as it was written."""

    address: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises `ValueError`, with the percent-encoded form where that is all that is missing."""
        if _form().fullmatch(text):
            return cls(text)
        if re.match(r"https?://[^\s/]", text):
            encoded = _encoded(text)
            if _form().fullmatch(encoded):
                raise ValueError(f"{text!r} has characters that an address cannot hold; write {encoded}")
        raise ValueError(
            f"{text!r} is not a web address; write it like https://example.org/page, without a user name"
        )

    def __str__(self) -> str:
        return self.address


def _encoded(text: str) -> str:
    from urllib.parse import quote

    scheme, _, rest = text.partition("://")
    host, slash, path = rest.partition("/")
    with suppress(UnicodeError):  # the whole then fails the form, and the general sentence is shown
        host = host.encode("idna").decode("ascii")
    path = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", path)
    return f"{scheme}://{host}{slash}{quote(path, safe='/?#@!$&()*+,;=:[]%~' + chr(39))}"
