"""doccano: JSON Lines with spans and relations, and the label types that go with them.

doccano knows labels and relations only; facts that a person may dispute are labels on the same words (`at_least`), the
others are kept in a field `wphf`, which doccano hands back as it is. Offsets are UTF-16 units, as doccano's page
counts them unless a project was made to count grapheme clusters.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wphf_extract.corrections.labels import LINKS, SAYS, colour_of
from wphf_extract.corrections.memory import flat_marks, memory
from wphf_extract.corrections.offsets import Utf16
from wphf_extract.corrections.reading import each_page
from wphf_extract.corrections.tasks import Link, Mark, Markup, Task
from wphf_extract.errors import GoldError

__all__ = ["label_types", "markups", "relation_types", "tasks_jsonl"]


def label_types(names: Sequence[str]) -> str:
    """Returns the span label types as doccano imports them (JSON).

    Args:
        names: the labels that name a mark.
    """
    return _types([*names, *SAYS])


def relation_types() -> str:
    """Returns the relation types as doccano imports them (JSON)."""
    return _types(list(LINKS))


def _types(names: Sequence[str]) -> str:
    types = [{"text": name, "background_color": colour_of(name), "text_color": "#ffffff"} for name in names]
    return json.dumps(types, indent=1) + "\n"


def tasks_jsonl(tasks: Sequence[Task]) -> str:
    """Returns tasks as the JSON Lines that doccano imports (format *JSONL (relation)*)."""
    return "".join(json.dumps(_plain(task), ensure_ascii=False) + "\n" for task in tasks)


def _plain(task: Task) -> dict[str, Any]:
    offsets = Utf16(task.text)
    entities = []
    ids: dict[str, int] = {}
    for number, (mark, label) in enumerate(flat_marks(task)):
        ids.setdefault(mark.key, number)
        start, end = offsets.units(mark.start), offsets.units(mark.end)
        entities.append({"id": number, "start_offset": start, "end_offset": end, "label": label})
    relations = [
        {"id": number, "from_id": ids[link.source], "to_id": ids[link.target], "type": link.type}
        for number, link in enumerate(task.links)
    ]
    return {
        "text": task.text,
        "entities": entities,
        "relations": relations,
        "page": task.name,
        "wphf": memory(task),
    }


def markups(lines: Sequence[Mapping[str, Any]], file: str) -> Iterator[Markup | GoldError]:
    """Reads what doccano exports: with relations (`entities`, `relations`), or without (`label`, or `labels`).

    Args:
        lines: a page each.
        file: their file, for messages.

    Returns:
        A page each, or what is wrong with it.
    """
    ids = (f", id {line['id']}" if "id" in line else "" for line in lines)
    places = (f"{file}: line {number}{told}" for number, told in enumerate(ids, 1))
    return each_page(zip(places, lines, strict=True), _markup, "not a line of doccano's JSONL export")


def _markup(line: Mapping[str, Any], where: str) -> Markup:
    text, name = str(line["text"]), str(line["page"])
    where = f"{where} ({name})"
    linked = "entities" in line
    spans = [(e["id"], e["start_offset"], e["end_offset"], e["label"]) for e in line.get("entities", ())]
    if not linked:
        spans = [(f"s{n}", *span) for n, span in enumerate(line["label"] if "label" in line else line["labels"])]
    offsets = Utf16(text)
    marks = []
    for key, first, last, label in spans:
        start, end = offsets.code_points(int(first)), offsets.code_points(int(last))
        if start is None or end is None:
            raise GoldError(
                f"{where}: {label!r} at {first}–{last} begins or ends inside a character, or behind the text; was the "
                "doccano project made to count grapheme clusters? Make one that does not"
            )
        marks.append(Mark(str(key), str(label), start, end))
    links = [Link(str(r["type"]), str(r["from_id"]), str(r["to_id"])) for r in line.get("relations", ())]
    task = Task(name, text, {}, tuple(marks), tuple(links))
    return Markup(where, task, line.get("wphf"), complete=False, linked=linked)
