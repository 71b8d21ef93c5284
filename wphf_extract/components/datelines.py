"""Dates that open a line of a chronicle: *March 2022 – Alpha trains widows*, *2021–2023: Alpha*."""

from __future__ import annotations

import regex

from wphf_extract.folding import DASHES
from wphf_extract.names import NameWords

__all__ = ["behind_date"]

_YEAR = r"(?:19|20)\d\d"
_DATE = regex.compile(
    rf"(?:\d{{1,2}}\s+)?(?:(?P<word>\p{{Lu}}\p{{L}}+)\.?\s+)?{_YEAR}"
    rf"(?:\s*[{DASHES}/]\s*(?:\p{{Lu}}\p{{L}}+\.?\s+)?(?:{_YEAR}|\d\d))?"
    rf"(?:\s+[{DASHES}|]\s+|:\s+)(?=[“\"«]?\p{{L}})"
)


def behind_date(text: str, start: int, end: int, names: NameWords) -> int:
    """Returns where a line goes on behind the date that opens it; `start` if none does. A word before the year is a
    month's, unless it heads names of organisations (*Initiative 2000 – …*)."""
    if not (text[start].isupper() or text[start].isdigit()):
        return start
    date = _DATE.match(text, start, end)
    return start if date is None or (date["word"] and names.is_head(date["word"])) else int(date.end())
