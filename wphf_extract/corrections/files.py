"""Files of annotation tools, by their endings: `.json` Label Studio, `.jsonl` doccano, `.spacy` DocBin."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from wphf_extract.corrections.labels import labels
from wphf_extract.corrections.reading import MAX_BYTES
from wphf_extract.corrections.tasks import Markup, Task
from wphf_extract.errors import GoldError, StoreError
from wphf_extract.resources import DEFAULT_MODEL
from wphf_extract.rules.ownfiles import Rules
from wphf_extract.taxonomy import taxonomy
from wphf_extract.wholefiles import whole_file, whole_path

__all__ = ["SUFFIXES", "check_target", "read_markup", "write_tasks"]

#: Endings of files, and whose they are.
SUFFIXES = {".json": "Label Studio", ".jsonl": "doccano", ".spacy": "spaCy DocBin"}


def check_target(target: str) -> None:
    """Refuses a file whose ending is no tool's.

    Raises:
        StoreError: the ending is not one of `SUFFIXES`.
    """
    if Path(target).suffix not in SUFFIXES:
        known = ", ".join(f"{suffix} ({tool})" for suffix, tool in SUFFIXES.items())
        raise StoreError(f"{target}: end it in one of {known}")


def write_tasks(
    tasks: Sequence[Task], target: str, *, model: str = DEFAULT_MODEL, rules: Rules | None = None
) -> list[str]:
    """Writes tasks for an annotation tool, and beside them what the tool must know of their labels.

    Args:
        tasks: pages as marks.
        target: the file; its ending says which tool.
        model: name or folder of the model whose activity types a person may choose from.
        rules: files of your own rules, whose activity types count too.

    Returns:
        The files written, the tasks first.

    Raises:
        StoreError: the ending is not one of `SUFFIXES`, or the file cannot be written.
        ModelError: there is no such model.
        RuleError: the rules break their format.
    """
    check_target(target)
    path = Path(target)
    if path.suffix == ".spacy":
        from wphf_extract.corrections.docbin import tasks_bytes

        packed = tasks_bytes(tasks)
        with whole_path(target) as part:
            Path(part).write_bytes(packed)
        return [target]
    if path.suffix == ".json":
        from wphf_extract import __version__
        from wphf_extract.corrections.label_studio import labelling_config, tasks_json

        texts = {target: tasks_json(tasks, f"wphf-extract {__version__}")}
        texts[str(path.with_suffix(".labels.xml"))] = labelling_config(labels(taxonomy(model, rules)))
    else:
        from wphf_extract.corrections.doccano import label_types, relation_types, tasks_jsonl

        texts = {target: tasks_jsonl(tasks)}
        texts[str(path.with_suffix(".labels.json"))] = label_types(labels(taxonomy(model, rules)))
        texts[str(path.with_suffix(".relations.json"))] = relation_types()
    for name, text in texts.items():
        with whole_file(name) as file:
            file.write(text)
    return list(texts)


def read_markup(source: str) -> Iterator[Markup | GoldError]:
    """Reads what an annotation tool exported; JSON and JSON Lines are told apart by what they hold.

    Args:
        source: the file.

    Yields:
        A page each, or what is wrong with it.

    Raises:
        GoldError: the file as a whole cannot be read.
    """
    path = Path(source)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise GoldError(f"{path}: more than {MAX_BYTES:,} bytes: split it")
        if path.suffix == ".spacy":
            from wphf_extract.corrections.docbin import markups

            yield from markups(path)
            return
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise GoldError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        zipped = "; a zip archive as doccano's must be unpacked first" if path.suffix == ".zip" else ""
        raise GoldError(f"{path}: no text in UTF-8{zipped}") from error
    items = list(_items(text, path))
    if items and "data" in items[0]:
        from wphf_extract.corrections import label_studio

        yield from label_studio.markups(items, str(path))
    else:
        from wphf_extract.corrections import doccano

        yield from doccano.markups(items, str(path))


def _items(text: str, path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON list, or of JSON Lines."""
    if text.lstrip()[:1] == "[":
        found = _loaded(text, str(path))
    else:
        lines = enumerate(text.split("\n"), 1)
        found = [_loaded(line, f"{path}: line {number}") for number, line in lines if line.strip()]
    for number, item in enumerate(found):
        if not isinstance(item, dict):
            raise GoldError(f"{path}: item {number}: {str(item)[:40]!r} is no task")
        yield item


def _loaded(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:  # `JSONDecodeError`, or a number of more digits than Python reads
        raise GoldError(f"{where}: neither a JSON list nor JSON Lines ({error})") from error
