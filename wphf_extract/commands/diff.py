"""`wphf-extract diff`: what changed between two runs."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from wphf_extract.commands.shared import OK, show

if TYPE_CHECKING:
    from wphf_extract.commands.shared import Subparsers
    from wphf_extract.compare import ChangedProject, Difference, FieldChange, Value
    from wphf_extract.records import ProjectRecord

__all__ = ["add"]

_CONTEXT = 3  # words shown before and behind words that differ
_BEGINNING = 100  # characters of a description that are shown
#: What is told of a value beside its name, by field.
_DETAILS = {
    "organizations": ("acronym", "role"),
    "locations": ("kind", "admin1", "country_code"),
    "targets": ("qualifier", "unit"),
    "activities": (),
}


def add(commands: Subparsers) -> None:
    """Adds the parser of the command."""
    parser = commands.add_parser(
        "diff",
        help="say what changed between two runs",
        description="Says which projects were added, removed and changed from OLD to NEW, field by field. Projects "
        "are found again by their page, and by what is left of their text and lead organisation; order does not count.",
    )
    for name in ("old", "new"):
        parser.add_argument(
            name, metavar=name.upper(), help="output of a run: .jsonl .parquet .sqlite .duckdb, or a database URL"
        )
    parser.add_argument("--json", action="store_true", help="print the difference as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Prints the difference; returns the exit code."""
    from wphf_extract.compare import compare

    difference = compare(_Stored(options.old), _Stored(options.new))
    if options.json:
        told = {"old": options.old, "new": options.new, **difference.to_dict()}
        print(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        for line in _lines(difference):
            show(line)
    return OK


class _Stored:
    """The records of a store, read anew each time they are gone through."""

    def __init__(self, target: str) -> None:
        self._target = target

    def __iter__(self) -> Iterator[ProjectRecord]:
        from wphf_extract.stores import read

        return read(self._target)


def _lines(difference: Difference) -> Iterator[str]:
    """The difference for readers: by country, each project under its lead organisation."""
    told: dict[str, list[str]] = {}
    for project in difference.changed:
        told.setdefault(_country(project.new), []).extend(_changed(project))
    for sign, records in (("+", difference.added), ("-", difference.removed)):
        for record in records:
            told.setdefault(_country(record), []).append(f"{sign} {_title(record)}: {_beginning(record)}")
    for country in sorted(told):
        yield country
        yield from (f"  {line}" for line in told[country])
        yield ""
    yield (
        f"{len(difference.added)} added, {len(difference.removed)} removed, {len(difference.changed)} changed, "
        f"{difference.unchanged} unchanged"
    )


def _country(record: ProjectRecord) -> str:
    return record.source.country or "(no country)"


def _title(record: ProjectRecord) -> str:
    leads = [o for o in record.organizations if o.role == "lead"]
    return "; ".join(_clean(f"{o.name} ({o.acronym})" if o.acronym else o.name) for o in leads) or "(no organisation)"


def _beginning(record: ProjectRecord) -> str:
    text = _clean(record.text)
    return text if len(text) <= _BEGINNING else f"{text[:_BEGINNING]} …"


def _changed(project: ChangedProject) -> Iterator[str]:
    yield f"~ {_title(project.new)}"
    for change in project.changes:
        yield f"    {change.field}: {_told(change)}"


def _told(change: FieldChange) -> str:
    if change.field == "text":
        return " … ".join(_word_changes(str(change.old).split(), str(change.new).split()))
    if change.kind == "added":
        return f"+ {_shown(change.field, change.new)}"
    if change.kind == "removed":
        return f"- {_shown(change.field, change.old)}"
    if isinstance(change.old, dict) and isinstance(change.new, dict):
        old, new = change.old, change.new
        parts = [f"{key} {_plain(old[key])} → {_plain(new[key])}" for key in old if old[key] != new[key]]
        return f"{_name(old)}: {', '.join(parts)}"
    return f"{_plain(change.old)} → {_plain(change.new)}"


def _shown(field: str, value: Value) -> str:
    if not isinstance(value, dict):
        return _plain(value)
    details = [_plain(value[key]) for key in _DETAILS[field] if value[key]]
    return _name(value) + (f" ({', '.join(details)})" if details else "")


def _name(value: dict[str, Any]) -> str:
    """What a value is called: the name, the code, or the number and whom it counts."""
    if "population" in value:
        upper = f"–{value['value_max']}" if value["value_max"] is not None else ""
        return _clean(f"{value['value']}{upper} {value['population']}")
    return _clean(value.get("name") or value["code"])


def _plain(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _clean(", ".join(map(str, value)) if isinstance(value, list) else str(value))


def _clean(text: str) -> str:
    """Text on one line."""
    return " ".join(text.split())


def _word_changes(old: list[str], new: list[str]) -> Iterator[str]:
    """The words that differ, as `wdiff` writes them, with some words around."""
    from difflib import SequenceMatcher

    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_CONTEXT):
        parts: list[str] = []
        for what, start, end, new_start, new_end in group:
            if what == "equal":
                parts += old[start:end]
                continue
            parts += _marked("[-", old[start:end], "-]")
            parts += _marked("{+", new[new_start:new_end], "+}")
        yield _clean(" ".join(parts))


def _marked(before: str, words: Iterable[str], behind: str) -> list[str]:
    joined = " ".join(words)
    return [f"{before}{joined}{behind}"] if joined else []
