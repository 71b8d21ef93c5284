"""Label Studio: tasks with predictions as JSON, and the labelling configuration that goes with them.

Every fact of a mark has a control of its own, shown when the mark is selected. Offsets are code points, as the editor
of Label Studio 1.23 counts them; earlier editors counted UTF-16 units, which is noticed by the words that Label Studio
keeps with each region. A line end of two characters (CR LF) counts as two.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from xml.sax.saxutils import quoteattr

from wphf_extract.corrections.labels import (
    CHOICES,
    FACTS,
    LINKS,
    PAGE_FACTS,
    colour_of,
    family_of,
    parse_fact,
)
from wphf_extract.corrections.memory import memory
from wphf_extract.corrections.offsets import Utf16
from wphf_extract.corrections.reading import each_page
from wphf_extract.corrections.tasks import Link, Mark, Markup, Task
from wphf_extract.errors import GoldError

__all__ = ["labelling_config", "markups", "tasks_json"]

_LABEL, _TEXT, _PAGE = "label", "text", "page_"
_NUMBERS = frozenset(("value", "value_max", "km", "declared_organizations", "declared_projects"))
_TRUTHS = frozenset(("optional", "consortium"))
_LISTS = frozenset(("attributes", "aliases"))
_BREAK = re.compile(r"[\r\n]")


def labelling_config(names: Sequence[str]) -> str:
    """Returns the labelling configuration (XML) that the tasks are made for.

    Args:
        names: the labels that name a mark.
    """
    lines = ["<View>", '  <Relations choice="single">']
    lines += [f"    <Relation value={quoteattr(type_)}/>" for type_ in LINKS]
    lines += ["  </Relations>", f'  <Labels name="{_LABEL}" toName="{_TEXT}" showInline="true">']
    lines += [f"    <Label value={quoteattr(label)} background={quoteattr(colour_of(label))}/>" for label in names]
    lines += ["  </Labels>"]
    # The text beside the fields, each with a scroll bar of its own: pages are long.
    column = "max-height: 70vh; overflow: auto; padding: 0 1em"
    lines += ['  <View style="display: flex">', f'  <View style="flex: 3; {column}">']
    lines += [f'  <Text name="{_TEXT}" value="${_TEXT}"/>', "  </View>", f'  <View style="flex: 1; {column}">']
    for fact in dict.fromkeys(fact for facts in FACTS.values() for fact in facts):
        apt = ",".join(label for label in names if fact in FACTS[family_of(label) or ""])
        shown = f' visibleWhen="region-selected" whenTagName="{_LABEL}" whenLabelValue={quoteattr(apt)}'
        lines.append(_field(fact, fact, fact, shown))
    lines += [_field(f"{_PAGE}{name}", name, f"page: {name}", "") for name in PAGE_FACTS]
    return "\n".join([*lines, "  </View>", "  </View>", "</View>"]) + "\n"


def _field(control: str, fact: str, title: str, shown: str) -> str:
    """A control with its title; `shown` says when it is seen, if not always."""
    of_region = ' perRegion="true"' if shown else ""
    head = f'name="{control}" toName="{_TEXT}"{of_region}'
    if fact in _NUMBERS:
        field = f"<Number {head}/>"
    elif fact in CHOICES or fact in _TRUTHS:
        choices = "".join(f"<Choice value={quoteattr(value)}/>" for value in CHOICES.get(fact, (fact,)))
        many = "multiple" if fact in _TRUTHS else "single"
        field = f'<Choices choice="{many}" showInline="true" {head}>{choices}</Choices>'
    else:
        many = "" if fact in _LISTS else ' maxSubmissions="1"'
        field = f'<TextArea editable="true"{many} {head}/>'
    return f'  <View{shown}><Header value={quoteattr(title)} size="6"/>{field}</View>'


def tasks_json(tasks: Sequence[Task], version: str) -> str:
    """Returns tasks as the JSON that Label Studio imports.

    Args:
        tasks: pages as marks.
        version: what the predictions are said to come from.
    """
    plain = [
        {
            "data": {_TEXT: task.text, "page": task.name, "wphf": memory(task)},
            "predictions": [{"model_version": version, "result": list(_results(task))}],
        }
        for task in tasks
    ]
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def _results(task: Task) -> Iterator[dict[str, Any]]:
    for name, value in task.facts.items():
        kind, said = _said(name, value)
        yield {"id": f"{_PAGE}{name}", "from_name": f"{_PAGE}{name}", "to_name": _TEXT, "type": kind, "value": said}
    for mark in task.marks:
        place = {"start": mark.start, "end": mark.end}
        words = {"text": _BREAK.sub(r"\\n", task.text[mark.start : mark.end])}
        base = {"id": mark.key, "to_name": _TEXT}
        yield {**base, "from_name": _LABEL, "type": "labels", "value": {**place, **words, "labels": [mark.label]}}
        for name, value in mark.facts.items():
            kind, said = _said(name, value)
            yield {**base, "from_name": name, "type": kind, "value": {**place, **said}}
    for link in task.links:
        ends = {"from_id": link.source, "to_id": link.target}
        yield {**ends, "type": "relation", "direction": "right", "labels": [link.type]}


def _said(name: str, value: Any) -> tuple[str, dict[str, Any]]:
    """The type of a fact's control, and the fact as its value."""
    if name in _NUMBERS:
        return "number", {"number": value}
    if name in CHOICES or name in _TRUTHS:
        return "choices", {"choices": [name if name in _TRUTHS else value]}
    if name == "at":
        return "textarea", {"text": [", ".join(map(str, value))]}
    return "textarea", {"text": value if name in _LISTS else [value]}


def markups(tasks: Sequence[Mapping[str, Any]], file: str) -> Iterator[Markup | GoldError]:
    """Reads tasks as Label Studio exports them (JSON, not JSON-MIN).

    Args:
        tasks: the tasks.
        file: their file, for messages.

    Returns:
        A page each, or what is wrong with it.
    """
    places = (f"{file}: task {task.get('id', number)}" for number, task in enumerate(tasks))
    fault = "not a task of Label Studio's JSON export; JSON-MIN and CSV lack links"
    return each_page(zip(places, tasks, strict=True), _markup, fault)


def _markup(task: Mapping[str, Any], where: str) -> Markup:
    data = task["data"]
    text, name = str(data[_TEXT]), str(data["page"])
    where = f"{where} ({name})"
    results = _Results(text)
    for result in _annotation(task, where)["result"]:
        results.read(result)
    if results.faults:
        raise GoldError("\n".join(f"{where}: {fault}" for fault in results.faults))
    told = tuple(replace(mark, facts=results.facts.get(mark.key, {})) for mark in results.marks)
    read = Task(name, text, results.page, told, tuple(results.links))
    return Markup(where, read, data.get("wphf"), complete=True, linked=True)


class _Results:
    """Sorts the results of an annotation: regions, what is said of them or of the page, and relations."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.faults: list[str] = []
        self.marks: list[Mark] = []
        self.links: list[Link] = []
        self.facts: dict[str, dict[str, Any]] = defaultdict(dict)
        self.page: dict[str, Any] = {}

    def read(self, result: Mapping[str, Any]) -> None:
        """Reads one result; a fault is kept."""
        try:
            if result["type"] == "relation":
                self._relation(result)
            elif result["type"] == "labels":
                start, end = _place(self._text, result["value"])
                self.marks += [Mark(str(result["id"]), str(label), start, end) for label in result["value"]["labels"]]
            else:
                control = str(result["from_name"])
                name = control.removeprefix(_PAGE)
                home = self.page if control.startswith(_PAGE) else self.facts[str(result["id"])]
                home[name] = _fact(name, result["value"])
        except ValueError as error:
            self.faults.append(str(error))

    def _relation(self, result: Mapping[str, Any]) -> None:
        label = (result.get("labels") or [""])[0]
        ends = (str(result["from_id"]), str(result["to_id"]))
        self.links.append(Link(str(label), *(ends[::-1] if result.get("direction") == "left" else ends)))


def _annotation(task: Mapping[str, Any], where: str) -> Mapping[str, Any]:
    """The one annotation of a task; of several, the one that is marked as ground truth."""
    found = [a for a in task.get("annotations") or () if not a.get("was_cancelled")]
    if not found:
        raise GoldError(f"{where}: nobody has submitted an annotation; submit it in Label Studio and export again")
    if len(found) > 1:
        found = [annotation for annotation in found if annotation.get("ground_truth")]
    if len(found) != 1:
        raise GoldError(f"{where}: several annotations; mark the one that counts as ground truth")
    result: Mapping[str, Any] = found[0]
    return result


def _place(text: str, value: Mapping[str, Any]) -> tuple[int, int]:
    """A region's offsets in code points, checked against the words that Label Studio keeps with it."""
    start, end = int(value["start"]), int(value["end"])
    words = value.get("text")
    if words is None or _shown(text[start:end]) == _shown(str(words)):
        return start, end
    offsets = Utf16(text)
    first, last = offsets.code_points(start), offsets.code_points(end)
    if first is not None and last is not None and _shown(text[first:last]) == _shown(str(words)):
        return first, last
    raise ValueError(f"the region {str(words)[:60]!r} at {start}–{end} does not stand there on the page")


def _shown(words: str) -> str:
    """Words as the editor keeps them: a line end as a backslash and an n."""
    return _BREAK.sub(r"\\n", words)


def _fact(name: str, value: Mapping[str, Any]) -> Any:
    if name not in PAGE_FACTS and not any(name in names for names in FACTS.values()):
        raise ValueError(f"the control {name!r} is not one of the labelling configuration that was exported")
    if "number" in value:
        number = value["number"]
        return number if name == "km" else int(number)
    if "choices" in value:
        return name in _TRUTHS or parse_fact(name, value["choices"][0])
    texts = value["text"] if isinstance(value["text"], list) else [value["text"]]
    return list(texts) if name in _LISTS else parse_fact(name, " ".join(texts))
