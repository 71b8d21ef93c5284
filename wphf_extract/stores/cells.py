"""Text for programs that cannot hold every text, or do more with it than show it."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["LIST_MARK", "REPLACEMENT", "listed", "plain", "safe"]

#: What stands between the values of a cell that holds several; the mark of HXL lists. Inside a value it becomes `¦`.
LIST_MARK = "|"

#: What stands for a character that XML 1.0 cannot hold: U+FFFD, Unicode's replacement character.
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# Production [2] `Char` of XML 1.0, fifth edition. Half surrogates are outside it too, and no UTF-8 file can hold them.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# OWASP, "CSV Injection": what spreadsheets take for the beginning of a formula, East Asian full-width forms included.
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


def plain(text: str) -> str:
    """Returns a text with U+FFFD for each character that XML 1.0 cannot hold; as long as before."""
    return text if text.isprintable() else _FORBIDDEN.sub(REPLACEMENT, text)


def safe(text: str) -> str:
    """Returns a plain text for a spreadsheet's cell: an apostrophe stands before what would be read as a formula."""
    text = plain(text)
    return f"'{text}" if text[:1] in _FORMULA else text


def listed(values: Iterable[str]) -> str | None:
    """Returns the values, each once, as the text of one cell; None without any."""
    return LIST_MARK.join(value.replace(LIST_MARK, "¦") for value in dict.fromkeys(values)) or None
