"""What opens a line before the name: the date of a chronicle, *March 2022 – Alpha trains widows*, *2021–2023: Alpha*,
the sum of a grant, *EUR 24,300 for the Alpha Union*, *US$ 5,000 – Alpha*, or a remark, *(Peacebuilding) Alpha*."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

from wphf_extract.language.folding import DASHES
from wphf_extract.language.patterns import any_of
from wphf_extract.names.namewords import NameWords

__all__ = ["behind_prefix"]

_YEAR = r"(?:19|20)\d\d"
_DATE = regex.compile(
    rf"(?:\d{{1,2}}\s+)?(?:(?P<word>\p{{Lu}}\p{{L}}+)\.?\s+)?{_YEAR}"
    rf"(?:\s*[{DASHES}/]\s*(?:\p{{Lu}}\p{{L}}+\.?\s+)?(?:{_YEAR}|\d\d))?"
    rf"(?:\s+[{DASHES}|]\s+|:\s+)(?=[“\"«]?\p{{L}})"
)
# *(Peacebuilding, 2018) Alpha*, *[2021] Alpha*: no name begins with brackets
_REMARK = regex.compile(r"(?:\([^()\n]{1,100}\)|\[[^\[\]\n]{1,100}\])\s+(?=[“\"«]?\p{Lu})")
_MONTH = r"(?:\d{1,2}\s+)?(?:\p{Lu}\p{L}+\.?\s+)?"
# *July – December 2020*, *May 2021 – April 2023*: all that a line holds behind a sum
_TERM = regex.compile(
    rf"(?=.*{_YEAR}|\p{{Lu}}\p{{L}}+\.?\s*[{DASHES}/]\s*\p{{Lu}}\p{{L}}+\.?\s+\d\d\s*$){_MONTH}(?:{_YEAR})?(?:\s*[{DASHES}/]\s*{_MONTH}(?:{_YEAR}|\d\d))?\s*(?:\([^()]*\)\s*)?"
)
_CURRENCY = r"(?:\p{Lu}{0,3}\p{Sc}|\p{Lu}{2,3}|\p{Lu}\p{Ll}{1,2}\.)"


def behind_prefix(text: str, start: int, end: int, names: NameWords) -> tuple[int, bool]:
    """Returns where a line goes on behind the date or the sum that opens it (`start` if none does), and whether it is
    a sum. A word before the year is a month's, unless it heads names of organisations (*Initiative 2000 – …*). A sum
    before nothing but its term opens no line: *USD 45,750 | July – December 2020*."""
    remark = _REMARK.match(text, start, end)
    if remark is not None:
        start = int(remark.end())
    first = text[start]
    if not (first.isupper() or first.isdigit() or unicodedata.category(first) == "Sc"):
        return start, False
    date = _DATE.match(text, start, end)
    if date is not None and not (date["word"] and names.is_head(date["word"])):
        return int(date.end()), False
    found = _sum(names.sum_scales).match(text, start, end)
    if found is None or (found["word"] and not names.is_particle(found["word"])):
        return start, False
    if _TERM.fullmatch(text, found.end(), end):
        return start, False
    small = found["small"].split()
    at = found.end() + len(small[0]) + 1 if small and small[0] in names.articles else found.end()
    # *for the midwives’ association Alpha*
    group = small[-1] if text[at].islower() else None
    return (at, True) if group is None or names.is_head(group) or names.is_generic(group) else (start, False)


@lru_cache(maxsize=8)
def _sum(scales: frozenset[str]) -> regex.Pattern[str]:
    """The pattern of a sum, and of what parts it from the name."""
    amount = rf"\d[\d.,’\u00a0\u202f ]{{0,20}}(?<=\d)(?:\s?(?:{any_of(scales)}|\p{{L}}))?"
    return regex.compile(
        rf"(?:{_CURRENCY}\s?{amount}|{amount}\s?{_CURRENCY})(?:\s*\([^()]{{1,40}}\))?"
        rf"(?:\s+[{DASHES}|]\s+|[:\t]\s*|\s+(?P<word>\p{{Ll}}+)\s+)"
        rf"(?=(?P<small>(?:\p{{Ll}}[\p{{L}}’'-]*\s+){{0,4}})[“\"«]?\p{{Lu}})"
    )
