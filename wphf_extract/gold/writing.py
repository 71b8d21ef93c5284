"""Gold files in the form of the corpus: TOML with a table for each description, organisation, place and target."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["gold_toml"]


def gold_toml(data: Mapping[str, Any]) -> str:
    """Returns the tables of a gold file (see `gold_data`) as TOML."""
    return "\n".join(_lines(data, ())) + "\n"


def _lines(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    """A table's own values, then the tables in it: TOML counts whatever follows a table's head to that table."""
    inner = {name: value for name, value in table.items() if _is_tables(value)}
    for name, value in table.items():
        if name not in inner:
            yield f"{name} = {_value(value)}"
    for name, tables in inner.items():
        for entry in tables:
            yield f"\n[[{'.'.join((*path, name))}]]"
            yield from _lines(entry, (*path, name))


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    # JSON's strings, numbers and truth values are TOML's, but for one control character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
